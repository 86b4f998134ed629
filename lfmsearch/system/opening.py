"""Opening a file in its own program, and showing it in its folder."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote_from_bytes

from lfmsearch.errors import MachineError


def open_path(path: str) -> None:
    """
    Open `path` in the program the user has chosen for its kind, and do not wait for it.

    Raises:
        MachineError: it is not there, or this system has nothing to open it with.
    """
    _run(path, command(path, sys.platform))


def reveal(path: str) -> None:
    """
    Show `path` in its folder, in the system's file manager.

    Raises:
        MachineError: as `open_path`.
    """
    _run(path, command(path, sys.platform, reveal=True))


def command(path: str, platform: str, *, reveal: bool = False) -> tuple[str, ...]:
    """
    Return the command that opens or reveals `path` on `platform` (a value of `sys.platform`).

    Empty where the system has a call for it instead (`os.startfile` on Windows). `path` is absolute, so that it can never
    be taken for an option.
    """
    if platform == "darwin":
        return ("open", "-R", path) if reveal else ("open", path)
    if platform == "win32":
        return ("explorer", f"/select,{path}") if reveal else ()
    # xdg-open knows no way to select a file: its folder is what every desktop can show.
    return ("xdg-open", os.path.dirname(path) if reveal else path)


def file_uri(path: str) -> str:
    """Return the `file:` address of an absolute path; every byte of a name that is not UTF-8 is kept."""
    portable = path.replace(os.sep, "/")
    if portable.startswith("//"):  # \\server\share
        return "file:" + quote_from_bytes(os.fsencode(portable))
    return "file://" + quote_from_bytes(os.fsencode(portable if portable.startswith("/") else f"/{portable}"), "/:")


def _run(path: str, arguments: tuple[str, ...]) -> None:
    if not os.path.lexists(path):
        raise MachineError(f"{path} is not there any more.", "`lfmsearch index` brings the index up to date.")
    try:
        if not arguments:
            os.startfile(path)  # type: ignore[attr-defined,unused-ignore] # noqa: S606 - the user's own choice of program
            return
        subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        needed = arguments[0] if arguments else "a program"
        raise MachineError(
            f"{path} could not be opened: {error.strerror or error}.", f"This needs {needed} for this kind of file."
        ) from error
