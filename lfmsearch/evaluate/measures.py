"""Measures of a ranking against judgements. Pure; the definitions are those of trec_eval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

NAMES = ("ndcg@10", "recall@10", "recall@20", "recall@100", "mrr@10")


def measured(ranked: Sequence[str], grades: Mapping[str, int]) -> dict[str, float]:
    """
    Return the measures of one query.

    Args:
        ranked: Document ids, best first.
        grades: how well each judged Document answers; above 0 is an answer.
    """
    answers = {document for document, grade in grades.items() if grade > 0}
    first = next((place for place, document in enumerate(ranked[:10], 1) if document in answers), None)
    return {
        "ndcg@10": ndcg(ranked, grades, 10),
        **{
            f"recall@{depth}": len(answers.intersection(ranked[:depth])) / len(answers) if answers else 0.0
            for depth in (10, 20, 100)
        },
        "mrr@10": 1 / first if first else 0.0,
    }


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Return the discounted cumulative gain of the first `depth`, over the best there could be; gain is the grade itself."""
    gain = sum(grades.get(document, 0) / math.log2(place + 1) for place, document in enumerate(ranked[:depth], 1))
    best = sum(
        grade / math.log2(place + 1) for place, grade in enumerate(sorted(grades.values(), reverse=True)[:depth], 1)
    )
    return gain / best if best else 0.0


def mean(results: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean of each measure over queries; zeros when there are none."""
    rows = list(results)
    return {name: sum(row[name] for row in rows) / len(rows) if rows else 0.0 for name in NAMES}
