"""A process that updates an index is killed again and again: the index is sound each time, and in the end as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from indexing.running import AHEAD, CountingEmbedder, opened, sound, update
from indexing.tree import plant

from lfmsearch.bench.equal import differences
from lfmsearch.indexing.reading import TRIES
from lfmsearch.store.reader import Reader

KILLS = 12
THINGS = {
    f"{folder}/{name}.md": "\n\n".join(
        f"# Part {n} of {folder} {name}\n\n" + f"Sentence {n} of it. " * 40 for n in range(4)
    )
    for folder in ("notes", "letters", "work")
    for name in range(40)
}

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is of POSIX")


def doomed(index: Path, tree: Path, log: Path, seconds: float) -> subprocess.CompletedProcess[str]:
    tests = Path(__file__).parent.parent
    command = [sys.executable, str(tests / "indexing/doomed.py"), str(index), str(tree), str(log), str(seconds)]
    environment = {**os.environ, "PYTHONPATH": str(tests)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_killed_update_loses_nothing_and_repeats_next_to_nothing(tmp_path: Path) -> None:
    """Twelve kills at random moments, through the real children: what is embedded twice is what was in hand at a kill."""
    tree = plant(tmp_path / "tree", THINGS)
    expected = tmp_path / "undisturbed.db"
    update(expected, tree, embedder=CountingEmbedder())
    index, log = tmp_path / "index.db", tmp_path / "embedded"
    moments = random.Random(20)

    kills = 0
    for _ in range(KILLS):
        ended = doomed(index, tree, log, moments.uniform(0.02, 0.4))
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
        kills += ended.returncode == -signal.SIGKILL
        if index.exists() and ended.returncode:
            assert sound(index) == []
    ended = doomed(index, tree, log, 600)
    assert ended.stdout == "complete\n", ended.stderr

    with closing(opened(index)) as connection:
        assert Reader(connection).set_aside() == []
    assert differences(index, expected) == 0
    embeddings = Counter(log.read_text().split())
    repeated = sum(embeddings.values()) - len(embeddings)
    print(f"{kills} kills, {len(embeddings)} passages, {repeated} embedded twice")
    assert kills >= KILLS // 3  # a quick machine is done before the last ones
    assert repeated <= kills * (AHEAD + 1)


def test_a_passage_that_takes_the_program_down_is_found_out_and_the_others_are_embedded(tmp_path: Path) -> None:
    """It costs four processes; then it is named, and everything else answers to meaning."""
    tree = plant(tmp_path / "tree", {f"{n}.txt": f"Text {n} POISON" if n == 3 else f"Text {n}" for n in range(8)})
    code = f"""if True:
        import os
        from pathlib import Path
        from indexing.running import CountingEmbedder, ReadHere, update
        class Poisoned(CountingEmbedder):
            def embedded(self, text):
                if "POISON" in text:
                    os.abort()
                return super().embedded(text)
        report = update(Path({str(tmp_path / "index.db")!r}), Path({str(tree)!r}), embedder=Poisoned(), pool=ReadHere)
        print(report.complete, report.notices)"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    runs = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
        for _ in range(5)
    ]

    assert [run.returncode for run in runs] == [-signal.SIGABRT] * 4 + [0]
    assert "1 passages took the program down again and again" in runs[-1].stdout
    with closing(opened(tmp_path / "index.db")) as connection:
        reader = Reader(connection)
        assert len(reader.set_aside()) == 1
        active = reader.active_generation()
        assert active is not None
        assert reader.embedding_progress(active.id) == (7, 8)
        assert reader.embedded_up_to_date("R")


def test_a_file_that_takes_the_program_down_is_found_out_and_the_others_are_read(tmp_path: Path) -> None:
    """The same for the first pass: should ever a child's end be ours too."""
    tree = plant(tmp_path / "tree", {f"{n}.txt": f"Text {n}" for n in range(8)})
    code = f"""if True:
        import os
        from pathlib import Path
        from indexing.running import ReadHere, update
        class Poisoned(ReadHere):
            def read(self, paths):
                for path, item in super().read(paths):
                    if path.endswith("3.txt"):
                        os.abort()
                    yield path, item
        report = update(Path({str(tmp_path / "index.db")!r}), Path({str(tree)!r}), pool=Poisoned)
        print(report.complete, report.failed)"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    runs = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
        for _ in range(TRIES + 1)
    ]

    assert [run.returncode for run in runs] == [-signal.SIGABRT] * TRIES + [0]
    assert runs[-1].stdout == "True 1\n"
    with closing(opened(tmp_path / "index.db")) as connection:
        assert Reader(connection).files_by_state() == {"indexed": 7, "failed": 1, "pending": 0, "skipped": 0}


def test_a_program_that_ends_as_its_reader_starts_blames_no_file(tmp_path: Path) -> None:
    """A File is on record as begun only once there is a child to read it: however often the start is cut off, it is read in the end."""
    tree = plant(tmp_path / "tree", {"only.txt": "The only text"})
    code = f"""if True:
        import os, sys
        from pathlib import Path
        from indexing.running import ReadHere, update
        class Ending(ReadHere):
            def start(self, path):
                if sys.argv[1] == "start":
                    os.abort()
            def read(self, paths):
                for path, item in super().read(paths):
                    if sys.argv[1] == "read":
                        os.abort()
                    yield path, item
        report = update(Path({str(tmp_path / "index.db")!r}), Path({str(tree)!r}), pool=Ending)
        print(report.complete, report.failed)"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}

    def run(when: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, when], env=environment, capture_output=True, text=True, check=False
        )

    assert run("read").returncode == -signal.SIGABRT  # now it is a suspect
    assert [run("start").returncode for _ in range(2 * TRIES)] == [-signal.SIGABRT] * 2 * TRIES
    assert run("never").stdout == "True 0\n"
