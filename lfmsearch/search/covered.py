"""How much of the index is covered, for every answer to say: counted again when it has changed, but no answer waits long for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from lfmsearch.store.background import Lookup
from lfmsearch.store.connection import Connection
from lfmsearch.store.reader import Reader
from lfmsearch.types import Coverage

# What takes no longer is counted before the answer. While 100,000 Documents get their vectors the index changes every second, and to
# count takes 150 ms, longer than all else that a search for words does: then the answer says what was true a moment ago.
AT_ONCE_SECONDS = 0.005
# Between two countings lies so many times what the last one took.
COUNT_SHARE = 9.0


class Counted(NamedTuple):
    """What was counted of a Generation, and in how many seconds."""

    generation_id: int | None
    coverage: Coverage
    seconds: float


class KeptCoverage:
    """
    A Coverage of one Generation, with the version of the index it was counted at. Used by one thread at a time.

    Args:
        background: counts the active Generation; closed with this.
        clock: seconds that only grow.
    """

    def __init__(self, background: Lookup[Counted], clock: Callable[[], float] = time.monotonic) -> None:
        self._background, self._clock = background, clock
        self._kept: Counted | None = None
        self._version = -1
        self._holds_until = 0.0

    def __call__(
        self,
        count: Callable[[int | None], Coverage],
        generation_id: int | None,
        version: int,
        *,
        is_complete: bool = False,
    ) -> Coverage:
        """
        Return the Coverage of a Generation now, or what it was a moment ago.

        Args:
            count: over the caller's connection.
            is_complete: whether everything is covered now, which is said at once: nothing may change for a long time.
        """
        if (said := self._background.result()) is not None:
            self._keep(said)
        kept = self._kept if self._kept is not None and self._kept.generation_id == generation_id else None
        changed = version != self._version
        due = changed and self._clock() >= self._holds_until
        if kept is None or (changed and is_complete) or (due and kept.seconds <= AT_ONCE_SECONDS):
            self._background.close()  # what it would say is older
            kept = self._keep(counted(count, generation_id, self._clock))
        elif due and not self._background.is_running:
            self._background.start()
        else:
            return kept.coverage
        self._version = version
        return kept.coverage

    def close(self) -> None:
        """End what is being counted. Idempotent."""
        self._background.close()

    def _keep(self, found: Counted) -> Counted:
        self._kept, self._holds_until = found, self._clock() + COUNT_SHARE * found.seconds
        return found


def counted(
    count: Callable[[int | None], Coverage],
    generation_id: int | None,
    clock: Callable[[], float] = time.monotonic,
) -> Counted:
    """Count, and take the time."""
    began = clock()
    return Counted(generation_id, count(generation_id), clock() - began)


def counted_again(connection: Connection) -> Counted:
    """Count the active Generation over another connection."""
    reader = Reader(connection)
    active = reader.active_generation()
    return counted(reader.coverage, active.id if active else None)
