"""Stopping a service at random moments of an indexing: how long until its process is gone."""

from __future__ import annotations

import random
import time

from lfmsearch.bench.kills import written
from lfmsearch.bench.row import Row
from lfmsearch.bench.served import Served, fresh
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer

TARGET = 2.0
FILES = 400
# From the first answer to the stop: while it scans, reads, loads the model, embeds.
MOMENTS = (0.0, 4.0)


def run(setting: Setting) -> list[Row]:
    """Start, stop and time it, again and again, on a folder that is new each time."""
    stops = 40 if setting.full else 8
    home = setting.home("stopping")
    prepared = home.data_dir / "prepared"
    prepared.mkdir(exist_ok=True)
    written(prepared, Writer.of_model(setting.model(), seed=37), FILES)
    chance = random.Random(5)
    took = []
    for number in range(stops):
        for path in (*home.data_dir.glob("index.*"), home.sources_path):
            path.unlink(missing_ok=True)
        tree = fresh(home.data_dir / "tree")
        for path in prepared.iterdir():
            (tree / f"{number} {path.name}").hardlink_to(path)
        with Served(home) as service:
            service.client.add(tree)
            time.sleep(chance.uniform(*MOMENTS))
            began = time.monotonic()
            service.close()
            took.append(time.monotonic() - began)
    name = f"stopping: at {stops} random moments of an indexing, until the process is gone"
    return [
        Row(f"{name}, the slowest", max(took), "s", target=TARGET),
        Row(f"{name}, median", sorted(took)[stops // 2], "s"),
    ]
