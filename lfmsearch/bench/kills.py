"""Killed 200 times while it indexes, service, reader or both: sound each time, the same in the end, next to nothing done twice."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from pathlib import Path

from lfmsearch.bench import counted
from lfmsearch.bench.equal import differences
from lfmsearch.bench.row import Row
from lfmsearch.bench.served import Served, fresh, until
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.index import Index
from lfmsearch.models.calibrate import calibrated
from lfmsearch.service.client import Client
from lfmsearch.store.connection import connect
from lfmsearch.store.damage import damage
from lfmsearch.system.paths import Home

# Files that come between two kills, so that there is always something to read, and to embed.
IN_A_LIFE = 6
# Seconds from the first answer to the kill, and for one in eight from the start of the process.
LIVES, STARTS = (0.2, 5.0), 0.125
WORDS = 240


def run(setting: Setting) -> list[Row]:
    """Start, let files come, kill; again and again. Then let it end, and compare with an index nobody disturbed."""
    kills = 200 if setting.full else 10
    home, calm = setting.home(f"kills-{kills}"), setting.home(f"kills-{kills}-undisturbed")
    for each in (home, calm):
        for path in (*each.data_dir.glob("index.*"), each.sources_path):
            path.unlink(missing_ok=True)
        calibrated(setting.model(), each.calibration_path)
    prepared, tree = home.data_dir / "prepared", fresh(home.data_dir / "tree")
    prepared.mkdir(exist_ok=True)
    writer = Writer.of_model(setting.model(), seed=31)
    files = written(prepared, writer, kills * IN_A_LIFE)
    log = home.data_dir / "decodes"
    log.unlink(missing_ok=True)
    chance = random.Random(7)
    unsound, killed = 0, {"service": 0, "child": 0, "both": 0}
    command = ("-m", "lfmsearch.bench.counted", str(log))
    with Index.open(home) as index:
        index.add(tree)
    while sum(killed.values()) < kills:
        service = Served(home, command=command, give_way="false")
        number = sum(killed.values())
        for path in files[number * IN_A_LIFE : (number + 1) * IN_A_LIFE]:
            os.link(path, tree / path.name)
        who = chance.choice(list(killed))
        if chance.random() > STARTS:
            _ = service.client
        time.sleep(chance.uniform(*LIVES))
        readers = readers_of(service) if who != "service" else []
        for reader in readers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(reader, signal.SIGKILL)
        killed[who if readers else "service"] += 1
        if who == "child" and readers:
            time.sleep(chance.uniform(0.0, 1.0))
            service.close()
        else:
            service.kill()
        with contextlib.closing(connect(home.index_path, write=False)) as connection:
            found = damage(connection)
        unsound += bool(found)
        print(f"kills: {sum(killed.values())}, {killed}, {found or 'sound'}", file=sys.stderr)
    with Served(home, command=command, give_way="false") as service:
        service.client.index_now()
        until(lambda: done(service.client, len(files)), 3600)
    texts, twice = counted.repeated(log)
    apart = compared(home, calm, tree)
    contexts = calibrated(setting.model(), home.calibration_path).contexts
    name = f"kills: {kills} at random moments (service {killed['service']}, reader {killed['child']}, both {killed['both']})"
    return [
        Row(f"{name}, index not sound after", unsound, "times", target=0),
        Row(f"{name}, rows other than in an undisturbed index", apart, "rows", target=0),
        Row(
            f"{name}, {texts:,} texts, decodes repeated for each kill and context",
            twice / kills / contexts,
            "decodes",
            target=1,
        ),
    ]


def written(folder: Path, writer: Writer, count: int) -> list[Path]:
    """Write Documents of some hundred words under headings of their own; what an earlier run wrote stays."""
    paths = [folder / f"{number:05}.md" for number in range(count)]
    for path in paths:
        parts = [f"# {' '.join(writer.words(3)).capitalize()}\n\n{writer.text(WORDS // 2)}" for _ in range(2)]
        if not path.exists():
            path.write_text("\n\n".join(parts) + "\n", "utf-8")
    return paths


def readers_of(service: Served) -> list[int]:
    """The children that read, once there are any; at most a second is waited for them."""
    end = time.monotonic() + 1.0
    while not (found := service.children()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def done(client: Client, count: int) -> bool:
    """Whether so many Documents are all embedded."""
    status = client.status()
    held = status.coverage
    return held.documents == held.meaning == count and status.state == "idle"


def compared(home: Home, calm: Home, tree: Path) -> int:
    """Index the same tree without disturbance, and count the rows that differ."""
    with Index.open(calm) as index:
        index.add(tree)
        index.update()
    return differences(home.index_path, calm.index_path)
