"""How like a query Documents are: one number for several passages, and what others say beside the query."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.filled import DIMENSIONS, Filled, file, fresh, vector

from lfmsearch.search.likeness import Likeness, together
from lfmsearch.store.scope import EVERYTHING
from lfmsearch.store.vectors import Vectors

COSINE = st.floats(-1.0, 1.0, width=32)
RUN = st.lists(COSINE, min_size=1, max_size=16)
SOFTNESS = st.floats(0.01, 1.0)
QUERY = np.random.default_rng(7).standard_normal(DIMENSIONS).astype(np.float32)


def likeness(runs: list[list[float]], softness: float = 0.05) -> list[float]:
    """Of each run."""
    counts = np.array([len(run) for run in runs], dtype=np.intp)
    starts = np.cumsum(counts) - counts
    cosines = np.array([cosine for run in runs for cosine in run], dtype=np.float32)
    return [float(each) for each in together(cosines, starts, counts, softness)]


@given(st.lists(RUN, min_size=1, max_size=6), SOFTNESS)
def test_it_lies_between_the_mean_and_the_best(runs: list[list[float]], softness: float) -> None:
    """Of each run, whatever stands in the others."""
    for run, found in zip(runs, likeness(runs, softness), strict=True):
        assert np.mean(run) - 1e-4 <= found <= max(run) + 1e-4


@given(RUN, SOFTNESS)
def test_what_is_said_twice_counts_once(run: list[float], softness: float) -> None:
    """It depends on how much of a Document speaks of the matter, not on how long that is."""
    once, twice = likeness([run, [*run, *run]], softness)

    assert once == pytest.approx(twice, abs=1e-4)


@given(RUN, SOFTNESS, st.floats(0.0, 0.5))
def test_a_passage_that_is_nearer_makes_its_document_nearer(run: list[float], softness: float, more: float) -> None:
    """And never further."""
    before, after = likeness([run, [run[0] + more, *run[1:]]], softness)

    assert after >= before - 1e-4


def test_one_passage_is_as_like_as_its_cosine() -> None:
    """Nothing is put together."""
    assert likeness([[0.4], [-0.2]]) == pytest.approx([0.4, -0.2])


def test_the_best_of_many_by_chance_counts_less_than_one_that_speaks_of_it() -> None:
    """A short note before a long text one passage of which is as near."""
    note, book = likeness([[0.5], [0.5, *[0.1] * 15]])

    assert book < note


@pytest.fixture
def filled() -> Iterator[Filled]:
    """An index of nothing yet."""
    with fresh() as opened:
        yield opened


def filled_with(filled: Filled, *documents: list[str]) -> Vectors:
    for number, texts in enumerate(documents):
        filled.put(f"/home/anna/{number}.txt", file(f"{number}.txt"), texts=texts)
    generation = filled.writer.generation("R", "r", DIMENSIONS)
    filled.embed_all(generation)
    return Vectors(filled.connection, generation, DIMENSIONS)


def test_a_passage_that_speaks_beside_the_query_moves_it_half_way(filled: Filled) -> None:
    """The best passage of a Document, as loud as the query: likeness is that to the sum of both."""
    texts = [["one", "two"], ["three"], ["four"]]
    comparison = filled_with(filled, *texts).compared(QUERY)
    alike = Likeness(comparison, comparison.nearest(EVERYTHING, 100))
    unit = {text: vector(text) / np.linalg.norm(vector(text)) for run in texts for text in run}
    query = QUERY / np.linalg.norm(QUERY)

    heard = alike.heard({1: 1.0})

    said = query + max((unit["one"], unit["two"]), key=lambda row: float(row @ query))
    said /= np.linalg.norm(said)
    assert heard[2] == pytest.approx(float(unit["three"] @ said), abs=0.02)  # vectors are kept as int8
    assert heard[3] == pytest.approx(float(unit["four"] @ said), abs=0.02)
    assert heard[1] > alike.of_query()[1]


def test_nothing_is_like_a_query_in_an_index_without_vectors(filled: Filled) -> None:
    """And nothing fails."""
    comparison = filled_with(filled).compared(QUERY)

    alike = Likeness(comparison, [])

    assert alike.of_query() == alike.heard({}) == {}
