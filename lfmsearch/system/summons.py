"""
Telling the app that runs to show itself, for whoever starts it a second time and for a key of the desktop's own.

One line goes there and one comes back; the app may be gone at any moment. Nothing heavy is imported: a key was pressed.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Literal, get_args

from lfmsearch.system.paths import Home

What = Literal["show", "toggle", "quit"]
"""Bring the window to the front; show or hide the quick-find; end the app."""

HEARD = b"heard\n"
# The app answers from its event loop, in milliseconds. One that hangs is as good as none.
_PATIENCE = 2.0


def send(home: Home, what: What, token: str = "") -> bool:
    """
    Tell the app of a Home to do something, and return whether there is one that heard it.

    Args:
        token: what lets its window come to the front (XDG_ACTIVATION_TOKEN); empty where the desktop gave none.
    """
    try:
        return _exchanged(home.window_socket_path, f"{what} {token}".strip().encode() + b"\n") == HEARD
    except OSError:
        return False


def read(line: bytes) -> tuple[What, str] | None:
    """Return what a line asks for and its token; None when it is none of ours."""
    asked, _, token = line.decode("utf-8", "replace").strip().partition(" ")
    return next(((what, token) for what in get_args(What) if what == asked), None)


def token_here() -> str:
    """Return the token that whoever started this process gave it."""
    return os.environ.get("XDG_ACTIVATION_TOKEN", "")


def pipe_name(path: Path) -> str:
    """Return the name of the pipe that stands for a socket on Windows."""
    import hashlib

    return "lfmsearch-" + hashlib.sha256(str(path).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _exchanged(path: Path, line: bytes) -> bytes:
    if sys.platform == "win32":
        with open(rf"\\.\pipe\{pipe_name(path)}", "r+b", buffering=0) as pipe:  # noqa: PTH123 - no Path can name a pipe
            pipe.write(line)
            return pipe.read(len(HEARD))
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_PATIENCE)
        connection.connect(os.fspath(path))
        connection.sendall(line)
        return connection.recv(len(HEARD))
