"""Late interaction in the service: what a search misses is encoded behind it, and what leaves the index leaves its cache."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lfmsearch.bench import synthetic
from lfmsearch.config import Config
from lfmsearch.errors import BadQuery, HitNotFound
from lfmsearch.index import Index
from lfmsearch.models.folder import import_file
from lfmsearch.service.engine import Engine
from lfmsearch.store.late import LateStore
from lfmsearch.system.paths import Home

SOON = 60.0  # bounds a wait; what is waited for takes a second


def until(holds: Callable[[], object], seconds: float = SOON) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ColBERT of random weights."""
    path = tmp_path_factory.mktemp("synthetic") / "colbert.gguf"
    synthetic.write(path, synthetic.TINY_LATE)
    return path


@pytest.fixture
def things(tmp_path: Path, home: Home, model: Path) -> Path:
    """Some notes, indexed by words, and the model to rank them again."""
    folder = tmp_path / "things"
    folder.mkdir()
    for number in range(5):
        (folder / f"note{number}.md").write_text(f"The water in the garden, part {number}.\n")
    import_file(model, home.models_dir)
    with Index.open(home) as index:
        index.add(folder)
        index.update()
    return folder


@pytest.fixture
def engine(things: Path, home: Home) -> Iterator[Engine]:
    with Engine(home, Config(rerank="always", rerank_budget_ms=10_000)) as engine:
        until(lambda: engine.status().state == "idle")
        yield engine


def kept(home: Home) -> tuple[int, int, int]:
    store = LateStore(home.late_path, budget_bytes=1)
    try:
        return store.counts()
    finally:
        store.close()


def test_a_search_is_ranked_again_and_says_so(engine: Engine) -> None:
    """The model is named in the answer and in the status, and each Hit says what it scored."""
    found = engine.search("the garden water")

    assert found.reranker == engine.status().reranker == "own-colbert"
    assert [hit.late_rank for hit in found] == [1, 2, 3, 4, 5]
    assert all(hit.late_score is not None and -32 <= hit.late_score <= 32 for hit in found)
    assert found.took_ms["rerank"] > 0


def test_a_search_can_go_without(engine: Engine) -> None:
    """Asked not to, and by one leg alone, it leaves the order as it is."""
    assert not engine.search("the garden water", rerank=False).reranker
    assert not engine.search("the garden water", mode="words").reranker
    assert engine.search("the garden water", mode="words", rerank=True).reranker


def test_what_a_search_had_no_time_for_is_encoded_after_it(things: Path, home: Home) -> None:
    """The first answer leaves the order; a little later every passage has its vectors, and the next answer is exact."""
    with Engine(home, Config(rerank="always", rerank_budget_ms=1)) as engine:
        until(lambda: engine.status().state == "idle")
        assert not [hit for hit in engine.search("the garden water") if hit.late_rank]
        until(lambda: kept(home)[0] == 5)
    with Engine(home, Config(rerank="always", rerank_budget_ms=10_000)) as engine:
        assert len([hit for hit in engine.search("the garden water") if hit.late_rank]) == 5


def test_what_is_deleted_leaves_its_vectors_too(things: Path, engine: Engine, home: Home) -> None:
    """They say what the text was about."""
    engine.search("the garden water")
    until(lambda: kept(home)[0] == 5)

    (things / "note0.md").unlink()

    until(lambda: kept(home)[0] == 4)


def test_the_cache_may_be_deleted_at_any_time(engine: Engine, home: Home) -> None:
    """A search makes it again."""
    engine.search("the garden water")
    until(lambda: kept(home)[0] == 5)
    with engine._searching:
        engine._searched._kept.close()
        for path in home.data_dir.glob("late.db*"):
            path.unlink()

    assert len([hit for hit in engine.search("the garden water") if hit.late_rank]) == 5


def test_a_process_that_answers_once_ranks_again_only_when_asked(things: Path, home: Home) -> None:
    """Loading the model takes longer than any search; asked, it does, and what it encoded is kept for all."""
    with Index.open(home) as index:
        assert not index.search("the garden water").reranker
        assert index.search("the garden water", rerank=True).reranker == "own-colbert"

    assert kept(home)[0] > 0


def test_a_removed_source_takes_its_vectors_along(things: Path, home: Home) -> None:
    """Also where no service runs."""
    with Index.open(home) as index:
        index.search("the garden water", rerank=True)
    with Index.open(home) as index:
        index.remove(things)

    assert kept(home) == (0, 0, 0)


def test_a_hit_is_explained_word_by_word(engine: Engine) -> None:
    """The words add up to the score of the passage, and every offset is one of the texts that come along."""
    hit = engine.search("the garden water").hits[0]

    why = engine.explain(hit.id, "the garden water")

    assert (why.hit, why.method, why.model) == (hit.id, "late", "own-colbert")
    assert [answer.word for answer in why.words] == ["the", "garden", "water"]
    assert sum(answer.score for answer in why.words) + why.rest == pytest.approx(why.score, abs=1e-4)
    assert why.uncovered == ()
    assert {why.passage[start:end] for start, end in why.lit} <= set(why.passage.replace(",", "").split())


def test_without_late_interaction_the_words_explain(things: Path, home: Home) -> None:
    """What stands there is lit, what does not is named; what cannot be explained is said."""
    with Index.open(home, config=Config(rerank="off")) as index:
        hit = index.search("garden water").hits[0]

        why = index.explain(hit.id, "garden elephants")

        assert (why.method, why.uncovered) == ("words", ("elephants",))
        assert [why.passage[start:end] for start, end in why.lit] == ["garden"]
        with pytest.raises(HitNotFound):
            index.explain(f"{hit.id}99", "garden")
        with pytest.raises(BadQuery):
            index.explain(hit.id, "kind:file")


def test_asked_for_and_not_possible_is_said(home: Home, tmp_path: Path) -> None:
    """Where no model is here, or the one that is chosen is not, the search is answered without and says why."""
    (tmp_path / "note.md").write_text("The garden.\n")
    with Index.open(home, config=Config(reranker="lfm2.5-colbert-350m-q8_0", rerank="always")) as index:
        index.add(tmp_path / "note.md")
        index.update()

        asked, unasked = index.search("garden", rerank=True), index.search("garden")

    assert [len(found.hits) for found in (asked, unasked)] == [1, 1]
    assert any("no model for it is here" in sentence for sentence in asked.notices)
    assert not any("ranked again" in sentence for sentence in unasked.notices)
