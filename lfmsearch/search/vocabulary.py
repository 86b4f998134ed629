"""The vocabulary of an index, kept until the index changes."""

from __future__ import annotations

import time
from collections.abc import Callable

from lfmsearch.search.suggest import Vocabulary, vocabulary
from lfmsearch.store.census import Census

# While the index changes all the time, suggestions may be so old; what is deleted is suggested no longer than that.
_KEPT_SECONDS = 20.0


class KeptVocabulary:
    """
    Lists what occurs in an index when that is first asked for, and again when it has changed. Used by one thread.

    Args:
        census: over the connection of that thread.
        clock: seconds that only grow.
    """

    def __init__(self, census: Census, clock: Callable[[], float] = time.monotonic) -> None:
        self._census, self._clock = census, clock
        self._held: Vocabulary | None = None
        self._version, self._listed = -1, 0.0

    def __call__(self) -> Vocabulary:
        """Return what occurs in the index."""
        if self._held is None or self._clock() - self._listed > _KEPT_SECONDS:
            version = self._census.version()
            if self._held is None or version != self._version:
                self._held, self._version = vocabulary(self._census), version
            self._listed = self._clock()
        return self._held
