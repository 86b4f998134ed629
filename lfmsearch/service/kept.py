"""The children that read, kept for a while: a saved file does not wait for one to start."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from lfmsearch.extract.pool import Pool

# Starting a child takes a quarter of a second; an idle one holds some 30 MB.
_KEPT_SECONDS = 60.0


class KeptReaders:
    """
    At most one Pool. Used by one thread.

    Args:
        made: gives a new one.
    """

    def __init__(self, made: Callable[[], Pool]) -> None:
        self._made = made
        self._pool: Pool | None = None
        self._used = 0.0

    @contextlib.contextmanager
    def __call__(self) -> Iterator[Pool]:
        """Give the Pool for one pass; its children stay."""
        if self._pool is None:
            self._pool = self._made()
        try:
            yield self._pool
        finally:
            self._used = time.monotonic()

    def rest(self) -> None:
        """End the children that have not been used for a while."""
        if time.monotonic() - self._used > _KEPT_SECONDS:
            self.close()

    def close(self) -> None:
        """End all children. Idempotent."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None
