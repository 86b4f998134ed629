"""`lfmsearch --self-test`: a part that is there, and one that is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.said import Run

from lfmsearch.cli import selftest
from lfmsearch.errors import MachineError
from lfmsearch.system.paths import Home


def test_a_checkout_has_all_its_parts_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Every part answers with a line; no home of the user's is made, and the temporary one is gone."""
    environment = {name: value for name, value in os.environ.items() if name not in ("LFMSEARCH_HOME", "DISPLAY")}
    environment |= {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp")}
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()

    done = subprocess.run(
        [sys.executable, "-m", "lfmsearch", "--self-test"], capture_output=True, text=True, check=False, env=environment
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == list(selftest.PARTS)
    assert not list((tmp_path / "tmp").glob("lfmsearch-*"))
    assert not [path for path in (tmp_path / "home").rglob("*") if "lfmsearch" in path.name]


@pytest.mark.parametrize("error", [ImportError("No module named 'apsw'"), MachineError("There is no room.")])
def test_a_missing_part_is_named_and_the_others_are_tried(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """A packager sees all that is wrong at once, and a build ends there."""

    def broken(_home: Home) -> str:
        raise error

    monkeypatch.setattr(selftest, "PARTS", {"vectors": broken, "words": lambda _: "sound"})

    said = run("--self-test")

    assert said.code == 4
    assert said.out.startswith("vectors: failed. ")
    assert str(error) in said.out
    assert said.out.endswith("words: sound\n")
