"""
Changes in the Sources as they happen, and looks at whole Sources where that cannot be relied on.

Start watching, then scan, then take what is due: so nothing falls between. All that is told is a hint where to look. A Source
that vanishes takes nothing with it; it is watched and looked through again when it is back.
"""

from __future__ import annotations

import logging
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from lfmsearch.sources import budget, mounts
from lfmsearch.sources.backend import Backend, Listener
from lfmsearch.sources.dirty import Hint, Hints, Kind
from lfmsearch.sources.rules import Rules
from lfmsearch.system.log import Ours

log = logging.getLogger(__name__)

# How often it is asked whether Sources are there and the machine has slept: three system calls a Source.
TICK = 5.0
# Watches are put in order no more often than this, since all folders are walked for it.
_ORDER = 30.0
# And when it is called, it has the next look no sooner than this.
_BREATH = 0.1
# The two clocks of a machine drift apart by less than this between two ticks, unless it slept or its clock was set.
_DRIFT = 10.0
# And a thread of idle priority is not kept waiting for so long.
_LATE = 60.0

SLEPT = "The machine was asleep."
BACK = "It is connected again."
REPLACED = "Another folder lies there now."
RULES = "What counts there has changed."
TURN = "It is looked through now and then."
NO_MORE = "This system lets no further program watch folders (fs.inotify.max_user_instances)."


@dataclass(frozen=True, slots=True)
class Root:
    """What lies at the path of a Source: its device and inode, and whether something is mounted right there."""

    device: int
    inode: int
    mounted: bool
    folder: bool

    @classmethod
    def of(cls, path: str) -> Root | None:
        """Look at a path; None when nothing is there."""
        try:
            status, above = os.stat(path), os.stat(os.path.dirname(path))
        except OSError:
            return None
        return cls(status.st_dev, status.st_ino, status.st_dev != above.st_dev, os.path.isdir(path))


def vanished(before: Root | None, now: Root | None) -> bool:
    """Return whether a Source is not there: nothing is, or only the empty folder that a drive was mounted on."""
    return now is None or (before is not None and before.mounted and not now.mounted)


def slept(before: tuple[float, float], now: tuple[float, float]) -> bool:
    """Return whether a machine slept between two ticks, each told as (monotonic, wall) seconds."""
    passed, wall = now[0] - before[0], now[1] - before[1]
    return wall - passed > _DRIFT or passed > TICK + _LATE


@dataclass(slots=True)
class _Place:
    """
    One Source.

    Args:
        remote: the name of the network drive or cloud it lies on.
        look: when it is looked through again.
        trouble: why it cannot be watched.
        disorder: why what is watched may not be what should be; `ordered`: when that was put right the last time.
    """

    rules: Rules
    hints: Hints
    remote: str
    root: Root | None
    look: float
    there: bool = True
    trouble: str = ""
    disorder: str = ""
    ordered: float = field(default=float("-inf"))


