"""
The child: `python -m lfmsearch.extract.worker`. Reads one path after the other from stdin, answers Documents on stdout, or
the bytes of one part of a file.

It opens the files it is told to and nothing else, imports only what the file at hand needs, and keeps nothing between
files.
"""

from __future__ import annotations

import os
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib import import_module
from io import BytesIO
from json import dumps
from math import inf
from time import monotonic
from typing import Any, BinaryIO

from lfmsearch.errors import ExtractError
from lfmsearch.extract import formats, frames, language, sandbox
from lfmsearch.extract import read as reader
from lfmsearch.extract.blob import Blob, Found, Limits, Skipped
from lfmsearch.extract.look import Look
from lfmsearch.types import Outcome

# A child is replaced after this many files that a C library has parsed (leaks of pdfium were reported), and after
# many more of others,
# whose memory Python gives back.
NATIVE_FILES, FILES = 200, 20_000
# More than any deadline of the parent; ends a child in an endless loop whose parent is gone.
CPU_SECONDS = 300
# Documents of a container are gathered up to this size before they are written.
_GATHER = 32 << 10


Send = Callable[[bytes, object], None]
# In what the reader of a container left: the recipes of all that it holds.
_USED = "used"


@dataclass(frozen=True, slots=True)
class Request:
    """
    One File to read.

    Args:
        path: as this process names it.
        store: the kind of its Source.
        avoid: members that brought a child down before.
        past: what the reader of a container left the last time.
        member: the part whose bytes, or whose looks, are wanted instead; empty to read or draw the File itself.
        look: how it is to be drawn: the fields of `picture.Look`.
        seconds: after which a Document ends with what was read of it; less than the parent waits.
    """

    path: str
    store: str = ""
    avoid: tuple[str, ...] = ()
    past: str = ""
    member: str = ""
    look: dict[str, Any] = field(default_factory=dict)
    seconds: float = inf


@dataclass(slots=True)
class Read:
    """How one reading ended: its Outcome, whether a C library took part, whether this process is spent."""

    outcome: Outcome
    native: bool = False
    spent: bool = False


def main() -> None:
    """Serve until stdin ends."""
    requests, answers = _pipes()
    _, body = _request(requests) or (b"", b"{}")
    settings = frames.value(body)
    limits = Limits(**settings["limits"] | {"ocr": tuple(settings["limits"]["ocr"])})
    roots = settings["roots"]
    if roots and limits.ocr:
        roots.append(os.path.dirname(os.path.realpath(limits.ocr[0])))
    holding = sandbox.enter(
        memory_bytes=settings["memory_bytes"],
        roots=roots,
        programs=bool(limits.ocr),
        priority=settings["priority"],
    )
    serve(requests, answers, limits, holding)


def serve(requests: BinaryIO, answers: int, limits: Limits, holding: tuple[str, ...]) -> None:
    """Answer each request: Documents, then the Outcome. The first frame says which measures of the sandbox hold."""
    held = bytearray()

    def send(kind: bytes, value: object) -> None:
        sandbox.allow_cpu(CPU_SECONDS)  # for what comes next
        held.extend(frames.frame(kind, value))
        # What was begun or ended must be known to the parent before anything else can go wrong: it decides whom a
        # crash is put down to.
        if kind != frames.DOCUMENT or len(held) >= _GATHER:
            view = memoryview(bytes(held))
            held.clear()
            while view:
                view = view[os.write(answers, view) :]

    send(frames.HELLO, holding)
    native = total = 0
    while asked := _request(requests):
        kind, body = asked
        request = Request(**frames.value(body))
        sandbox.allow_cpu(CPU_SECONDS)
        done = _ANSWERS[kind](request, limits, send)
        native += done.native
        total += 1
        retiring = done.spent or native >= NATIVE_FILES or total >= FILES
        outcome = done.outcome
        send(frames.END, [outcome.state, outcome.reason, outcome.recipe, outcome.future, retiring])
        if retiring:
            return


