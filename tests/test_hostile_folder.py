"""A folder of files made to break their readers: each is named in `status` with its reason, and the good ones are found."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from lfmsearch.bench.hostile_files import PASSWD, hostile_files
from lfmsearch.config import Config
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.pool import Pool
from lfmsearch.index import Index
from lfmsearch.system.paths import Home
from lfmsearch.types import Source

FAULTS = {
    "segfault.txt": ("!segfault", r"Its reader crashed \(signal 11\)\."),
    "loop.txt": ("!loop", r"Reading it took longer than 2 seconds\."),
    "burst.txt": ("!fill", r"Reading it took more memory than allowed .*"),
}
QUICK = {
    "bomb.docx": r"It holds more than it may when unpacked \(256 MB\)\.",
    "laughs.docx": r"It is damaged: word/document\.xml is no valid XML\.",
    "deep.docx": r"It is nested too deeply\.",
    "chain.doc": r"It is damaged: .*",
    "parts.eml": r"It has too many parts; the first were read\.",
}


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers that break where a file's text says so, and give up early."""

    def pool_of(_config: Config, sources: Sequence[Source]) -> Pool:
        command = (sys.executable, "-S", "-s", "-P", "-m", "lfmsearch.bench.faulty")
        return Pool(
            command=command,
            deadline_s=2,
            memory_bytes=400 << 20,
            limits=Limits(),
            roots=[source.path for source in sources],
        )

    monkeypatch.setattr("lfmsearch.indexing.composed.pool_of", pool_of)


def test_every_hostile_file_is_named_with_its_reason(home: Home, tmp_path: Path, readers: None) -> None:
    """Nothing stops the others from being read; what broke its reader is left alone until it changes, and `why` says so."""
    folder = tmp_path / "things"
    folder.mkdir()
    for name in QUICK:
        (folder / name).write_bytes(hostile_files()[name]())
    for name, (text, _) in FAULTS.items():
        (folder / name).write_text(text)
    for at in range(5):
        (folder / f"good {at}.txt").write_text(f"The boiler number {at} loses pressure.")
    (folder / "two\nlines.txt").write_text("A boiler with an odd name.")
    expected = {**QUICK, **{name: reason for name, (_, reason) in FAULTS.items()}}

    with Index.open(home) as index:
        index.add(folder)
        report = index.update(words_only=True)
        problems = {os.path.basename(problem.path): problem for problem in index.status().problems}
        found = {os.path.basename(hit.path) for hit in index.search("boiler", mode="words", limit=20)}
        again = index.update(words_only=True)
        verdict = index.why(str(folder / "segfault.txt"))
        stolen = index.search(f'"{PASSWD}"', mode="words")
        assert index.check() == []

    assert report.complete
    assert set(problems) == set(expected)
    late = r"Reading it took longer than 2 seconds\."
    for name, reason in expected.items():
        assert re.fullmatch(f"{reason}|{late}", problems[name].reason), name
        assert problems[name].retry
    assert found == {*(f"good {at}.txt" for at in range(5)), "two\nlines.txt"}
    assert again.complete
    assert verdict.verdict == "failed"
    assert verdict.reason.startswith("Its reader crashed (signal 11). It is tried again when ")
    assert not list(stolen)
