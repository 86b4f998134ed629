"""Searching beside a service that indexes at full speed, against the same searches while it is paused."""

from __future__ import annotations

import random
import time
from pathlib import Path

from lfmsearch.bench.row import Row, percentile
from lfmsearch.bench.search import write
from lfmsearch.bench.served import Served, fresh, until
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer

TARGET = 1.5
DOCUMENTS = 2_000
# Searches of one kind before the other has its turn.
IN_A_ROW = 5
# Between two searches: longer than the embedding is held back for somebody who types, so that each meets it at work.
PAUSE = (0.7, 1.1)


def run(setting: Setting) -> list[Row]:
    """Search in a service that embeds, and in the same one paused, by turns."""
    rounds = 8 if setting.full else 2
    home = setting.home(f"serving-{DOCUMENTS}")
    writer = Writer.of_model(setting.model(), seed=53)
    files, more = home.data_dir / "files", fresh(home.data_dir / "more")
    write(files, writer, DOCUMENTS)
    with Served(home) as service:
        service.client.resume()  # a run that was cut off left it paused
        service.client.add(files)
        service.until_done()
        service.client.pause(None, "")
        work(more, writer, rounds * IN_A_ROW * 60)
        service.client.add(more)
        service.client.resume()
        until(lambda: service.client.status().state == "embedding", 600)
        searches(service, writer, 3)
        busy, calm = list[float](), list[float]()
        for number in range(rounds):
            for paused in (False, True) if number % 2 else (True, False):
                if paused:
                    service.client.pause(None, "")
                else:
                    service.client.resume()
                    until(lambda: service.client.status().state == "embedding", 60)
                (calm if paused else busy).extend(searches(service, writer, IN_A_ROW))
        left = service.client.status().coverage
        if left.meaning == left.documents:
            raise AssertionError("there was not enough to embed")
    name = f"serving: {len(busy)} searches while it embeds at full speed, against while it is paused"
    return [
        Row(
            f"{name}, {told}",
            value := percentile(busy, share),
            "ms",
            reference := percentile(calm, share),
            value / reference,
            bound,
        )
        for told, share, bound in (("p95", 0.95, TARGET), ("median", 0.5, None))
    ]


def work(folder: Path, writer: Writer, chunks: int) -> None:
    """Write as many Documents of one long passage."""
    for number in range(chunks):
        (folder / f"{number}.md").write_text(f"{writer.text(170)}\n", "utf-8")


def searches(service: Served, writer: Writer, count: int) -> list[float]:
    """Search as a person does, with pauses; return how many milliseconds each took."""
    took = []
    for _ in range(count):
        time.sleep(random.uniform(*PAUSE))
        query = writer.query()
        began = time.perf_counter()
        service.client.search(query)
        took.append((time.perf_counter() - began) * 1000)
    return took
