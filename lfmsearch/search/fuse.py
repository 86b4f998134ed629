"""
One list out of two. Pure.

Scores carry what ranks throw away: how much better the first is than the second. Each leg is brought to a scale of its own that does
not depend on the other Documents found, then they are added:

    words    BM25 over 1.6 times the sum of the query's term weights (what a text reaches that holds every term well: BM25 with k1 = 1.2
             tends to 2.2 times the weight of a term)
    meaning  cosine over the spread of cosines between passages of this index, so that a model with a narrow spread counts as much

How much meaning counts depends on what the model knows: of a language it does not, a cosine says little, and words take its share
(`Scale.trust`). Against reciprocal rank fusion and plain sums it is measured in `python -m lfmsearch.bench quality`.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

# How much of the sum is words. From 0.55 to 0.6 notes by title gain 0.003 nDCG@10, abstracts and questions on articles lose less
# than 0.001.
# Chosen on five English sets: expect a little less elsewhere.
WORDS_SHARE = 0.6
# Σ idf × this is a very good BM25.
GOOD_BM25 = 1.6
# Deviations of cosine that weigh as much as a very good BM25.
GOOD_DEVIATIONS = 6.0

# The Documents whose passages speak beside the query when meaning is asked again, and how far below the first one's score one of them
# speaks e times more softly: where one Document is clearly first it speaks alone, where many are alike they speak together.
# Against not asking again: +0.015 nDCG@10 on abstracts, +0.001 on notes, +0.002 on mails.
SPEAKERS = 10
SOFTNESS = 0.06


class Parts(NamedTuple):
    """What a Document's score is the sum of."""

    words: float
    meaning: float
    lift: float = 0.0

    @property
    def score(self) -> float:
        """The sum."""
        return self.words + self.meaning + self.lift


@dataclass(frozen=True, slots=True)
class Scale:
    """
    What brings the legs to one measure.

    Args:
        idf: the weight of all the query's words.
        deviation: of the cosines between passages of this index.
        trust: how far the model knows the language of the query, 0 to 1.
    """

    idf: float
    deviation: float
    trust: float = 1.0

    @property
    def words_share(self) -> float:
        """How much of the sum is words."""
        return 1.0 - (1.0 - WORDS_SHARE) * self.trust

    @property
    def each(self) -> tuple[float, float]:
        """What a BM25 of 1 and a cosine of 1 count."""
        share = self.words_share
        return share / (GOOD_BM25 * self.idf or 1.0), (1.0 - share) / (GOOD_DEVIATIONS * self.deviation)

    def parts(self, bm25: float, cosine: float, trust: float = 1.0) -> Parts:
        """Return what a Document scores; `trust` says how far the model knows the language it is written in."""
        by_words, by_meaning = self.each
        return Parts(by_words * bm25, by_meaning * trust * cosine)


def fuse(
    words: Mapping[int, float], meaning: Mapping[int, float], scale: Scale, trusts: Mapping[int, float] | None = None
) -> dict[int, Parts]:
    """
    Return what every Document of either leg scores.

    Args:
        words: BM25 by Document; absent means that no word was found in it.
        meaning: cosine by Document; absent means that it has no vector yet, and it is ranked as the least similar one found.
        trusts: how far the model knows the language of a Document, 0 to 1; 1 where it is not said.
    """
    least = min(meaning.values(), default=0.0)
    known = trusts or {}
    by_words, by_meaning = scale.each
    return {
        document: Parts(
            by_words * words.get(document, 0.0),
            by_meaning * known.get(document, 1.0) * (meaning.get(document, least) - least),
        )
        for document in words.keys() | meaning.keys()
    }


def totals(
    words: Mapping[int, float],
    meaning: Mapping[int, float],
    scale: Scale,
    trusts: Mapping[int, float],
    *,
    least: float | None = None,
) -> dict[int, float]:
    """
    Return what every Document of either leg scores in all.

    Args:
        words, meaning, scale, trusts: as of `fuse`.
        least: the cosine that counts nothing; None for the lowest of these, as `fuse` has it.
    """
    if least is None:
        least = min(meaning.values(), default=0.0)
    by_words, by_meaning = scale.each
    return {
        document: by_words * words.get(document, 0.0)
        + by_meaning * trusts.get(document, 1.0) * (meaning.get(document, least) - least)
        for document in words.keys() | meaning.keys()
    }


def ordered(parts: Mapping[int, Parts], first: Collection[int] = ()) -> list[tuple[int, float]]:
    """Return (Document, score), best first; those in `first` before all others, equal ones by id."""
    ranked = sorted([(document not in first, -part.score, document) for document, part in parts.items()])
    return [(document, -score) for _, score, document in ranked]


def speakers(scores: Mapping[int, float]) -> dict[int, float]:
    """Return how much each of the first Documents by their scores has to say beside the query: above 0, 1 together."""
    first = heapq.nsmallest(SPEAKERS, ((-score, document) for document, score in scores.items()))
    if not first:
        return {}
    weights = {document: math.exp((first[0][0] - lower) / SOFTNESS) for lower, document in first}
    total = sum(weights.values())
    return {document: weight / total for document, weight in weights.items()}
