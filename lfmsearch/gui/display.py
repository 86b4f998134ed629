"""Whether there is a screen to open a window on. Qt ends the process where there is none, so it is asked before."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from lfmsearch.errors import NoDisplay

_ELSEWISE = 'lfmsearch search "…" asks in the terminal; lfmsearch --help lists all commands.'


def check(environ: Mapping[str, str] | None = None) -> None:
    """
    Raise NoDisplay where a window cannot be opened, with the reason.

    Args:
        environ: the environment to read, the process's own when None.
    """
    found = os.environ if environ is None else environ
    if sys.platform in ("darwin", "win32") or found.get("QT_QPA_PLATFORM", "").partition(":")[0] in (
        "offscreen",
        "minimal",
        "vnc",
    ):
        return
    if _wayland_answers(found):
        return
    display = found.get("DISPLAY", "")
    if not display:
        raise NoDisplay("There is no screen here to open a window on.", _ELSEWISE)
    if not _library("libxcb-cursor.so.0"):
        raise NoDisplay(
            "The window needs the system's library libxcb-cursor, which is not installed.",
            "On Debian or Ubuntu: sudo apt install libxcb-cursor0",
        )
    if not _x_answers(display):
        raise NoDisplay(f"The screen {display} does not answer, so no window can be opened.", _ELSEWISE)


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and Path(environ.get("XDG_RUNTIME_DIR", ""), name).exists()


def _x_answers(display: str) -> bool:
    xcb = _library("libxcb.so.1")
    if xcb is None:
        return True  # Qt says it better
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers


def _library(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None
