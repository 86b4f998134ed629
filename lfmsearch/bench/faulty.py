"""The real worker with a reader that does what the file's text says: crash, hang, loop, fill the memory."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

from lfmsearch.extract import read, worker
from lfmsearch.extract.blob import Blob
from lfmsearch.types import Document

_real = read.read


def _read(blob: Blob, *, known: str = "") -> Iterator[Document]:
    text = blob.read(limit=4096)
    if text.startswith(b"!segfault"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if text.startswith(b"!abort"):
        os.abort()
    if text.startswith(b"!loop"):
        while True:
            pass
    if text.startswith(b"!hang"):
        time.sleep(1_000)
    if text.startswith(b"!fill"):
        held = []
        while True:
            held.append(b"x" * (16 << 20))
    yield from _real(blob, known=known)


if __name__ == "__main__":
    read.read = _read
    worker.main()
