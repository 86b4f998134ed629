"""
How this lfmsearch is started anew: by its own executable where it is one, else by this Python.

A frozen lfmsearch (`packaging/lfmsearch.spec`) has no Python to give `-m` to; its executable knows the few modules that are run as
programs. On Windows there are two of it: one for terminals, and one that opens none.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FROZEN_MODULES = ("lfmsearch.extract.worker", "pip")
"""What the frozen executable runs when it is called with `-m`."""


def command(*arguments: str, windowless: bool = False) -> tuple[str, ...]:
    """
    Return the command line that calls lfmsearch with `arguments`.

    Args:
        windowless: on Windows, by the program that opens no console.
    """
    if is_frozen():
        # An AppImage is mounted elsewhere each time; the file itself stays.
        return (os.environ.get("APPIMAGE", "") or _for_terminals(windowless=windowless), *arguments)
    python = Path(sys.executable)
    quiet = python.with_name("pythonw.exe")
    program = quiet if windowless and python.name.lower() == "python.exe" and quiet.exists() else python
    return (str(program), "-m", "lfmsearch", *arguments)


def module(name: str, *flags: str, python: str = "") -> tuple[str, ...]:
    """
    Return the command line that runs a module as a program.

    Args:
        name: where lfmsearch is frozen, one of `FROZEN_MODULES`.
        flags: for Python; a frozen one has neither a site nor paths of the user's to be told to leave out.
        python: another Python than this one, where lfmsearch is not frozen.
    """
    if is_frozen():
        assert name in FROZEN_MODULES, name
        return (_for_terminals(), "-m", name)
    return (python or sys.executable, *flags, "-m", name)


def is_frozen() -> bool:
    """Return whether this is an executable of its own."""
    return bool(getattr(sys, "frozen", False))


def _for_terminals(*, windowless: bool = False) -> str:
    """Return this executable; on Windows the one of the two that has streams, or the one that opens no console."""
    if sys.platform == "win32":
        return str(Path(sys.executable).with_name("lfmsearchw.exe" if windowless else "lfmsearch.exe"))
    return sys.executable


def lasting_folder() -> str:
    """Return a folder to stand in for a process that outlives its terminal: the user's own, the root where that is not there."""
    folder = os.path.expanduser("~")
    return folder if os.path.isdir(folder) else os.path.abspath(os.sep)


def detach(*arguments: str) -> None:
    """Start lfmsearch with `arguments` as a process that outlives this one and its terminal."""
    subprocess.Popen(
        command(*arguments, windowless=True),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=lasting_folder(),
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
