"""A question to the index that takes longer than a keystroke, asked in a thread of its own while what it said before still holds."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import apsw

from lfmsearch.errors import LfmsearchError
from lfmsearch.store.connection import connect

# Of SQLite's machine, some milliseconds, after which it looks whether it is to go on.
STEPS = 100_000

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Lookup(Protocol[T_co]):
    """A look-up in the background, as who keeps its result needs it."""

    @property
    def is_running(self) -> bool: ...  # noqa: D102
    def start(self) -> None: ...  # noqa: D102
    def result(self) -> T_co | None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class BackgroundLookup(Generic[T]):
    """
    Asks over a connection of its own. Owns a thread while it is asking; used by one other.

    Args:
        index: path of the index.
        ask: the question.
    """

    def __init__(self, index: Path, ask: Callable[[apsw.Connection], T]) -> None:
        self._index, self._ask = index, ask
        self._thread: threading.Thread | None = None
        self._said: list[T] = []
        self._closing = False

    @property
    def is_running(self) -> bool:
        """Whether the answer is still to come."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Ask, unless it is being asked. What was said before and not taken is dropped."""
        if not self.is_running:
            self._said, self._closing = [], False
            self._thread = threading.Thread(target=self._run, name="lfmsearch-background", daemon=True)
            self._thread.start()

    def result(self) -> T | None:
        """Return the answer, once; None while it is still to come, and where the index went away meanwhile."""
        return None if self.is_running or not self._said else self._said.pop()

    def close(self) -> None:
        """Break the question off and end the thread. Idempotent."""
        self._closing = True
        if self._thread is not None:
            self._thread.join()
        self._thread, self._said = None, []

    def _run(self) -> None:
        # Where this fails the index went away or is damaged: the next search, over its own connection, will meet that and say so.
        with contextlib.suppress(LfmsearchError, apsw.Error), contextlib.closing(self._connected()) as connection:
            self._said.append(self._ask(connection))

    def _connected(self) -> apsw.Connection:
        connection = connect(self._index, write=False)
        connection.set_progress_handler(lambda: self._closing, STEPS)
        return connection
