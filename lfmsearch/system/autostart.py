"""
Starting the service at login: a systemd user unit or an XDG autostart entry, a launchd agent, a value under the Run key.

The texts are pure; what is written is ours by its name and its mark, and `disable` removes that and nothing else.

On macOS a process of launchd's is another program in the eyes of the system's privacy than the app is: it is refused the
Desktop, Documents and Downloads until the user allows Python itself. The app therefore starts the service as its child;
the agent is for those who have no app.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lfmsearch.errors import MachineError
from lfmsearch.system.atomic import write_private
from lfmsearch.system.program import command

Way = Literal["systemd", "xdg", "launchd", "run-key"]

_MARK = "Written by lfmsearch; `lfmsearch service disable` removes it."
_LABEL = "org.lfmsearch.service"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_LONGEST_RUN_VALUE = 260
# Long enough for a busy manager at login.
_PATIENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Start:
    """
    What is started.

    Args:
        command: the program and its arguments.
        home: LFMSEARCH_HOME, as an absolute path; empty for the system's own folders.
        what: the service alone, or the app, which starts the service and needs a screen.
    """

    command: tuple[str, ...]
    home: str = ""
    what: Literal["service", "app"] = "service"

    @classmethod
    def of(cls, environ: Mapping[str, str] | None = None) -> Start:
        """Return how the service of this Python and this home is started; `environ` is the process's own when None."""
        named = (os.environ if environ is None else environ).get("LFMSEARCH_HOME", "")
        return cls(
            command("service", "run", windowless=True), os.path.abspath(os.path.expanduser(named)) if named else ""
        )

    @classmethod
    def of_app(cls, environ: Mapping[str, str] | None = None) -> Start:
        """Return how the app is started, with its window hidden."""
        service = cls.of(environ)
        return cls(command("--hidden", windowless=True), service.home, "app")

    @property
    def name(self) -> str:
        """What it is called among the things that start at login: two homes never share a name, nor do app and service."""
        called = "lfmsearch-app" if self.what == "app" else "lfmsearch"
        return f"{called}-{hashlib.sha256(os.fsencode(self.home)).hexdigest()[:8]}" if self.home else called


def enable(start: Start) -> Way:
    """
    Start the service at each login from the next on, and return by which way. What was enabled before is replaced.

    Raises:
        MachineError: the system refuses, or something that is not ours stands in the place.
    """
    way = way_here(start)
    if way == "run-key":
        _set_run_value(start)
        return way
    path = place(way, start)
    if path.exists() and not _is_ours(path):
        raise MachineError(f"{path} is there and was not written by lfmsearch.", "Move it away, then try again.")
    text = TEXTS[way](start)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError(f"The folder {path.parent} could not be made: {error.strerror or error}.") from error
    write_private(path, text)
    if way == "systemd":
        _systemctl("daemon-reload")
        _systemctl("enable", path.name)
    for other in _ways_of_files(start):
        if other != way:
            _remove(other, start)
    return way


def disable(start: Start) -> bool:
    """
    Take back what `enable` did, by whatever way it was, and return whether there was anything. A service that runs goes on.

    Raises:
        MachineError: the system refuses.
    """
    if _SYSTEM == "win32":
        return _remove_run_value(start)
    removed = [_remove(way, start) for way in _ways_of_files(start)]
    return any(removed)


def is_enabled(start: Start) -> bool:
    """Return whether exactly this is started at login: not another Python that is gone, nor one the user has switched off."""
    if _SYSTEM == "win32":
        off = _value(_APPROVED_KEY, start.name)  # written by the Task Manager; 3 means switched off
        return _value(_RUN_KEY, start.name) == run_value(start) and not (isinstance(off, bytes) and off[:1] == b"\x03")
    for way in _ways_of_files(start):
        path = place(way, start)
        with contextlib.suppress(OSError, UnicodeDecodeError, MachineError):
            if path.read_text(encoding="utf-8") == TEXTS[way](start):
                return way != "systemd" or (path.parent / "default.target.wants" / path.name).is_symlink()
    return False


