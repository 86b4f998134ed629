"""`lfmsearch index`: bring the index up to date."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from types import FrameType
from typing import TYPE_CHECKING

import click

from lfmsearch.cli import output, wording
from lfmsearch.cli.app import INTERRUPTED
from lfmsearch.cli.progress import watched

if TYPE_CHECKING:
    from lfmsearch.indexing.indexer import Report


@click.command()
@click.option("--words-only", is_flag=True, help="Stop after the first pass: findable by words, in minutes.")
@output.json_option
def command(*, words_only: bool, as_json: bool) -> int:
    """
    Bring the index up to date with the chosen folders.

    First everything becomes findable by words, then by meaning, the newest first. Ctrl-C keeps all that is done.
    """
    from lfmsearch.index import Index
    from lfmsearch.sources import registry

    with Index.open() as index, stoppable() as stopped:
        with watched() as progress:
            report = index.update(words_only=words_only, progress=progress, cancelled=stopped)
        sources = registry.sources(index.home)
    if as_json:
        output.document(asdict(report))
    else:
        for sentence in report.notices:
            output.notice(sentence)
        if sources:
            output.line(told(report))
        else:
            output.notice("No folder is chosen yet: lfmsearch add ~/Documents")
    if stopped():
        output.notice("Stopped. Everything done so far is kept and can be searched; lfmsearch index goes on from here.")
        return INTERRUPTED
    return 0


def told(report: Report) -> str:
    """Return what a run did, in one line."""
    counts = {"new": report.added, "changed": report.changed, "gone": report.removed}
    parts = [f"{number:,} {what}" for what, number in counts.items() if number] or ["nothing new"]
    parts += [f"{wording.count(report.embedded, 'passage')} embedded"] if report.embedded else []
    parts += [f"{report.skipped:,} by name alone"] if report.skipped else []
    more = f" {report.failed:,} failed: lfmsearch status says why." if report.failed else ""
    begin = "Up to date" if report.complete else "Not finished"
    return f"{begin} after {wording.duration(report.seconds)}: {', '.join(parts)}.{more}"


@contextlib.contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """
    Give a function that tells whether Ctrl-C was pressed; a second one interrupts at once.

    Outside the main thread, where no signal arrives, it is never pressed.
    """
    pressed = threading.Event()

    def press(_number: int, _frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
