"""
How many folders are watched as they change, and how often the rest is looked at. Pure, but for `limit`.

Linux lets each user watch so many folders, all programs together. An editor that finds none left breaks, so that at most half
of what the others leave is ever taken.
"""

from __future__ import annotations

import contextlib
import heapq
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# What the machine allows each user, and what a container may allow in its place.
WATCHES = ("fs/inotify/max_user_watches", "user/max_inotify_watches")
_TAKEN = "anon_inode:inotify"

# Folders that are not watched are looked at one by one: some 20,000 in a second of one core. Of that second a thousand may be
# spent waiting, so that looking costs a thousandth of a core, within what a person thinks of as soon and as never.
_SECONDS_PER_FOLDER = 0.05
_OFTEN, _SELDOM = 60.0, 3600.0
# A network drive answers slowly, and its server pays for every look.
_REMOTE = 600.0
# What is watched is looked at all the same now and then: systems lose changes without saying so.
_WATCHED = 4 * 3600.0


@dataclass(slots=True)
class _Tree:
    """One folder with what lies in it. `latest`: the newest time in it; `size`: how many folders it has."""

    path: str
    latest: float
    size: int = 1
    below: list[_Tree] = field(default_factory=list)


def plan(folders: Iterable[tuple[str, float]], limit: int) -> tuple[list[str], list[str]]:
    """
    Return which folders are watched and which are not: the trees that changed last first, and whole ones where they fit.

    A tree that does not fit is watched at its top, so that new folders in it are seen, and below it as far as the limit goes.

    Args:
        folders: paths with the time of their last change; a folder may come before or after the one it lies in.
        limit: how many may be watched.
    """
    times = dict(folders)
    if len(times) <= limit:
        return list(times), []
    live: list[str] = []
    waiting = [(-tree.latest, tree.path, tree) for tree in _trees(times)]
    heapq.heapify(waiting)
    while waiting and len(live) < limit:
        _, _, tree = heapq.heappop(waiting)
        if tree.size <= limit - len(live):
            live += _paths(tree)
            continue
        live.append(tree.path)
        for each in tree.below:
            heapq.heappush(waiting, (-each.latest, each.path, each))
    taken = frozenset(live)
    return live, [path for path in times if path not in taken]


def pause(polled: int, *, remote: bool, luck: float) -> float:
    """
    Return after how many seconds a Source is looked through again.

    Args:
        polled: how many of its folders are not watched.
        remote: whether it lies on a network drive or in a cloud.
        luck: between 0 and 1; spreads the looks of many machines and Sources from 3/4 to 5/4 of the time.
    """
    if remote:
        seconds = _REMOTE
    elif polled:
        seconds = min(_SELDOM, max(_OFTEN, polled * _SECONDS_PER_FOLDER))
    else:
        seconds = _WATCHED
    return seconds * (0.75 + luck / 2)


def limit(proc: Path = Path("/proc")) -> int:
    """
    Return how many folders this process may watch: half of what this user's other programs leave. Linux alone; 0 if it cannot be told.

    Args:
        proc: where the kernel tells of itself.
    """
    told = []
    for name in WATCHES:
        with contextlib.suppress(OSError, ValueError):
            told.append(int((proc / "sys" / name).read_text("ascii")))
    return max(0, min(told) - sum(_held(proc))) // 2 if told else 0


def _held(proc: Path) -> Iterator[int]:
    """Yield how many folders each other program of this user watches, as far as it may be known."""
    user, own = os.getuid(), os.getpid()
    for process in proc.iterdir():
        if not process.name.isdigit() or int(process.name) == own:
            continue
        try:
            if process.stat().st_uid != user:
                continue
            for descriptor in (process / "fd").iterdir():
                if str(descriptor.readlink()) == _TAKEN:
                    told = (process / "fdinfo" / descriptor.name).read_bytes()
                    yield told.count(b"\ninotify ") + told.startswith(b"inotify ")
        except OSError:  # it ended, or keeps to itself
            continue


def _trees(times: dict[str, float]) -> list[_Tree]:
    """Return the trees that the folders form."""
    known = {path: _Tree(path, time) for path, time in times.items()}
    tops = []
    # From the longest path up: what lies in a folder is complete before the folder is.
    for path in sorted(known, key=len, reverse=True):
        tree, above = known[path], known.get(os.path.dirname(path))
        if above is None or above is tree:
            tops.append(tree)
            continue
        above.below.append(tree)
        above.size += tree.size
        above.latest = max(above.latest, tree.latest)
    return tops


def _paths(tree: _Tree) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        tree = waiting.pop()
        yield tree.path
        waiting += tree.below