def way_here(start: Start | None = None) -> Way:
    """Return the way that `enable` takes on this machine. An app needs the desktop, which systemd starts before there is a screen."""
    if _SYSTEM == "darwin":
        return "launchd"
    if _SYSTEM == "win32":
        return "run-key"
    return "systemd" if (start is None or start.what == "service") and _systemd_answers() else "xdg"


def place(way: Way, start: Start) -> Path:
    """Return the file of a way that has one."""
    if way == "launchd":
        return Path.home() / "Library" / "LaunchAgents" / f"{_LABEL}{start.name.removeprefix('lfmsearch')}.plist"
    named = os.environ.get("XDG_CONFIG_HOME", "")
    config = Path(named) if Path(named).is_absolute() else Path.home() / ".config"
    if way == "systemd":
        return config / "systemd" / "user" / f"{start.name}.service"
    return config / "autostart" / f"{start.name}.desktop"


def unit(start: Start) -> str:
    """
    Return the systemd unit.

    `:` keeps a `$` in a path as it is; `env` takes paths of programs that systemd refuses, such as one with an apostrophe.

    `background.slice` yields to what a person works with; within the service only the indexing has a low priority, so that a
    search has not. The pauses after a crash grow from 5 seconds to 5 minutes; a systemd before 254 does not let them grow
    and gives up after ten crashes, until the next login.
    """
    environment = f"Environment={_in_unit(f'LFMSEARCH_HOME={start.home}')}\n" if start.home else ""
    command = " ".join(map(_in_unit, start.command))
    return f"""# {_MARK}
[Unit]
Description=lfmsearch keeps its index up to date
StartLimitIntervalSec=10min
StartLimitBurst=10

[Service]
{environment}ExecStart=:/usr/bin/env {command}
Slice=background.slice
Restart=on-failure
RestartSec=5
RestartSteps=6
RestartMaxDelaySec=5min
TimeoutStopSec=10

[Install]
WantedBy=default.target
"""


def desktop_entry(start: Start) -> str:
    """Return the XDG autostart entry, which starts a keeper: desktops start nothing again. The delay lets the desktop come up first."""
    environment = ("env", f"LFMSEARCH_HOME={start.home}") if start.home else ()
    command = " ".join(in_entry(part) for part in (*environment, *start.command, "--keep"))
    return f"""[Desktop Entry]
Type=Application
Name=lfmsearch
Comment={"Search, at the press of a key" if start.what == "app" else "Keeps the search index up to date"}
Exec={command}
Terminal=false
NoDisplay=true
X-GNOME-Autostart-Delay=20
X-Lfmsearch={_MARK}
"""


def agent(start: Start) -> str:
    """Return the property list of the launchd agent. launchd restarts what has crashed, after half a minute."""
    said: dict[str, Any] = {
        "Label": f"{_LABEL}{start.name.removeprefix('lfmsearch')}",
        "ProgramArguments": [_one_line(part) for part in start.command],
        "RunAtLoad": True,
    }
    if start.what == "service":
        said |= {"KeepAlive": {"SuccessfulExit": False}, "ThrottleInterval": 30}
    if start.home:
        said["EnvironmentVariables"] = {"LFMSEARCH_HOME": _one_line(start.home)}
    declaration, rest = plistlib.dumps(said).decode("utf-8").split("\n", 1)
    return f"{declaration}\n<!-- {_MARK} -->\n{rest}"


def run_value(start: Start) -> str:
    """Return the value under the Run key."""
    return subprocess.list2cmdline((*start.command, "--keep"))  # Windows starts nothing again


TEXTS = {"systemd": unit, "xdg": desktop_entry, "launchd": agent}

_SYSTEM: str = sys.platform


