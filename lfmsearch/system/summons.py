"""
Telling the app that runs to show itself, for whoever starts it a second time and for a key of the desktop's own.

One line goes there and one comes back; the app may be gone at any moment. A key was pressed, so this imports next to nothing: what
`Home`, dataclasses and typing bring takes four times as long as Python itself to start.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    What = Literal["show", "toggle", "quit"]

ASKED: tuple[What, ...] = ("show", "toggle", "quit")
"""Bring the window to the front; show or hide the quick-find; end the app."""

HEARD = b"heard\n"
# The app answers from its event loop, in milliseconds. One that hangs is as good as none.
_PATIENCE = 2.0
# The address of a Unix socket has room for 104 bytes on macOS and 108 on Linux, a closing zero included.
_LONGEST_SOCKET = 103


def send(address: str, what: What, token: str = "") -> bool:
    """
    Tell the app at an address to do something, and return whether there is one that heard it.

    Args:
        token: what lets its window come to the front (XDG_ACTIVATION_TOKEN); empty where the desktop gave none.
    """
    try:
        return _exchanged(address, f"{what} {token}".strip().encode() + b"\n") == HEARD
    except OSError:
        return False


def read(line: bytes) -> tuple[What, str] | None:
    """Return what a line asks for and its token; None when it is none of ours."""
    asked, _, token = line.decode("utf-8", "replace").strip().partition(" ")
    return next(((what, token) for what in ASKED if what == asked), None)


def token_here() -> str:
    """Return the token that whoever started this process gave it."""
    return os.environ.get("XDG_ACTIVATION_TOKEN", "")


def address_here(environ: Mapping[str, str] | None = None, system: str = sys.platform) -> str:
    """Return the address of the app of the Home that the environment names, as `Home.find().window_address` does."""
    given = os.environ if environ is None else environ
    if named := given.get("LFMSEARCH_HOME", ""):
        folder = os.path.abspath(os.path.expanduser(named))
    elif system == "win32":
        folder = os.path.join(given.get("LOCALAPPDATA", ""), "lfmsearch")
    elif system == "darwin":
        folder = os.path.expanduser("~/Library/Application Support/lfmsearch")
    else:
        own = given.get("XDG_DATA_HOME", "")
        folder = os.path.join(own if own.strip() else os.path.expanduser("~/.local/share"), "lfmsearch")
    return address_of(folder, system)


def address_of(folder: str, system: str = sys.platform) -> str:
    """
    Return the address of the app whose index lies in `folder`: a socket in it, on Windows a pipe named by it.

    Where that would be too long for a socket, it lies in a private folder of /tmp, named by the folder and the user.
    """
    path = os.path.join(folder, "window.sock")
    if system != "win32" and len(os.fsencode(path)) <= _LONGEST_SOCKET:
        return path
    import zlib

    number = zlib.crc32(os.fsencode(folder))
    if system == "win32":
        return f"lfmsearch-window-{number:08x}"
    return f"/tmp/lfmsearch-window-{os.getuid()}-{number:08x}/window.sock"  # noqa: S108 - a folder of our own, whose owner is checked


def _exchanged(address: str, line: bytes) -> bytes:
    if sys.platform == "win32":
        with open(rf"\\.\pipe\{address}", "r+b", buffering=0) as pipe:  # noqa: PTH123 - no Path can name a pipe
            pipe.write(line)
            return pipe.read(len(HEARD))
    # `socket` is made of this, and brings enumerations and selectors that take longer to load than Python itself.
    import _socket

    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        connection.settimeout(_PATIENCE)
        connection.connect(address)
        connection.sendall(line)
        return connection.recv(len(HEARD))
    finally:
        connection.close()
