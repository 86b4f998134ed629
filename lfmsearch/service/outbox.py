"""Events on their way to one reader: gathered, at most ten times a second, and never in the way of whoever has them."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

# A reader that is so many behind will not catch up. Progress does not count: only the latest waits.
MOST_WAITING = 10_000
PACE_SECONDS = 0.1


class Outbox:
    """
    What waits for one reader, in order. The latest progress takes the place of an earlier one; everything else stays.

    Args:
        most: once more than this wait, the outbox closes: the reader is hopeless.
        clock: as `time.monotonic`.
    """

    def __init__(self, most: int = MOST_WAITING, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._waiting: dict[object, dict[str, Any]] = {}
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._closed = False
        self._taken = -PACE_SECONDS

    def put(self, event: dict[str, Any]) -> None:
        """Add an event. Returns at once, whatever the reader does."""
        with self._changed:
            if self._closed:
                return
            key: object = next(self._numbers)
            if event.get("event") == "progress":
                key = "progress"
                self._waiting.pop(key, None)  # to the end: the order is that in which things happened
            self._waiting[key] = event
            if len(self._waiting) > self._most:
                self._waiting.clear()
                self._closed = True
            self._changed.notify()

    def take(self) -> list[dict[str, Any]]:
        """Wait until something is there and a tenth of a second has passed since the last time; return it. Empty at the end."""
        with self._changed:
            # Closed and something left: the last words come through.
            self._changed.wait_for(lambda: self._waiting or self._closed)
            while not self._closed and (early := self._taken + PACE_SECONDS - self._clock()) > 0:
                self._changed.wait(early)
            taken = list(self._waiting.values())
            self._waiting.clear()
            self._taken = self._clock()
            return taken

    def close(self) -> None:
        """Take nothing more; what waits can still be taken. Idempotent."""
        with self._changed:
            self._closed = True
            self._changed.notify()
