"""The model in use: which one, loaded when it is first needed, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lfmsearch.models.catalog import InstalledModel

if TYPE_CHECKING:
    from lfmsearch.models.calibrate import Calibration
    from lfmsearch.models.embedder import Embedder


class LoadedModel:
    """
    Owns at most one Embedder. For several threads: one embeds documents while another asks for a query's.

    Args:
        models_dir: where model files lie.
        calibration_path: where the best numbers of contexts and threads are remembered.
        contexts: a number that the user has set; 0 for the best one.
        thread_start: as in `Embedder.load`.
    """

    def __init__(
        self,
        models_dir: Path,
        calibration_path: Path,
        *,
        contexts: int,
        thread_start: Callable[[], object] | None = None,
    ) -> None:
        self._models_dir, self._calibration_path, self._contexts = models_dir, calibration_path, contexts
        self._thread_start = thread_start
        self._embedder: Embedder | None = None
        self._lock = threading.RLock()

    def chosen(self, wanted: str) -> tuple[InstalledModel, str] | None:
        """Return the model that is to embed and its VectorRecipe, None when there is none. Loads nothing."""
        from lfmsearch.models.catalog import recipe
        from lfmsearch.models.folder import chosen

        model = chosen(self._models_dir, wanted)
        return (model, recipe(model)) if model else None

    def for_documents(self, model: InstalledModel) -> Embedder:
        """Return the Embedder of a model, calibrated first where that was never done (a few seconds, once)."""
        from lfmsearch.models.calibrate import calibrated

        return self._load(model, *self._numbers(calibrated(model, self._calibration_path)))

    def for_queries(self, recipe: str) -> Embedder | None:
        """Return the Embedder that makes vectors of this VectorRecipe, None when its model is not here. Measures nothing."""
        if self._embedder is not None and self._embedder.recipe == recipe:
            return self._embedder
        from lfmsearch.models.calibrate import recalled
        from lfmsearch.models.catalog import recipe as recipe_of
        from lfmsearch.models.folder import installed

        model = next((model for model in installed(self._models_dir) if recipe_of(model) == recipe), None)
        return self._load(model, *self._numbers(recalled(model, self._calibration_path))) if model else None

    def speed(self, wanted: str) -> float:
        """Return how many tokens a second the chosen model embeds here, as calibrated; 0 where that is not known."""
        from lfmsearch.models.calibrate import recalled

        chosen = self.chosen(wanted)
        return recalled(chosen[0], self._calibration_path).tokens_per_second if chosen else 0.0

    def close(self) -> None:
        """Give the model back, when nobody uses it. Idempotent."""
        with self._lock:
            if self._embedder is not None:
                self._embedder.close()
                self._embedder = None

    def _numbers(self, found: Calibration) -> tuple[int, int]:
        return self._contexts or found.contexts, found.query_threads

    def _load(self, model: InstalledModel, contexts: int, query_threads: int) -> Embedder:
        from lfmsearch.models.catalog import recipe
        from lfmsearch.models.embedder import Embedder

        with self._lock:
            if self._embedder is not None and self._embedder.recipe == recipe(model):
                return self._embedder
            self.close()
            self._embedder = Embedder.load(
                model, contexts=contexts, query_threads=query_threads, thread_start=self._thread_start
            )
            return self._embedder
