"""The late-interaction model in use: which one, loaded when it is first needed, and whether this machine is fast enough for it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lfmsearch.models.catalog import InstalledModel

if TYPE_CHECKING:
    from lfmsearch.models.calibrate import Calibration
    from lfmsearch.models.late import LateEncoder

Rerank = Literal["auto", "always", "off"]

# Of the time a query may take for reranking, what its own encoding may take at most: the rest is for the passages.
QUERY_SHARE = 0.5


class LoadedLate:
    """
    Owns at most one LateEncoder. For several threads.

    Args:
        models_dir: where model files lie.
        calibration_path: where this machine's speed is remembered.
        wanted: id of the model, or `auto`.
        rerank: `off` ranks never again what was found, unless asked; `always` does whenever there is a model; `auto` where the model is
            loaded and this machine was measured to be fast enough.
        budget_ms: what a query may take for it.
    """

    def __init__(
        self, models_dir: Path, calibration_path: Path, *, wanted: str, rerank: Rerank, budget_ms: int
    ) -> None:
        self._models_dir, self._calibration_path = models_dir, calibration_path
        self._wanted, self.rerank = wanted, rerank
        self.budget_seconds = budget_ms / 1000
        self._encoder: LateEncoder | None = None
        self._measured: Calibration | None = None
        self._lock = threading.RLock()

    def change(self, *, wanted: str, rerank: Rerank, budget_ms: int) -> None:
        """Go by other settings from now on. Nobody uses the model meanwhile."""
        if wanted != self._wanted or rerank == "off":
            self.close()
        self._wanted, self.rerank, self.budget_seconds = wanted, rerank, budget_ms / 1000

    def chosen(self) -> InstalledModel | None:
        """Return the model that ranks again, None when it is not here: a search is answered without it. Loads nothing."""
        from lfmsearch.errors import ModelMissing
        from lfmsearch.models.folder import chosen

        try:
            return chosen(self._models_dir, self._wanted, role="late")
        except ModelMissing:
            return None

    @property
    def is_loaded(self) -> bool:
        """Whether the model is in memory."""
        return self._encoder is not None

    def recipe(self) -> str:
        """
        Return what token vectors are kept under, of the loaded model, else of the chosen one; empty when there is none. Loads nothing.
        """
        from lfmsearch.models.catalog import recipe
        from lfmsearch.models.tokens import Code

        if (encoder := self._encoder) is not None:
            return f"{encoder.recipe}/{Code(encoder.dimensions).name}"
        model = self.chosen()
        return f"{recipe(model)}/{Code(model.spec.dimensions).name}" if model else ""

    def for_query(self, *, asked: bool | None) -> LateEncoder | None:
        """
        Return the encoder for this query, None when its Hits are not to be ranked again. Measures nothing.

        Args:
            asked: for this query; None leaves it to the setting.
        """
        if asked is False or (asked is None and self.rerank == "off"):
            return None
        if asked is None and self.rerank == "auto":
            # Loading takes longer than any search: a process that answers once never does it unasked.
            return self._encoder if self._encoder is not None and self.is_fast_enough() else None
        return self.load()

    def load(self) -> LateEncoder | None:
        """Return the encoder, loaded when it was not; None when there is no model."""
        from lfmsearch.models.late import LateEncoder

        with self._lock:
            if self._encoder is None and (model := self.chosen()) is not None:
                self._measured = self._recalled(model)
                self._encoder = LateEncoder.load(model, threads=self._measured.query_threads)
            return self._encoder

    def warm(self) -> LateEncoder | None:
        """Load the model where the setting wants it, measured first where that was never done; None where it is not wanted."""
        from lfmsearch.models.calibrate import calibrated

        model = self.chosen() if self.rerank != "off" else None
        if model is None:
            return None
        calibrated(model, self._calibration_path)
        return self.load() if self.rerank == "always" or self.is_fast_enough() else None

    def is_fast_enough(self) -> bool:
        """Return whether this machine was measured to encode a query in half the time that ranking again may take."""
        return fits(self._figures(), self.budget_seconds)

    def tokens_per_second(self) -> float:
        """Return how fast passages are encoded here, as measured; 0 where that is not known."""
        return self._figures().tokens_per_second

    def close(self) -> None:
        """Give the model back, when nobody uses it. Idempotent."""
        with self._lock:
            if self._encoder is not None:
                self._encoder.close()
            self._encoder = self._measured = None

    def _figures(self) -> Calibration:
        from lfmsearch.models.calibrate import Calibration

        if self._measured is not None:
            return self._measured
        model = self.chosen()
        return self._recalled(model) if model is not None else Calibration(contexts=1, query_threads=1)

    def _recalled(self, model: InstalledModel) -> Calibration:
        from lfmsearch.models.calibrate import recalled

        return recalled(model, self._calibration_path)


def fits(measured: Calibration, budget_seconds: float) -> bool:
    """Return whether a query's encoding leaves time for its passages. Pure. What was never measured does not fit."""
    return 0 < measured.query_seconds <= QUERY_SHARE * budget_seconds
