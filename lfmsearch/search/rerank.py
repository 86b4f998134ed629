"""
What was found, ranked again by late interaction, within the time a query may take for it.

Passages whose token vectors are kept are scored; others are encoded while there is time, the best first. What has no score keeps its
place. What was met and what is missing is noted, and written down after the answer: the next time is exact.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lfmsearch.models.loaded_late import LoadedLate
from lfmsearch.search.searcher import LateMatch, Ranking
from lfmsearch.store.late import LateStore
from lfmsearch.store.passages import Passages
from lfmsearch.store.vectors import best_of_each
from lfmsearch.types import Query

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from lfmsearch.models.late import LateEncoder
    from lfmsearch.store.reader import Reader

# Documents ranked again: what a person reads through, five pages of ten.
CANDIDATES = 50
# How much of the sum is late interaction, each side in deviations among the candidates: what stands out by its name or its exact words
# stays where it is. A half until it can be measured with the real weights.
LATE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Met:
    """What one search met: passages by hash under a recipe, and the packed vectors of those it encoded itself."""

    recipe: str
    hashes: tuple[bytes, ...]
    encoded: tuple[tuple[bytes, bytes], ...]


class Reranker:
    """
    Ranks again for one reader of the index. Used by one thread at a time; `settle` may be called from another.

    Args:
        late: the model and how much time it may take.
        store: the token vectors that are kept; read here.
    """

    def __init__(self, late: LoadedLate, store: LateStore, *, clock: Callable[[], float] = time.perf_counter) -> None:
        self._late, self._store, self._clock = late, store, clock
        self._met: deque[Met] = deque()
        self._missed = False
        self._rate = 0.0  # tokens a second in front, as seen so far

    def reranked(
        self, query: Query, ranking: Ranking, reader: Reader, passages: Passages, *, asked: bool | None
    ) -> Ranking:
        """
        Return the Ranking with its first 50 in another order, and what late interaction says of each; as it was where it takes no part.

        Args:
            asked: whether this query is to be ranked again; None leaves it to the setting.
        """
        if not query.text.strip() or not ranking.order:
            return ranking
        encoder = self._late.for_query(asked=asked)
        if encoder is None:
            self._missed = self._missed or (asked is None and self._late.rerank == "auto")
            return ranking
        started = self._clock()
        with encoder.within(self._late.budget_seconds):
            scores = self._scores(query.text, ranking, reader, passages, encoder)
        took = {**ranking.took_ms, "rerank": (self._clock() - started) * 1000}
        if not scores:
            return replace(ranking, took_ms=took)
        ranked = sorted(scores.items(), key=lambda item: -item[1][1])
        late = {
            document: LateMatch(ordinal, rank, score) for rank, (document, (ordinal, score)) in enumerate(ranked, 1)
        }
        # What stands first stays there, and nothing that is only loosely related rises above what is more.
        moved = {
            document: score
            for document, (_, score) in scores.items()
            if document not in ranking.first and ranking.is_related(document)
        }
        order = reordered(ranking.order, moved)
        return replace(ranking, order=order, late=late, reranker=encoder.model_id, took_ms=took)

    def settle(self, store: LateStore) -> bool:
        """
        Write down what searches met since the last time; return whether there was anything, or a model was missed.

        Args:
            store: over the same file as the Reranker's own, of the thread that calls.
        """
        missed, self._missed = self._missed, False
        some = bool(self._met)
        while self._met:
            met = self._met.popleft()
            store.touch(met.recipe, met.hashes)
            if met.encoded:
                store.put(met.recipe, met.encoded)
        return some or missed

    def has_news(self) -> bool:
        """Return whether `settle` has something to do."""
        return bool(self._met) or self._missed

    def _scores(
        self, text: str, ranking: Ranking, reader: Reader, passages: Passages, encoder: LateEncoder
    ) -> dict[int, tuple[int, float]]:
        """Return the passage and its score for each candidate that has one."""
        end = self._clock() + self._late.budget_seconds
        from lfmsearch.models import tokens
        from lfmsearch.models.late import max_sims

        code = tokens.Code(encoder.dimensions)
        recipe = f"{encoder.recipe}/{code.name}"
        places = candidates(ranking, reader)
        keys = passages.hashes(places.items())
        by_document = {
            document: keys[document, ordinal] for document, ordinal in places.items() if (document, ordinal) in keys
        }
        hashes = list(dict.fromkeys(by_document.values()))
        try:
            query = encoder.encode_query(text)
        except TimeoutError:
            self._met.append(Met(recipe, tuple(hashes), ()))
            return {}
        kept = self._store.get(recipe, hashes)
        missing = [key for key in hashes if key not in kept]
        fresh = self._encoded(missing, passages, encoder, end)
        packed = [(key, code.packed(rows)) for key, rows in fresh.items()]
        self._met.append(Met(recipe, tuple(hashes), tuple(packed)))
        kept |= dict(packed)
        # Packed and unpacked also where they were encoded just now: a score must not depend on when it was asked for.
        rows, counts = code.rows(list(kept.values()))
        totals = dict(zip(kept, max_sims(code.turned(query), rows, counts).tolist(), strict=True))
        return {document: (places[document], totals[key]) for document, key in by_document.items() if key in totals}

    def _encoded(
        self, hashes: Sequence[bytes], passages: Passages, encoder: LateEncoder, end: float
    ) -> dict[bytes, npt.NDArray[np.float32]]:
        """Encode as many as there is time for; none is begun that would likely not be ended."""
        found: dict[bytes, npt.NDArray[np.float32]] = {}
        rate = self._rate or self._late.tokens_per_second()
        for key, text in passages.texts(hashes).items():
            begun = self._clock()
            tokens = encoder.count_tokens(text)
            if begun >= end or (rate and begun + tokens / rate > end):
                break
            try:
                found[key] = encoder.encode_document(text)
            except TimeoutError:
                break
            rate = self._rate = tokens / max(self._clock() - begun, 1e-6)
        return found


def candidates(ranking: Ranking, reader: Reader) -> dict[int, int]:
    """Return the first Documents of a Ranking, each with the ordinal of the passage to score: the nearest in meaning, else by words."""
    documents = [document for document, _ in ranking.order[:CANDIDATES]]
    nearest = {document: ranking.meaning[document].ordinal for document in documents if document in ranking.meaning}
    others = [document for document in documents if document not in nearest]
    if others and ranking.comparison is not None:
        nearest |= {match.document_id: match.ordinal for match in best_of_each(ranking.comparison.chunks_of(others))}
    for document in others:
        if document not in nearest and document in ranking.words:
            nearest[document] = max(reader.page(ranking.words[document].page_id)[0], 1)
    return {document: nearest[document] for document in documents if document in nearest}


def reordered(order: Sequence[tuple[int, float]], late: Mapping[int, float]) -> tuple[tuple[int, float], ...]:
    """
    Return the order with those Documents that have a late score ranked among the places they hold. Pure.

    Scores stay with the places, so that they still fall from first to last.
    """
    places = [place for place, (document, _) in enumerate(order) if document in late]
    held = [order[place] for place in places]
    first = _standardised([score for _, score in held])
    second = _standardised([late[document] for document, _ in held])
    sums = [(1 - LATE_SHARE) * one + LATE_SHARE * other for one, other in zip(first, second, strict=True)]
    ranked = sorted(range(len(held)), key=lambda number: (-sums[number], number))
    found = list(order)
    for place, number in zip(places, ranked, strict=True):
        found[place] = (held[number][0], order[place][1])
    return tuple(found)


def _standardised(values: Sequence[float]) -> list[float]:
    """How many deviations each is above the mean; zeros where all are equal."""
    if not values:
        return []
    mean = math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
    return [(value - mean) / deviation if deviation else 0.0 for value in values]
