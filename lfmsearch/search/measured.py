"""The Calibration of an index, kept in a file beside it: made when it is missing or no longer holds, read when it has changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from lfmsearch.search.calibrate import FEWEST, SAMPLE, lines, trusted
from lfmsearch.search.calibration import Calibration, from_text, to_text
from lfmsearch.search.fuse import Scale
from lfmsearch.search.known import plain
from lfmsearch.search.searcher import QueryEmbedder, Searcher, emphasis
from lfmsearch.search.trust import Trusts, strange_languages
from lfmsearch.store.connection import Connection
from lfmsearch.store.reader import Reader
from lfmsearch.store.sample import languages, sampled
from lfmsearch.store.vectors import Vectors
from lfmsearch.store.words import Words
from lfmsearch.system.atomic import write_private
from lfmsearch.system.paths import Home


class Measured:
    """The Calibration of a Home as it lies in its file. Used by one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written = 0
        self._held: Calibration | None = None

    def of(self, recipe: str) -> Calibration | None:
        """Return what was measured for a Generation, None when nothing was."""
        try:
            written = self._path.stat().st_mtime_ns
        except OSError:
            return None
        if written != self._written:
            with contextlib.suppress(OSError):
                self._held, self._written = from_text(self._path.read_text("utf-8")), written
        return self._held if self._held is not None and self._held.recipe == recipe else None


def measure(
    connection: Connection,
    home: Home,
    load: Callable[[str], QueryEmbedder | None],
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """
    Measure anew what the scores of an index mean, where what is known no longer holds; return whether it did.

    Asks some four hundred questions: a few seconds, once, and again when the index has grown by half or another model answers. Whoever
    calls owns the connection and is in no hurry.

    Args:
        connection: only reads, as those that people search over do.
        load: gives the model that makes vectors of a VectorRecipe, None where it is not here.
        cancelled: asked before every question; once True nothing is kept.
    """
    reader = Reader(connection)
    active = reader.active_generation()
    recipe, model = (active.recipe, active.model) if active else ("", "")
    coverage = reader.coverage(active.id if active else None)
    known = Measured(home.measured_path).of(recipe)
    if (known is not None and known.is_of(recipe, coverage.documents)) or coverage.documents < FEWEST // 2:
        return False
    if active and coverage.meaning < coverage.documents:
        return False  # what is measured on a part of it would not hold for the whole
    embedder = load(recipe) if active else None
    if active and embedder is None:
        return False
    vectors = Vectors(connection, active.id, active.dimensions) if active else None
    words = Words(connection)
    searcher = Searcher(reader, words, vectors, embedder)
    try:
        strange = strange_languages(model, languages(connection))
        # Trust first: how strong an answer is depends on it.
        told = {
            code: trusted(sampled(connection, SAMPLE // 2, language=code), _Asking(searcher, cancelled))
            for code in strange
        }
        trust = {code: share for code, share in told.items() if share is not None}
        searcher.trusts = Trusts(model, trust)
        found = lines(sampled(connection, SAMPLE), _Asking(searcher, cancelled), words.occurring)
    except _CancelledError:
        return False
    finally:
        searcher.close()
    write_private(home.measured_path, to_text(Calibration(recipe, coverage.documents, found, trust)))
    return True


class _CancelledError(Exception):
    pass


class _Asking:
    """Asks a Searcher once, and says how strong each Document would be in each mode."""

    def __init__(self, searcher: Searcher, cancelled: Callable[[], bool]) -> None:
        self._searcher, self._cancelled = searcher, cancelled

    def __call__(self, text: str) -> dict[str, dict[int, float]]:
        if self._cancelled():
            raise _CancelledError
        ranking = self._searcher.rank(plain(text))
        found = {"both": dict(ranking.strengths)} if ranking.comparison is not None else {}
        if ranking.comparison is not None:
            spread = Scale(0.0, ranking.comparison.deviation)
            found["meaning"] = {
                number: spread.parts(0.0, max(ranking.likeness.get(number, 0.0), 0.0)).score
                for number in ranking.meaning
            }
        alone = Scale(ranking.weight, 1.0, trust=0.0)
        louder = emphasis(ranking.terms)
        found["words"] = {
            number: louder * alone.parts(match.score, 0.0).score for number, match in ranking.words.items()
        }
        return found
