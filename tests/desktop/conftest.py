"""Tests on real windows: `make test-desktop`. They need a display server, a window manager and input methods, and are not timed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop.desktops import PROGRAMS, ROOT, Desktop, RunningApp, missing, x11

TEXTS = {
    "lease.txt": "The lease of the flat. The notice period is three months.",
    "عقد الإيجار.txt": "عقد إيجار الشقة. مدة الإشعار ثلاثة أشهر.",
    "敷金.txt": "敷金の返還について。大家さんからの手紙。",
    "보증금.txt": "보증금 반환에 대한 편지입니다.",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/desktop" in item.path.as_posix():
            item.add_marker("desktop")


@pytest.fixture(scope="session", autouse=True)
def programs() -> None:
    """Without them nothing here can run; that is said once and fails: these tests are only run on purpose."""
    if lacking := missing(*PROGRAMS):
        pytest.exit(f"Missing here: {', '.join(lacking)}. On Debian or Ubuntu: see `make test-desktop`.", returncode=1)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """An X11 desktop."""
    with x11(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an index of words in four scripts, to be copied."""
    folder = tmp_path_factory.mktemp("library")
    things, home = folder / "things", folder / "home"
    things.mkdir()
    for name, text in TEXTS.items():
        (things / name).write_text(text)
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LFMSEARCH_HOME": str(home), "PYTHONPATH": str(ROOT)}
    for command in ("add", str(things)), ("index", "--words-only"):
        subprocess.run([sys.executable, "-m", "lfmsearch", *command], env=env, check=True, capture_output=True)
    return home


@pytest.fixture
def home(desktop: Desktop, library: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it, whose service is ended afterwards."""
    import shutil

    made = tmp_path / "home"
    shutil.copytree(library, made, ignore=shutil.ignore_patterns("*.sock", "*.lock"))
    yield made
    desktop.held.close()  # an app that still runs would start it again
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LFMSEARCH_HOME": str(made), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "lfmsearch", "service", "stop"], env=env, check=False, capture_output=True)


@pytest.fixture
def app(desktop: Desktop, home: Path) -> RunningApp:
    """The app on X11, hidden."""
    return RunningApp(desktop, home)
