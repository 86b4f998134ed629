"""What was found is ranked again: in time, from what is kept, and the rest for the next time."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.library import Library

from lfmsearch.models.llama import normalised
from lfmsearch.models.tokens import Code
from lfmsearch.search.rerank import CANDIDATES, Reranker, reordered
from lfmsearch.search.searcher import Ranking
from lfmsearch.store.late import LateStore
from lfmsearch.store.passages import Passages


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class WordEncoder:
    """A token is a word, its vector always the same; encoding takes as long as it is told."""

    model_id, recipe, dimensions = "words-late", "words/late", 128

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.clock, self.seconds = clock, seconds
        self.end = float("inf")
        self.encoded: list[str] = []

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        self.end = self.clock.now + seconds
        yield
        self.end = float("inf")

    def encode_query(self, text: str) -> np.ndarray:
        return self._rows(text, 0.01)

    def encode_document(self, text: str) -> np.ndarray:
        rows = self._rows(text, self.seconds)
        self.encoded.append(text)
        return rows

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def _rows(self, text: str, seconds: float) -> np.ndarray:
        self.clock.now += seconds
        if self.clock.now > self.end:
            self.clock.now = self.end
            raise TimeoutError
        words = ["[begin]", *text.lower().replace(".", "").split()]
        seeds = [int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big") for word in words]
        return normalised(np.stack([np.random.default_rng(seed).standard_normal(128) for seed in seeds])).astype("f4")


class Late:
    rerank = "auto"

    def __init__(self, encoder: WordEncoder | None, budget: float = 1.0) -> None:
        self.encoder, self.budget_seconds = encoder, budget

    def for_query(self, *, asked: bool | None) -> WordEncoder | None:
        return self.encoder

    def tokens_per_second(self) -> float:
        return 0.0


class Bench:
    """A library of notes on animals, and what ranks it again."""

    def __init__(self, folder: Path, *, seconds: float = 0.1, budget: float = 1.0) -> None:
        self.library = Library(folder)
        self.clock = Clock()
        self.encoder = WordEncoder(self.clock, seconds)
        self.late = Late(self.encoder, budget)
        self.store = LateStore(folder / "late.db", budget_bytes=1_000_000)
        self.reranker = Reranker(self.late, self.store, clock=self.clock)  # type: ignore[arg-type]

    def search(self, text: str, *, asked: bool | None = None) -> Ranking:
        query, ranking = self.library.ranked(text)
        passages = Passages(self.library.connection)
        return self.reranker.reranked(query, ranking, self.library.reader, passages, asked=asked)

    def titles(self, ranking: Ranking) -> list[str]:
        documents = self.library.reader.documents([number for number, _ in ranking.order])
        return [documents[number].title for number, _ in ranking.order]

    def close(self) -> None:
        self.store.close()
        self.library.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    found = Bench(tmp_path)
    for number in range(6):
        found.library.put(f"note{number}.md", f"animals animals of the farm and the field number {number}")
    found.library.put("answer.md", "animals with a striped coat")
    found.library.embed()
    yield found
    found.close()


def test_what_answers_the_words_comes_first(bench: Bench) -> None:
    """The one passage in which each word of the question has its match rises, and the answer says by what."""
    before = bench.titles(bench.library.ranked("which animals have a striped coat")[1])

    found = bench.search("which animals have a striped coat")

    assert bench.titles(found)[0] == "answer"
    assert before[0] != "answer" or len(before) == 7
    assert found.reranker == "words-late"
    assert {match.rank for match in found.late.values()} == set(range(1, 8))
    assert found.took_ms["rerank"] > 0
    assert [score for _, score in found.order] == sorted((score for _, score in found.order), reverse=True)


def test_what_stands_first_stays_first(bench: Bench) -> None:
    """A Document whose name was typed in full is not moved by what is said of its passage."""
    query, ranking = bench.library.ranked("which animals have a striped coat")
    last = ranking.order[-1]
    pinned = replace(ranking, order=(last, *ranking.order[:-1]), first=frozenset({last[0]}))
    passages = Passages(bench.library.connection)

    found = bench.reranker.reranked(query, pinned, bench.library.reader, passages, asked=None)

    assert found.order[0][0] == last[0]
    assert bench.titles(found)[1 if bench.titles(found)[0] != "answer" else 0] == "answer"
    assert last[0] in found.late


def test_it_never_takes_longer_than_it_may(bench: Bench) -> None:
    """What is not kept is encoded as long as there is time, and nothing is begun that would not be ended."""
    bench.late.budget_seconds = 0.35
    begun = bench.clock.now

    found = bench.search("which animals have a striped coat")

    assert bench.clock.now - begun <= 0.35
    assert len(found.late) == len(bench.encoder.encoded) == 3


def test_a_query_that_cannot_be_encoded_in_time_is_answered_as_it_was(bench: Bench) -> None:
    """A busy machine costs the budget once, and no Hit."""
    bench.late.budget_seconds = 0.001
    right = bench.library.ranked("striped animals")[1].order

    found = bench.search("striped animals")

    assert found.order == right
    assert not found.reranker
    assert not found.late


def test_what_was_encoded_is_kept_and_the_rest_is_asked_for(bench: Bench, tmp_path: Path) -> None:
    """Written down after the answer; the next search encodes nothing again, and the hottest missing ones are known."""
    bench.late.budget_seconds = 0.35
    first = bench.search("striped animals")
    assert bench.reranker.has_news()
    other = LateStore(tmp_path / "late.db", budget_bytes=1_000_000)

    assert bench.reranker.settle(other)
    assert not bench.reranker.settle(other)

    wanted = other.wanted(f"words/late/{Code(128).name}", 99)
    assert len(wanted) == 7 - len(first.late)
    bench.encoder.encoded.clear()
    texts = Passages(bench.library.connection).texts(wanted)
    for key, text in texts.items():
        other.put(f"words/late/{Code(128).name}", [(key, Code(128).packed(bench.encoder.encode_document(text)))])
    bench.encoder.encoded.clear()
    again = bench.search("striped animals")
    assert bench.encoder.encoded == []
    assert len(again.late) == 7
    assert {number: first.late[number].score for number in first.late} == pytest.approx(
        {number: again.late[number].score for number in first.late}
    )
    other.close()


def test_without_a_model_nothing_changes_and_its_want_is_noted(bench: Bench) -> None:
    """Whoever searches has the model made ready for the next time."""
    bench.late.encoder = None
    right = bench.library.ranked("striped animals")[1]

    found = bench.search("striped animals")

    assert found.order == right.order
    assert "rerank" not in found.took_ms
    assert bench.reranker.settle(bench.store)
    assert not bench.reranker.settle(bench.store)


def test_filters_alone_are_not_ranked_again(bench: Bench) -> None:
    """There is no question to compare with."""
    found = bench.search("kind:file")

    assert not found.reranker
    assert bench.clock.now == 100.0


def test_what_is_found_by_words_alone_is_ranked_too(bench: Bench) -> None:
    """A Document without a vector has its passage by the page its words stand on."""
    bench.library.put("late.md", "a coat that is striped")

    found = bench.search("a striped coat")

    assert "late" in bench.titles(found)
    assert len(found.late) == 8


orders = st.lists(st.floats(-50, 50), max_size=30).map(lambda scores: tuple(enumerate(sorted(scores, reverse=True))))


@given(orders, st.data())
def test_those_without_a_score_keep_their_places(order: tuple[tuple[int, float], ...], data: st.DataObject) -> None:
    """Nothing is lost, scores still fall, and only what was scored moves."""
    late = data.draw(st.dictionaries(st.integers(0, 29), st.floats(-32, 32)))

    found = reordered(order, late)

    assert sorted(number for number, _ in found) == sorted(number for number, _ in order)
    assert [score for _, score in found] == [score for _, score in order]
    for before, after in zip(order, found, strict=True):
        assert (before[0] in late) == (after[0] in late)
        assert before[0] in late or before == after


@given(orders)
def test_what_both_agree_on_stays(order: tuple[tuple[int, float], ...]) -> None:
    """The same order from both sides is the order."""
    assert reordered(order, dict(order)) == order


def test_no_more_than_the_first_are_ranked(tmp_path: Path) -> None:
    """A person reads five pages at most."""
    bench = Bench(tmp_path, seconds=0.0)
    for number in range(CANDIDATES + 5):
        bench.library.put(f"note{number}.md", f"animals number {number}")
    bench.library.embed()

    assert len(bench.search("animals").late) == CANDIDATES
    bench.close()
