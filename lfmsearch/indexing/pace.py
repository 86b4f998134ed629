"""How fast a long work goes, and when it will be done."""

from __future__ import annotations

import time
from collections.abc import Callable

from lfmsearch.types import Progress

# People read no faster than this, and a report costs the work time.
REPORT_SECONDS = 0.1


class Pace:
    """Counts units of work and reports them, at most ten times a second."""

    def __init__(self, step: str, total: int | None, report: Callable[[Progress], None], *, done: int = 0) -> None:
        self._step, self._total, self._report = step, total, report
        self._before, self._done = done, done
        self._started = time.monotonic()
        self._reported = 0.0

    def advance(self, current: str, units: int = 1) -> None:
        """Count `units` as done; `current` is what is in hand now."""
        self._done += units
        now = time.monotonic()
        if now - self._reported >= REPORT_SECONDS:
            self._reported = now
            self._report(self._progress(now, current))

    def finish(self) -> None:
        """Report the last state."""
        self._report(self._progress(time.monotonic(), ""))

    def expect(self, total: int) -> None:
        """Correct how much there is to do in all."""
        self._total = total

    def _progress(self, now: float, current: str) -> Progress:
        elapsed = now - self._started
        rate = (self._done - self._before) / elapsed if elapsed > 0 else 0.0
        total = None if self._total is None else max(self._total, self._done)
        eta = (total - self._done) / rate if total is not None and rate > 0 else None
        return Progress(step=self._step, done=self._done, total=total, rate=rate, eta=eta, current=current)
