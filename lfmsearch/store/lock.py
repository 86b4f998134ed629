"""One writer per home: whoever changes the index holds its lock."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from lfmsearch.errors import IndexLocked


@contextlib.contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """
    Hold the lock at `path`. The system gives it back when the process ends, however it ends.

    Raises:
        IndexLocked: another process holds it; at once, without waiting.
    """
    import filelock

    lock = filelock.FileLock(path, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise IndexLocked(
            "Another lfmsearch is writing to this index.",
            "Wait until it has finished, or stop it, and run the command again.",
        ) from None
    try:
        yield
    finally:
        lock.release()
