"""How this lfmsearch is started anew: by its own executable where it is one, else by this Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def command(*arguments: str, windowless: bool = False) -> tuple[str, ...]:
    """
    Return the command line that calls lfmsearch with `arguments`.

    Args:
        windowless: on Windows, by the Python that opens no console.
    """
    if getattr(sys, "frozen", False):
        # An AppImage is mounted elsewhere each time; the file itself stays.
        return (os.environ.get("APPIMAGE", "") or sys.executable, *arguments)
    python = Path(sys.executable)
    quiet = python.with_name("pythonw.exe")
    program = quiet if windowless and python.name.lower() == "python.exe" and quiet.exists() else python
    return (str(program), "-m", "lfmsearch", *arguments)


def detach(*arguments: str) -> None:
    """Start lfmsearch with `arguments` as a process that outlives this one and its terminal."""
    subprocess.Popen(
        command(*arguments, windowless=True),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=os.path.expanduser("~"),
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
