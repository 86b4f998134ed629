"""How lfmsearch is started anew, from a checkout and as an executable of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from lfmsearch.extract import landlock
from lfmsearch.system import program


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this process an executable of its own, in a folder of its own."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/lfmsearch/lfmsearch")
    monkeypatch.delenv("APPIMAGE", raising=False)


def test_a_checkout_is_started_by_its_python() -> None:
    """The module is the command, and flags go to Python."""
    assert program.command("service", "run") == (sys.executable, "-m", "lfmsearch", "service", "run")
    assert program.module("pip", "-S") == (sys.executable, "-S", "-m", "pip")
    assert program.module("pip", python="/usr/bin/python3") == ("/usr/bin/python3", "-m", "pip")


@pytest.mark.usefixtures("frozen")
def test_a_frozen_one_is_started_by_itself() -> None:
    """Its executable takes the arguments; flags for Python and another Python mean nothing to it."""
    assert program.command("service", "run") == ("/opt/lfmsearch/lfmsearch", "service", "run")
    for name in program.FROZEN_MODULES:
        assert program.module(name, "-S", python="/usr/bin/python3") == ("/opt/lfmsearch/lfmsearch", "-m", name)


@pytest.mark.usefixtures("frozen")
def test_an_appimage_is_started_by_its_file_and_reads_by_what_is_mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file stays when the mount is gone; a child of now needs no second mount."""
    monkeypatch.setenv("APPIMAGE", "/home/anna/lfmsearch.AppImage")

    assert program.command("toggle")[0] == "/home/anna/lfmsearch.AppImage"
    assert program.module("pip")[0] == "/opt/lfmsearch/lfmsearch"


@pytest.mark.usefixtures("frozen")
def test_on_windows_the_frozen_one_has_a_program_for_terminals_and_one_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whichever of the two runs, a child that speaks on its streams is the one that has them."""
    monkeypatch.setattr(sys, "platform", "win32")
    for running in ("lfmsearch.exe", "lfmsearchw.exe"):
        monkeypatch.setattr(sys, "executable", str(tmp_path / running))

        assert program.command("toggle") == (str(tmp_path / "lfmsearch.exe"), "toggle")
        assert program.command("toggle", windowless=True) == (str(tmp_path / "lfmsearchw.exe"), "toggle")
        assert program.module("pip")[0] == str(tmp_path / "lfmsearch.exe")


@pytest.mark.usefixtures("frozen")
def test_the_sandbox_of_a_frozen_reader_lets_it_read_its_executable() -> None:
    """Its modules lie in there."""
    assert "/opt/lfmsearch/lfmsearch" in set(landlock.needed())


def test_a_process_that_stays_stands_where_it_can(monkeypatch, tmp_path):
    """In the user's folder, and in the root where there is none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    there = program.lasting_folder()
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "none"))

    assert there == str(tmp_path)
    assert program.lasting_folder() == os.path.abspath(os.sep)
