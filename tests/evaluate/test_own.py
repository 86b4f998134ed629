"""Search measured on one's own index, from one time to the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lfmsearch.errors import UserError
from lfmsearch.evaluate.own import OwnEvaluation, evaluate_own, measures, worse
from lfmsearch.evaluate.run import measurable
from lfmsearch.index import Index
from lfmsearch.system.paths import Home
from lfmsearch.types import Progress

MATTERS = ("boiler", "garden", "taxes", "train", "kitten", "lentil", "wedding", "roof", "glossary", "bicycle")


def filled(home: Home, folder: Path) -> Index:
    folder.mkdir()
    for number, matter in enumerate(MATTERS):
        text = f"# About the {matter}\n\nSomebody explained number {number} of the {matter} patiently during that evening.\n"
        (folder / f"{matter}.md").write_text(text)
    index = Index.open(home)
    index.add(folder)
    index.update(words_only=True)
    return index


def test_what_is_there_is_found_and_the_figures_are_kept(home: Home, tmp_path: Path) -> None:
    """Titles and half remembered sentences; the second time tells what the first one was."""
    seen: list[Progress] = []
    with filled(home, tmp_path / "things") as index:
        first = evaluate_own(index, kept=home.own_path, progress=seen.append)
        second = evaluate_own(index, kept=home.own_path)

    assert first.documents == 10
    assert first.questions == 20
    assert list(first.modes) == ["words"]
    assert first.modes["words"]["recall@10"] == 1.0
    assert first.modes["words"]["mrr@10"] > 0.5
    assert (seen[-1].done, seen[-1].total) == (20, 20)
    assert first.before == {}
    assert second.before["documents"] == 10
    assert home.own_path.stat().st_mode & 0o077 == 0


def test_only_what_the_models_that_are_here_can_do_is_measured(home: Home) -> None:
    """Without a model for it there is no figure for ranking again: it would be that of something else."""
    with Index.open(home) as index:
        status = index.status()

    assert list(measurable(replace(status, model="", reranker=None))) == ["words"]
    assert list(measurable(replace(status, model="m", reranker=None))) == ["words", "meaning", "hybrid"]
    assert list(measurable(replace(status, model="m", reranker="l"))) == ["words", "meaning", "hybrid", "rerank"]


def test_an_empty_index_has_nothing_to_ask_about(home: Home) -> None:
    """It says what to do."""
    with Index.open(home) as index, pytest.raises(UserError, match="nothing to ask about"):
        evaluate_own(index, kept=home.own_path)


def test_figures_are_those_of_the_first_ten() -> None:
    """What is not among them counts nothing."""
    found = measures([1, 2, None, 10], [4.0, 1.0, 2.0, 3.0])

    assert found == {"recall@10": 0.75, "mrr@10": pytest.approx(0.4), "median_ms": 2.5, "p95_ms": 4.0}


def evaluation(recall: float, slow: float = 20.0, model: str = "one") -> OwnEvaluation:
    figures = {"recall@10": recall, "mrr@10": recall, "median_ms": 5.0, "p95_ms": slow}
    return OwnEvaluation(10, 20, model, "1", {"hybrid": figures})


def test_a_fall_is_named_with_what_has_changed() -> None:
    """A change of the model that makes search worse does not pass unseen."""
    said = worse(evaluation(0.9, model="two"), evaluation(0.97).as_json())

    assert said[0] == "hybrid: recall@10 fell from 0.970 to 0.900."
    assert said[-1] == "Since then: model one → two."


def test_chance_and_what_nobody_feels_are_not_named() -> None:
    """A question more or less, some milliseconds."""
    assert worse(evaluation(0.96, slow=60.0), evaluation(0.97).as_json()) == ()
    assert worse(evaluation(0.9), {}) == ()
    assert len(worse(evaluation(0.97, slow=200.0), evaluation(0.97).as_json())) == 2
