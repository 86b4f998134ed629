"""
One list out of two. Pure.

Scores carry what ranks throw away: how much better the first is than the second. Each leg is brought to a scale of its own that does
not depend on the other Documents found, then they are added:

    words    BM25 over 1.6 times the sum of the query's term weights (what a text reaches that holds every term well: BM25 with k1 = 1.2
             tends to 2.2 times the weight of a term)
    meaning  cosine over the spread of cosines between passages of this index, so that a model with a narrow spread counts as much

The sum of normalised scores is measured against reciprocal rank fusion in `make bench`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# How much of the sum is words. With the two below, measured on seven English sets: hybrid is above the better leg on each of them, by
# 0.027 nDCG@10 in the mean (`python -m lfmsearch.bench quality`); flat between 0.4 and 0.6. They were chosen on these sets and on the
# sample home's questions, out of some thirty settings: expect a little less elsewhere.
WORDS_SHARE = 0.5
# Σ idf × this is a very good BM25.
GOOD_BM25 = 1.6
# Deviations of cosine that weigh as much as a very good BM25.
GOOD_DEVIATIONS = 6.0


@dataclass(frozen=True, slots=True)
class Scale:
    """What brings the legs to one measure: the weight of all the query's words, and the deviation of cosines in this index."""

    idf: float
    deviation: float


def fuse(words: Mapping[int, float], meaning: Mapping[int, float], scale: Scale) -> list[tuple[int, float]]:
    """
    Return (Document, score) for every Document of either leg, best first.

    Args:
        words: BM25 by Document; absent means that no word was found in it.
        meaning: cosine by Document; absent means that it has no vector yet, and it is ranked as the least similar one found.
    """
    least = min(meaning.values(), default=0.0)
    most_words = GOOD_BM25 * scale.idf or 1.0
    scores = {
        document: WORDS_SHARE * words.get(document, 0.0) / most_words
        + (1 - WORDS_SHARE) * (meaning.get(document, least) - least) / (GOOD_DEVIATIONS * scale.deviation)
        for document in words.keys() | meaning.keys()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
