"""
The child: `python -m lfmsearch.extract.worker`. Reads one path after the other from stdin, answers Documents on stdout.

It opens the files it is told to and nothing else, imports only what the file at hand needs, and keeps nothing between
files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from lfmsearch.errors import ExtractError
from lfmsearch.extract import formats, frames, sandbox
from lfmsearch.extract.blob import Blob, Limits, Skipped
from lfmsearch.types import Outcome

# A child is replaced after this many files that a C library has parsed (leaks of pdfium were reported), and after
# many more of others,
# whose memory Python gives back.
NATIVE_FILES, FILES = 200, 20_000
# More than any deadline of the parent; ends a child in an endless loop whose parent is gone.
CPU_SECONDS = 300
# Documents of a container are gathered up to this size before they are written.
_GATHER = 32 << 10


def main() -> None:
    """Serve until stdin ends."""
    requests, answers = _pipes()
    first = frames.value(_request(requests) or b"{}")
    holding = sandbox.enter(memory_bytes=first.pop("memory_bytes"))
    serve(requests, answers, Limits(**first), holding)


def serve(requests: BinaryIO, answers: int, limits: Limits, holding: tuple[str, ...]) -> None:
    """Answer each request: Documents, then the Outcome. The first frame says which measures of the sandbox hold."""
    held = bytearray()

    def send(kind: bytes, value: object) -> None:
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
    while (body := _request(requests)) is not None:
        request = frames.value(body)
        sandbox.allow_cpu(CPU_SECONDS)
        outcome, was_native, spent = read(request["path"], frozenset(request["avoid"]), limits, send)
        native += was_native
        total += 1
        retiring = spent or native >= NATIVE_FILES or total >= FILES
        send(frames.END, [outcome.state, outcome.reason, retiring])
        if retiring:
            return


def read(
    path: str, avoid: frozenset[str], limits: Limits, send: Callable[[bytes, object], None]
) -> tuple[Outcome, bool, bool]:
    """Read one File, send its Documents. Return its Outcome, whether a C library took part, whether this process is
    spent.
    """
    native = spent = False
    avoided = 0
    count = 0
    try:
        with Blob.opened(path, limits) as blob:
            blob.avoid = avoid
            blob.began = lambda member: send(frames.BEGIN, member)
            try:
                for document in formats.read(blob):
                    sandbox.allow_cpu(CPU_SECONDS)
                    send(frames.DOCUMENT, frames.packed(document))
                    count += 1
                    avoided += document.member in avoid
            finally:
                native = blob.native
        reason = f"{avoided} of its parts could not be read." if avoided else ""
        outcome = Outcome("indexed", reason)
    except Skipped as error:
        outcome = Outcome("skipped", error.message)
    except ExtractError as error:
        outcome = Outcome("failed", error.message)
    except MemoryError:
        outcome, spent = Outcome("failed", "Reading it took more memory than allowed."), True
    except RecursionError:
        outcome = Outcome("failed", "It is nested too deeply.")
    except OSError as error:
        outcome = Outcome("failed", f"It could not be read: {error.strerror or error}.")
    except Exception as error:  # noqa: BLE001  a fault of a reader must not cost the other files
        outcome = Outcome("failed", f"It is damaged, or its reader has a fault ({type(error).__name__}).")
    if count and outcome.state != "indexed":
        outcome = Outcome("failed", outcome.reason + " What was read until then is kept.")
    return outcome, native, spent


def _pipes() -> tuple[BinaryIO, int]:
    """Take stdin and stdout for frames alone: whatever a library prints goes to stderr."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    answers = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(os.dup(0), "rb"), answers


def _request(requests: BinaryIO) -> bytes | None:
    header = requests.read(frames.HEADER.size)
    if len(header) < frames.HEADER.size:
        return None
    return requests.read(frames.HEADER.unpack(header)[1])


if __name__ == "__main__":
    main()
