import os
import plistlib
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lfmsearch.errors import MachineError
from lfmsearch.system import autostart
from lfmsearch.system.autostart import Start, agent, desktop_entry, disable, enable, is_enabled, place

START = Start(("/opt/venv/bin/python", "-m", "lfmsearch", "service", "run"))
AWKWARD = ("plain", "with space", "o'brien", "dol$HOME", "per%h", 'quo"te', "back\\slash", "tick`s", "é 中")

linux = pytest.mark.skipif(os.name == "nt", reason="needs a shell")

# As much of systemctl as is asked for; it writes down each call.
SYSTEMCTL = """#!/bin/sh
echo "$*" >> "$SYSTEMCTL_CALLS"
wants="$XDG_CONFIG_HOME/systemd/user/default.target.wants"
case "$2" in
  enable) mkdir -p "$wants"; ln -sf "../$3" "$wants/$3" ;;
  disable) rm -f "$wants/$3" ;;
  refuse) echo "no such verb" >&2; exit 1 ;;
esac
"""


@pytest.fixture
def config(tmp_path, monkeypatch):
    """The settings of a user on Linux without systemd."""
    folder = tmp_path / "config"
    monkeypatch.setattr(autostart, "_SYSTEM", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return folder


@pytest.fixture
def systemd(config, tmp_path, monkeypatch):
    """The same with systemd; what it is asked."""
    command = tmp_path / "bin" / "systemctl"
    command.parent.mkdir()
    command.write_text(SYSTEMCTL)
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}:/usr/bin:/bin")
    monkeypatch.setenv("SYSTEMCTL_CALLS", str(tmp_path / "calls"))
    return lambda: (tmp_path / "calls").read_text().splitlines()


@pytest.fixture
def mac(tmp_path, monkeypatch):
    monkeypatch.setattr(autostart, "_SYSTEM", "darwin")
    monkeypatch.setattr(Path, "home", classmethod(lambda cls: tmp_path))
    return tmp_path / "Library" / "LaunchAgents"


class Registry:
    """The user's part of the registry: values by key and name."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, object]] = {}

    def OpenKey(self, root, key, reserved=0, access=0):  # noqa: N802 - winreg's names
        if key not in self.keys:
            raise FileNotFoundError(key)
        return self.CreateKey(root, key)

    def CreateKey(self, root, key):  # noqa: N802
        import contextlib

        assert root == self.HKEY_CURRENT_USER
        return contextlib.nullcontext(self.keys.setdefault(key, {}))

    def SetValueEx(self, opened, name, reserved, kind, value):  # noqa: N802
        assert (reserved, kind) == (0, self.REG_SZ)
        opened[name] = value

    def QueryValueEx(self, opened, name):  # noqa: N802
        if name not in opened:
            raise FileNotFoundError(name)
        return opened[name], self.REG_SZ

    def DeleteValue(self, opened, name):  # noqa: N802
        del opened[name]


@pytest.fixture
def registry(monkeypatch):
    found = Registry()
    monkeypatch.setattr(autostart, "_SYSTEM", "win32")
    monkeypatch.setattr(autostart, "_registry", lambda: found)
    return found


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_what_is_started_is_this_python_and_this_home(tmp_path):
    """Whatever PATH says at login, and wherever the shell stands now."""
    found = Start.of({"LFMSEARCH_HOME": str(tmp_path / "x" / ".." / "y")})

    assert Path(found.command[0]).parent == Path(sys.executable).parent
    assert found.command[1:] == ("-m", "lfmsearch", "service", "run")
    assert found.home == str(tmp_path / "y")
    assert Start.of({}).home == ""


def test_two_homes_are_started_side_by_side():
    """Neither takes the place of the other."""
    names = {START.name, Start(START.command, "/a").name, Start(START.command, "/b").name}

    assert len(names) == 3
    assert START.name == "lfmsearch"


@linux
def test_systemd_is_asked_where_it_answers(systemd, config):
    """The unit is written first, then systemd is told of it, then it is enabled."""
    assert not is_enabled(START)
    assert enable(START) == "systemd"

    assert is_enabled(START)
    assert files(config) == {"systemd/user/lfmsearch.service", "systemd/user/default.target.wants/lfmsearch.service"}
    asked = [call for call in systemd() if "show-environment" not in call]
    assert asked == ["--user daemon-reload", "--user enable lfmsearch.service"]


@linux
def test_enabling_twice_is_enabling_once(systemd, config):
    """And a Python that has moved is put right by it."""
    enable(Start(("/old/python", "-m", "lfmsearch")))
    assert not is_enabled(START)
    enable(START)
    before = files(config)
    enable(START)

    assert files(config) == before
    assert is_enabled(START)


@linux
def test_disabling_removes_what_enabling_wrote(systemd, config):
    """All of it, and nothing of others'."""
    (config / "systemd" / "user").mkdir(parents=True)
    (config / "systemd" / "user" / "other.service").write_text("[Unit]\n")
    enable(START)

    assert disable(START)
    assert files(config) == {"systemd/user/other.service"}
    assert not is_enabled(START)
    assert not disable(START)