def _in_unit(text: str) -> str:
    """A word of a unit, in double quotes. `%` would begin a specifier."""
    escaped = _one_line(text).replace("\\", r"\\").replace('"', r"\"").replace("%", "%%")
    return f'"{escaped}"'


def in_entry(text: str) -> str:
    """Return an argument as `Exec` of a desktop entry has it: quoted where it must be, then escaped as every value is."""
    escaped = _one_line(text)
    for char in '\\"`$':
        escaped = escaped.replace(char, f"\\{char}")
    quoted = escaped if escaped and all(char.isalnum() or char in "/._-+:@,=" for char in escaped) else f'"{escaped}"'
    return quoted.replace("\\", "\\\\").replace("%", "%%")


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise MachineError(
            "A path with line breaks or other invisible characters cannot be started at login.",
            "Use another folder for lfmsearch.",
        )
    return text


def _ways_of_files(start: Start) -> tuple[Way, ...]:
    if _SYSTEM == "darwin":
        return ("launchd",)
    return ("systemd", "xdg") if start.what == "service" else ("xdg",)


def _remove(way: Way, start: Start) -> bool:
    path = place(way, start)
    if not _is_ours(path):
        return False
    answers = way == "systemd" and _systemd_answers()
    if answers:
        _systemctl("disable", path.name)
    try:
        if way == "systemd":  # what `systemctl disable` has removed, where it could be asked
            (path.parent / "default.target.wants" / path.name).unlink(missing_ok=True)
        path.unlink()
    except OSError as error:
        raise MachineError(f"{path} could not be removed: {error.strerror or error}.") from error
    if answers:
        _systemctl("daemon-reload")
    return True


def _is_ours(path: Path) -> bool:
    try:
        return _MARK in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _systemd_answers() -> bool:
    """Whether there is a systemd of the user's to ask: not in a container, over `su`, or on another init."""
    try:
        _systemctl("show-environment")
    except MachineError:
        return False
    return True


def _systemctl(*arguments: str) -> None:
    try:
        done = subprocess.run(
            ("systemctl", "--user", *arguments),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MachineError("systemd does not answer.", "Try `systemctl --user status`.") from error
    if done.returncode != 0:
        said = next(iter(done.stderr.strip().splitlines()), f"exit code {done.returncode}")
        raise MachineError(f"systemd refused: {said}", f"Try `systemctl --user {' '.join(arguments)}`.")


def _registry() -> Any:
    import importlib

    return importlib.import_module("winreg")  # only there on Windows


def _set_run_value(start: Start) -> None:
    # A value of the Run key has no place for variables: it gets those of the user's account.
    if start.home and _value("Environment", "LFMSEARCH_HOME") != start.home:
        raise MachineError(
            "At login Windows would not know this LFMSEARCH_HOME.",
            f'Set it for your account: setx LFMSEARCH_HOME "{start.home}".',
        )
    value = run_value(start)
    if len(value) > _LONGEST_RUN_VALUE:
        raise MachineError(f"The path of Python is too long for the Run key of Windows: {start.command[0]}.")
    winreg = _registry()
    try:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            winreg.SetValueEx(key, start.name, 0, winreg.REG_SZ, value)
        if _value(_APPROVED_KEY, start.name) is not None:
            _delete(_APPROVED_KEY, start.name)
    except OSError as error:
        raise MachineError(f"The Run key could not be written: {error.strerror or error}.") from error


def _remove_run_value(start: Start) -> bool:
    if _value(_RUN_KEY, start.name) is None:
        return False
    try:
        _delete(_RUN_KEY, start.name)
    except OSError as error:
        raise MachineError(f"The Run key could not be changed: {error.strerror or error}.") from error
    return True


def _value(key: str, name: str) -> object:
    """A value of the user's part of the registry, None where there is none."""
    winreg = _registry()
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            found: object = winreg.QueryValueEx(opened, name)[0]
            return found
    except OSError:
        return None


def _delete(key: str, name: str) -> None:
    winreg = _registry()
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
        winreg.DeleteValue(opened, name)
