"""Test sets are read as they are found, and what is wrong with them is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.errors import BadQuery, UserError
from lfmsearch.evaluate.dataset import Entry, load, only, write_files
from lfmsearch.evaluate.run import evaluate, plain
from lfmsearch.system.paths import Home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of four documents, two of them the same text, and three questions, one of them not judged."""
    path = tmp_path / "pets"
    path.mkdir()
    documents = [
        {"_id": "d1", "title": "Zebra", "text": "The zebra runs.", "lang": "en"},
        {"_id": "d/2", "title": "", "text": "The quagga sleeps.\u2028It dreams.", "lang": "en"},
        {"_id": "d3", "title": "Zebra", "text": "The zebra runs.", "lang": "en"},
        {"_id": "d4", "title": "Tapir", "text": "Der Tapir schläft.", "lang": "de"},
    ]
    questions = [
        {"_id": "q1", "text": "zebra: runs -fast?", "lang": "en"},
        {"_id": "q2", "text": "quagga", "lang": "en"},
        {"_id": "q3", "text": "Tapir", "lang": "de"},
        {"_id": "unjudged", "text": "none"},
    ]
    for name, rows in (("corpus", documents), ("queries", questions)):
        (path / f"{name}.jsonl").write_text(
            "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
        )
    (path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td3\t1\nq2\td/2\t2\nq3\td4\t1\n")
    return path


def test_a_set_is_read_with_its_judged_questions(folder: Path) -> None:
    """With or without a header; a line separator inside a text is text."""
    found = load(folder)

    assert [entry.id for entry in found.documents] == ["d1", "d/2", "d3", "d4"]
    assert found.documents[1] == Entry("d/2", "", "The quagga sleeps.\u2028It dreams.", "en")
    assert [entry.id for entry in found.queries] == ["q1", "q2", "q3"]
    assert found.qrels["q1"] == {"d1": 1, "d3": 1}
    (folder / "qrels.tsv").write_text("q2\t0\td1\t1\n")
    assert load(folder).qrels == {"q2": {"d1": 1}}


def test_one_language_can_be_taken(folder: Path) -> None:
    """Documents and questions in it."""
    german = only(load(folder), "de")

    assert (german.name, [d.id for d in german.documents], [q.id for q in german.queries]) == (
        "pets:de",
        ["d4"],
        ["q3"],
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("corpus.jsonl", '{"_id": "a"}', "Line 1 of .*corpus.jsonl"),
        ("corpus.jsonl", '{"_id": "a", "text": "x"}\n{', "Line 2 of .*corpus.jsonl"),
        ("queries.jsonl", "[]", "Line 1 of .*queries.jsonl"),
        ("qrels.tsv", "q1\td1\t1\nq2", "Line 2 of .*qrels.tsv"),
        ("qrels.tsv", None, "qrels.tsv cannot be read"),
    ],
)
def test_what_is_wrong_with_a_set_is_said(folder: Path, name: str, content: str | None, said: str) -> None:
    """File and line are named."""
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content)

    with pytest.raises(UserError, match=said):
        load(folder)


def test_documents_become_files_whose_names_help_nobody(folder: Path, tmp_path: Path) -> None:
    """What is there already stays untouched, what no longer belongs goes."""
    found = load(folder)
    names = write_files(found, tmp_path / "files")
    first = {path: path.stat().st_mtime_ns for path in (tmp_path / "files").iterdir()}
    (tmp_path / "files/stray.txt").write_text("x")

    assert write_files(found, tmp_path / "files") == names
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "files").iterdir()} == first
    assert sorted(entry for entries in names.values() for entry in entries) == ["d/2", "d1", "d3", "d4"]
    assert not any("zebra" in name.lower() for name in names)


@given(st.text(st.sampled_from('abc "“”-:*() OR kind: date:x from?!…é日本\n\t'), max_size=40))
def test_a_question_is_never_read_as_operators(text: str) -> None:
    """It may be empty of words, and is then said to be; it is never a filter or a minus."""
    try:
        query = plain(text)
    except BadQuery:
        assert not any(char.isalnum() for char in text)
        return
    assert (query.filters, query.phrases, query.without) == ((), (), ())


def test_a_set_is_measured_without_touching_the_users_index(home: Home, folder: Path) -> None:
    """Without a model, words alone; copies of a text stand together; the second run reads nothing."""
    found = evaluate(folder, home=home)

    assert (found.dataset, found.documents, found.queries, found.model) == ("pets", 4, 3, "")
    assert found.modes["words"] == {
        "ndcg@10": 1.0,
        "recall@10": 1.0,
        "recall@20": 1.0,
        "recall@100": 1.0,
        "mrr@10": 1.0,
    }
    assert found.modes["meaning"] is found.modes["hybrid"] is found.modes["rerank"] is None
    assert found.by_language["de"]["words"]["mrr@10"] == 1.0
    assert not home.index_path.exists()
    assert evaluate(folder, home=home).as_json() == found.as_json()


def test_the_index_may_be_kept_behind_a_link(folder: Path, home: Home, tmp_path: Path) -> None:
    """On another disk, say: its files are still known for those of the set."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "kept").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    found = evaluate(folder, home=home, kept=tmp_path / "kept")

    assert found.modes["words"] is not None
    assert found.modes["words"]["ndcg@10"] > 0.9
