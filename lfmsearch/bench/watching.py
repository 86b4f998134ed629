"""Watching 20,000 folders: how long it takes to begin, what it costs, and whether every one of 1,000 saves is told, and when."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from lfmsearch.bench.row import Row, percentile
from lfmsearch.bench.setting import Setting
from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import read_ignore_file
from lfmsearch.sources.watcher import Watcher
from lfmsearch.system.paths import Home
from lfmsearch.types import Source

IN_A_FOLDER = 100
SAVES = 1_000
# A save is told after a third of a second of quiet; what is not told by then is lost.
PATIENCE = 60.0
# So quiet that each save is one of its own, as a person's is; then as many as the disk takes.
APART = 0.01


def run(setting: Setting) -> list[Row]:
    """Make the folders once; watch them, save in them, and count what is told."""
    count = 20_000 if setting.full else 2_000
    root = Home.at(setting.folder / f"watching-{count}").data_dir / "tree"
    folders = made(root, count)
    walk = min(_walk(root) for _ in range(3))
    woken = threading.Event()
    before = _memory()
    watcher = Watcher(woken.set, limit=None)
    try:
        started = time.perf_counter()
        watcher.watch(Rules(Source(str(root)), read=read_ignore_file))
        began = time.perf_counter() - started
        counts = watcher.counts()
        name = f"watching: {sum(counts.values()):,} folders"
        rows = [
            Row(f"{name}, until they are watched", began, "s", reference=walk, ratio=began / walk),
            Row(f"{name}, of them not watched", counts["polled"], "folders"),
            Row(f"{name}, memory", (_memory() - before) / 1e6, "MB"),
        ]
        for how, apart in (("one by one", APART), ("at once", 0.0)):
            waits, took = _saves(watcher, woken, folders, apart)
            rows += [
                Row(f"watching: {SAVES:,} saves {how}, not told", SAVES - len(waits), "saves", target=0),
                Row(f"watching: {SAVES:,} saves {how}, p95 until told", percentile(waits, 0.95), "s"),
                Row(f"watching: {SAVES:,} saves {how}, processor time of telling one", took / SAVES * 1e6, "us"),
            ]
        idle = time.process_time()
        time.sleep(10)
        rows.append(Row(f"{name}, idle, of one core", (time.process_time() - idle) * 10, "%", target=0.1))
    finally:
        started = time.perf_counter()
        watcher.close()
    return [*rows, Row(f"{name}, until they are let go", time.perf_counter() - started, "s", target=1.0)]


def made(root: Path, count: int) -> list[Path]:
    """Make folders with a file in each, 100 in one above; what an earlier run made stays."""
    folders = [root / f"{number // IN_A_FOLDER:03}" / f"{number:05}" for number in range(count)]
    for folder in folders:
        if not (folder / "note.md").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "note.md").write_text("A note.\n", "utf-8")
    return folders


def _saves(watcher: Watcher, woken: threading.Event, folders: list[Path], apart: float) -> tuple[list[float], float]:
    """Save one file each in folders all over the tree; return how long each took to be told, and the processor time of telling."""
    paths = [folder / "note.md" for folder in folders[:: max(1, len(folders) // SAVES)]][:SAVES]
    saved: dict[str, float] = {}
    waits: dict[str, float] = {}
    writing = 0.0
    used = time.process_time()

    def take() -> None:
        now = time.monotonic()
        for hints in watcher.due().values():
            for hint in hints:
                below = [path for path in saved if path == hint.path or path.startswith(hint.path + os.sep)]
                waits.update((path, now - saved[path]) for path in below if path not in waits)

    for path in paths:
        began = time.thread_time()
        path.write_text(f"A note of {time.time()}.\n", "utf-8")
        saved[str(path)] = time.monotonic()
        writing += time.thread_time() - began
        time.sleep(apart)
        if (due := watcher.next_due()) is not None and due <= time.monotonic():
            take()
    end = time.monotonic() + PATIENCE
    while len(waits) < len(saved) and time.monotonic() < end:
        due = watcher.next_due()
        woken.wait(1.0 if due is None else max(0.0, due - time.monotonic()))
        woken.clear()
        take()
    return list(waits.values()), time.process_time() - used - writing


def _walk(root: Path) -> float:
    started = time.perf_counter()
    for _ in os.walk(root):
        pass
    return time.perf_counter() - started


def _memory() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)
