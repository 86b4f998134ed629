"""The third pass: passages that searches have met get token vectors, so that the next search ranks them exactly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from lfmsearch.config import Config
from lfmsearch.indexing.pace import Pace
from lfmsearch.models.loaded_late import LoadedLate, Rerank
from lfmsearch.store.connection import Connection
from lfmsearch.store.late import LateStore
from lfmsearch.store.passages import Passages
from lfmsearch.system.paths import Home
from lfmsearch.types import Progress

if TYPE_CHECKING:
    from lfmsearch.models.late import LateEncoder

# Passages chosen at a time: what a new search wants should not wait long behind what an old one wanted.
CHOSEN = 16


def late_of(home: Home, config: Config, models_dir: Path) -> LoadedLate:
    """Return the late-interaction model as the settings want it. Loads nothing."""
    return LoadedLate(
        models_dir,
        home.calibration_path,
        wanted=config.reranker,
        rerank=cast("Rerank", config.rerank),
        budget_ms=config.rerank_budget_ms,
    )


def forget_late(home: Home, connection: Connection) -> int:
    """Erase the token vectors of passages that left the index over `connection`; return how many went."""
    store = LateStore(home.late_path, budget_bytes=0)
    try:
        return store.keep_only(Passages(connection).present)
    finally:
        store.close()


class LateWork:
    """
    What there is to encode, and the encoding. Used by the indexer's thread alone.

    Args:
        store: of this thread; closed with this.
        settle: writes down in a store what searches have met since, and returns whether there was anything.
        load: gives the encoder; None where this machine is too slow for it. May take seconds the first time.
    """

    def __init__(
        self,
        late: LoadedLate,
        store: LateStore,
        passages: Passages,
        *,
        settle: Callable[[LateStore], bool],
        load: Callable[[], LateEncoder | None],
    ) -> None:
        self._late, self._store, self._passages = late, store, passages
        self._settle, self._load = settle, load
        self._searched = self._useless = False

    def close(self) -> None:
        """Close the store. Idempotent."""
        self._store.close()

    def is_wanted(self) -> bool:
        """Return whether there is something to encode, or a model to make ready because somebody searches."""
        if self._late.rerank == "off" or self._useless:
            return False
        self._searched = self._settle(self._store) or self._searched
        recipe = self._late.recipe()
        return bool(recipe) and (bool(self._store.wanted(recipe, 1)) or (self._searched and not self._late.is_loaded))

    def run(self, report: Callable[[Progress], None], *, enough: Callable[[], bool]) -> int:
        """Encode, the hottest first, until nothing is wanted or it is enough; return how many passages were encoded."""
        from lfmsearch.models.tokens import Code

        self._searched = False
        encoder = self._load()
        if encoder is None:
            self._useless = True
            return 0
        code = Code(encoder.dimensions)
        recipe = f"{encoder.recipe}/{code.name}"
        pace = Pace("late", self._store.counts()[2], report)
        count = 0
        while not enough() and (chosen := self._store.wanted(recipe, CHOSEN)):
            texts = self._passages.texts(chosen)
            if len(texts) < len(chosen):
                self._store.keep_only(self._passages.present)
            for key, text in texts.items():
                if enough():
                    break
                self._store.attempt(recipe, key)
                self._store.put(recipe, [(key, code.packed(encoder.encode_behind(text)))])
                count += 1
                pace.advance("")
        pace.finish()
        return count
