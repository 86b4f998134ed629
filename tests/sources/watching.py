"""A Watcher over a folder of a test, and what it has said so far."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lfmsearch.sources.dirty import Hint
from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import read_ignore_file
from lfmsearch.sources.watcher import Watcher
from lfmsearch.types import Source

PATIENCE = 30.0


def rules_of(path: Path, *, kind: str = "folder", **options) -> Rules:
    return Rules(Source(str(path), kind, **options), read=read_ignore_file)


class Watching:
    def __init__(self, watcher: Watcher, woken: threading.Event, root: Path) -> None:
        self.watcher, self.woken, self.root = watcher, woken, root
        self.hints: list[Hint] = []
        self._sentinels = 0

    def take(self) -> None:
        for hints in self.watcher.due().values():
            self.hints += hints

    def until(self, enough: Callable[[], bool]) -> None:
        """Take what is due until there is enough of it, or fail."""
        end = time.monotonic() + PATIENCE
        while not enough():
            left = end - time.monotonic()
            assert left > 0, f"not told in {PATIENCE:.0f} s; told: {self.hints[-50:]}"
            due = self.watcher.next_due()
            self.woken.wait(min(left, 1.0 if due is None else max(0.0, due - time.monotonic())))
            self.woken.clear()
            self.take()

    def told(self, path: Path, kind: str) -> None:
        """Wait for a hint."""
        self.until(lambda: Hint(str(path), kind) in self.hints)

    def covered(self, path: Path) -> bool:
        """Whether a path was hinted, by itself or with a folder above it."""
        return any(
            hint.path == str(path) or (hint.kind == "folder" and path.is_relative_to(hint.path)) for hint in self.hints
        )

    def settle(self) -> set[tuple[str, str]]:
        """Wait until all that was done is told, and return it as (path below the root, kind)."""
        self._sentinels += 1
        sentinel = self.root / f"sentinel{self._sentinels}.txt"
        sentinel.write_text("The end.")
        self.until(lambda: self.covered(sentinel) and self.watcher.next_due() is None)
        return {
            (os.path.relpath(hint.path, self.root), hint.kind) for hint in self.hints if "sentinel" not in hint.path
        }


@contextmanager
def watching(root: Path, **options) -> Iterator[Watching]:
    woken = threading.Event()
    watcher = Watcher(woken.set, **options)
    try:
        watcher.watch(rules_of(root))
        yield Watching(watcher, woken, root)
    finally:
        watcher.close()
