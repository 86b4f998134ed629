"""
How far a long work is, on stderr: bars on a terminal, a line every few seconds for a log.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from lfmsearch.cli import output, wording
from lfmsearch.types import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

# What the user gets from each step.
STEPS = {
    "scan": "Looking for changes",
    "read": "Reading, for words",
    "embed": "Embedding, for meaning",
    "tidy": "Tidying up",
    "ask": "Asking questions",
}
# Often enough to see that it lives, seldom enough for a log.
LINE_SECONDS = 5.0


@contextlib.contextmanager
def watched() -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows each Progress it is called with; on leaving, the last state stays on the screen."""
    if not output.is_terminal(sys.stderr):
        yield _Lines()
        return
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.table import Column

    bars = Progress(
        TextColumn("{task.description}", table_column=Column(no_wrap=True)),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[counted]}", table_column=Column(no_wrap=True, justify="right")),
        TextColumn("{task.fields[speed]}", table_column=Column(no_wrap=True)),
        TextColumn(
            "{task.fields[current]}", style="dim", table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1)
        ),
        console=output.console(sys.stderr),
        expand=True,
    )
    with bars:
        yield _Bars(bars)


@contextlib.contextmanager
def downloaded(title: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows (bytes so far, bytes in all) of a download."""
    if not output.is_terminal(sys.stderr):
        said = -LINE_SECONDS

        def say(done: int, total: int) -> None:
            nonlocal said
            if time.monotonic() - said >= LINE_SECONDS or done == total:
                said = time.monotonic()
                output.notice(f"{title}: {wording.size(done)} of {wording.size(total)}")

        yield say
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    bars = Progress(*columns, console=output.console(sys.stderr))
    task = bars.add_task(title, total=None)

    def show(done: int, total: int) -> None:
        bars.start()  # only now: a licence may have to be asked for first
        bars.update(task, completed=done, total=total)

    try:
        yield show
    finally:
        bars.stop()


class _Bars:
    """One bar a step, in the order the steps came."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, progress: Progress) -> None:
        task = self._tasks.get(progress.step)
        if task is None:
            self._settle()
            title = STEPS.get(progress.step, progress.step)
            task = self._tasks[progress.step] = self._bars.add_task(title, total=None, counted="", speed="", current="")
        state: dict[str, Any] = {
            "counted": counted(progress),
            "speed": speed(progress),
            "current": output.shown(wording.place(progress.current)),
        }
        self._bars.update(task, completed=progress.done, total=progress.total, **state)

    def _settle(self) -> None:
        """Let the bars of earlier steps rest: what is in hand is none of theirs, and one without a total is full."""
        for task in self._bars.tasks:
            if task.total is None:
                self._bars.update(task.id, completed=1, total=1)
            self._bars.update(task.id, speed="", current="")


class _Lines:
    """A line at the beginning of each step, every few seconds, and at its end."""

    def __init__(self) -> None:
        self._step = ""
        self._said = 0.0

    def __call__(self, progress: Progress) -> None:
        ended = progress.done == progress.total and progress.done > 0
        if progress.step == self._step and not ended and time.monotonic() - self._said < LINE_SECONDS:
            return
        self._step, self._said = progress.step, time.monotonic()
        facts = [counted(progress), speed(progress), "" if ended else wording.place(progress.current)]
        output.notice(f"{STEPS.get(progress.step, progress.step)}: {', '.join(fact for fact in facts if fact)}")


def counted(progress: Progress) -> str:
    """Return `12 of 40`; what is not known is left out."""
    if progress.total is None:
        return f"{progress.done:,}" if progress.done else ""
    return f"{progress.done:,} of {progress.total:,}"


def speed(progress: Progress) -> str:
    """Return `120/s, 4 min left`; empty while nothing is known."""
    parts = [f"{progress.rate:,.0f}/s" if progress.rate >= 10 else f"{progress.rate:.1f}/s"] if progress.rate else []
    if progress.eta is not None and progress.done != progress.total:
        parts.append(f"{wording.duration(progress.eta)} left")
    return ", ".join(parts)
