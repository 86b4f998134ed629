"""How good is search: test sets with known answers, measured through the whole of lfmsearch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lfmsearch.types import Progress

if TYPE_CHECKING:
    from lfmsearch.evaluate.run import Evaluation


def evaluate(dataset: Path, *, language: str = "", progress: Callable[[Progress], None] = lambda _: None) -> Evaluation:
    """Index a test set in a home of its own and measure search by words, by meaning and by both. See `run.evaluate`."""
    from lfmsearch.evaluate import run

    return run.evaluate(dataset, language=language, progress=progress)
