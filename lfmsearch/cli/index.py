"""`lfmsearch index`: bring the index up to date."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from lfmsearch.cli import output, wording
from lfmsearch.cli.app import INTERRUPTED
from lfmsearch.cli.progress import watched
from lfmsearch.types import Progress

if TYPE_CHECKING:
    from lfmsearch.indexing.indexer import Report
    from lfmsearch.service.remote import RemoteIndex

# How often a service is asked how far it is; what it does is told by its events.
LOOK_SECONDS = 0.2


@click.command()
@click.option("--words-only", is_flag=True, help="Stop after the first pass: findable by words, in minutes.")
@output.json_option
def command(*, words_only: bool, as_json: bool) -> int:
    """
    Bring the index up to date with the chosen folders.

    First everything becomes findable by words, then by meaning, the newest first. Ctrl-C keeps all that is done.
    """
    from lfmsearch.errors import ServiceNotRunning
    from lfmsearch.index import Index
    from lfmsearch.service.remote import connect
    from lfmsearch.sources import registry
    from lfmsearch.system.paths import Home

    with contextlib.suppress(ServiceNotRunning), connect(Home.find()) as service:
        return followed(service, as_json=as_json)
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


def followed(service: RemoteIndex, *, as_json: bool) -> int:
    """Let the running service look through everything, and show how far it is; Ctrl-C stops the watching, not the service."""
    output.notice("The service keeps the index current; it looks through everything now.")
    with stoppable() as stopped, watched() as progress:

        def show(event: dict[str, Any]) -> None:
            if event["event"] == "progress":
                progress(
                    Progress(**{name: event[name] for name in ("step", "done", "total", "rate", "eta", "current")})
                )

        end = service.subscribe(show)
        service.index_now()
        while not stopped() and (status := service.status()).state not in ("idle", "paused"):
            time.sleep(LOOK_SECONDS)
        end()
    status = service.status()
    if as_json:
        output.document(status.as_json())
    elif status.paused_because:
        output.notice(f"{status.paused_because} To go on: lfmsearch resume")
    elif stopped():
        output.notice("The service goes on by itself.")
    else:
        output.line(f"Up to date: {wording.count(sum(status.documents.values()), 'document')}.")
    return INTERRUPTED if stopped() else 0


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
