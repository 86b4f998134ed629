"""One list out of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.search.fuse import Scale, fuse

SCALE = Scale(idf=8.0, deviation=0.1)
SCORES = st.floats(0.01, 40, allow_nan=False)
COSINES = st.floats(-1, 1, allow_nan=False)
WORDS = st.dictionaries(st.integers(1, 30), SCORES, max_size=20)
MEANING = st.dictionaries(st.integers(1, 30), COSINES, max_size=20)


@given(WORDS, MEANING)
def test_every_document_of_either_leg_is_in_the_list_once(words: dict[int, float], meaning: dict[int, float]) -> None:
    """Best first; nothing is dropped, nothing comes twice."""
    fused = fuse(words, meaning, SCALE)

    assert sorted(number for number, _ in fused) == sorted(words.keys() | meaning.keys())
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


@given(WORDS, MEANING, st.randoms())
def test_the_order_of_the_two_lists_does_not_matter(
    words: dict[int, float], meaning: dict[int, float], random: st.randoms
) -> None:
    """Scores count, not the order in which a leg lists them; equal ones are told apart by id."""
    shuffled = [list(leg.items()) for leg in (words, meaning)]
    for leg in shuffled:
        random.shuffle(leg)

    assert fuse(dict(shuffled[0]), dict(shuffled[1]), SCALE) == fuse(words, meaning, SCALE)


@given(WORDS, MEANING)
def test_what_is_first_in_both_stays_first(words: dict[int, float], meaning: dict[int, float]) -> None:
    """No sum can put another before it."""
    words[99], meaning[99] = max(words.values(), default=0) + 1, max(meaning.values(), default=0) + 0.1

    assert fuse(words, meaning, SCALE)[0][0] == 99


@given(WORDS, MEANING, st.integers(1, 30))
def test_a_better_score_never_lowers_a_document(
    words: dict[int, float], meaning: dict[int, float], number: int
) -> None:
    """More words found means a place at least as good."""
    words.setdefault(number, 1.0)
    place = [found for found, _ in fuse(words, meaning, SCALE)].index(number)

    better = [found for found, _ in fuse(words | {number: words[number] + 5}, meaning, SCALE)].index(number)

    assert better <= place


@pytest.mark.parametrize(("words", "meaning"), [({1: 3.0, 2: 1.0}, {}), ({}, {1: 0.9, 2: 0.1})])
def test_one_leg_alone_keeps_its_order(words: dict[int, float], meaning: dict[int, float]) -> None:
    """Also where no query word weighs anything."""
    assert [number for number, _ in fuse(words, meaning, SCALE)] == [1, 2]
    assert {number for number, _ in fuse(words, meaning, Scale(0.0, 0.1))} == {1, 2}
