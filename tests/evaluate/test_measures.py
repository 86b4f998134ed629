"""Measures, against values worked out by hand and by the definitions of trec_eval."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.evaluate.measures import NAMES, mean, measured, ndcg

IDS = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10)
GRADES = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 3), max_size=10)


def test_a_ranking_worked_out_by_hand() -> None:
    """Grades 2 and 1, the better one second, the other missing."""
    found = measured(["x", "good", "y"], {"good": 2, "fair": 1, "x": 0})

    assert found["ndcg@10"] == pytest.approx((2 / math.log2(3)) / (2 + 1 / math.log2(3)))
    assert (found["recall@10"], found["recall@100"], found["mrr@10"]) == (0.5, 0.5, 0.5)


def test_what_comes_eleventh_counts_for_the_hundred_alone() -> None:
    """Each measure has its depth."""
    found = measured([*map(str, range(10)), "good"], {"good": 1})

    assert found == {"ndcg@10": 0.0, "recall@10": 0.0, "recall@20": 1.0, "recall@100": 1.0, "mrr@10": 0.0}


def test_a_query_without_an_answer_measures_nothing() -> None:
    """It is no division by nothing."""
    assert set(measured(["a"], {"a": 0}).values()) == {0.0}
    assert mean([]) == dict.fromkeys(NAMES, 0.0)


@given(IDS, GRADES)
def test_every_measure_lies_between_nothing_and_one(ranked: list[str], grades: dict[str, int]) -> None:
    """And the ideal order has all there is."""
    assert all(0 <= value <= 1 + 1e-9 for value in measured(ranked, grades).values())
    ideal = sorted(grades, key=lambda item: -grades[item])
    assert ndcg(ideal, grades, 10) == pytest.approx(1.0 if any(grades.values()) else 0.0)
    assert ndcg(ranked, grades, 10) <= ndcg(ideal, grades, 10) + 1e-9


def test_the_mean_is_over_queries() -> None:
    """Each query counts the same."""
    rows = [dict.fromkeys(NAMES, 1.0), dict.fromkeys(NAMES, 0.0)]

    assert mean(rows) == dict.fromkeys(NAMES, 0.5)