@linux
def test_a_unit_that_was_switched_off_by_hand_is_not_enabled(systemd, config):
    """`systemctl --user disable` is as good as our own."""
    enable(START)
    (config / "systemd" / "user" / "default.target.wants" / "lfmsearch.service").unlink()

    assert not is_enabled(START)


@linux
def test_a_refusal_of_systemd_is_told_in_its_words(systemd):
    """The sentence names who refused and what."""
    with pytest.raises(MachineError, match="systemd refused: no such verb"):
        autostart._systemctl("refuse")


def test_without_systemd_the_desktop_starts_it(config):
    """An entry that every desktop reads; nobody else can."""
    assert enable(START) == "xdg"

    assert is_enabled(START)
    assert files(config) == {"autostart/lfmsearch.desktop"}
    if os.name != "nt":
        assert stat.S_IMODE((config / "autostart" / "lfmsearch.desktop").stat().st_mode) == 0o600
    assert disable(START)
    assert files(config) == set()


def test_an_entry_the_desktop_has_switched_off_is_not_enabled(config):
    """Desktops write that into the file; it is still ours to remove or to switch on again."""
    enable(START)
    entry = place("xdg", START)
    entry.write_text(entry.read_text() + "Hidden=true\n")

    assert not is_enabled(START)
    enable(START)
    assert is_enabled(START)
    entry.write_text(entry.read_text() + "Hidden=true\n")
    assert disable(START)


@linux
def test_changing_the_way_leaves_one(systemd, config, monkeypatch):
    """Once systemd is there the entry of the desktop goes, so that it is not started twice; and the other way round."""
    with monkeypatch.context() as without:
        without.setenv("PATH", "/nowhere")
        assert enable(START) == "xdg"
    assert enable(START) == "systemd"
    assert not place("xdg", START).exists()

    monkeypatch.setenv("PATH", "/nowhere")
    assert enable(START) == "xdg"
    assert files(config) == {"autostart/lfmsearch.desktop"}


@pytest.mark.parametrize("doing", [enable, disable])
def test_a_file_of_somebody_elses_is_left_alone(config, doing):
    """A hand-written entry of that name is not overwritten and not removed."""
    entry = place("xdg", START)
    entry.parent.mkdir(parents=True)
    entry.write_text("[Desktop Entry]\nName=mine\n")

    if doing is enable:
        with pytest.raises(MachineError, match="was not written by lfmsearch"):
            enable(START)
    else:
        assert not disable(START)
    assert entry.read_text() == "[Desktop Entry]\nName=mine\n"


@linux
@pytest.mark.parametrize("name", AWKWARD)
def test_an_entry_takes_every_path(name):
    """Read as the standard says: the escapes of a value, then the quotes of a shell, then `%%`."""
    start = Start((f"/{name}/python", "-m", "lfmsearch"), f"/home/{name}")
    [line] = [line for line in autostart.desktop_entry(start).splitlines() if line.startswith("Exec=")]
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    read = subprocess.run(
        ("/bin/sh", "-c", f"printf '%s\\n' {value}"), capture_output=True, text=True, check=True
    ).stdout
    words = read.replace("%%", "%").splitlines()

    assert words == ["env", f"LFMSEARCH_HOME=/home/{name}", f"/{name}/python", "-m", "lfmsearch", "--keep"]


@pytest.mark.parametrize("name", AWKWARD)
def test_a_unit_takes_every_path(name):
    """Read as systemd does: double quotes, backslashes, `%%`; after `:` a `$` is no variable."""
    start = Start((f"/{name}/python", "-m", "lfmsearch"), f"/home/{name}")
    lines = dict(line.split("=", 1) for line in autostart.unit(start).splitlines() if "=" in line)

    def words(value: str) -> list[str]:
        return [word.replace("%%", "%") for word in shlex.split(value)]

    assert words(lines["ExecStart"]) == [":/usr/bin/env", f"/{name}/python", "-m", "lfmsearch"]
    assert words(lines["Environment"]) == [f"LFMSEARCH_HOME=/home/{name}"]


