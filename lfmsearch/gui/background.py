"""Work away from the GUI thread, and its outcome back on it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[Exception], None]
    owner: QObject | None
    replaces: str


class Background(QObject):
    """
    Lanes: threads by name, each doing its work in order. All methods are for the GUI thread.

    Work that waits is dropped when newer work of the same `replaces` comes; an outcome is dropped when its owner is gone by then.
    """

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, _Lane] = {}
        self._done.connect(self._deliver)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        failed: Callable[[Exception], None],
        owner: QObject | None = None,
        lane: str = "",
        replaces: str = "",
    ) -> None:
        """Do `work` in the thread of `lane`; then call `then` with what it gave, or `failed` with what it raised."""
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane, self._hand_back)
        self._lanes[lane].put(_Job(work, then, failed, owner, replaces))

    def close(self, seconds: float = 2.0) -> None:
        """Let what runs end, for so long; what waits is dropped."""
        for lane in self._lanes.values():
            lane.end()
        for lane in self._lanes.values():
            lane.thread.join(seconds)
        self._lanes.clear()

    def _hand_back(self, job: _Job, value: Any, error: Exception | None) -> None:
        """Called by the lanes' threads."""
        if shiboken6.isValid(self):
            self._done.emit((job, value, error))

    @Slot(object)
    def _deliver(self, outcome: tuple[_Job, Any, Exception | None]) -> None:
        # A slot of an object of the GUI thread: a plain function would be called in the lane's.
        job, value, error = outcome
        if job.owner is not None and not shiboken6.isValid(job.owner):
            return
        if error is not None:
            job.failed(error)
        else:
            job.then(value)


class _Lane:
    def __init__(self, name: str, hand_back: Callable[[_Job, Any, Exception | None], None]) -> None:
        self._hand_back = hand_back
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._ended = False
        self.thread = threading.Thread(target=self._work, name=f"lfmsearch-{name or 'background'}", daemon=True)
        self.thread.start()

    def put(self, job: _Job) -> None:
        with self._changed:
            if job.replaces:
                self._jobs = deque(waiting for waiting in self._jobs if waiting.replaces != job.replaces)
            self._jobs.append(job)
            self._changed.notify()

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._jobs.clear()
            self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._jobs or self._ended)
                if self._ended:
                    return
                job = self._jobs.popleft()
            try:
                value, error = job.work(), None
            except Exception as raised:  # noqa: BLE001 - whoever asked is told
                value, error = None, raised
            self._hand_back(job, value, error)
