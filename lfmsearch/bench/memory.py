"""Memory of indexing 20,000 Chunks: what the process holds above the mapped weights, its children and repacked weights beside it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.errors import MachineError
from lfmsearch.index import Index
from lfmsearch.system.paths import Home

TARGET_MB = 300
CHUNKS = 20_000
# Words of a Chunk: short ones embed in a fifth of the time and cost the index the same rows.
WORDS_SMALL, WORDS_FULL = 30, 150
CHUNKS_A_FILE = 10
SECONDS = 0.5


@dataclass(slots=True)
class _Peak:
    """The most seen, in bytes. `above` is everything resident but the pages of the model's file."""

    above: int = 0
    anonymous: int = 0
    weights: int = 0
    children: int = 0


def run(setting: Setting) -> list[Row]:
    """Index a tree in a process of its own and look at it twice a second."""
    if not Path("/proc/self/smaps").exists():
        raise MachineError("Memory can be told apart by its mappings on Linux alone.")
    words = WORDS_FULL if setting.full else WORDS_SMALL
    models = setting.home("memory").models_dir
    with tempfile.TemporaryDirectory(dir=setting.folder) as folder:
        tree = Path(folder) / "tree"
        write(tree, Writer.of_model(setting.model(), seed=17), words)
        command = [sys.executable, "-m", "lfmsearch.bench.memory", f"{folder}/home", str(tree), str(models)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            peak = _watched(process)
            assert process.stdout is not None
            said = process.stdout.read()
        if process.returncode:
            raise MachineError(f"The indexing that was to be measured ended with {process.returncode}.")
    measured = json.loads(said)
    if measured["chunks"] < CHUNKS:
        raise AssertionError(f"only {measured['chunks']} chunks were indexed")
    name = f"memory: indexing {measured['chunks']:,} chunks of {words} words"
    return [
        Row(f"{name}, peak resident above the mapped weights", peak.above / 1e6, "MB", target=TARGET_MB),
        Row(f"{name}, of that not backed by a file", peak.anonymous / 1e6, "MB"),
        Row("memory: the mapped weights", peak.weights / 1e6, "MB"),
        Row("memory: copied or repacked weights (growth when the model loads)", measured["repacked"] / 1e6, "MB"),
        Row("memory: children that read files, peak together", peak.children / 1e6, "MB"),
    ]


def write(tree: Path, writer: Writer, words: int) -> None:
    """Write Markdown files of ten Chunks: sections too long to share one, or a rule's width apart."""
    tree.mkdir(parents=True)
    # Sections are packed together below the Chunker's `SMALL` tokens, so a short text needs a file of its own.
    each = CHUNKS_A_FILE if words > 100 else 1
    for number in range(CHUNKS // each):
        parts = [f"# {' '.join(writer.words(2))}\n\n{writer.text(words)}" for _ in range(each)]
        (tree / f"{number:05}.md").write_text("\n\n".join(parts), "utf-8")


def indexed(home: Path, tree: Path, models_dir: Path) -> dict[str, int]:
    """Index `tree` in this process; return how many Chunks it gave and by how many bytes loading the model grew the process."""
    with Index.open(Home.at(home), models_dir=models_dir) as index:
        index.add(tree)
        index.update()
        chunks = index.status().chunks - sum(index.status().documents.values())  # without cards
    # Afterwards, so that it adds nothing to the peak; all libraries are loaded by now, what grows is the weights.
    from lfmsearch.models.folder import chosen
    from lfmsearch.models.llama import Model

    model = chosen(models_dir)
    assert model is not None
    before = _mapped(os.getpid())[1]
    loaded = Model(model.path)
    repacked = _mapped(os.getpid())[1] - before
    loaded.close()
    return {"chunks": chunks, "repacked": max(repacked, 0)}


def _watched(process: subprocess.Popen[str]) -> _Peak:
    import psutil

    peak = _Peak()
    while process.poll() is None:
        resident, anonymous, weights = _mapped(process.pid)
        peak.above = max(peak.above, resident - weights)
        peak.anonymous = max(peak.anonymous, anonymous)
        peak.weights = max(peak.weights, weights)
        try:
            family = psutil.Process(process.pid).children(recursive=True)
            peak.children = max(peak.children, sum(_mapped(child.pid)[0] for child in family))
        except psutil.NoSuchProcess:
            break
        time.sleep(SECONDS)
    return peak


def _mapped(pid: int) -> tuple[int, int, int]:
    """Bytes resident, of those anonymous, and of those pages of a .gguf file; zeros when the process has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps").read_text("utf-8", "replace")
    except OSError:
        return 0, 0, 0
    resident = anonymous = weights = 0
    name = ""
    for line in text.splitlines():
        if match := _FIGURE.match(line):
            size = int(match[2]) << 10
            if match[1] == "Anonymous":
                anonymous += size
            else:
                resident += size
                weights += size if name.endswith(".gguf") else 0
        elif _MAPPING.match(line):
            name = "".join(line.split(maxsplit=5)[5:])
    return resident, anonymous, weights


_FIGURE = re.compile(r"(Rss|Anonymous): +(\d+) kB")
_MAPPING = re.compile(r"[0-9a-f]+-[0-9a-f]+ ")


if __name__ == "__main__":
    print(json.dumps(indexed(*map(Path, sys.argv[1:4]))))
