"""The sample home, indexed with the real starter model: its questions are answered, its secret is not."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lfmsearch.index import Index
from lfmsearch.system.paths import Home
from lfmsearch.types import Hit

MAKER = Path(__file__).parent.parent / "packaging" / "sample_home"
QUESTIONS: list[dict[str, Any]] = tomllib.loads((MAKER / "questions.toml").read_text("utf-8"))["question"]
SECRET = "marzipan-otter-4471"

pytestmark = pytest.mark.starter


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample home lies."""
    folder = tmp_path_factory.mktemp("sample") / "home"
    subprocess.run([sys.executable, str(MAKER / "make.py"), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def index(place: Path, starter_models: Path) -> Iterator[Index]:
    """Its index, by words and by meaning."""
    with Index.open(Home.at(place.parent / "lfmsearch"), models_dir=starter_models) as opened:
        opened.add(place)
        report = opened.update()
        assert report.complete
        yield opened


def rank(hits: list[Hit], place: Path, question: dict[str, Any]) -> int | None:
    """The place of the first Hit that answers, from 1."""

    def answers(hit: Hit) -> bool:
        path = os.path.relpath(hit.path, place)
        if path == question["answer"] or path.startswith(question["answer"] + "/"):  # a Maildir is a folder
            return "mail" not in question or hit.title == question["mail"]
        return path in question.get("also", ())

    return next((hit.rank for hit in hits if answers(hit)), None)


def asked(name: str) -> list[Any]:
    return [pytest.param(question, id=question["ask"]) for question in QUESTIONS if question.get(name)]


@pytest.mark.parametrize("question", asked("demo"))
def test_a_demo_question_is_answered_first(index: Index, place: Path, question: dict[str, Any]) -> None:
    """In the first place and above the line, by the whole of search, with words that the answer does not hold."""
    hits = list(index.search(question["ask"]))

    assert rank(hits, place, question) == 1
    assert hits[0].related


@pytest.mark.parametrize("nobody_wrote", ["zorblat quintavex", "florn the mibbering dask", "brelk ontuva shimmering"])
def test_what_nobody_wrote_finds_nothing_that_is_related(index: Index, nobody_wrote: str) -> None:
    """The line that lets the weakest demo question through holds back what only looks like words."""
    assert not any(hit.related for hit in index.search(nobody_wrote))


@pytest.mark.parametrize("question", asked("words"))
def test_a_question_by_name_or_number_is_answered_among_the_first_three(
    index: Index, place: Path, question: dict[str, Any]
) -> None:
    """Meaning does not push aside what words find surely."""
    assert (rank(list(index.search(question["ask"])), place, question) or 99) <= 3


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("buton.md", "Button.md"),
        ("2025-05-20.dm", "2025-05-20.md"),
        ("gjsteliste.csv", "Gjesteliste.csv"),
        ("مجرة.txt", "مجدرة.txt"),
        ("ease.pdf", "Lease.pdf"),
    ],
)
def test_a_file_name_with_a_slip_finds_its_file_first(index: Index, typed: str, name: str) -> None:
    """In the body of the name as in its ending."""
    first = next(iter(index.search(typed)))

    assert os.path.basename(first.path).casefold() == name.casefold()


def test_the_secret_is_never_found(index: Index) -> None:
    """It stands only in what nobody searches: builds, packages, ignored files."""
    for mode in ("both", "words", "meaning"):
        for query in (SECRET, f'"{SECRET}"', "TERMBASE_TOKEN", "left-margin pads a string"):
            for hit in index.search(query, mode=mode, limit=50):  # type: ignore[arg-type]
                assert SECRET not in index.passage(hit.id).text
                assert "node_modules" not in hit.path


def test_everything_answers_to_words_and_to_meaning(index: Index) -> None:
    """The index says that it is complete, and is; what could be mended is named, what has no text is counted."""
    status = index.status()

    assert index.check() == []
    assert status.coverage.documents == status.coverage.words == status.coverage.meaning > 80
    assert status.files["pending"] == 0
    named = {os.path.basename(problem.path) for problem in status.problems}
    assert "boarding pass (1).pdf" in named
    assert not {"firmware.bin", "Button on the sill.png"} & named
    assert any("picture" in reason for reason in status.by_name)


def test_the_second_update_does_nothing(index: Index) -> None:
    """And loads no model for it."""
    report = index.update()

    assert (report.added, report.changed, report.removed, report.embedded) == (0, 0, 0, 0)


def test_filters_hold_for_both_legs(index: Index, place: Path) -> None:
    """Whatever comes near in meaning, nothing outside the filter is shown."""
    hits = list(index.search(f"money and the flat in:{place / 'Documents'} type:pdf", limit=50))

    assert hits
    assert all(hit.type == "pdf" and hit.path.startswith(str(place / "Documents")) for hit in hits)
    assert {hit.kind for hit in index.search("invoice kind:mail", limit=50)} == {"mail"}
