"""How much of the index is covered, for every answer to say: counted again when it has changed, but not all the time."""

from __future__ import annotations

import time
from collections.abc import Callable

from lfmsearch.types import Coverage

# Between two countings lies so many times what the last one took. While 100,000 Documents get their vectors the index changes every
# second, and to count takes longer than all else that a search for words does.
COUNT_SHARE = 9.0


class KeptCoverage:
    """
    A Coverage of one Generation, with the version of the index it was counted at.

    Args:
        clock: seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: Coverage | None = None
        self._counted_at: tuple[int | None, int] = (None, -1)
        self._holds_until = 0.0

    def __call__(self, count: Callable[[int | None], Coverage], generation_id: int | None, version: int) -> Coverage:
        """Return the Coverage of a Generation now, `count(generation_id)`, or what it was a moment ago."""
        began = self._clock()
        before, at = self._counted_at
        stale = before != generation_id or (at != version and began >= self._holds_until)
        if self._kept is None or stale:
            self._kept = count(generation_id)
            ended = self._clock()
            self._counted_at, self._holds_until = (generation_id, version), ended + COUNT_SHARE * (ended - began)
        return self._kept
