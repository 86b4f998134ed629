"""The Searcher over what answers now."""

from __future__ import annotations

from lfmsearch.models.loaded import LoadedModel
from lfmsearch.search.measured import Measured
from lfmsearch.search.searcher import Searcher
from lfmsearch.search.trust import Trusts
from lfmsearch.store.connection import Connection
from lfmsearch.store.reader import Reader
from lfmsearch.store.vectors import Vectors
from lfmsearch.store.words import Words
from lfmsearch.types import Mode


class CurrentSearcher:
    """
    Keeps a Searcher over the active Generation, and makes another one when that changes.

    Args:
        connection: to read the index; stays the caller's.
        model: loads the query model, when meaning is first asked for.
        measured: what the scores of this index mean.
    """

    def __init__(self, connection: Connection, model: LoadedModel, measured: Measured) -> None:
        self._connection, self._model, self._measured = connection, model, measured
        self._searcher: Searcher | None = None
        self._generation: int | None = None
        self._vectors: tuple[int, Vectors] | None = None

    def searcher(self, mode: Mode) -> Searcher:
        """Return the Searcher over the Generation that is active now."""
        active = Reader(self._connection).active_generation()
        wanted = active.id if active and mode != "words" else None
        if self._searcher is None or (mode != "words" and wanted != self._generation):
            self.close()
            vectors = embedder = None
            if active is not None and mode != "words":
                embedder = self._model.for_queries(active.recipe)
                vectors = self.vectors() if embedder else None
            self._searcher = Searcher(Reader(self._connection), Words(self._connection), vectors, embedder)
            self._generation = wanted
        calibration = self._measured.of(active.recipe if active else "")
        self._searcher.trusts = Trusts(active.model if active else "", calibration.trust if calibration else {})
        self._searcher.lines = calibration.lines if calibration else {}
        return self._searcher

    def vectors(self) -> Vectors | None:
        """Return the vectors of the Generation that is active now, None while there is none. Loads no model."""
        active = Reader(self._connection).active_generation()
        if active is None:
            return None
        if self._vectors is None or self._vectors[0] != active.id:
            self._vectors = active.id, Vectors(self._connection, active.id, active.dimensions)
        return self._vectors[1]

    def close(self) -> None:
        """Give back what the Searcher holds. Idempotent."""
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None
