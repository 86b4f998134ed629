"""
Opening what was found: in its app at that very place, as the file it is, or as a private copy of a part of a file.

What could run is never opened, only shown in its folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal
from urllib.parse import quote_from_bytes

from lfmsearch.errors import DiskFull, MachineError
from lfmsearch.system.harmless import could_run, harmless_name, runs_here

# The only addresses we open; each is made from our own pieces, never taken from a document.
SCHEMES = frozenset({"applenotes", "bear", "joplin", "logseq", "message", "mid", "obsidian"})
_ADDRESS = re.compile(r"([a-z]+):[A-Za-z0-9\-._~:/?@!$*+=&%]+")
# Thunderbird does not claim `mid:` on a Mac, but takes it when asked by name.
_MAC_APPS = {"mid": "org.mozilla.thunderbird"}

# Copies of parts are kept this long: whoever looks at one has it open, or asks again.
_KEPT_SECONDS = 24 * 3600
# Desktops answer in a tenth of this.
_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Opening:
    """
    How one thing is opened.

    Args:
        way: `uri` (the address `target` in its app), `file` (the path `target` in its own program), `copy` (the part's bytes in a
            private file called `target`), `reveal` (the path `target` in its folder).
        reason: why it is only shown in its folder; else empty.
        otherwise: what to do where no app takes the address; None for the other ways.
    """

    way: Literal["uri", "file", "copy", "reveal"]
    target: str
    reason: str = ""
    otherwise: Opening | None = None


def opening_of(
    path: str,
    member: str = "",
    *,
    kind: str = "file",
    title: str = "",
    type: str = "",  # noqa: A002 - what a Document calls it
    uri: str = "",
    platform: str = sys.platform,
) -> Opening:
    """
    Return how a Document is opened. Pure.

    Args:
        path: of its File.
        member, kind, title, type: as in Document.
        uri: the address its Store gives for it; an attachment has none of its own.
        platform: a value of `sys.platform`.
    """
    if member:
        name = copy_name(member, title, type)
        plain = Opening("copy", name, _runs(name) if could_run(name) else "")
    elif runs_here(path, platform):
        plain = Opening("reveal", path, _runs(os.path.basename(path)))
    else:
        plain = Opening("file", path)
    return Opening("uri", uri, otherwise=plain) if uri and kind != "attachment" else plain


def copy_name(member: str, title: str, type: str) -> str:  # noqa: A002 - what a Document calls it
    """Return what the copy of a part is called: its own file name, or its title where it never had one (`@1234`)."""
    own = re.sub(r"^\d+:", "", member.rsplit("/", 1)[-1])  # without its number in the mail
    if not own or own.startswith("@"):
        own = f"{title or 'Untitled'}.{type}" if type else title
    return harmless_name(own)


def carry_out(opening: Opening, *, data: Callable[[], bytes], folder: Path) -> Opening:
    """
    Open as `opening` says and return what was done in the end: where no app takes an address, the next best with the reason.

    Args:
        data: the bytes of the part; asked for only when a copy is opened.
        folder: as in `open_copy`.

    Raises:
        MachineError: it could not be opened in any way.
    """
    if opening.way == "copy":
        content = data()
        return replace(opening, target=open_copy(_true_name(opening.target, content), content, folder))
    if opening.way != "uri":
        (reveal if opening.way == "reveal" else open_path)(opening.target)
        return opening
    try:
        open_uri(opening.target)
    except MachineError as error:
        if opening.otherwise is None:
            raise
        done = carry_out(opening.otherwise, data=data, folder=folder)
        return replace(done, reason=f"{error.message} {done.reason}".strip())
    return opening


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


def open_copy(name: str, data: bytes, folder: Path) -> str:
    """
    Write the bytes of a part to a private file, open it, and return its path; one that could run is only shown in its folder.

    Copies older than a day are cleared away.

    Args:
        name: what it is called; made harmless.
        folder: of lfmsearch's own, for copies alone; made when it is missing. Never that of the original.

    Raises:
        MachineError: it cannot be written, or this system has nothing to open it with.
    """
    path = write_copy(name, data, folder)
    (reveal if could_run(path) else open_path)(path)
    return path


def write_copy(name: str, data: bytes, folder: Path) -> str:
    """Write the copy that `open_copy` opens, and return its path: readable by its owner alone, not to be written or run."""
    clear_copies(folder, older_than=time.time() - _KEPT_SECONDS)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or (hasattr(os, "getuid") and folder.stat().st_uid != os.getuid()):
            raise PermissionError(errno.EPERM, "it belongs to somebody else", str(folder))
        folder.chmod(0o700)
        path = Path(mkdtemp(dir=folder)) / harmless_name(name)  # a folder of its own (0700), so that the name can stay
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o400), "wb"
        ) as file:
            file.write(data)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise (DiskFull if full else MachineError)(
            f"A copy of {name} could not be written: {error.strerror or error}.",
            "Make room on this disk." if full else f"Look at the folder {folder}.",
        ) from error
    if sys.platform == "win32":
        # Marked as from elsewhere, so that Office opens it protected. A disk that keeps no marks (FAT) has none.
        with contextlib.suppress(OSError), Path(f"{path}:Zone.Identifier").open("w", encoding="ascii") as mark:
            mark.write("[ZoneTransfer]\r\nZoneId=3\r\n")
        path.chmod(0o400)
    return str(path)


def clear_copies(folder: Path, *, older_than: float) -> None:
    """Remove copies written before a time (seconds since 1970); one that a program on Windows still holds stays."""
    for copy in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
        with contextlib.suppress(OSError):
            if copy.lstat().st_mtime < older_than:
                for file in copy.iterdir():
                    file.chmod(0o600)  # Windows removes nothing that is read-only
                shutil.rmtree(copy)


def open_uri(uri: str) -> None:
    """
    Open an address in the app it belongs to.

    Raises:
        MachineError: it is not one of `SCHEMES`, or no app here takes it.
    """
    scheme = checked_scheme(uri)
    nobody = MachineError(
        f"No app on this machine opens {scheme}: addresses.", "Install or start the app it came from."
    )
    try:
        if sys.platform == "win32":
            os.startfile(uri)  # noqa: S606 - checked above
        elif not (sys.platform == "darwin" or _has_app(scheme)) or not _hand_over(uri_command(uri, sys.platform)):
            raise nobody
    except OSError as error:
        raise nobody from error


def checked_scheme(uri: str) -> str:
    """
    Return the scheme of an address that may be opened.

    Raises:
        MachineError: it is not one of ours, or holds something that does not belong in an address.
    """
    found = _ADDRESS.fullmatch(uri)
    if found is None or found[1] not in SCHEMES:
        raise MachineError("This is not an address of a mail program or a notes app.", "Nothing was opened.")
    return found[1]


def uri_command(uri: str, platform: str) -> tuple[str, ...]:
    """Return the command that opens an address; empty on Windows, which has a call for it."""
    if platform == "darwin":
        app = _MAC_APPS.get(uri.partition(":")[0])
        return ("open", "-b", app, uri) if app else ("open", uri)
    return () if platform == "win32" else ("xdg-open", uri)


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


def _true_name(name: str, data: bytes) -> str:
    """A mail taken out of an Outlook data file is called `.msg`, and is one only if its bytes are: else it is a plain mail."""
    is_msg = data.startswith(bytes.fromhex("d0cf11e0a1b11ae1"))
    return f"{name[:-4]}.eml" if name.lower().endswith(".msg") and not is_msg else name


def _runs(name: str) -> str:
    return f"{name} could run as a program, so it is shown in its folder and not opened."


def _has_app(scheme: str) -> bool:
    """Whether an app takes this scheme. Without one, `xdg-open` on some desktops hands the address to the web browser."""
    try:
        asked = subprocess.run(
            ("xdg-mime", "query", "default", f"x-scheme-handler/{scheme}"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True  # a slow desktop, not a missing app
    return bool(asked.stdout.strip())


def _hand_over(arguments: tuple[str, ...]) -> bool:
    """
    Start a program that outlives us, and return whether all is well so far.

    `open` and `xdg-open` end as soon as they have handed over, and say if they could not; one that goes on is showing it. The
    exit code of Windows' explorer says nothing.
    """
    started = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # While we live, somebody takes note of its end.
    threading.Thread(target=started.wait, daemon=True).start()
    try:
        return arguments[0] not in ("open", "xdg-open") or started.wait(_PATIENCE_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True


def _run(path: str, arguments: tuple[str, ...]) -> None:
    if not os.path.lexists(path):
        raise MachineError(f"{path} is not there any more.", "`lfmsearch index` brings the index up to date.")
    needed = arguments[0] if arguments else "a program"
    hint = f"This needs {needed} and a program for this kind of file."
    try:
        if not arguments:
            os.startfile(path)  # type: ignore[attr-defined,unused-ignore] # noqa: S606 - the user's own choice of program
        elif not _hand_over(arguments):
            raise MachineError(f"{path} could not be opened: {needed} found nothing to open it with.", hint)
    except OSError as error:
        raise MachineError(f"{path} could not be opened: {error.strerror or error}.", hint) from error
