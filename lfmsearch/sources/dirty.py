"""
What may have changed below one Source, and when to look at it. Pure: the clock is passed in.

What the system reports are hints: a hint says where to look, never what is there. They come many to one save, so that each waits
until its path has been quiet for a moment; whoever looks then compares size, time and content with what is known.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

Kind = Literal["changed", "gone", "folder"]

# A saved file is looked at when it has been quiet for so long; many at once wait longer, since more of them will come.
QUIET = 0.3
QUIET_IN_A_BURST = 2.0
# A file that is never quiet is looked at all the same after this.
LONGEST_WAIT = 5.0
# What is gone must leave search at once. But editors save by moving the old file away and a new one to its place, within this.
MOMENT = 0.1
# More changes than this below one folder are one look at the whole folder.
MANY = 500
# What changes again and again is left alone for longer and longer, after some saves that a person may well do in a row.
_IN_A_ROW = 3
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 60.0


@dataclass(frozen=True, slots=True)
class Hint:
    """
    A path to look at.

    Args:
        path: absolute.
        kind: `changed`: a file that is new or other than before; had it been a folder, what lay in it is gone. `gone`: nothing is there
            any more; it may have been a file, or a folder with all that lay in it. `folder`: look at everything below it.
        because: why a whole folder is looked at, as a sentence for a log; empty for the usual reasons.
    """

    path: str
    kind: Kind
    because: str = ""


@dataclass(slots=True)
class _Pending:
    """
    One path that waits.

    Args:
        due: when it is looked at; later notes may move it.
        latest: beyond this they do not.
        queued: the time under which it stands in the queue; never after `due`.
        left: where what lies here now was before.
    """

    hint: Hint
    due: float
    latest: float
    queued: float
    left: list[str]


@dataclass(slots=True)
class _Node:
    """A folder or file on the way to what waits. `count`: how many changes wait at it and below."""

    below: dict[str, _Node] = field(default_factory=dict)
    pending: _Pending | None = None
    count: int = 0


class Hints:
    """
    The hints of one Source. Not for several threads at once.

    What was noted is due in the end: by itself, or with a folder above it. What is gone waits for `MOMENT` alone, unless
    it comes back, and then it was one change. What was moved is due at both ends together, so that it can be told from a deletion.

    Args:
        root: the path of the Source; paths outside it are not noted.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self._prefix = root if root.endswith(os.sep) else root + os.sep
        self._given: dict[str, tuple[float, int]] = {}  # when last, and how many times in a row
        self._number = 0
        self.forget()

    def forget(self) -> None:
        """Drop all that waits: the Source itself is not there, and so nothing is known to have changed."""
        self._tree = _Node()
        self._queue: list[tuple[float, int, _Pending]] = []
        self._gone: dict[str, float] = {}  # in the order of their times
        self._left: set[str] = set()  # what is gone together with something due

    def __len__(self) -> int:
        """How many hints wait."""
        return self._tree.count + len(self._gone) + len(self._left)

    def note(self, path: str, kind: Kind, now: float, because: str = "") -> None:
        """Take a hint. What is known of the path already is not noted twice."""
        if kind == "gone":
            if path.startswith(self._prefix):
                self._is_gone((path, *self._take(path)), now)
        elif path == self.root or path.startswith(self._prefix):
            self._is_back(path)
            self._change(Hint(path, kind, because), now, now + self._quiet())

    def moved(self, old: str, new: str, now: float, *, folder: bool = False) -> None:
        """Take the hint that what was at `old` is now at `new`, both inside the Source."""
        left = [old, *self._take(old)]
        self._gone.pop(old, None)
        if not self._is_above_gone(old):
            self._left.add(old)
        self._is_back(new)
        # Whoever renames is done with writing.
        self._change(Hint(new, "folder" if folder else "changed"), now, now + MOMENT).left += left

    def due(self, now: float) -> list[Hint]:
        """Take out and return what is to be looked at now, what is gone first."""
        gone = [path for path, time in self._gone.items() if time <= now]
        for path in gone:
            del self._gone[path]
        there = []
        while (first := self._first()) is not None and first.due <= now:
            path = first.hint.path
            there.append(first.hint)
            gone += self._left.intersection(first.left)
            self._left.difference_update(first.left)
            self._take(path, below=False)
            self._given[path] = (now, self._in_a_row(path, now) + 1)
        if len(self._given) > 2 * MANY:
            self._given = {path: given for path, given in self._given.items() if not _over(given, now)}
        return [*(Hint(path, "gone") for path in gone), *there]

    def next_due(self) -> float | None:
        """Return when something is due, None while nothing waits."""
        first = self._first()
        times = [*([first.due] if first else ()), *(self._gone[path] for path in islice(self._gone, 1))]
        return min(times, default=None)

    def _quiet(self) -> float:
        return min(QUIET_IN_A_BURST, QUIET + (QUIET_IN_A_BURST - QUIET) * self._tree.count / MANY)

    def _in_a_row(self, path: str, now: float) -> int:
        given = self._given.get(path)
        return 0 if given is None or _over(given, now) else given[1]

    def _is_gone(self, paths: Iterable[str], now: float) -> None:
        for path in paths:
            self._left.discard(path)
            if not self._is_above_gone(path):
                self._gone.setdefault(path, now + MOMENT)

    def _is_above_gone(self, path: str) -> bool:
        """Whether a folder that the path lies in is gone, and it with it."""
        if not self._gone and not self._left:
            return False
        while len(path := os.path.dirname(path)) >= len(self._prefix):
            if path in self._gone or path in self._left:
                return True
        return False

    def _is_back(self, path: str) -> None:
        self._gone.pop(path, None)
        self._left.discard(path)

    def _change(self, hint: Hint, now: float, due: float) -> _Pending:
        """Put a change into the tree, or into a folder above it that waits already; return what it waits with."""
        parts = self._parts(hint.path)
        way = [self._tree]
        for part in parts:
            above = way[-1].pending
            if above is not None and above.hint.kind == "folder":
                return _postponed(above, due)
            if part not in way[-1].below:
                way[-1].below[part] = _Node()
            way.append(way[-1].below[part])
        node = way[-1]
        if node.pending is not None and (node.pending.hint.kind == "folder" or hint.kind == "changed"):
            return _postponed(node.pending, due)
        more, latest = 1, now + LONGEST_WAIT
        left: list[str] = []
        if hint.kind == "folder":  # it takes over what waits below it, and that waits no longer for it
            replaced = _all(node)
            left = [old for each in replaced for old in each.left]
            latest = min([latest, *(max(now, each.latest) for each in replaced)])
            more, node.below = 1 - node.count, {}
            due = min(due, latest)
        row = self._in_a_row(hint.path, now)
        if row:
            due = max(due, self._given[hint.path][0] + _pause(row))
        node.pending = pending = _Pending(hint, due, max(due, latest), due, left)
        for each in way:
            each.count += more
        self._enqueue(pending)
        if hint.kind == "changed" and any(each.count > MANY for each in way[:-1]):
            # The deepest that holds most of them, so that a few that lie elsewhere widen nothing.
            depth = max(depth for depth, each in enumerate(way[:-1]) if each.count > MANY // 2)
            folder = os.path.join(self.root, *parts[:depth])
            return self._change(Hint(folder, "folder"), now, now + self._quiet())
        return pending

    def _take(self, path: str, *, below: bool = True) -> list[str]:
        """Take what waits at the path, and below it, out of the tree; return where it was before."""
        way = [self._tree]
        parts = self._parts(path)
        for part in parts:
            found = way[-1].below.get(part)
            if found is None:
                return []
            way.append(found)
        node = way[-1]
        left = [old for each in _all(node) for old in each.left] if below else []
        taken = node.count if below else 1
        node.pending = None
        if below:
            node.below = {}
        for each in way:
            each.count -= taken
        for depth in range(len(parts), 0, -1):
            if way[depth].count:
                break
            del way[depth - 1].below[parts[depth - 1]]
        return [old for old in left if old in self._left]

    def _parts(self, path: str) -> list[str]:
        return path[len(self._prefix) :].split(os.sep) if path.startswith(self._prefix) else []  # noqa: PTH206 - any bytes

    def _enqueue(self, pending: _Pending) -> None:
        self._number += 1
        pending.queued = pending.due
        heapq.heappush(self._queue, (pending.due, self._number, pending))

    def _first(self) -> _Pending | None:
        """Return what is due first. What was postponed goes back to its place; what was taken out of the tree is dropped."""
        while self._queue:
            _, _, pending = self._queue[0]
            if self._at(pending.hint.path) is not pending:
                heapq.heappop(self._queue)
            elif pending.due > pending.queued:
                heapq.heappop(self._queue)
                self._enqueue(pending)
            else:
                return pending
        return None

    def _at(self, path: str) -> _Pending | None:
        node = self._tree
        for part in self._parts(path):
            found = node.below.get(part)
            if found is None:
                return None
            node = found
        return node.pending


def _postponed(pending: _Pending, due: float) -> _Pending:
    pending.due = max(pending.due, min(due, pending.latest))
    return pending


def _all(node: _Node) -> list[_Pending]:
    """Return what waits at a path and below it."""
    found: list[_Pending] = []
    nodes = [node]
    while nodes:
        node = nodes.pop()
        nodes += node.below.values()
        found += [node.pending] if node.pending is not None else []
    return found


def _pause(row: int) -> float:
    """How long a path that was looked at `row` times in a row is left alone."""
    return 0.0 if row < _IN_A_ROW else min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(row - _IN_A_ROW, 10))


def _over(given: tuple[float, int], now: float) -> bool:
    """Whether a path was quiet for so long that its next change is the first again."""
    when, row = given
    return now - when > 2 * max(_FIRST_PAUSE, _pause(row))
