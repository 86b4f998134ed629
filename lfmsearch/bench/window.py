"""The window, driven: start, summons, keystroke to rows, stalls while indexing, memory; each beside a bare Qt program."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from lfmsearch.bench.row import Row, percentile
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.index import Index
from lfmsearch.service.client import Client
from lfmsearch.service.starting import start, stop
from lfmsearch.system.paths import Home
from lfmsearch.system.summons import send

START_MS, SUMMONS_MS, KEY_MS, STALL_MS, MEMORY_MB = 1000.0, 50.0, 50.0, 16.0, 150.0
# From a tenth of the searches on, memory should not grow by more than so many megabytes: what is kept has its bounds by then.
GROWTH_MB = 8.0
STARTS, SUMMONED = 7, 60
FEW_MAILS = 5_000


def run(setting: Setting) -> list[Row]:
    """Measure on an index of 100,000 mails, 5,000 at the small size, on the screen there is; offscreen where there is none."""
    mails, queries, searches = (100_000, 25, 5_000) if setting.full else (FEW_MAILS, 8, 600)
    writer = Writer.of_model(setting.model(), seed=23)
    home, small = _indexed(setting, writer, mails), _indexed(setting, writer, FEW_MAILS)
    asked = [" ".join(writer.words(random.Random(number).randint(2, 4))) for number in range(queries)]
    with _served(home):
        rows = [_starts(), *_summons(home), *_keys(asked, mails), *_stalls(home, writer, asked[0])]
    # What the app holds does not depend on the size of the index; that so many searches end today does.
    with _served(small):
        return [*rows, *_soak(asked, searches)]


@contextlib.contextmanager
def _served(home: Home) -> Iterator[None]:
    """The service of a Home, which indexes nothing meanwhile, and the app's own environment."""
    previous = os.environ.get("LFMSEARCH_HOME")
    os.environ["LFMSEARCH_HOME"] = str(home.data_dir)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        start(home)
        with Client.connect(home) as client:
            client.pause(None, "It is measured.")  # what is waiting to be embedded would take the processor
        time.sleep(1.0)
        yield
    finally:
        stop(home)
        if previous is None:
            del os.environ["LFMSEARCH_HOME"]
        else:
            os.environ["LFMSEARCH_HOME"] = previous


def _indexed(setting: Setting, writer: Writer, count: int) -> Home:
    """Index one mailbox of `count` mails by words, once, and return its Home."""
    home = setting.home(f"window-{count}")
    folder = home.data_dir / "mail"
    folder.mkdir(exist_ok=True)
    box = folder / "Inbox"
    if not box.exists():
        with box.open("w", encoding="utf-8") as file:
            file.writelines(_mail(writer, number) for number in range(count))
    with Index.open(home) as index:
        index.add(folder)
        index.update(words_only=True)  # also brings an index of an earlier version up to date
        held = index.status().documents["mail"]
        if held != count:
            raise AssertionError(f"the index holds {held} mails of {count}")
    return home


def _mail(writer: Writer, number: int) -> str:
    day = 1 + number % 28
    return (
        f"From anna@example.org Mon Mar {day:02} 09:00:00 2024\nFrom: Anna Rossi <anna{number % 50}@example.org>\n"
        f"To: nora@example.org\nDate: Fri, {day:02} Mar 2024 09:00:00 +0000\nMessage-ID: <{number}@example.org>\n"
        f"Subject: {' '.join(writer.words(4))}\n\n{writer.text(30 + number % 41)}\n\n"
    )


def _starts() -> Row:
    took = {"start": [0.0], "bare-start": [0.0]}
    for number in range(STARTS + 1):
        for what, found in took.items():
            before = time.monotonic()
            with _driven(what) as (_, said):
                at = float(next(said)["at"])
            if number:  # the first warms the disk
                found.append((at - before) * 1000)
    ours, bare = (sorted(found[1:]) for found in took.values())
    value, reference = percentile(ours, 0.5), percentile(bare, 0.5)
    return Row(
        "window: start to painted and free, warm, against an empty Qt window", value, "ms", reference, None, START_MS
    )


def _summons(home: Home) -> list[Row]:
    """Summoned from a process that runs already, as a hotkey does; and by a process of its own, as a key of the desktop does."""

    def sent() -> None:
        if not send(home.window_address, "toggle"):
            raise AssertionError("nobody heard")

    script = Path(sys.executable).with_name("lfmsearch")
    command = (*((str(script),) if script.exists() else (sys.executable, "-m", "lfmsearch")), "toggle")
    environment = _compiled()

    def ran() -> None:
        subprocess.run(command, check=True, env=environment)

    def ran_bare() -> None:
        before = time.monotonic()
        subprocess.run((sys.executable, "-c", ""), check=True, env=environment)
        figures["bare-process"].append((time.monotonic() - before) * 1000)

    figures = {what: _times_summoned(what, sent) for what in ("toggle", "bare-toggle")} | {"bare-process": []}
    # By turns: how long a process takes to start depends on what else the machine does at that moment.
    figures["process"] = _times_summoned("toggle", ran, ran_bare)
    return [
        _compared(
            "window: summons to visible quick-find, against an empty box",
            figures["toggle"],
            figures["bare-toggle"],
            SUMMONS_MS,
        ),
        _compared(
            "window: start of `lfmsearch toggle` to visible quick-find, against a Python that does nothing",
            figures["process"],
            figures["bare-process"],
            SUMMONS_MS,
        ),
    ]


