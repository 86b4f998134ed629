"""One app for each home."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lfmsearch.gui.instance import Instance
from lfmsearch.system import summons
from lfmsearch.system.paths import Home

SUMMONED = Path(__file__).parents[2] / "packaging" / "summoned.py"
"""What the frozen program does before anything else."""


def test_the_first_claim_holds_until_it_is_released(home: Home, qtbot: QtBot) -> None:
    """Two apps of one home would fight for the hotkey and the tray."""
    first, second, other = Instance(home), Instance(home), Instance(Home.at(home.data_dir / "other"))
    (home.data_dir / "other").mkdir()

    assert first.claim()
    assert other.claim()
    assert not second.claim(None)
    first.release()
    assert second.claim(None)
    second.release()
    other.release()


@pytest.mark.parametrize("program", [("-m", "lfmsearch"), (str(SUMMONED),)], ids=["module", "frozen"])
@pytest.mark.parametrize(("arguments", "asked"), [((), "show"), (("toggle",), "toggle")])
def test_a_second_start_shows_what_runs_already(
    home: Home,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    program: tuple[str, ...],
    arguments: tuple[str, ...],
    asked: str,
) -> None:
    """The second process ends at once, and passes on the token by which a window may come to the front."""
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "kwin-42")
    instance = Instance(home)
    assert instance.claim()

    with qtbot.waitSignal(instance.asked, timeout=20_000) as heard:
        command = [sys.executable, *program, *arguments]
        process = subprocess.Popen(command, text=True, stderr=subprocess.PIPE)
    assert process.communicate()[1] == ""

    assert process.returncode == 0
    assert heard.args == [asked, "kwin-42"]
    instance.release()


def test_what_answers_is_for_this_user_alone(home: Home, qtbot: QtBot) -> None:
    """Another user of the machine may not show, hide or end the app."""
    instance = Instance(home)
    instance.claim()

    if os.name == "posix":
        assert stat.S_IMODE(Path(home.window_address).stat().st_mode) & 0o077 == 0
    instance.release()


def test_after_a_crash_the_next_start_is_the_app(home: Home, qtbot: QtBot) -> None:
    """A lock and a socket whose process is gone hold nobody up."""
    script = (
        "import os; from PySide6.QtCore import QCoreApplication; from lfmsearch.gui.instance import Instance;"
        "from lfmsearch.system.paths import Home; a = QCoreApplication([]);"
        "i = Instance(Home.find()); assert i.claim(); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert Path(home.window_address).exists()
    instance = Instance(home)

    assert instance.claim()
    with qtbot.waitSignal(instance.asked) as heard:
        threading.Thread(target=summons.send, args=(home.window_address, "toggle")).start()

    assert heard.args == ["toggle", ""]
    instance.release()


def test_nobody_to_tell_is_said_so(home: Home) -> None:
    """`lfmsearch toggle` has to start the app then."""
    assert not summons.send(home.window_address, "toggle")


@pytest.mark.parametrize("line", [b"dance\n", b"\n", b"\xff\xfe\n", b"x" * 10_000])
def test_nonsense_is_not_heard(home: Home, qtbot: QtBot, line: bytes) -> None:
    """Whatever another program of the user sends there, the app goes on."""
    if os.name != "posix":
        pytest.skip("sent through a socket")
    instance = Instance(home)
    instance.claim()
    heard: list[str] = []
    instance.asked.connect(lambda what, _: heard.append(what))
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(home.window_address)
        connection.sendall(line)
        qtbot.wait(50)
    threading.Thread(target=summons.send, args=(home.window_address, "show")).start()

    qtbot.waitUntil(lambda: heard == ["show"])
    instance.release()


def test_a_line_is_read_as_it_was_written() -> None:
    """Tokens of activation have no form that is known; they come whole."""
    assert summons.read(b"toggle a_TIME12 3\n") == ("toggle", "a_TIME12 3")
    assert summons.read(b"show\n") == ("show", "")
    assert summons.read(b"toggled\n") is None


def test_telling_the_app_loads_nothing_heavy(home: Home) -> None:
    """A key was pressed: the command line's library, Qt and the service's client stay on the disk."""
    heavy = (
        "click",
        "PySide6",
        "lfmsearch.service",
        "lfmsearch.types",
        "typing",
        "dataclasses",
        "hashlib",
        "pathlib",
        "platformdirs",
    )
    script = f"import sys; from lfmsearch.cli import summoned; summoned(['toggle']); print(*(set(sys.modules) & set({heavy!r})))"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert loaded == []


@pytest.mark.parametrize(
    "environ",
    [{}, {"XDG_DATA_HOME": "/data"}, {"LFMSEARCH_HOME": "~/x/../y"}, {"LFMSEARCH_HOME": "/long" + "/er" * 60}],
)
def test_the_short_way_to_the_address_is_the_long_one(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Found without what a Home brings; two homes never share one, and none is too long for a socket."""
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("LFMSEARCH_HOME", raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert summons.address_here() == Home.find().window_address
    assert summons.address_here() != summons.address_here({"LFMSEARCH_HOME": "/elsewhere"})
    assert len(summons.address_here().encode()) <= 103
