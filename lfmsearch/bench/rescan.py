"""The second `lfmsearch index` over an unchanged tree, the whole process, against `find` over the same tree."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from lfmsearch.bench.row import Row, compared, rounds
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.errors import MachineError
from lfmsearch.index import Index

TARGET = 6.0
IN_A_FOLDER = 20
TEXTS = 50
ROUNDS = 7
# Modules that only a loaded model or a running reader needs.
HEAVY = ("llama_cpp", "pypdfium2")


def run(setting: Setting) -> list[Row]:
    """Make the tree and its index once, then measure in paired rounds."""
    count = 50_000 if setting.full else 5_000
    home = setting.home(f"rescan-{count}")
    tree = home.data_dir / "tree"
    write(tree, Writer.of_model(setting.model(), seed=13), count)
    with Index.open(home) as index:
        index.add(tree)
        index.update()
        files = index.status().files
        if files["indexed"] != count:
            raise AssertionError(f"the index holds {files} of {count} files")
    environ = {**os.environ, "LFMSEARCH_HOME": str(home.data_dir)}
    again = [sys.executable, "-m", "lfmsearch", "index"]
    found = ["find", str(tree), "-printf", "%s %T@\\n"]
    said = subprocess.run(
        [*again[:1], "-X", "importtime", *again[1:]], env=environ, capture_output=True, text=True, check=True
    )
    if "nothing new" not in said.stdout:
        raise AssertionError(f"the second run found something to do: {said.stdout}")
    loaded = [name for name in HEAVY if f" {name}\n" in said.stderr]
    _seconds(found, environ)
    pairs = rounds(ROUNDS, lambda _: _seconds(again, environ), lambda _: _seconds(found, environ))
    empty = sorted(_seconds([*again[:2], "lfmsearch", "--help"], environ) for _ in range(3))[1]
    return [
        compared(
            f"rescan: second index of {count:,} unchanged files, whole process, against find -printf",
            pairs,
            "s",
            target=TARGET,
        ),
        Row(
            f"rescan: of {', '.join(HEAVY)}, imported: {', '.join(loaded) or 'none'}", len(loaded), "modules", target=0
        ),
        Row("rescan: `lfmsearch --help`, what every process takes", empty, "s"),
    ]


def write(tree: Path, writer: Writer, count: int, *, different: int = TEXTS) -> None:
    """
    Write tiny files, 20 in a folder; what an earlier run wrote stays.

    Each differs from all others by white space at its end, so that each is a Document of its own; their Chunks hold only so many
    different texts, so that the first index embeds quickly.
    """
    texts = [writer.text(20) for _ in range(different)]
    for number in range(count):
        path = tree / f"{number // IN_A_FOLDER // 100:02}" / f"{number // IN_A_FOLDER:04}" / f"{number:05}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            ending = f"{number // different:b}".replace("0", " ").replace("1", "\t")
            path.write_text(f"{texts[number % different]}{ending}\n", "utf-8")


def _seconds(command: list[str], environ: dict[str, str]) -> float:
    started = time.perf_counter()
    try:
        subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise MachineError(f"{command[0]} cannot be measured here ({error}).", "GNU find is needed.") from error
    return time.perf_counter() - started
