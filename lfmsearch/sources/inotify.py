"""
Linux: each folder that a scan enters is watched by itself, so that excluded trees take nothing of the user's limit.

Built on watchdog's reader of inotify, below its observers: those watch whole trees, `node_modules` and all, hold back what was
moved out of a tree for half a second and everything after it too, and tell of lost events only in a log.
"""

from __future__ import annotations

import itertools
import logging
import os
import threading
import time
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from watchdog.observers.inotify_c import CallbackId, InotifyConstants, InotifyEvent, InotifyFD, Mask, WatchDescriptor

from lfmsearch.sources import budget
from lfmsearch.sources.backend import Listener
from lfmsearch.sources.folders import DECIDING, entered, wanted
from lfmsearch.sources.rules import Rules
from lfmsearch.sources.stores import store_of

_log = logging.getLogger(__name__)

# Neither opening, reading nor closing what was only read: our own reading must not call for more of it.
_MASK = Mask(
    InotifyConstants.IN_CREATE
    | InotifyConstants.IN_MODIFY
    | InotifyConstants.IN_ATTRIB
    | InotifyConstants.IN_CLOSE_WRITE
    | InotifyConstants.IN_MOVE
    | InotifyConstants.IN_DELETE
    | InotifyConstants.IN_DELETE_SELF
    | InotifyConstants.IN_MOVE_SELF
    | InotifyConstants.IN_ONLYDIR
    | InotifyConstants.IN_EXCL_UNLINK
)
_ROOT = InotifyConstants.IN_DELETE_SELF | InotifyConstants.IN_MOVE_SELF | InotifyConstants.IN_UNMOUNT
# The kernel makes one event of equal ones that follow each other unread: a copy of a large file is some hundred events then, not
# hundreds of thousands. Its queue of 16,384 is not full in so short a time.
_PAUSE = 0.02
# The two halves of a move come right after each other.
_TOGETHER = 1.0

LOST = "The system had more changes to tell than it keeps."


@dataclass(frozen=True, slots=True)
class _Watch:
    """One watched folder. `source` is empty for one that only holds Sources that are files. `serial`: when it was last seen here."""

    path: str
    source: str
    callback: CallbackId
    serial: int


class _Reader(InotifyFD):
    """Watchdog's reader, without haste."""

    def read_events(self, *, event_buffer_size: int = 1 << 18) -> list[InotifyEvent]:
        time.sleep(_PAUSE)
        return super().read_events(event_buffer_size=event_buffer_size)


