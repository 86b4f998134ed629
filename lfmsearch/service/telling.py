"""Who is told of what happens."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from lfmsearch.indexing.indexer import Report
from lfmsearch.service.verbs import Listener
from lfmsearch.types import Progress

log = logging.getLogger(__name__)


class Telling:
    """The listeners of one Engine. For several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of events from now on, in any thread; return what ends it."""
        with self._lock:
            self._listeners.append(listener)

        def end() -> None:
            with self._lock, contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return end

    def tell(self, event: dict[str, Any]) -> None:
        """Tell all listeners, in this thread."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(event)

    def progress(self, progress: Progress) -> None:
        """Tell how far a long work is."""
        self.tell({"event": "progress", **asdict(progress)})

    def changed(self, report: Report) -> None:
        """Tell what a run of the indexer changed, where it did."""
        counts = {name: getattr(report, name) for name in ("added", "changed", "removed", "failed", "embedded")}
        if any(counts.values()):
            self.tell({"event": "changed", **counts})
            log.info("%d added, %d changed, %d removed, %d failed; %d passages embedded", *counts.values())

    def problem(self, message: str, hint: str = "") -> None:
        """Tell of something that the user should know."""
        self.tell({"event": "problem", "message": message, "hint": hint})
