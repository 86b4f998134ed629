"""A service with nothing to do: 20,000 folders watched, 20,000 chunks, the model released. Its processor time and memory."""

from __future__ import annotations

import time

from lfmsearch.bench.row import Row
from lfmsearch.bench.served import Served
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.system.paths import Home

SHARE, MEGABYTES = 0.1, 120.0
# Readers are kept for a minute, the model for as long as the setting says.
UNTIL_REST = 75.0


def run(setting: Setting) -> list[Row]:
    """Index, wait until the model is released, and look at the process for a while."""
    count, seconds = (20_000, 600.0) if setting.full else (1_000, 30.0)
    home = setting.home(f"idle-{count}")
    made(home, Writer.of_model(setting.model(), seed=61), count)
    with Served(home, give_way="false", model_rest_minutes="1") as service:
        service.client.add(home.data_dir / "tree")
        service.until_done()
        service.client.search("is it loaded")
        loaded = service.memory()
        status = service.client.status()
        time.sleep(UNTIL_REST)
        before, began = service.processor_seconds(), time.monotonic()
        time.sleep(seconds)
        share = 100 * (service.processor_seconds() - before) / (time.monotonic() - began)
        resting = service.memory()
        asked = time.perf_counter()
        service.client.search("is it awake")
        awake = (time.perf_counter() - asked) * 1000
    name = f"idle: {status.watching['live']:,} folders watched, {status.chunks:,} chunks"
    return [
        Row(f"{name}, processor over {seconds:.0f} s, of one core", share, "%", target=SHARE),
        Row(f"{name}, resident memory, model released", resting / 1e6, "MB", target=MEGABYTES),
        Row(f"{name}, resident memory before", loaded / 1e6, "MB"),
        Row(f"{name}, first search after the rest", awake, "ms"),
    ]


def made(home: Home, writer: Writer, count: int) -> None:
    """Make so many folders, 100 in one above, every other with a file: a card and a chunk each."""
    for number in range(count):
        folder = home.data_dir / "tree" / f"{number // 100:03}" / f"{number:05}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "note.md"
        text = f"{writer.text(20)}\n"
        if number % 2 == 0 and not path.exists():
            path.write_text(text, "utf-8")