def _times_summoned(what: str, summon: Callable[[], None], between: Callable[[], None] = lambda: None) -> list[float]:
    """From each summons to the painted box, in milliseconds; `between` them something else is done."""
    found = []
    with _driven(what) as (_, said):
        next(said)
        time.sleep(1.5)
        for _ in range(SUMMONED):
            before = time.monotonic()
            summon()
            found.append((float(next(said)["at"]) - before) * 1000)
            time.sleep(0.15)
            between()
    return found


def _keys(asked: list[str], mails: int) -> list[Row]:
    figures = {}
    for what in ("keys", "bare-keys"):
        with _driven(what, queries=asked[: len(asked) if what == "keys" else 3]) as (_, said):
            figures[what] = [float(one["ms"]) for one in said if "ms" in one]
    name = f"window: key to first rows, by words, {mails:,} documents, against a line that echoes"
    return [_compared(name, figures["keys"], figures["bare-keys"], KEY_MS)]


def _stalls(home: Home, writer: Writer, query: str) -> list[Row]:
    """Both clocks run at once, while the service reads new files."""
    folder = home.data_dir / f"new-{time.time_ns()}"
    folder.mkdir()
    for number in range(1_500):
        (folder / f"{number}.md").write_text(f"# {' '.join(writer.words(4))}\n\n{writer.text(200)}\n", "utf-8")
    figures: list[list[float]] = []
    with _driven("stalls", query=query) as (ours, said), _driven("bare-stalls") as (bare, bare_said):
        next(said), next(bare_said)
        time.sleep(1.0)
        with Client.connect(home) as client:
            client.add(folder)
            client.resume()
            time.sleep(12.0)
            for child, lines in ((ours, said), (bare, bare_said)):
                assert child.stdin is not None
                child.stdin.write("\n")
                child.stdin.flush()
                figures.append(next(lines)["late"])
            client.pause(None, "It is measured.")
            client.remove(folder)
    shutil.rmtree(folder)
    name = "window: lateness of the event loop while files are read, against an idle loop"
    return [_compared(name, figures[0], figures[1], STALL_MS, 0.99)]


def _soak(asked: list[str], searches: int) -> list[Row]:
    sizes: dict[int, float] = {}
    with _driven("soak", queries=asked, searches=searches) as (child, said):
        process = psutil.Process(child.pid)
        for one in said:
            with contextlib.suppress(psutil.NoSuchProcess):
                sizes[int(one["searches"])] = process.memory_info().rss / 1e6
    settled = [size for number, size in sizes.items() if number >= searches // 10]
    most = max(sizes.values())
    growth = settled[-1] - settled[0]
    return [
        Row(f"window: memory of the app, most in {searches:,} searches", most, "MB", sizes[0], None, MEMORY_MB),
        Row("window: its growth after the first tenth of them", growth, "MB", None, None, GROWTH_MB),
    ]


def _compared(name: str, ours: list[float], bare: list[float], target: float, share: float = 0.95) -> Row:
    said = f"{name}, {share:.0%} within ({len(ours)} times)"
    return Row(said, percentile(ours, share), "ms", percentile(bare, share), None, target)


@contextlib.contextmanager
def _driven(what: str, **given: Any) -> Iterator[tuple[subprocess.Popen[str], Iterator[dict[str, Any]]]]:
    """A child that drives the app, and what it says."""
    command = (sys.executable, "-m", "lfmsearch.gui.driven", what)
    kept = _compiled()
    pipe = subprocess.PIPE
    with tempfile.TemporaryFile("w+") as complaints:
        child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=complaints, text=True, env=kept)
        try:
            yield child, _said(child, given)
        except StopIteration:
            complaints.seek(0)
            raise AssertionError(f"{what} ended too early: {complaints.read()[-2000:]}") from None
        finally:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(1.0)
            child.kill()
            child.communicate()


def _compiled() -> dict[str, str]:
    """The environment as where it is installed: compiled once, also where that of a developer forbids it."""
    kept = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(os.environ["LFMSEARCH_HOME"], "compiled"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept


def _said(child: subprocess.Popen[str], given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(given) + "\n")
    child.stdin.flush()
    return (json.loads(line) for line in child.stdout if line.startswith("{"))
