"""Thousands of files copied in, renamed and deleted beside the service: its index is that of a fresh look, nothing embedded twice."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from lfmsearch.bench import counted
from lfmsearch.bench.equal import WORDS, differences
from lfmsearch.bench.rescan import IN_A_FOLDER, write
from lfmsearch.bench.row import Row
from lfmsearch.bench.served import Served, fresh, until
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.index import Index
from lfmsearch.models.calibrate import calibrated
from lfmsearch.system.log import tail


def run(setting: Setting) -> list[Row]:
    """Copy, rename and delete beside a running service; then compare its index with one made afterwards."""
    count = 40_000 if setting.full else 2_000
    home, fresh_home = setting.home(f"burst-{count}"), setting.home(f"burst-{count}-fresh")
    for each in (home, fresh_home):
        for path in (*each.data_dir.glob("index.*"), each.sources_path, *each.log_dir.glob("*")):
            path.unlink(missing_ok=True)
    calibrated(setting.model(), home.calibration_path)
    prepared, tree = home.data_dir / "prepared", fresh(home.data_dir / "tree")
    write(prepared, Writer.of_model(setting.model(), seed=41), count, different=count // 4)
    log = home.data_dir / "decodes"
    log.unlink(missing_ok=True)
    began = time.monotonic()
    with Served(home, command=("-m", "lfmsearch.bench.counted", str(log)), give_way="false") as service:
        service.client.add(tree)
        shutil.copytree(prepared, tree / "in")
        renamed, deleted = changed(tree / "in")
        copied = time.monotonic() - began
        left = count - deleted
        until(lambda: held(service) == left, 3600)
        service.until_done()
        until(lambda: held(service) == left and service.client.status().state == "idle", 60)
        took = time.monotonic() - began
    with Index.open(fresh_home) as index:
        index.add(tree)
        index.update(words_only=True)
    apart = differences(home.index_path, fresh_home.index_path, WORDS)
    texts, twice = counted.repeated(log)
    lost = sum("changes were lost" in line for line in tail(home.log_dir, "service", 100_000))
    name = f"burst: {count:,} files copied in, {renamed:,} renamed, {deleted:,} deleted"
    return [
        Row(f"{name}, rows other than after a fresh look", apart, "rows", target=0),
        Row(f"{name}, {texts:,} texts embedded, of them again", twice, "texts", target=0),
        Row(f"{name}, times the system lost changes, each followed by a look at everything", lost, "times"),
        Row(f"{name}, until it had happened", copied, "s"),
        Row(f"{name}, until all was found by words and meaning", took, "s"),
    ]


def changed(tree: Path) -> tuple[int, int]:
    """Rename and delete files and whole folders; return how many files of each."""
    folders = sorted(folder for folder in tree.glob("*/*") if folder.is_dir())
    renamed = deleted = 0
    for number, folder in enumerate(folders):
        files = sorted(folder.iterdir())
        match number % 8:
            case 0:
                folder.rename(folder.with_name(f"{folder.name} moved"))
                renamed += len(files)
            case 1:
                shutil.rmtree(folder)
                deleted += len(files)
            case 2 | 3:
                for path in files[: IN_A_FOLDER // 2]:
                    path.rename(path.with_name(f"renamed {path.name}"))
                for path in files[IN_A_FOLDER // 2 :]:
                    path.unlink()
                renamed += len(files[: IN_A_FOLDER // 2])
                deleted += len(files[IN_A_FOLDER // 2 :])
    return renamed, deleted


def held(service: Served) -> int:
    """How many Documents the index holds."""
    return service.client.status().coverage.documents
