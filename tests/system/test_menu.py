"""The app's entry in the menu of a Linux desktop."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest

from lfmsearch.system.menu import APP_ID, ENTRY, ensure_entry, wanted_here

PROGRAM = ("/opt/my venv/bin/python", "-m", "lfmsearch")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"XDG_DATA_HOME": str(tmp_path / "own"), "XDG_DATA_DIRS": f"{tmp_path / 'usr'}:/nowhere", "HOME": "/home/a"}


def entry_of(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return parser


def test_an_entry_is_written_that_starts_the_app_and_toggles(environ: dict[str, str]) -> None:
    """Named by the app's id, with its icon beside it, paths with spaces quoted."""
    path = ensure_entry(PROGRAM, "<svg/>", environ)

    assert path == Path(environ["XDG_DATA_HOME"], "applications", f"{APP_ID}.desktop")
    entry = entry_of(path.read_text())
    assert entry["Desktop Entry"]["Exec"] == '"/opt/my venv/bin/python" -m lfmsearch'
    assert entry["Desktop Entry"]["Icon"] == entry["Desktop Entry"]["StartupWMClass"] == APP_ID
    assert entry["Desktop Action quick-find"]["Exec"] == '"/opt/my venv/bin/python" -m lfmsearch toggle'
    assert next(Path(environ["XDG_DATA_HOME"]).rglob("*.svg")).read_text() == "<svg/>"


def test_it_is_written_once_and_anew_when_lfmsearch_has_moved(environ: dict[str, str]) -> None:
    """Another virtual environment is another command."""
    ensure_entry(PROGRAM, "<svg/>", environ)

    assert ensure_entry(PROGRAM, "<svg/>", environ) is None
    moved = ensure_entry(("/new/python", "-m", "lfmsearch"), "<svg/>", environ)
    assert moved is not None
    assert "/new/python" in moved.read_text()


def test_what_a_package_or_the_user_has_put_there_stays(environ: dict[str, str], tmp_path: Path) -> None:
    """An entry that is not ours is somebody's."""
    theirs = tmp_path / "usr" / "applications" / f"{APP_ID}.desktop"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("[Desktop Entry]\n")
    assert ensure_entry(PROGRAM, "<svg/>", environ) is None
    theirs.unlink()
    own = tmp_path / "own" / "applications" / f"{APP_ID}.desktop"
    own.parent.mkdir(parents=True)
    own.write_text("[Desktop Entry]\nName=mine\n")

    assert ensure_entry(PROGRAM, "<svg/>", environ) is None
    assert own.read_text() == "[Desktop Entry]\nName=mine\n"


def test_another_home_leaves_the_menu_alone() -> None:
    """LFMSEARCH_HOME puts everything under one folder, and nothing elsewhere."""
    assert wanted_here({}, "linux")
    assert not wanted_here({"LFMSEARCH_HOME": "/tmp/x"}, "linux")
    assert not wanted_here({}, "darwin")


def test_the_package_s_entry_is_the_same() -> None:
    """What the Debian package installs is this text."""
    assert entry_of(ENTRY.format(command="lfmsearch"))["Desktop Entry"]["Exec"] == "lfmsearch"
