"""What the app process holds, and how it begins."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from gui.found import Library, hit, results
from service.engines import VERSION, serving

from lfmsearch.errors import MachineError

HEAVY = (
    "numpy",
    "numkong",
    "apsw",
    "sqlite3",
    "sqlite_vec",
    "llama_cpp",
    "pypdfium2",
    "huggingface_hub",
    "gguf",
    "watchdog",
)
USED = f"""
import sys, time
from lfmsearch.gui import app
from lfmsearch.gui.link import Link
from lfmsearch.system.paths import Home

made = app.App(app.application(), Link(Home.find(), starts=lambda _: False, version="{VERSION}"))

def until(holds):
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "nothing happened"
        made.application.processEvents()

made.link.begin()
made.open_window()
until(lambda: made.link.status)
made.quickfind.toggle()
made.window.search("kind:mail invoice")
finder = made.window.finder
until(lambda: finder.listing.rows and not finder.waits)
for name in ("why", "copy_passage", "similar"):
    made.window.perform(name)
until(lambda: finder.is_like and finder.listing.is_current)
made.window.perform("not_this")
until(lambda: made.window.preview.text.toPlainText())
made.link.ask(lambda client: client.resolve("12:3"), lambda path: print("resolved"))
time.sleep(0.2)
made.application.processEvents()
print(*(set(sys.modules) & set({HEAVY!r})))
made.close()
"""


def test_the_app_holds_no_index_no_arithmetic_and_no_model(home) -> None:
    """The window is there at once and stays small: whatever is heavy is in the service, also while it is used."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    library = Library()
    library.words = library.both = {"kind:mail invoice": [hit("12")]}
    library.answers["similar"] = results(hit("13"), hit("14"))

    with serving(home, library):
        done = subprocess.run(
            [sys.executable, "-c", USED], capture_output=True, text=True, check=False, env=environment
        )

    complaints = [line for line in done.stderr.splitlines() if not line.startswith("This plugin does not support")]
    assert complaints == []
    assert done.stdout.split() == ["resolved"]


def test_without_a_screen_it_says_so_and_names_the_terminal() -> None:
    """On a machine one reaches by ssh, `lfmsearch` alone tells what can be done there."""
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }

    done = subprocess.run(
        [sys.executable, "-m", "lfmsearch"], capture_output=True, text=True, check=False, env=environment
    )

    assert done.returncode == 4
    assert done.stdout == ""
    assert "no screen" in done.stderr
    assert "lfmsearch --help" in done.stderr


def test_a_screen_that_does_not_answer_is_named() -> None:
    """Qt would end the process with a core dump."""
    environment = {**os.environ, "DISPLAY": ":4711"}
    environment.pop("WAYLAND_DISPLAY", None)
    environment.pop("QT_QPA_PLATFORM", None)

    done = subprocess.run(
        [sys.executable, "-m", "lfmsearch"], capture_output=True, text=True, check=False, env=environment
    )

    assert done.returncode == 4
    assert ":4711" in done.stderr or "libxcb-cursor" in done.stderr


@pytest.mark.parametrize(
    ("python", "qt", "runs"),
    [((3, 11), (6, 11), True), ((3, 12), (6, 12), True), ((3, 14), (6, 13), True), ((3, 11), (6, 12), False)],
)
def test_a_pair_of_python_and_qt_that_aborts_is_refused(python, qt, runs) -> None:
    """6.12 on 3.11 dies after some thousand calls; better to be told before."""
    from lfmsearch.gui.app import check_versions

    if runs:
        check_versions(python, qt)
    else:
        with pytest.raises(MachineError, match=r"6\.12 on Python 3\.11"):
            check_versions(python, qt)


def test_what_is_installed_here_is_a_pair_that_runs() -> None:
    """What pyproject.toml asks for is such a pair."""
    import PySide6

    from lfmsearch.gui.app import check_versions

    check_versions(sys.version_info[:2], PySide6.__version_info__[:2])