class Inotify:
    """
    The Backend of Linux.

    Args:
        listener: told of changes.
        limit: how many folders may be watched.
        follow_links: whether links to folders are followed.

    Raises:
        OSError: the user's programs watch as much as they may.
    """

    def __init__(
        self, listener: Listener, *, limit: Callable[[], int] = budget.limit, follow_links: bool = False
    ) -> None:
        self.listener, self.limit, self.follow_links = listener, limit, follow_links
        self._lock = threading.Lock()  # over what follows; never held while the disk is walked
        self._planning = threading.Lock()  # one plan at a time
        self._watches: dict[WatchDescriptor, _Watch] = {}
        self._at: dict[str, WatchDescriptor] = {}
        self._rules: dict[str, Rules] = {}
        self._files: dict[str, str] = {}  # what a Source that is a file is written to: path -> Source
        self._polled: dict[str, int] = {}
        self._moving: dict[int, tuple[str, str]] = {}  # cookie -> Source and old path
        self._left: list[tuple[str, int, float]] = []  # folders that were moved: path, serial, time
        self._serial = itertools.count(1)
        self._most = 0
        self._reader = _Reader()
        self._reader.start()

    def watch(self, rules: Rules) -> None:
        """See `Backend`. Where the limit is too low, what all Sources have is planned anew."""
        source = rules.source.path
        with self._planning:
            self._most = self.limit()
            self._rules[source] = rules
            if not os.path.isdir(source):
                self._watch_file(rules)
                return
            began = next(self._serial)
            with self._lock:
                room = self._most - sum(watch.source != source for watch in self._watches.values())
            found: set[str] = set()
            for path, _ in entered(rules, follow_links=self.follow_links):
                found.add(path)
                if len(found) <= room:
                    self._add(path, source)
            if len(found) <= room:
                self._let_go({source}, found, began)
                self._polled[source] = max(0, len(found) - self.counts(source)[0])
            else:
                self._plan()
            if not self.counts(source)[0] and self._most:
                os.listdir(source)  # which says why

    def unwatch(self, source: str) -> None:
        """See `Backend`. What is free now goes to other Sources at their next turn."""
        with self._planning:
            self._rules.pop(source, None)
            self._polled.pop(source, None)
            self._files = {path: of for path, of in self._files.items() if of != source}
            self._let_go({source}, set(), next(self._serial))

    def tidy(self) -> None:
        """See `Backend`: folders that were moved out of all Sources."""
        now = time.monotonic()
        with self._lock:
            over = {path: serial for path, serial, left in self._left if now - left > _TOGETHER}  # the last one counts
            self._left = [each for each in self._left if now - each[2] <= _TOGETHER]
            if len(self._moving) > 1_000:
                self._moving.clear()
            if not over:
                return
            away = [
                descriptor
                for descriptor, watch in self._watches.items()
                if any(watch.serial < over.get(path, 0) for path in _and_above(watch.path))
            ]
        self._drop(away)

    def counts(self, source: str) -> tuple[int, int]:
        """See `Backend`."""
        with self._lock:
            live = sum(watch.source == source for watch in self._watches.values())
            if source in self._files.values():
                live = int(os.path.dirname(source) in self._at)
            return live, self._polled.get(source, 0)

    def close(self) -> None:
        """See `Backend`."""
        self._reader.stop()
        self._reader.join()

    # What watchdog's reader tells, in its thread

    def on_event(self, event: InotifyEvent) -> None:
        """Turn an event into hints."""
        with self._lock:
            watch = self._watches.get(event.wd)
        if watch is None:
            return
        try:
            if not event.name:
                if event.mask & _ROOT and watch.path in self._rules:
                    self.listener.root_changed(watch.path)
                return
            path = os.path.join(watch.path, os.fsdecode(event.name))
            if source := self._files.get(path):
                self._on_source_file(source, path, event)
            elif watch.source and (rules := self._rules.get(watch.source)):
                arrives = event.is_create or event.is_moved_to
                if event.is_directory or (self.follow_links and arrives and os.path.isdir(path)):
                    self._on_folder(rules, path, event)
                else:
                    self._on_file(rules, watch.path, path, event)
        except Exception:  # noqa: BLE001 - logged, and everything is looked at
            # Were this thread to end, nothing would be told any more and nobody would know.
            _log.exception("a change in a watched folder could not be followed")
            self.listener.lost("A change could not be followed.")

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """Forget a folder that is gone."""
        with self._lock:
            self._forget(wd)

    def on_queue_overflow(self) -> None:
        """Say that events were lost."""
        self.listener.lost(LOST)

    def _on_source_file(self, source: str, path: str, event: InotifyEvent) -> None:
        if path == source and (event.is_delete or event.is_moved_from):
            self.listener.root_changed(source)
        else:
            self.listener.note(source, source, "changed")

    def _on_file(self, rules: Rules, folder: str, path: str, event: InotifyEvent) -> None:
        source, name = rules.source.path, os.path.basename(path)
        if name in DECIDING and not (event.is_modify or event.is_create):
            self.listener.rules_changed(source, folder)
        counts = wanted(rules, name)
        if event.is_moved_to:
            left, old = self._moving.pop(event.cookie, ("", ""))
            if counts and left == source:
                self.listener.moved(source, old, path, folder=False)
            elif counts:
                self.listener.note(source, path, "changed")
        elif counts:
            gone = event.is_delete or event.is_moved_from
            if event.is_moved_from:
                self._moving[event.cookie] = (source, path)
            self.listener.note(source, path, "gone" if gone else "changed")

    def _on_folder(self, rules: Rules, path: str, event: InotifyEvent) -> None:
        source = rules.source.path
        if event.is_delete or event.is_moved_from:
            self.listener.note(source, path, "gone")
            if event.is_moved_from:
                self._moving[event.cookie] = (source, path)
                with self._lock:
                    self._left.append((path, next(self._serial), time.monotonic()))
        elif event.is_create or event.is_moved_to:
            left, old = self._moving.pop(event.cookie, ("", "")) if event.is_moved_to else ("", "")
            found = False
            for folder, _ in entered(rules, path, follow_links=self.follow_links):
                found = True
                if len(self._watches) >= self._most or not self._add(folder, source):
                    self._polled[source] = self._polled.get(source, 0) + 1
            if left == source and (found or not os.path.lexists(path)):  # it may have been moved on
                self.listener.moved(source, old, path, folder=True)
            elif found:
                self.listener.note(source, path, "folder")

    # Watches

    def _watch_file(self, rules: Rules) -> None:
        """Watch a Source that is one file; of a database also the file with what is not in it yet."""
        source = rules.source.path
        os.stat(source)
        for path in (source, f"{source}-wal") if store_of(rules.source.kind).database else (source,):
            self._files[path] = source
        above = os.path.dirname(source)
        if above not in self._at and (len(self._watches) >= self._most or not self._add(above, "")):
            self._polled[source] = 1

    def _plan(self) -> None:
        """Share what may be watched among all Sources."""
        began = next(self._serial)
        owner: dict[str, str] = {}
        times: dict[str, float] = {}
        for source, rules in self._rules.items():
            if source in self._files.values():
                continue
            for path, changed in entered(rules, follow_links=self.follow_links):
                owner[path], times[path] = source, changed
        live, polled = budget.plan(times.items(), max(0, self._most - len(self._files)))
        self._let_go(set(owner.values()), frozenset(live), began)
        for path in live:
            self._add(path, owner[path])
        for source in set(owner.values()):
            self._polled[source] = sum(owner[path] == source for path in polled)

    def _let_go(self, sources: set[str], keep: Container[str], began: int) -> None:
        """Of what was watched of these Sources before `began`, watch no others than these folders."""
        with self._lock:
            files = {os.path.dirname(path) for path in self._files}
            away = [
                descriptor
                for descriptor, watch in self._watches.items()
                if watch.serial < began
                and watch.source in {*sources, ""}
                and watch.path not in keep
                and watch.path not in files
            ]
        self._drop(away)

    def _add(self, path: str, source: str) -> bool:
        """Watch a folder, or learn that a watched one lies at this path now. Return whether it is watched."""
        callback = CallbackId(next(self._serial))
        mask = _MASK if self.follow_links else Mask(_MASK | InotifyConstants.IN_DONT_FOLLOW)
        with self._lock:
            try:
                descriptor = self._reader.add_callback(os.fsencode(path), mask, self, callback)
            except OSError:
                return False
            known = self._watches.get(descriptor)
            if descriptor == -1 or known is not None:  # -1: not readable
                self._reader.remove_callbacks([(descriptor, callback)])
            if descriptor == -1:
                return False
            if known is not None and self._at.get(known.path) == descriptor:
                del self._at[known.path]
            before = self._at.get(path)
            self._watches[descriptor] = _Watch(path, source, known.callback if known else callback, callback)
            self._at[path] = descriptor
        if before is not None and before != descriptor:
            self._drop([before])  # another folder lies there now
        return True

    def _drop(self, descriptors: Iterable[WatchDescriptor]) -> None:
        with self._lock:
            for descriptor in descriptors:
                watch = self._watches.get(descriptor)
                if watch is not None:
                    self._forget(descriptor)
                    self._reader.remove_callbacks([(descriptor, watch.callback)])

    def _forget(self, descriptor: WatchDescriptor) -> None:
        watch = self._watches.pop(descriptor, None)
        if watch is not None and self._at.get(watch.path) == descriptor:
            del self._at[watch.path]


def _and_above(path: str) -> Iterable[str]:
    yield path
    while (above := os.path.dirname(path)) != path:
        yield above
        path = above
