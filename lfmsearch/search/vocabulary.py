"""The vocabulary of an index, kept until the index changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from lfmsearch.search.suggest import Vocabulary, vocabulary
from lfmsearch.store.census import Census

# While the index changes all the time, suggestions may be so old; what is deleted is suggested no longer than that.
_KEPT_SECONDS = 20.0


class KeptVocabulary:
    """
    What occurs in an index: listed when it is first asked for, and in a thread of its own when the index has changed since, because
    that takes longer than a keystroke (half a second for 100,000 mails). Used by one thread.

    Args:
        census: over the connection of that thread.
        opened: gives a Census over a connection of its own.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        census: Census,
        opened: Callable[[], AbstractContextManager[Census]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._census, self._opened, self._clock = census, opened, clock
        self._held: Vocabulary | None = None
        self._version, self._listed = -1, 0.0
        self._listing: threading.Thread | None = None

    def __call__(self) -> Vocabulary:
        """Return what occurs in the index, or did some seconds ago."""
        if self._held is None:
            self._version, self._listed = self._census.version(), self._clock()
            self._held = vocabulary(self._census)
        elif self._clock() - self._listed > _KEPT_SECONDS and (self._listing is None or not self._listing.is_alive()):
            self._listed = self._clock()
            if (version := self._census.version()) != self._version:
                self._version = version
                self._listing = threading.Thread(target=self._list, name="lfmsearch-vocabulary", daemon=True)
                self._listing.start()
        return self._held

    def close(self) -> None:
        """Wait until nothing is being listed any more. Idempotent."""
        if self._listing is not None:
            self._listing.join()
            self._listing = None

    def _list(self) -> None:
        with self._opened() as census:
            self._held = vocabulary(census)
