"""An update in a process of its own that is killed after a while: `python doomed.py INDEX TREE LOG SECONDS`."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from indexing.running import CountingEmbedder, update


class LoggingEmbedder(CountingEmbedder):
    """Writes a line for every text whose decode begins, at once, so that it outlives the process; each takes some milliseconds."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def embed_documents(self, texts: Iterable[str]) -> Iterator[npt.NDArray[np.float32]]:
        return super().embed_documents(self.noted(text) for text in texts)

    def noted(self, text: str) -> str:
        os.write(self.log, hashlib.blake2b(text.encode(), digest_size=8).hexdigest().encode() + b"\n")
        return text

    def embedded(self, text: str) -> npt.NDArray[np.float32]:
        hashlib.pbkdf2_hmac("sha256", text.encode(), b"some milliseconds", 12_000)
        return super().embedded(text)


def main() -> None:
    index, tree, log = map(Path, sys.argv[1:4])
    killer = threading.Timer(float(sys.argv[4]), os.kill, (os.getpid(), signal.SIGKILL))
    killer.daemon = True
    killer.start()
    report = update(index, tree, embedder=LoggingEmbedder(log))
    killer.cancel()
    print("complete" if report.complete else "stopped")


if __name__ == "__main__":
    main()
