"""The vocabulary of an index, kept until the index changes."""

from __future__ import annotations

import time
from collections.abc import Callable

from lfmsearch.search.suggest import Vocabulary, vocabulary
from lfmsearch.store.background import Lookup
from lfmsearch.store.census import Census

# While the index changes all the time, suggestions may be so old; what is deleted is suggested no longer than that.
_KEPT_SECONDS = 20.0


class KeptVocabulary:
    """
    What occurs in an index: listed when it is first asked for, and in a thread of its own when the index has changed since, because
    that takes longer than a keystroke (half a second for 100,000 mails). Used by one thread.

    Args:
        census: over the connection of that thread.
        background: lists it; closed with this.
        clock: seconds that only grow.
    """

    def __init__(
        self, census: Census, background: Lookup[Vocabulary], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._census, self._background, self._clock = census, background, clock
        self._held: Vocabulary | None = None
        self._version, self._listed = -1, 0.0

    def __call__(self) -> Vocabulary:
        """Return what occurs in the index, or did some seconds ago."""
        self._held = self._background.result() or self._held
        if self._held is None:
            self._version, self._listed = self._census.version(), self._clock()
            self._held = vocabulary(self._census)
        elif self._clock() - self._listed > _KEPT_SECONDS and not self._background.is_running:
            self._listed = self._clock()
            if (version := self._census.version()) != self._version:
                self._version = version
                self._background.start()
        return self._held

    def close(self) -> None:
        """End what is being listed. Idempotent."""
        self._background.close()
