"""What was opened and what is recent comes a little higher, and never above what is clearly better."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.search.fuse import Parts
from lfmsearch.search.lifted import MOST_OPENED, MOST_RECENT, lifted, recent
from lfmsearch.search.searcher import Ranking


def ranking(scores: dict[int, float]) -> Ranking:
    """Documents with these scores, by words."""
    parts = {document: Parts(score, 0.0) for document, score in scores.items()}
    order = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return Ranking(
        order=tuple(order), words={}, meaning={}, terms=(), weight=0.0, comparison=None, took_ms={}, parts=parts
    )


def order(found: Ranking) -> list[int]:
    """The Documents in their order."""
    return [document for document, _ in found.order]


def test_of_two_that_are_as_good_the_opened_one_comes_first() -> None:
    """And what was said not to be wanted comes last."""
    assert order(lifted(ranking({1: 0.5, 2: 0.5, 3: 0.5}), {1: -1.0, 3: 0.5}, {})) == [3, 2, 1]
    assert order(lifted(ranking({1: 0.5, 2: 0.5}), {}, {1: 900.0, 2: 1.0})) == [2, 1]


def test_a_typed_title_stays_first() -> None:
    """Whatever was opened."""
    assert order(lifted(ranking({1: 0.5, 2: 0.5}), {2: 0.9}, {}, first={1})) == [1, 2]


def test_a_list_by_date_stays_as_it_is() -> None:
    """A query of filters alone has no scores to lift."""
    by_date = Ranking(
        order=((2, 0.0), (1, 0.0)), words={}, meaning={}, terms=(), weight=0.0, comparison=None, took_ms={}
    )
    assert lifted(by_date, {1: 1.0}, {}) is by_date


SCORES = st.dictionaries(st.integers(1, 9), st.floats(0, 1.5), max_size=9)


@given(
    SCORES, st.dictionaries(st.integers(1, 9), st.floats(-1, 1)), st.dictionaries(st.integers(1, 9), st.floats(-9, 9e4))
)
def test_what_is_clearly_better_stays_above(
    scores: dict[int, float], opened: dict[int, float], days: dict[int, float]
) -> None:
    """Beyond the most that a lift can be, it changes nothing; and what is shown is what was added."""
    found = lifted(ranking(scores), opened, days)

    assert sorted(order(found)) == sorted(scores)
    place = {document: at for at, document in enumerate(order(found))}
    for better, high in scores.items():
        for worse, low in scores.items():
            if high > low + 2 * MOST_OPENED + MOST_RECENT + 1e-9:
                assert place[better] < place[worse]
    for document, score in found.order:
        part = found.parts[document]
        assert score == part.words + part.meaning + part.lift
        assert -MOST_OPENED <= part.lift <= MOST_OPENED + MOST_RECENT


def test_recency_fades() -> None:
    """Half of it after two months, nothing for what lies ahead or has no date."""
    assert recent(0) == MOST_RECENT
    assert recent(60) == MOST_RECENT / 2
    assert recent(-1) == recent(None) == 0.0