@pytest.mark.parametrize("name", AWKWARD)
def test_a_property_list_and_a_run_value_take_every_path(name):
    """Each in its own system's form."""
    start = Start((f"/{name}/python", "-m", "lfmsearch"), f"/home/{name}")
    read = plistlib.loads(autostart.agent(start).encode())

    assert read["ProgramArguments"] == list(start.command)
    assert read["EnvironmentVariables"] == {"LFMSEARCH_HOME": f"/home/{name}"}
    assert autostart.run_value(start) == subprocess.list2cmdline((*start.command, "--keep"))


@pytest.mark.parametrize("text", [autostart.unit, autostart.desktop_entry, autostart.agent])
def test_a_path_cannot_write_a_line_of_its_own(text):
    """A folder with a line break in its name would add settings."""
    for start in (Start(("/a\nExecStartPre=/evil", "run")), Start(("/a",), "/b\nExec=/evil")):
        with pytest.raises(MachineError, match="line breaks"):
            text(start)


def test_a_crash_is_followed_by_a_start_and_a_proper_end_is_not():
    """`service stop` means stop; and nothing is started without pause."""
    unit, agent = autostart.unit(START), plistlib.loads(autostart.agent(START).encode())

    assert "Restart=on-failure\n" in unit
    assert "RestartSec=5\n" in unit
    assert agent["KeepAlive"] == {"SuccessfulExit": False}
    assert agent["RunAtLoad"] is True


def test_a_mac_gets_an_agent(mac):
    """In the user's own folder of agents; removed as a whole."""
    assert enable(START) == "launchd"

    assert files(mac) == {"org.lfmsearch.service.plist"}
    assert is_enabled(START)
    assert disable(START)
    assert not is_enabled(START)
    assert files(mac) == set()


def test_windows_gets_a_value_under_the_run_key(registry):
    """A path with a blank is quoted; the values of others stay."""
    start = Start((r"C:\Program Files\Python\pythonw.exe", "-m", "lfmsearch", "service", "run"))
    registry.keys[autostart._RUN_KEY] = {"OneDrive": "x"}

    assert enable(start) == "run-key"
    assert registry.keys[autostart._RUN_KEY] == {
        "OneDrive": "x",
        "lfmsearch": r'"C:\Program Files\Python\pythonw.exe" -m lfmsearch service run --keep',
    }
    assert is_enabled(start)
    assert disable(start)
    assert registry.keys[autostart._RUN_KEY] == {"OneDrive": "x"}
    assert not disable(start)
    assert not is_enabled(start)


def test_what_the_task_manager_switched_off_is_off_until_it_is_enabled_again(registry):
    """Windows keeps that beside the Run key."""
    enable(START)
    registry.keys[autostart._APPROVED_KEY] = {"lfmsearch": b"\x03" + bytes(11), "other": b"\x03"}

    assert not is_enabled(START)
    enable(START)
    assert is_enabled(START)
    assert registry.keys[autostart._APPROVED_KEY] == {"other": b"\x03"}


def test_windows_starts_a_home_of_its_own_only_where_login_knows_it(registry):
    """The Run key has no place for a variable: it must be one of the account's."""
    start = Start(START.command, r"D:\search")
    with pytest.raises(MachineError, match="LFMSEARCH_HOME"):
        enable(start)
    assert not is_enabled(start)

    registry.keys["Environment"] = {"LFMSEARCH_HOME": r"D:\search"}
    enable(start)
    assert is_enabled(start)


def test_a_run_value_that_windows_would_not_run_is_refused(registry):
    """Beyond 260 characters it is passed over in silence."""
    with pytest.raises(MachineError, match="too long"):
        enable(Start(("C:\\" + "x" * 260, "run")))
    assert registry.keys == {}


def test_the_app_starts_hidden_and_with_the_desktop() -> None:
    """Systemd starts before there is a screen; a crash of the app is not undone behind the user's back."""
    app = Start.of_app({})

    assert app.command[-1] == "--hidden"
    assert app.name != Start.of({}).name
    assert "service" not in desktop_entry(app).split("Exec=")[1].splitlines()[0]
    assert "KeepAlive" not in agent(app)
    assert "KeepAlive" in agent(Start.of({}))
