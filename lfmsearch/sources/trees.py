"""
macOS and Windows: the system watches whole trees at no cost, so that each Source is one watch; excluded trees are told of too, and
dropped here by their names.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from lfmsearch.sources.backend import Listener
from lfmsearch.sources.folders import DECIDING, enters, wanted
from lfmsearch.sources.rules import Rules
from lfmsearch.sources.stores import store_of

# Without opening and closing: our own reading must not call for more of it.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]


class Trees:
    """
    The Backend of systems that watch trees.

    Args:
        listener: told of changes.
        observer: makes watchdog's observer; another one only in tests.
    """

    def __init__(self, listener: Listener, *, observer: Callable[[], BaseObserver] = Observer) -> None:
        self.listener = listener
        self._lock = threading.Lock()
        self._watches: dict[str, tuple[ObservedWatch, _Handler]] = {}
        self._observer = observer()
        self._observer.start()

    def watch(self, rules: Rules) -> None:
        """See `Backend`."""
        source = rules.source.path
        self.unwatch(source)
        folder = os.path.isdir(source)
        os.stat(source)
        handler = _Handler(self.listener, rules)
        watch = self._observer.schedule(
            handler, source if folder else os.path.dirname(source), recursive=folder, event_filter=_EVENTS
        )
        with self._lock:
            self._watches[source] = (watch, handler)

    def unwatch(self, source: str) -> None:
        """See `Backend`."""
        with self._lock:
            taken = self._watches.pop(source, None)
            shared = taken is not None and any(watch == taken[0] for watch, _ in self._watches.values())
        if taken is None:
            return
        watch, handler = taken
        if shared:  # by another Source that is a file in the same folder
            self._observer.remove_handler_for_watch(handler, watch)
        else:
            self._observer.unschedule(watch)

    def tidy(self) -> None:
        """See `Backend`. There is nothing to tidy."""

    def counts(self, source: str) -> tuple[int, int]:
        """See `Backend`."""
        with self._lock:
            return (1, 0) if source in self._watches else (0, 1)

    def close(self) -> None:
        """See `Backend`."""
        self._observer.stop()
        self._observer.join()


class _Handler(FileSystemEventHandler):
    """Turns events of one Source into hints."""

    def __init__(self, listener: Listener, rules: Rules) -> None:
        self.listener, self.rules = listener, rules
        self.source = rules.source.path
        self.folder = os.path.isdir(self.source)
        self.written = {self.source}
        if store_of(rules.source.kind).database:
            self.written.add(f"{self.source}-wal")

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take an event."""
        path, new = os.fsdecode(event.src_path), os.fsdecode(event.dest_path or "")
        if self.source in (path, new) and (self.folder or event.event_type in ("deleted", "moved")):
            self.listener.root_changed(self.source)
        if not self.folder:
            if self.written & {path, new} and event.event_type != "deleted":
                self.listener.note(self.source, self.source, "changed")
        elif path != self.source:
            self._inside(path, new, event)

    def _inside(self, path: str, new: str, event: FileSystemEvent) -> None:
        for each in filter(None, (path, new)):
            if os.path.basename(each) in DECIDING:
                self.listener.rules_changed(self.source, os.path.dirname(each))
        before, now = self._counts(path, event), bool(new) and self._counts(new, event)
        if before and now:
            self.listener.moved(self.source, path, new, folder=event.is_directory)
        elif event.event_type in ("deleted", "moved"):
            if before:
                self.listener.note(self.source, path, "gone")
            if now:
                self.listener.note(self.source, new, "folder" if event.is_directory else "changed")
        elif before:
            self.listener.note(self.source, path, "folder" if event.is_directory else "changed")

    def _counts(self, path: str, event: FileSystemEvent) -> bool:
        """By names alone: of the file, and of the folders it lies in."""
        if not path.startswith(self.source.rstrip(os.sep) + os.sep):
            return False
        *folders, name = os.path.relpath(path, self.source).split(os.sep)  # noqa: PTH206 - names may hold any bytes
        return all(enters(self.rules, folder) for folder in folders) and (
            # A folder that was deleted is a file by all that Windows knows.
            enters(self.rules, name)
            if event.is_directory or event.event_type == "deleted"
            else wanted(self.rules, name)
        )
