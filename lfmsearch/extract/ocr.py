"""
Text off pictures, by a command of the user's own: a picture on its stdin, UTF-8 on its stdout.

It runs as a child of the reader, within the same sandbox: what a hostile picture makes of it can neither write nor reach a network.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob, Limits

# A dense page takes a slow machine some 20 seconds.
_SECONDS = 120.0
# How often the parent is told that there is still work; below every deadline that makes sense.
_BEAT_S = 1.0
# A page of a telephone book is 20 kB.
_MOST_BYTES = 1 << 20


def _unheard() -> None:
    """Nobody waits."""


def read(picture: bytes, blob: Blob, began: str) -> str:
    """
    Return the text on a picture that is a part of a Blob or all of it; its time does not count as the reader's. See `text_of`.

    Args:
        picture: a whole file.
        blob: told again and again that there is work.
        began: what it was told when that was begun.
    """
    begun = time.monotonic()
    try:
        return text_of(picture, blob.limits, alive=lambda: blob.began(began))
    finally:
        blob.began(began)
        blob.root.until += time.monotonic() - begun


def text_of(picture: bytes, limits: Limits, *, alive: Callable[[], None] = _unheard, seconds: float = _SECONDS) -> str:
    """
    Return the text on a picture, empty when there is none.

    Args:
        picture: a whole file: PNG, JPEG, …
        limits: whose `ocr` is the command; its first word is an absolute path.
        alive: called about every second while the command works.
        seconds: what it may take for this picture.

    Raises:
        ExtractError: the command could not be started, failed, took too long or printed too much.
    """
    try:
        process = subprocess.Popen(
            limits.ocr,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(limits.ocr[0]),
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError) as error:
        raise ExtractError(
            f"The OCR command could not be started: {getattr(error, 'strerror', None) or error}."
        ) from error
    assert process.stdin is not None
    assert process.stdout is not None
    printed: list[bytes] = []
    threads = (
        Thread(target=_feed, args=(process.stdin, picture), daemon=True),
        Thread(target=_collect, args=(process.stdout, printed), daemon=True),
    )
    for thread in threads:
        thread.start()
    try:
        code = _waited(process, alive, seconds, printed)
    finally:
        _end(process)
        for thread in threads:
            thread.join(timeout=5)
        with suppress(OSError):
            process.stdout.close()
    output = b"".join(printed)
    if len(output) > _MOST_BYTES:
        raise ExtractError(f"The OCR command failed: it printed more than {_MOST_BYTES >> 20} MB for one picture.")
    if code is None:
        raise ExtractError(f"The OCR command failed: it took longer than {seconds:g} seconds for one picture.")
    if code:
        raise ExtractError(f"The OCR command failed: it ended with exit code {code}.")
    # Tesseract ends a page with a form feed.
    lines = output.decode("utf-8", "replace").replace("\r\n", "\n").replace("\f", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _waited(
    process: subprocess.Popen[bytes], alive: Callable[[], None], seconds: float, printed: Sequence[bytes]
) -> int | None:
    """The exit code; None when the time was over, or more was printed than may be: it finds its pipe full and never ends."""
    begun = time.monotonic()
    while (left := begun + seconds - time.monotonic()) > 0 and sum(map(len, printed)) <= _MOST_BYTES:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=min(left, _BEAT_S))
        alive()
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the command and what it started, which would hold its pipes open."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError):
        process.kill()
    process.wait()


def _feed(stdin: IO[bytes], picture: bytes) -> None:
    with suppress(OSError, ValueError):  # it ended without reading all: its exit code tells
        stdin.write(picture)
    with suppress(OSError, ValueError):
        stdin.close()


def _collect(stdout: IO[bytes], printed: list[bytes]) -> None:
    """Take what it prints, a little more than it may; then it finds its pipe full."""
    size = 0
    with suppress(OSError, ValueError):
        while size <= _MOST_BYTES and (piece := stdout.read1(64 << 10)):  # type: ignore[attr-defined]
            printed.append(piece)
            size += len(piece)


def _environment(program: str) -> dict[str, str]:
    """Where programs and libraries lie; nothing of the user's, and nothing that was meant for this Python."""
    found = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    found["PATH"] = os.pathsep.join((str(Path(program).parent), *os.defpath.split(os.pathsep)))
    # One picture at a time at the lowest priority: more threads only take the processor from the user.
    found["OMP_THREAD_LIMIT"] = "1"
    return found
