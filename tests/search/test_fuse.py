"""One list out of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.search.fuse import SPEAKERS, Scale, fuse, ordered, speakers, totals

SCALE = Scale(idf=8.0, deviation=0.1)
SCORES = st.floats(0.01, 40, allow_nan=False)
COSINES = st.floats(-1, 1, allow_nan=False)
WORDS = st.dictionaries(st.integers(1, 30), SCORES, max_size=20)
MEANING = st.dictionaries(st.integers(1, 30), COSINES, max_size=20)


def fused(words: dict[int, float], meaning: dict[int, float], scale: Scale = SCALE) -> list[tuple[int, float]]:
    return ordered(fuse(words, meaning, scale))


@given(WORDS, MEANING)
def test_every_document_of_either_leg_is_in_the_list_once(words: dict[int, float], meaning: dict[int, float]) -> None:
    """Best first; nothing is dropped, nothing comes twice."""
    found = fused(words, meaning)

    assert sorted(number for number, _ in found) == sorted(words.keys() | meaning.keys())
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@given(WORDS, MEANING, st.randoms())
def test_the_order_of_the_two_lists_does_not_matter(
    words: dict[int, float], meaning: dict[int, float], random: st.randoms
) -> None:
    """Scores count, not the order in which a leg lists them; equal ones are told apart by id."""
    shuffled = [list(leg.items()) for leg in (words, meaning)]
    for leg in shuffled:
        random.shuffle(leg)

    assert fused(dict(shuffled[0]), dict(shuffled[1])) == fused(words, meaning)


@given(WORDS, MEANING)
def test_what_is_first_in_both_stays_first(words: dict[int, float], meaning: dict[int, float]) -> None:
    """No sum can put another before it."""
    words[99], meaning[99] = max(words.values(), default=0) + 1, max(meaning.values(), default=0) + 0.1

    assert fused(words, meaning)[0][0] == 99


@given(WORDS, MEANING, st.integers(1, 30))
def test_a_better_score_never_lowers_a_document(
    words: dict[int, float], meaning: dict[int, float], number: int
) -> None:
    """More words found means a place at least as good."""
    words.setdefault(number, 1.0)
    place = [found for found, _ in fused(words, meaning)].index(number)

    better = [found for found, _ in fused(words | {number: words[number] + 5}, meaning)].index(number)

    assert better <= place


@pytest.mark.parametrize(("words", "meaning"), [({1: 3.0, 2: 1.0}, {}), ({}, {1: 0.9, 2: 0.1})])
def test_one_leg_alone_keeps_its_order(words: dict[int, float], meaning: dict[int, float]) -> None:
    """Also where no query word weighs anything."""
    assert [number for number, _ in fused(words, meaning)] == [1, 2]
    assert {number for number, _ in fused(words, meaning, Scale(0.0, 0.1))} == {1, 2}


@given(WORDS, MEANING)
def test_a_score_is_the_sum_of_what_is_shown_of_it(words: dict[int, float], meaning: dict[int, float]) -> None:
    """Nothing is hidden from `--explain`."""
    parts = fuse(words, meaning, SCALE)

    assert dict(ordered(parts)) == {number: sum(part) for number, part in parts.items()}


@given(WORDS, MEANING)
def test_without_trust_words_rank_as_if_alone(words: dict[int, float], meaning: dict[int, float]) -> None:
    """A model that does not know the language moves nothing that words have found."""
    alone = [number for number, _ in fused(words, {})]

    found = [number for number, _ in fused(words, meaning, Scale(8.0, 0.1, trust=0.0)) if number in words]

    assert found == alone


def test_a_document_in_an_unknown_language_gains_nothing_by_meaning() -> None:
    """Its cosine is taken for nothing, and the words of others come first."""
    parts = fuse({1: 1.0}, {1: 0.2, 2: 0.9}, SCALE, {2: 0.0})

    assert [number for number, _ in ordered(parts)] == [1, 2]
    assert parts[2].meaning == 0.0


def test_what_is_named_comes_first() -> None:
    """Whatever the others score."""
    assert [number for number, _ in ordered(fuse({1: 9.0, 2: 1.0}, {}, SCALE), first={2})] == [2, 1]


@given(WORDS, MEANING)
def test_a_total_is_the_sum_of_the_parts(words: dict[int, float], meaning: dict[int, float]) -> None:
    """And where a cosine of 1 counts nothing, meaning adds nothing."""
    parts = fuse(words, meaning, SCALE)

    assert totals(words, meaning, SCALE, {}) == {number: pytest.approx(part.score) for number, part in parts.items()}
    assert max(totals({}, meaning, SCALE, {}, least=1.0).values(), default=0.0) <= 0.0


@given(WORDS, MEANING)
def test_the_first_documents_speak_together_as_loud_as_the_query(
    words: dict[int, float], meaning: dict[int, float]
) -> None:
    """The better ones more; none below the first few."""
    order = fused(words, meaning)

    said = speakers(totals(words, meaning, SCALE, {}))

    assert list(said) == [number for number, _ in order[:SPEAKERS]]
    assert list(said.values()) == sorted(said.values(), reverse=True)
    assert not order or sum(said.values()) == pytest.approx(1.0)
