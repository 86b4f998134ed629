"""
The service, with every decode of a document written down as it begins: `python -m lfmsearch.bench.counted LOG`.

One line a decode, in one write, so that it outlives the process however that ends.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lfmsearch.models.embedder import Embedder
from lfmsearch.models.llama import Context
from lfmsearch.service.main import run
from lfmsearch.system.paths import Home


def repeated(log: Path) -> tuple[int, int]:
    """Return how many texts were decoded, and how many decodes were of a text that had been before."""
    counts = Counter(log.read_text("ascii").split())
    return len(counts), sum(counts.values()) - len(counts)


def main() -> None:
    """Be the service of the Home in the environment."""
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    decode = Embedder._decode  # noqa: SLF001 - where every decode of a document passes

    def noted(self: Embedder, context: Context, ids: list[int]) -> npt.NDArray[np.float32]:
        name = hashlib.blake2b(np.asarray(ids, np.int32).tobytes(), digest_size=8).hexdigest()
        os.write(log, f"{name}\n".encode())
        return decode(self, context, ids)

    Embedder._decode = noted  # type: ignore[method-assign]  # noqa: SLF001
    run(Home.find())


if __name__ == "__main__":
    main()
