"""
The supervisor: paths in, Documents out, whatever the files do to the processes that read them.

A child that crashes, hangs or takes too much memory is killed and replaced. The path it was reading is tried once
more; when the same
part of a mailbox or mail brings it down again, that part alone is left out.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from lfmsearch.extract import frames
from lfmsearch.extract.child import WORKER, Child
from lfmsearch.types import Document, Outcome

# Paths a child has ahead of the one the consumer waits for: a few milliseconds of small files, so that it never idles.
_AHEAD = 24
# And their bytes: less than the smallest pipe (16 KiB on macOS), so that handing over never waits.
_AHEAD_BYTES = 8 << 10
# Parts of one File that are left out before the File itself is given up.
_MOST_AVOIDED = 8
# Files above this get three times the time.
_LARGE_BYTES = 50 << 20


def _nothing_starts(_path: str) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class _Job:
    """One path on its way, and what became of it so far."""

    path: str
    deadline_s: float
    lane: _Lane
    delivered: int = 0
    passed: int = 0  # Documents of the current try that were delivered by an earlier one
    began: str = ""
    deaths: int = 0
    avoid: list[str] = field(default_factory=list)
    written: int = 0

    def request(self) -> dict[str, Any]:
        # The child runs in UTF-8 mode, whatever this process speaks: the bytes of the name are what counts.
        return {"path": os.fsencode(self.path).decode("utf-8", "surrogateescape"), "avoid": self.avoid}


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
        job.written = self.child.give(job.request(), deadline_s=job.deadline_s)


class Pool:
    """
    Reads Files in child processes. Owns them; used from one thread, and on Linux the children end when that thread does.

    Args:
        workers: child processes; one keeps ahead of any embedder.
        deadline_s: seconds without a word from the child, three times that for files above 50 MB.
        memory_bytes: resident memory of a child.
        max_text_chars: characters kept of one Document.
        max_file_bytes: larger files are skipped, mailboxes excepted.
        command: what to run instead of the real worker (tests).
    """

    def __init__(
        self,
        *,
        workers: int = 1,
        deadline_s: float = 20.0,
        memory_bytes: int = 1 << 30,
        max_text_chars: int = 8_000_000,
        max_file_bytes: int = 2 << 30,
        command: Sequence[str] = (),
    ) -> None:
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._settings = {
            "memory_bytes": memory_bytes,
            "max_text_chars": max_text_chars,
            "max_file_bytes": max_file_bytes,
        }
        self._command = tuple(command) or (sys.executable, *WORKER)
        self._lanes = [_Lane(self._started) for _ in range(workers)]
        self.holding: tuple[str, ...] = ()
        """Which measures of the sandbox hold, as the last child said: `memory`, `files`, `core`, `nice`, `orphan`,
        `writes`, `network`."""

    def read(
        self, paths: Iterable[str], *, starting: Callable[[str], None] = _nothing_starts
    ) -> Iterator[tuple[str, Document | Outcome]]:
        """
        Yield, for each path in order, its Documents (outermost first, parents before children), then exactly one
        Outcome.

        Several paths are in work ahead of the consumer; a child waits when 8 MiB of answers are not fetched. A bad
        file raises
        nothing. Closing the iterator early is safe: what is in work is dropped.

        Args:
            paths: as the system gives them (surrogateescape).
            starting: called just before a child is given a path, in the consumer's thread.
        """
        waiting = iter(paths)
        jobs: deque[_Job] = deque()
        more = True
        try:
            while more or jobs:
                while more and self._has_room():
                    path = next(waiting, None)
                    if path is None:
                        more = False
                        break
                    starting(path)
                    lane = min(self._lanes, key=lambda lane: len(lane.jobs))
                    job = _Job(path, self._allowed_s(path), lane)
                    lane.give(job)
                    jobs.append(job)
                if jobs:
                    yield from self._answers(jobs[0])
                    jobs.popleft()
        finally:
            for lane in self._lanes:
                if lane.jobs:
                    lane.close()

    def start(self) -> None:
        """
        Have a child ready that has nothing to do yet; at once where one is. Called while nothing is read.

        Starting takes longer than reading most files: whoever records an attempt waits for this first, so that what ends the
        program meanwhile is not put down to a file that no child has been given.
        """
        for lane in self._lanes:
            lane.ready(self._deadline_s)

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

    def _answers(self, job: _Job) -> Iterator[tuple[str, Document | Outcome]]:
        """All that comes of one job, which is the first of its lane."""
        lane = job.lane
        while True:
            assert lane.child is not None
            try:
                answer = lane.child.next()
                document = None
                if answer and answer[0] == frames.DOCUMENT:
                    document = frames.unpacked(answer[1])
            except (ValueError, TypeError):
                lane.child.cause = "Its reader answered nonsense."
                answer = None
            if answer is None:
                if outcome := self._after_death(job):
                    yield job.path, outcome
                    return
                continue
            kind, value = answer
            if document is not None:
                job.passed += 1
                if job.passed > job.delivered:
                    job.delivered += 1
                    yield job.path, document
            elif kind == frames.BEGIN:
                job.began = value
            elif kind == frames.HELLO:
                self.holding = tuple(value)
            elif kind == frames.END:
                state, reason, retiring = value
                lane.jobs.popleft()
                if retiring:
                    lane.restart()
                yield job.path, Outcome(state, reason)
                return

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
        return Outcome("failed", reason + (" What was read until then is kept." if job.delivered else ""))


def _exit_name(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
