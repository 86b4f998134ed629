"""Late interaction from the command line: asked for, explained, chosen, checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.said import Run

from lfmsearch.bench import synthetic
from lfmsearch.models.folder import import_file
from lfmsearch.system.paths import Home


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ColBERT of random weights."""
    path = tmp_path_factory.mktemp("synthetic") / "colbert.gguf"
    synthetic.write(path, synthetic.TINY_LATE)
    return path


@pytest.fixture
def late(library: Home, model: Path, run: Run) -> Home:
    """The small home, with the model; every query has all the time it wants."""
    import_file(model, library.models_dir)
    run("config", "set", "rerank_budget_ms", "10000")
    return library


def test_a_search_ranks_again_when_asked(late: Home, run: Run) -> None:
    """The answer names the model and each hit its score; unasked, a process that answers once loads no such model."""
    asked = run("search", "the rent", "--rerank", "--json").json
    unasked = run("search", "the rent", "--json").json
    refused = run("search", "the rent", "--no-rerank", "--json").json

    assert asked["reranker"] == "own-colbert"
    assert asked["took_ms"]["rerank"] > 0
    assert asked["hits"][0]["why"]["rerank"]["rank"] == 1
    assert unasked["reranker"] is refused["reranker"] is None
    assert unasked["hits"][0]["why"]["rerank"] is None


def test_a_search_explains_its_first_hits(late: Home, run: Run) -> None:
    """Which words are answered, and how the score adds up; a word that stands nowhere is named."""
    said = run("search", "rent elephant", "--rerank", "--explain")

    assert "late interaction: rank 1, MaxSim" in said.out
    assert "nothing for “elephant”" in said.out
    assert "by what every query has" in said.out


def test_a_hit_says_what_answers_each_word(late: Home, run: Run) -> None:
    """`why` with a hit of the last search and a question, for people and for programs."""
    run("search", "rent")

    said = run("why", "1", "rent elephant")
    document = run("why", "1", "rent elephant", "--json").json["explanation"]

    assert "nothing for “elephant”" in said.out
    assert document["method"] == "late"
    assert document["uncovered"] == ["elephant"]
    assert sum(word["score"] for word in document["words"]) + document["rest"] == pytest.approx(document["score"])
    start, end = document["highlights"][0]
    assert document["passage"][start:end].lower().startswith("rent")


def test_the_model_that_ranks_again_is_chosen_and_listed(late: Home, run: Run) -> None:
    """It is measured first; the list and the doctor name it."""
    used = run("models", "use", "own-colbert", "--json").json
    listed = {model["id"]: model for model in run("models", "--json").json}
    checks = {check["name"]: check for check in run("doctor", "--json").json["checks"]}

    assert used["reranker"] == "own-colbert"
    assert used["query_ms"] > 0
    assert listed["own-colbert"]["answers"]
    assert (
        run("config", "get", "reranker").out.startswith("reranker = own-colbert")
        or "own-colbert" in run("config", "get", "reranker").out
    )
    assert checks["ranks again"]["said"].startswith("own;")
    assert checks["token vectors"]["sound"]


def test_a_damaged_cache_is_said(late: Home, run: Run) -> None:
    """By the doctor; the next search makes it anew."""
    run("search", "the rent", "--rerank")
    late.late_path.write_bytes(b"This is no database. " * 1000)
    for suffix in ("-wal", "-shm"):
        Path(f"{late.late_path}{suffix}").unlink(missing_ok=True)

    checks = {check["name"]: check for check in run("doctor", "--json").json["checks"]}

    assert not checks["token vectors"]["sound"]


@pytest.mark.parametrize("value", ["sometimes", "", "yes"])
def test_a_setting_takes_its_choices_alone(library: Home, run: Run, value: str) -> None:
    """A slip is said with the right form."""
    said = run("config", "set", "rerank", value)

    assert said.code == 2
    assert "auto, always, off" in said.err
