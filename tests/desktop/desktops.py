"""Real desktops without a screen: X11 with a window manager, Wayland inside it, and an app to be driven on them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOON = 60.0  # bounds a wait; nothing here is timed
PROGRAMS = ("Xvfb", "openbox", "xdotool", "dbus-daemon")


def until(holds: Callable[[], Any], what: str, seconds: float = SOON) -> Any:
    """Wait until something holds, and return it."""
    end = time.monotonic() + seconds
    while not (held := holds()):
        assert time.monotonic() < end, f"it never came: {what}"
        time.sleep(0.05)
    return held


@contextlib.contextmanager
def running(*command: str, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs meanwhile; what it says goes to a file."""
    with (
        log.open("ab") as said,
        subprocess.Popen(command, env=dict(env), stdout=said, stderr=said, start_new_session=True) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass
class Desktop:
    """A session: its environment, and a folder for logs."""

    env: dict[str, str]
    folder: Path
    held: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def start(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a program of the session."""
        log = self.folder / f"{Path(command[0]).name}.log"
        return self.held.enter_context(running(*command, env=self.env | more, log=log))

    def do(self, *command: str, **more: str) -> str:
        """Run a command of the session and return what it says."""
        done = subprocess.run(command, env=self.env | more, capture_output=True, text=True, check=False, timeout=SOON)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout.strip()

    def press(self, *keys: str) -> None:
        """Press keys, as xdotool names them."""
        for key in keys:
            self.do("xdotool", "key", "--clearmodifiers", key)
            time.sleep(0.06)

    def type(self, text: str) -> None:
        """Type a text of any script. Signs that are on no key get one for a moment: the app has to hear of that in time."""
        self.do("xdotool", "type", "--delay", "60" if text.isascii() else "500", text)


@contextlib.contextmanager
def x11(folder: Path) -> Iterator[Desktop]:
    """An X server with a window manager and a session bus of its own."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    env = {
        # The engines of IBus are programs of the system's own Python.
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "XDG_SESSION_TYPE": "x11",
    }
    desktop = Desktop(env, folder)
    with desktop.held:
        read, write = os.pipe()
        server = desktop.held.enter_context(
            subprocess.Popen(
                ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                pass_fds=(write,),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        desktop.held.callback(server.terminate)
        os.close(write)
        with os.fdopen(read) as told:
            env["DISPLAY"] = f":{told.readline().strip()}"
        bus = desktop.held.enter_context(
            subprocess.Popen(
                ["dbus-daemon", "--session", "--print-address", "--nofork"],
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        )
        desktop.held.callback(bus.terminate)
        assert bus.stdout is not None
        env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        # A window that is shown while it starts is managed by nobody: it never gets the keyboard.
        begun = folder / "openbox"
        desktop.start("openbox", "--startup", f"touch {begun}")
        until(begun.exists, "the window manager")
        yield desktop


class RunningApp:
    """An app with a service and an index of its own, and what a person would see of it."""

    def __init__(self, desktop: Desktop, home: Path, **more: str) -> None:
        self._desktop = desktop
        self._state = home / "seen.json"
        self.env = {"LFMSEARCH_HOME": str(home), "LFMSEARCH_TEST_STATE": str(self._state), **more}
        self.process = desktop.start(sys.executable, str(Path(__file__).with_name("probe.py")), **self.env)
        until(lambda: self.seen().get("ready"), "the app is ready")

    def seen(self) -> dict[str, Any]:
        """Return what is to be seen now."""
        try:
            seen: dict[str, Any] = json.loads(self._state.read_text())
        except FileNotFoundError:
            assert self.process.poll() is None, "the app has ended: " + self._log()
            return {}
        return seen

    def sees(self, **wanted: Any) -> None:
        """Wait until all of this is seen."""
        until(lambda: wanted.items() <= self.seen().items(), f"{wanted}, but {self.seen()}\n{self._log()}")

    def finds(self, title: str) -> None:
        """Wait until a row bears this title."""
        until(lambda: any(title in str(row) for row in self.seen()["rows"]), f"{title}, but {self.seen()}")

    def toggle(self) -> None:
        """Call `lfmsearch toggle`."""
        self._desktop.do(sys.executable, "-m", "lfmsearch", "toggle", **self.env)

    def summon(self) -> None:
        """Bring up the quick-find, with the keyboard in it."""
        if not self.seen()["quickfind"]:
            self.toggle()
        self.sees(quickfind=True)
        time.sleep(0.3)

    def end(self) -> None:
        """End it, and then its service, which it would start again."""
        self.process.terminate()
        self.process.wait(20)
        self._desktop.do(sys.executable, "-m", "lfmsearch", "service", "stop", **self.env)

    def _log(self) -> str:
        logs = sorted(self._desktop.folder.glob("python*.log"))
        return "\n".join(log.read_text(errors="replace")[-2000:] for log in logs)


def missing(*programs: str) -> list[str]:
    """Return which of these are not installed."""
    return [program for program in programs if shutil.which(program, path="/usr/bin:/bin:/usr/libexec") is None]
