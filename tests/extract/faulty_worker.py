"""The real worker with an extractor that does what the file's text says: crash, hang, fill the memory, print."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lfmsearch.extract import read, worker
from lfmsearch.extract.blob import Blob
from lfmsearch.types import Document

_real = read.read


def _read(blob: Blob, *, known: str = "") -> Iterator[Document]:
    text = blob.read(limit=4096)
    if text.startswith(b"!segfault"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if text.startswith(b"!hang"):
        time.sleep(60)
    if text.startswith(b"!fill"):
        held = []
        while True:
            held.append(b"x" * (16 << 20))
            time.sleep(0.01)
    if text.startswith(b"!print"):
        print("a library says something")
        os.write(1, b"and so does C\n")
        sys.stdout.flush()
    if text.startswith(b"!raise"):
        raise KeyError("secret words of the file")
    if text.startswith(b"!once"):  # the first child that reads it dies
        mark = text.split(b" ", 1)[1].strip().decode()
        if os.path.exists(mark):
            time.sleep(60)
    if text.startswith(b"!write"):
        with suppress(OSError):
            Path(text.split(b" ", 1)[1].strip().decode()).write_text("x")
    if text.startswith(b"!connect"):
        import socket

        port = int(text.split(b" ", 1)[1])
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except PermissionError:
            yield blob.document((), problem="denied")
            return
    yield from _real(blob, known=known)


read.read = _read
worker.main()
