"""
The supervisor: paths in, Documents out, whatever the files do to the processes that read them.

A child that crashes, hangs or takes too much memory is killed and replaced. The path it was reading is tried once
more; when the same
part of a mailbox or mail brings it down again, that part alone is left out.
"""

from __future__ import annotations

import os
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Any, TypeVar

from lfmsearch.errors import ExtractError
from lfmsearch.extract import formats, frames
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.child import WORKER, Child
from lfmsearch.extract.look import Look
from lfmsearch.system.priority import Priority
from lfmsearch.types import Document, Outcome, Picture

T = TypeVar("T")

# Paths a child has ahead of the one the consumer waits for: the half second of documents that the consumer takes to write
# what it was given, so that the child never idles. With 24 a first pass took 8 % longer.
_AHEAD = 64
# And their bytes: what a kill would have to say again to the next child.
_AHEAD_BYTES = 32 << 10
# Parts of one File that are left out before the File itself is given up.
_MOST_AVOIDED = 8
# Of its deadline, after which a child ends a Document with what it has read so far: the rest is for sending it.
_ENOUGH = 0.8
# Files above this get three times the time.
_LARGE_BYTES = 50 << 20


def _nothing_starts(_path: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    A File to read.

    Args:
        path: as the system gives it (surrogateescape).
        store: the kind of its Source.
        past: of a container, `Outcome.future` of its last reading.
    """

    path: str
    store: str = ""
    past: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """
    Of a container that was read before: what is still in it and was not read again.

    `members` are (member before, member now), each with all that lies inside it; None means everything stays as it is.
    """

    members: tuple[tuple[str, str], ...] | None = None


@dataclass(slots=True)
class _Job:
    """One File on its way, and what became of it so far."""

    wanted: Wanted
    deadline_s: float
    lane: _Lane
    member: str = ""  # the part whose bytes or looks are asked for
    look: dict[str, Any] = field(default_factory=dict)  # how it is to be drawn
    only_load: bool = False  # what reading it takes; it is not opened
    delivered: int = 0
    passed: int = 0  # answers of the current try that were delivered by an earlier one
    began: str = ""
    deaths: int = 0
    avoid: list[str] = field(default_factory=list)
    written: int = 0

    @property
    def kind(self) -> bytes:
        if self.only_load:
            return frames.LOAD
        return frames.DRAW if self.look else frames.FETCH if self.member else frames.READ

    def request(self) -> dict[str, Any]:
        return {
            "path": _portable(self.wanted.path),
            "store": self.wanted.store,
            "avoid": self.avoid,
            "past": self.wanted.past,
            "member": self.member,
            "look": self.look,
            "seconds": _ENOUGH * self.deadline_s,
        }


class _Lane:
    """One child after the other, and the jobs given to the present one, in order."""

    def __init__(self, start: Callable[[], Child]) -> None:
        self._start = start
        self.child: Child | None = None
        self.jobs: deque[_Job] = deque()

    def give(self, job: _Job) -> None:
        self.jobs.append(job)
        self._hand_over(job)

    def restart(self) -> int:
        """Replace the child; the jobs it had not ended go to the new one. Return the old one's exit code."""
        code = self.child.close() if self.child else 0
        self.child = None
        for job in self.jobs:
            self._hand_over(job)
        return code

    def ready(self, seconds: float) -> None:
        """Start a child if there is none, and wait until it can read."""
        if self.child is None:
            self.child = self._start()
            self.child.wait_until_ready(seconds)

    def close(self) -> None:
        self.jobs.clear()
        if self.child:
            self.child.close()
            self.child = None

    def _hand_over(self, job: _Job) -> None:
        if self.child is None:
            self.child = self._start()
        job.began = ""
        job.passed = 0
        job.written = self.child.give(job.kind, job.request(), deadline_s=job.deadline_s)


class Pool:
    """
    Reads Files in child processes. Owns them; used from one thread, and on Linux the children end when that thread does.

    Args:
        workers: child processes; one keeps ahead of any embedder.
        deadline_s: seconds without a word from the child, three times that for files above 50 MB.
        memory_bytes: resident memory of a child.
        limits: what one File may cost.
        roots: real paths that the children may read from, where the system can hold them to it; empty for everything.
        priority: of the children; see `sandbox.enter`.
        command: what to run instead of the real worker (tests).
    """

    def __init__(
        self,
        *,
        workers: int = 1,
        deadline_s: float = 20.0,
        memory_bytes: int = 1 << 30,
        limits: Limits | None = None,
        roots: Sequence[str] = (),
        priority: Priority = "low",
        command: Sequence[str] = (),
    ) -> None:
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._settings = {
            "memory_bytes": memory_bytes,
            "priority": priority,
            "roots": [_portable(root) for root in roots],
            "limits": asdict(limits or Limits()),
        }
        self._command = tuple(command) or WORKER
        self._lanes = [_Lane(self._started) for _ in range(workers)]
        self.holding: tuple[str, ...] = ()
        """Which of `sandbox.MEASURES` hold for the last child, by what it said and by what was done for it."""

    def read(
        self, files: Iterable[str | Wanted], *, starting: Callable[[str], None] = _nothing_starts
    ) -> Iterator[tuple[str, Document | Kept | Outcome]]:
        """
        Yield, for each File in order, its Documents (outermost first, parents before children), then exactly one Outcome.

        Of a container that was read before, what is Kept comes before its Documents. Several Files are in work ahead of the
        consumer; a child waits when 8 MiB of answers are not fetched. A bad file raises nothing. Closing the iterator early is
        safe: what is in work is dropped.

        Args:
            files: a path alone is a File of a folder, read for the first time.
            starting: called just before a child is given a path, in the consumer's thread.
        """
        waiting = iter(files)
        jobs: deque[_Job] = deque()
        more = True
        try:
            while more or jobs:
                while more and self._has_room():
                    file = next(waiting, None)
                    if file is None:
                        more = False
                        break
                    wanted = Wanted(file) if isinstance(file, str) else file
                    starting(wanted.path)
                    lane = min(self._lanes, key=lambda lane: len(lane.jobs))
                    job = _Job(wanted, self._allowed_s(wanted.path), lane)
                    lane.give(job)
                    jobs.append(job)
                if jobs:
                    yield from self._answers(jobs[0])
                    jobs.popleft()
        finally:
            for lane in self._lanes:
                if lane.jobs:
                    lane.close()

    def fetch(self, path: str, member: str, *, store: str = "") -> bytes:
        """
        Return the bytes of one part of a File: an attachment, a mail of a mailbox. Called while nothing is read.

        Raises:
            ExtractError: it is no longer there, or it cannot be read; the message says why.
        """
        return self._asked(path, store, bytes, member=member)

    def draw(self, path: str, member: str = "", *, store: str = "", look: Look) -> Picture:
        """
        Return how a page of a File, or of one part of it, looks. Called while nothing is read.

        Raises:
            ExtractError: it cannot be drawn; the message says why.
        """
        return self._asked(path, store, Picture, member=member, look=asdict(look))

    def _asked(self, path: str, store: str, kind: type[T], **wanted: Any) -> T:
        """The one answer of a kind that a File gives."""
        lane = self._lanes[0]
        job = _Job(Wanted(path, store), self._allowed_s(path), lane, **wanted)
        lane.give(job)
        found: T | None = None
        for _, answer in self._answers(job):
            if isinstance(answer, kind):
                found = answer
            elif isinstance(answer, Outcome) and answer.reason:
                raise ExtractError(answer.reason)
        if found is None:
            raise ExtractError("It is no longer in there.")
        return found

    def start(self, path: str = "") -> None:
        """
        Have a child ready that has nothing to do yet and, given a path, has loaded what reading it takes; at once where one is.
        Called while nothing is read.

        Starting and loading take longer than reading most files: whoever records an attempt waits for this first, so that what
        ends the program meanwhile is not put down to a file that no child has been given.
        """
        for lane in self._lanes:
            lane.ready(self._deadline_s)
            if path:
                job = _Job(Wanted(path), self._deadline_s, lane, only_load=True)
                lane.give(job)
                for _ in self._answers(job):
                    pass

    def close(self) -> None:
        """End all children."""
        for lane in self._lanes:
            lane.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _started(self) -> Child:
        return Child(self._command, settings=self._settings, memory_bytes=self._memory_bytes)

    def _has_room(self) -> bool:
        return any(
            not lane.jobs or (len(lane.jobs) < _AHEAD and sum(job.written for job in lane.jobs) < _AHEAD_BYTES)
            for lane in self._lanes
        )

    def _allowed_s(self, path: str) -> float:
        try:
            large = os.stat(path).st_size > _LARGE_BYTES
        except (OSError, ValueError):
            large = False
        return self._deadline_s * (3 if large else 1)

    def _answers(self, job: _Job) -> Iterator[tuple[str, Any]]:
        """All that comes of one job, which is the first of its lane."""
        lane, path = job.lane, job.wanted.path
        while True:
            assert lane.child is not None
            try:
                answer = lane.child.next()
                item = _unpacked(*answer) if answer else None
            except (ValueError, TypeError):
                lane.child.cause = "Its reader answered nonsense."
                answer = item = None
            if answer is None:
                if outcome := self._after_death(job):
                    yield path, outcome
                    return
                continue
            kind, value = answer
            if isinstance(item, Outcome):
                lane.jobs.popleft()
                if value[-1]:  # it is worn out
                    lane.restart()
                yield path, item
                return
            if item is not None:
                job.passed += 1
                if job.passed > job.delivered:
                    job.delivered += 1
                    yield path, item
            elif kind == frames.BEGIN:
                job.began = value
            elif kind == frames.HELLO:
                self.holding = tuple(dict.fromkeys((*value, *lane.child.holding)))

    def _after_death(self, job: _Job) -> Outcome | None:
        """Replace the child; return the Outcome when this path is given up, None when it is tried again."""
        lane = job.lane
        assert lane.child is not None
        cause = lane.child.cause
        began = job.began
        job.deaths += 1
        if job.deaths >= 2 and began and began not in job.avoid and len(job.avoid) < _MOST_AVOIDED:
            # The part it was in brought the child down; the first time may have been bad luck, and so is tried again
            # whole.
            job.avoid.append(began)
            job.deaths = 1
            lane.restart()
            return None
        if job.deaths < 2:
            lane.restart()
            return None
        lane.jobs.popleft()
        code = lane.restart()
        reason = cause or f"Its reader crashed ({_exit_name(code)})."
        kept = " What was read until then is kept." if job.delivered else ""
        # Which formats took part died with the child: whatever reader changes, it is tried again.
        return Outcome("failed", reason + kept, formats.recipe(frozenset()))


def _unpacked(kind: bytes, value: Any) -> Document | Kept | Outcome | Picture | bytes | None:
    """What the consumer gets of a frame; None when it is for the Pool alone. Raises ValueError or TypeError for nonsense."""
    if kind == frames.DOCUMENT:
        return frames.unpacked(value)
    if kind == frames.KEEP:
        return Kept(None if value is None else tuple((str(then), str(now)) for then, now in value))
    if kind == frames.BYTES:
        return b64decode(value, validate=True)
    if kind == frames.PICTURE:
        return Picture(**value | {"marks": tuple((int(x), int(y), int(w), int(h)) for x, y, w, h in value["marks"])})
    if kind == frames.END:
        state, reason, recipe, future, _ = value
        return Outcome(state, reason, recipe, future)
    return None


def _portable(path: str) -> str:
    """A path as the child has it, which runs in UTF-8 mode whatever this process speaks: the bytes of the name count."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _exit_name(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