class Watcher:
    """
    Watches Sources. For several threads at once; `close` ends it.

    Args:
        wake: called, from any thread, when something is due earlier than before; must not block.
        limit: how many folders may be watched at most; what the system leaves when None.
        follow_links: as in `scan`.
        clock, wall: the time, in seconds; others only in tests.
        remote: tells what a path lies on; another one only in tests.
        backend: makes the system's way of watching; another one only in tests.
    """

    def __init__(
        self,
        wake: Callable[[], None] = lambda: None,
        *,
        limit: int | None = None,
        follow_links: bool = False,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        remote: Callable[[str], mounts.Kind | None] = mounts.holding,
        backend: Callable[[Listener], Backend] | None = None,
    ) -> None:
        self.wake, self.clock, self.wall, self.remote = wake, clock, wall, remote
        self._lock = threading.Lock()  # over the places; never held while the disk is looked at
        self._places: dict[str, _Place] = {}
        self._kick = threading.Event()
        self._closed = False
        self._backend: Backend | None = None
        self._refusal = ""
        try:
            self._backend = (backend or _of_this_system(limit, follow_links=follow_links))(self)
        except OSError as error:
            self._refusal = NO_MORE if sys.platform == "linux" else f"Nothing can be watched here: {error.strerror}."
        self._ticked = (clock(), wall())
        self._keeper = threading.Thread(target=self._keep, name="lfmsearch-watcher", daemon=True)
        self._keeper.start()

    # What the indexer asks

    def watch(self, rules: Rules) -> None:
        """
        Watch a Source, or watch it by other rules; returns when it is watched.

        Never fails: what cannot be watched is looked at by turns, and `notices` says so.
        """
        path = rules.source.path
        kind = self.remote(path)
        root = None if kind else Root.of(path)
        place = _Place(rules, Hints(path), kind.name if kind else "", root, 0.0, there=bool(kind or root))
        with self._lock:
            before = self._places.get(path)
            if before is not None:
                place.hints = before.hints
            self._places[path] = place
        self._order(place)

    def unwatch(self, path: str) -> None:
        """Stop watching the Source at `path`."""
        with self._lock:
            self._places.pop(path, None)
        if self._backend is not None:
            self._backend.unwatch(path)

    def due(self) -> dict[str, list[Hint]]:
        """
        Take out and return what is to be looked at now, by the path of the Source.

        Hints of a Source that is not there are dropped: what an unplugged drive held is not gone. Whoever looks asks again whether
        the Source is there before anything leaves the index.
        """
        now = self.clock()
        found = {}
        for path, place in self._listed():
            with self._lock:
                hints = place.hints.due(now)
            if not hints:
                continue
            if place.remote or not vanished(place.root, Root.of(path)):
                found[path] = hints
            else:
                self.root_changed(path)
        return found

    def next_due(self) -> float | None:
        """Return when something is due, on `clock`; None while nothing waits."""
        with self._lock:
            times = [place.hints.next_due() for place in self._places.values()]
        return min((time for time in times if time is not None), default=None)

    def counts(self) -> dict[str, int]:
        """Return how many folders are watched (`live`) and how many are looked at by turns (`polled`)."""
        counted = [self._counted(place) for _, place in self._listed()]
        return {"live": sum(live for live, _ in counted), "polled": sum(polled for _, polled in counted)}

    def notices(self) -> list[tuple[str, str]]:
        """Return what is not watched, as (path of the Source, a sentence that says why and when changes are found)."""
        found = []
        for path, place in self._listed():
            polled = self._counted(place)[1]
            if not polled or not place.there:
                continue
            minutes = max(1, round(budget.pause(polled, remote=bool(place.remote), luck=0.5) / 60))
            found.append((path, f"{self._reason(place, polled)} Changes there are found within about {minutes} min."))
        return found

    def close(self) -> None:
        """Stop watching. What was due and not taken is found by the next scan."""
        self._closed = True
        self._kick.set()
        self._keeper.join()
        if self._backend is not None:
            self._backend.close()

    # What the backend tells

    def note(self, source: str, path: str, kind: Kind) -> None:
        """See `Listener`."""
        self._noted(source, lambda hints, now: hints.note(path, kind, now))

    def moved(self, source: str, old: str, new: str, *, folder: bool) -> None:
        """See `Listener`."""
        self._noted(source, lambda hints, now: hints.moved(old, new, now, folder=folder))

    def rules_changed(self, source: str, folder: str) -> None:
        """See `Listener`. The folder is looked through, and what is watched is put in order."""
        self.note(source, folder, "folder")
        self._disorder(source, RULES)

    def root_changed(self, source: str) -> None:  # noqa: ARG002 - the keeper looks at all of them
        """See `Listener`. The keeper looks at it at once."""
        self._kick.set()

    def lost(self, because: str) -> None:
        """See `Listener`. What is watched is put in order, and everything is looked through."""
        log.warning("changes were lost, and everything is looked through: %s", Ours(because))
        for path, place in self._listed():
            if not place.remote:
                self._disorder(path, because)

    # The keeper

    def _keep(self) -> None:
        while not self._closed:
            self._kick.wait(TICK)
            self._kick.clear()
            if not self._closed:
                self.tick()
                time.sleep(_BREATH)

    def tick(self) -> None:
        """Do what is done every few seconds. The keeper does; tests may."""
        ticked, now = (self.clock(), self.wall()), self.clock()
        asleep, self._ticked = slept(self._ticked, ticked), ticked
        for path, place in self._listed():
            because = self._is_back(path, place)
            if not place.there:
                continue
            if place.disorder and now - place.ordered > _ORDER:
                because, place.disorder, place.ordered = because or place.disorder, "", now
            turn = now >= place.look
            # First watched, then looked through: as at the beginning.
            if because or (turn and self._counted(place)[1]):
                self._order(place)
            elif turn:
                self._set_turn(place)
            if because or asleep:
                log.info("a source is looked through: %s", Ours(because or SLEPT))
            if because or asleep or turn:
                self._look(path, because or (SLEPT if asleep else TURN))
        if self._backend is not None:
            self._backend.tidy()

    def _is_back(self, path: str, place: _Place) -> str:
        """See whether a Source came or went; return why it is to be looked through, if it is."""
        if place.remote:  # a server that is away would make us wait
            return ""
        root = Root.of(path)
        if vanished(place.root, root):
            if place.there:
                place.there = False
                with self._lock:
                    place.hints.forget()
                if self._backend is not None:
                    self._backend.unwatch(path)
            return ""
        was, before = place.there, place.root
        place.there, place.root = True, root
        if not was:
            return BACK
        # A file is another one after each save.
        return REPLACED if root != before and root is not None and root.folder else ""

    def _order(self, place: _Place) -> None:
        """Watch what should be watched."""
        place.trouble = ""
        if place.there and not place.remote and self._backend is not None:
            try:
                self._backend.watch(place.rules)
            except OSError as error:
                place.trouble = f"It cannot be watched: {(error.strerror or str(error)).lower()}."
        self._set_turn(place)

    def _set_turn(self, place: _Place) -> None:
        polled = self._counted(place)[1]
        luck = random.random()  # noqa: S311 - only spreads the load
        place.look = self.clock() + budget.pause(polled, remote=bool(place.remote), luck=luck)

    def _counted(self, place: _Place) -> tuple[int, int]:
        if not place.there:
            return 0, 0
        if place.remote or self._backend is None or place.trouble:
            return 0, 1
        return self._backend.counts(place.rules.source.path)

    def _reason(self, place: _Place, polled: int) -> str:
        if place.remote:
            return f"It lies on a network drive or in a cloud ({place.remote}), where changes are not told."
        if self._refusal or place.trouble:
            return self._refusal or place.trouble
        return (
            f"{polled:,} of its folders are not watched: this system lets a user watch too few of them "
            "(fs.inotify.max_user_watches)."
        )

    def _listed(self) -> list[tuple[str, _Place]]:
        with self._lock:
            return list(self._places.items())

    def _disorder(self, source: str, because: str) -> None:
        with self._lock:
            if (place := self._places.get(source)) is not None:
                place.disorder = because
        self._kick.set()

    def _look(self, source: str, because: str) -> None:
        self._noted(source, lambda hints, now: hints.note(source, "folder", now, because))

    def _noted(self, source: str, note: Callable[[Hints, float], None]) -> None:
        with self._lock:
            place = self._places.get(source)
            if place is None:
                return
            before = place.hints.next_due()
            note(place.hints, self.clock())
            after = place.hints.next_due()
        if after is not None and (before is None or after < before):
            self.wake()


def _of_this_system(
    limit: int | None, *, follow_links: bool, platform: str = sys.platform
) -> Callable[[Listener], Backend]:
    if platform == "linux":
        from lfmsearch.sources.inotify import Inotify

        most = budget.limit if limit is None else lambda: limit
        return lambda listener: Inotify(listener, limit=most, follow_links=follow_links)
    from lfmsearch.sources.trees import Trees

    return Trees
