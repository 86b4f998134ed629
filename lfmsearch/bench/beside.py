"""What another program notices of the indexing: a timer of 5 ms beside it, against the same timer while the service is paused."""

from __future__ import annotations

import subprocess
import sys

from lfmsearch.bench.row import Row, percentile, rounds
from lfmsearch.bench.served import Served, fresh, until
from lfmsearch.bench.serving import work
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer

TARGET = 1.3
# The loop of a program that draws: it sleeps, does a millisecond of work, and looks how long that took in all.
LOOP = """
import sys, time
for _ in range(int(sys.argv[1])):
    began = time.perf_counter()
    time.sleep(0.005)
    sum(range(20_000))
    print(time.perf_counter() - began)
"""


def run(setting: Setting) -> list[Row]:
    """Run the timer while the service embeds and while it is paused, by turns."""
    turns, ticks = (8, 1_000) if setting.full else (2, 400)
    home = setting.home("beside")
    writer = Writer.of_model(setting.model(), seed=59)
    tree = fresh(home.data_dir / "tree")
    for path in (*home.data_dir.glob("index.*"), home.sources_path):
        path.unlink(missing_ok=True)
    with Served(home) as service:
        service.client.pause(None, "")
        work(tree, writer, turns * ticks // 2)
        service.client.add(tree)
        service.client.resume()
        until(lambda: service.client.status().state == "embedding", 600)

        def busy(_: int) -> list[float]:
            service.client.resume()
            until(lambda: service.client.status().state == "embedding", 60)
            return timed(ticks)

        def calm(_: int) -> list[float]:
            service.client.pause(None, "")
            until(lambda: service.client.status().state == "paused", 60)
            return timed(ticks)

        timed(100)
        pairs = rounds(turns, busy, calm)
        if service.client.status().state == "idle":
            raise AssertionError("there was not enough to embed")
    found = []
    name = "beside: a timer of 5 ms in another program while the service embeds, against while it is paused"
    for told, share, bound in (("p95", 0.95, TARGET), ("median", 0.5, None)):
        value, reference = (percentile([tick for pair in pairs for tick in pair[side]], share) for side in (0, 1))
        found.append(Row(f"{name}, {told}", value * 1000, "ms", reference * 1000, value / reference, bound))
    return found


def timed(ticks: int) -> list[float]:
    """Return how many seconds each turn of the loop took."""
    loop = (sys.executable, "-c", LOOP, str(ticks))
    return [float(line) for line in subprocess.run(loop, capture_output=True, text=True, check=True).stdout.split()]