def read(request: Request, limits: Limits, send: Send) -> Read:
    """Read one File, send its Documents, and say how it ended."""
    avoid = frozenset(request.avoid)
    past = _past(request.past)
    # What is kept of before was read by these; it is read again when one of them changes.
    used: set[str] = set(past.pop(_USED, ()))
    future = ""
    native = spent = False
    avoided = count = 0
    try:
        with Blob.opened(request.path, limits) as blob:
            blob.avoid, blob.store, blob.used = avoid, request.store, used
            blob.past = past
            blob.until = monotonic() + request.seconds
            blob.began = lambda member: send(frames.BEGIN, member)
            blob.keep = lambda members: send(frames.KEEP, None if members is None else list(members))
            try:
                for document in reader.read(blob):
                    send(frames.DOCUMENT, frames.packed(document))
                    blob.until = monotonic() + request.seconds
                    count += 1
                    avoided += document.member in avoid
            finally:
                native = blob.native
            future = dumps({**blob.future, _USED: sorted(used)}) if blob.future and not avoided else ""
        reason = f"{avoided} of its parts could not be read." if avoided else ""
        outcome = Outcome("indexed", reason)
    except Skipped as error:
        outcome = Outcome("skipped", error.message)
    except MemoryError:
        outcome, spent = Outcome("failed", "Reading it took more memory than allowed."), True
    except Exception as error:  # noqa: BLE001  a fault of a reader must not cost the other files
        outcome = Outcome("failed", _told(error))
    if count and outcome.state != "indexed":
        outcome = Outcome("failed", outcome.reason + " What was read until then is kept.")
    return Read(Outcome(outcome.state, outcome.reason, formats.recipe(used), future), native, spent)


def fetch(request: Request, limits: Limits, send: Send) -> Read:
    """Send the bytes of one part of a File."""
    native, data, problem = _part(request, limits, send)
    if data is None:
        return Read(Outcome("failed", problem), native)
    send(frames.BYTES, b64encode(data).decode("ascii"))
    return Read(Outcome("indexed"), native)


def draw(request: Request, limits: Limits, send: Send) -> Read:
    """Send how a File or one of its parts looks."""
    outcome = Outcome("indexed")
    try:
        from lfmsearch.extract.picture import drawn

        look = Look(**request.look | {"words": tuple(request.look["words"])})
        with _bytes_of(request, limits, send) as file:
            is_pdf = b"%PDF-" in file.read(1024)
            file.seek(0)
            send(frames.PICTURE, asdict(drawn(file, look, is_pdf=is_pdf)))
    except Exception as error:  # noqa: BLE001  as in `read`
        outcome = Outcome("failed", _told(error))
    return Read(outcome, native=True)


def load(request: Request, _limits: Limits, _send: Send) -> Read:
    """Import what reading a file of this name most probably takes. The file is not opened."""
    item = formats.BY_SUFFIX.get(os.path.splitext(request.path)[1].removeprefix(".").lower(), formats.TEXT)
    try:
        import_module(f"lfmsearch.extract.{item.module}")
        language.load()
    except Exception as error:  # noqa: BLE001  as in `read`, which will meet it again and say so
        return Read(Outcome("failed", _told(error)))
    return Read(Outcome("indexed"))


@contextmanager
def _bytes_of(request: Request, limits: Limits, send: Send) -> Iterator[BinaryIO]:
    """A File, or a part of it, open. Raises ExtractError when it is not there."""
    if not request.member:
        with Blob.opened(request.path, limits) as blob, blob.open() as file:
            yield file
        return
    _, data, problem = _part(request, limits, send)
    if data is None:
        raise ExtractError(problem)
    yield BytesIO(data)


def _part(request: Request, limits: Limits, send: Send) -> tuple[bool, bytes | None, str]:
    """
    Whether a C library took part, the bytes of one part of a File, and why there are none.

    The File is read up to there, and what it says is dropped.
    """
    native = False
    try:
        with Blob.opened(request.path, limits) as blob:
            blob.store, blob.wanted = request.store, request.member
            try:
                for _ in reader.read(blob):
                    send(frames.BEGIN, "")  # it is at work
            finally:
                native = blob.native
    except Found as found:
        return native, found.data, ""
    except Exception as error:  # noqa: BLE001  as in `read`
        return native, None, _told(error)
    return native, None, "It is no longer in there."


_ANSWERS = {frames.READ: read, frames.FETCH: fetch, frames.DRAW: draw, frames.LOAD: load}


def _told(error: Exception) -> str:
    """What went wrong, in a sentence without anything of the file's text."""
    if isinstance(error, ExtractError):
        return error.message
    if isinstance(error, RecursionError):
        return "It is nested too deeply."
    if isinstance(error, OSError):
        return f"It could not be read: {error.strerror or error}."
    return f"It is damaged, or its reader has a fault ({type(error).__name__})."


def _past(text: str) -> dict[str, Any]:
    past = frames.value(text.encode()) if text else {}
    return past if isinstance(past, dict) else {}


def _pipes() -> tuple[BinaryIO, int]:
    """Take stdin and stdout for frames alone: whatever a library prints goes to stderr."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    answers = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(os.dup(0), "rb"), answers


def _request(requests: BinaryIO) -> tuple[bytes, bytes] | None:
    header = requests.read(frames.HEADER.size)
    if len(header) < frames.HEADER.size:
        return None
    kind, length = frames.HEADER.unpack(header)
    return kind, requests.read(length)


if __name__ == "__main__":
    main()
