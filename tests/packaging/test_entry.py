"""What the frozen lfmsearch begins with."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "packaging"))  # scripts, not a package

import entry  # noqa: E402


@pytest.mark.parametrize(("before", "after"), [("/opt/own", "/opt/own"), ("", None)])
def test_programs_started_from_here_get_their_own_libraries(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str | None
) -> None:
    """What the starter has set for itself is gone; what the user had set is back."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lfmsearch/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "/opt/lfmsearch/lfmsearch")

    entry.restore_environment()

    assert os.environ.get("LD_LIBRARY_PATH") == after
    assert not [name for name in os.environ if name.startswith("_PYI_") or name == "LD_LIBRARY_PATH_ORIG"]


def test_a_module_runs_as_a_program_with_its_own_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `python -m` would have it."""
    ran: list[object] = []
    monkeypatch.setattr(runpy, "run_module", lambda name, **how: ran.append((name, how["run_name"], list(sys.argv))))
    monkeypatch.setattr(sys, "argv", ["lfmsearch", "-m", "pip", "download", "x"])

    assert entry.main() == 0
    assert ran == [("pip", "__main__", ["pip", "download", "x"])]


def test_other_modules_are_no_programs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The executable is not a Python for anybody's code."""
    monkeypatch.setattr(sys, "argv", ["lfmsearch", "-m", "timeit", "pass"])

    assert entry.main() == 2
    assert "-m" in capsys.readouterr().err
