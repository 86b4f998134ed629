"""
Files made to break their reader, each followed by a good one: how long after a bad file's end the good one is read.

The clock of the good file begins when the bad one is given up or done: what a deadline takes is by design.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from lfmsearch.bench.hostile_files import PASSWD, hostile_files
from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.child import LEAN, PYTHON
from lfmsearch.extract.pool import Pool
from lfmsearch.system.program import module
from lfmsearch.types import Document, Outcome

TARGET_S = 1.0
# What no file can be trusted to do in every version of every library is done by a faulty reader.
FAULTS = {"segfault.txt": b"!segfault", "abort.txt": b"!abort", "loop.txt": b"!loop", "burst.txt": b"!fill"}
# A hang is a hang: a child is not asked how long it would have gone on.
FAULTY_DEADLINE_S = 2.0
GOOD = "A good file between bad ones."


def run(_setting: Setting) -> list[Row]:
    """Read all of them one after the other, as an index of a folder full of them would."""
    after: dict[str, float] = {}
    took: dict[str, float] = {}
    faulty = module("lfmsearch.bench.faulty", *LEAN, python=PYTHON)
    with tempfile.TemporaryDirectory() as folder:
        files: Iterable[tuple[str, bytes]] = ((name, make()) for name, make in hostile_files().items())
        with Pool(limits=Limits(archives=True)) as pool:
            _read(pool, Path(folder), files, after, took)
        with Pool(command=faulty, deadline_s=FAULTY_DEADLINE_S) as pool:
            _read(pool, Path(folder), FAULTS.items(), after, took)
    worst, longest = max(after, key=after.__getitem__), max(took, key=took.__getitem__)
    seconds = after[worst]
    title = f"hostile: next file after each of {len(after)} hostile ones, worst ({worst})"
    return [
        Row(title, seconds, "s", TARGET_S, seconds / TARGET_S, 1.0),
        Row(f"hostile: a hostile file itself, longest ({longest})", took[longest], "s"),
    ]


def _read(
    pool: Pool, folder: Path, files: Iterable[tuple[str, bytes]], after: dict[str, float], took: dict[str, float]
) -> None:
    good = folder / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    for name, data in files:
        bad = folder / name
        bad.write_bytes(data)
        ended = dict.fromkeys((str(bad), str(good)), 0.0)
        pool.start()
        started = time.perf_counter()
        said = ""
        for path, item in pool.read(ended):
            if isinstance(item, Document):
                said += "".join(section.text for section in item.sections)
            elif isinstance(item, Outcome):
                ended[path] = time.perf_counter()
        with suppress(OSError):
            bad.unlink()
        if GOOD not in said or PASSWD in said:
            raise AssertionError(f"{name}: the next file was not read, or another came with it")
        took[name] = ended[str(bad)] - started
        after[name] = ended[str(good)] - ended[str(bad)]
