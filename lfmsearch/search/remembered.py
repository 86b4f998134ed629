"""History on the disk: one small private file beside the settings, on this machine alone. No word of it is written to a log."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

from lfmsearch.errors import MachineError
from lfmsearch.search.history import History, Thing, from_text, lifts, to_text, trimmed
from lfmsearch.store.census import Census
from lfmsearch.store.rows import StoredDocument
from lfmsearch.system.atomic import write_private


class Remembered:
    """
    The history of a Home. For several threads.

    Where two programs change it at the same moment, the later one's word stands: a search may be lost, never the file.

    Args:
        path: its file; missing while there is no history.
        clock: epoch seconds.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock = path, clock
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, int], History] | None = None

    def now(self) -> float:
        """Return the present, in epoch seconds."""
        return self._clock()

    def history(self) -> History:
        """Return what is remembered. A file that cannot be read, or is damaged, is an empty one: it is written anew."""
        try:
            found = self._path.stat()
            written = found.st_mtime_ns, found.st_ino  # each writing makes another file
            if self._read is None or self._read[0] != written:
                self._read = written, from_text(self._path.read_text(encoding="utf-8"))
            return trimmed(self._read[1], self._clock())
        except (OSError, ValueError):
            return History()

    def change(self, changed: Callable[[History, float], History]) -> None:
        """Replace the history by what `changed` makes of it and of the present. A disk that cannot be written to forgets."""
        with self._lock, contextlib.suppress(MachineError):
            write_private(self._path, to_text(changed(self.history(), self._clock())))

    def erase(self) -> None:
        """
        Forget everything.

        Raises:
            MachineError: the file cannot be removed.
        """
        with self._lock:
            try:
                self._read = None
                self._path.unlink(missing_ok=True)
            except OSError as error:
                raise MachineError(
                    f"{self._path} could not be removed: {error.strerror or error}.", "Remove it by hand."
                ) from error

    def lifts(self, census: Census, text: str) -> dict[int, float]:
        """Return `history.lifts` by Document, for those that the index holds now."""
        found = lifts(self.history(), text, self._clock())
        documents = zip(census.identified(found), found.values(), strict=True)
        return {number: lift for number, lift in documents if number is not None}


def thing_of(document: StoredDocument) -> Thing:
    """Return a Document as history knows it."""
    place = document.place
    return Thing(place.path, place.member, f"{document.kind}/{document.type}/{document.content_key}")
