"""The block in memory and the look-up in SQL say what plain arithmetic says, of exactly what is in scope."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.filled import DIMENSIONS, Filled, file, fresh, vector

from lfmsearch.store import vectors as module
from lfmsearch.store.scope import EVERYTHING, Scope, scope_of
from lfmsearch.store.vectors import MeaningMatch, Vectors, quantized
from lfmsearch.types import Filter

QUERY = np.random.default_rng(7).standard_normal(DIMENSIONS).astype(np.float32)
MARKDOWN = scope_of([Filter("type", "=", "md")])
SAID = st.sampled_from([f"text {n}" for n in range(12)])
TEXTS = st.lists(st.lists(SAID, min_size=1, max_size=4, unique=True), min_size=1, max_size=8)


def brute(filled: Filled, query: npt.NDArray[np.float32], only: set[int] | None = None) -> dict[int, float]:
    """The best cosine of each Document, from its texts alone."""
    row = quantized(query[None, :])[0].astype(np.float64)
    best: dict[int, float] = {}
    for document, text in filled.connection.execute("SELECT document_id, text FROM chunk WHERE hash IS NOT NULL"):
        value = vector(text).astype(np.float64)
        cosine = float(row @ value / np.linalg.norm(row) / np.linalg.norm(value))
        if only is None or document in only:
            best[document] = max(best.get(document, -1.0), cosine)
    return best


def told(matches: list[MeaningMatch]) -> dict[int, float]:
    assert [match.cosine for match in matches] == sorted((match.cosine for match in matches), reverse=True)
    return {match.document_id: match.cosine for match in matches}


def embedded(filled: Filled) -> Vectors:
    generation = filled.writer.generation("R", "r", DIMENSIONS)
    filled.embed_all(generation)
    return Vectors(filled.connection, generation, DIMENSIONS)


def fill(filled: Filled, documents: list[list[str]]) -> None:
    """Every second Document is Markdown; texts are shared between Documents."""
    for number, texts in enumerate(documents):
        kind = "md" if number % 2 else "txt"
        filled.put(f"/home/anna/{number}.{kind}", file(f"{number}.{kind}"), texts=texts)
        filled.connection.execute("UPDATE document SET type = ? WHERE title = ?", (kind, f"{number}.{kind}"))


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_the_block_agrees_with_plain_arithmetic(documents: list[list[str]]) -> None:
    """Every Document, with the cosine of its best passage, best first."""
    with fresh() as filled:
        fill(filled, documents)

        matches = embedded(filled).compared(QUERY).nearest(EVERYTHING, 100)

        assert told(matches) == pytest.approx(brute(filled, QUERY), abs=1e-4)


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_a_filtered_answer_is_the_unfiltered_one_with_others_left_out(documents: list[list[str]]) -> None:
    """From the block as from SQL, also where a Document outside shares a passage with one inside."""
    with fresh() as filled:
        fill(filled, documents)
        inside = {number for (number,) in filled.connection.execute("SELECT id FROM document WHERE type = 'md'")}
        vectors = embedded(filled)
        assert vectors.is_small(MARKDOWN)
        in_sql = vectors.compared(QUERY).nearest(MARKDOWN, 100)

        everything = told(vectors.compared(QUERY).nearest(EVERYTHING, 100))
        assert not vectors.is_small(MARKDOWN)
        in_block = vectors.compared(QUERY).nearest(MARKDOWN, 100)

        expected = {number: cosine for number, cosine in everything.items() if number in inside}
        assert told(in_block) == pytest.approx(expected, abs=1e-6)
        assert told(in_sql) == pytest.approx(expected, abs=1e-4)
        assert [match.ordinal for match in in_block] == [match.ordinal for match in in_sql]


def test_the_limit_counts_documents(filled: Filled) -> None:
    """Where one Document holds all the nearest passages, the others still fill the list."""
    filled.put("/home/anna/long.txt", file("long"), texts=[f"passage {n}" for n in range(300)])
    for number in range(5):
        filled.put(f"/home/anna/{number}.txt", file(str(number)), texts=[f"short {number}"])
    vectors = embedded(filled)

    matches = vectors.compared(QUERY).nearest(EVERYTHING, 4)

    expected = sorted(brute(filled, QUERY).values(), reverse=True)[:4]
    assert [match.cosine for match in matches] == pytest.approx(expected, abs=1e-4)


def test_of_a_passage_embedded_in_parts_the_best_one_counts(filled: Filled) -> None:
    """A text too long for a model has several vectors."""
    filled.put("/home/anna/a.txt", file("a"), texts=["long"])
    generation = filled.writer.generation("R", "r", DIMENSIONS)
    ((key, _, _),) = filled.reader.unembedded(generation, limit=1, tried=False)
    far = quantized(-QUERY[None, :])
    near = quantized(QUERY[None, :])
    filled.writer.embedded(generation, [(key, np.concatenate([far, near, far]))])
    vectors = Vectors(filled.connection, generation, DIMENSIONS)

    small = vectors.compared(QUERY).nearest(Scope("SELECT id FROM document"), 9)
    whole = vectors.compared(QUERY).nearest(EVERYTHING, 9)

    assert [match.cosine for match in small] == pytest.approx([1.0], abs=1e-3)
    assert [match.cosine for match in whole] == pytest.approx([1.0], abs=1e-3)


def test_what_is_added_and_what_goes_is_seen_by_the_next_look_up(filled: Filled) -> None:
    """The block follows the rows: after additions, after deletions, after as many of each, after everything is gone."""
    filled.put("/home/anna/a.txt", file("a"), texts=["one", "two"])
    vectors = embedded(filled)
    generation = filled.writer.generation("R", "r", DIMENSIONS)

    def agrees() -> None:
        assert told(vectors.compared(QUERY).nearest(EVERYTHING, 99)) == pytest.approx(brute(filled, QUERY), abs=1e-4)

    agrees()
    for number in range(30):
        filled.put(f"/home/anna/{number}.txt", file(str(number)), texts=[f"more {number}"])
    filled.embed_all(generation)
    agrees()
    filled.writer.forget(["/home/anna/7.txt"])
    agrees()
    filled.put("/home/anna/new.txt", file("new"), texts=["new"])
    filled.writer.tidy()
    filled.embed_all(generation)
    agrees()
    filled.writer.forget([f"/home/anna/{name}.txt" for name in ("a", "new", *range(30))])
    assert vectors.compared(QUERY).nearest(EVERYTHING, 9) == []
    filled.writer.tidy()
    assert vectors.compared(QUERY).nearest(EVERYTHING, 9) == []


def test_what_is_deleted_is_gone_before_it_is_tidied(filled: Filled) -> None:
    """A vector whose Chunk is gone is never looked up again."""
    filled.put("/home/anna/a.txt", file("a"), texts=["one"])
    filled.put("/home/anna/b.txt", file("b"), texts=["two"])
    vectors = embedded(filled)
    gone = filled.reader.documents_at("/home/anna/a.txt")
    comparison = vectors.compared(QUERY)
    assert len(comparison.nearest(EVERYTHING, 9)) == 2

    filled.writer.forget(["/home/anna/a.txt"])

    assert [match.document_id for match in comparison.nearest(EVERYTHING, 9)] == filled.reader.documents_at(
        "/home/anna/b.txt"
    )
    assert comparison.chunks_of(gone) == []


def test_an_empty_generation_answers_nothing(filled: Filled) -> None:
    """No block, no rows, no error."""
    filled.put("/home/anna/a.txt", file("a"), texts=["one"])
    vectors = Vectors(filled.connection, filled.writer.generation("R", "r", DIMENSIONS), DIMENSIONS)

    assert vectors.compared(QUERY).nearest(EVERYTHING, 9) == []
    assert vectors.compared(QUERY).nearest(MARKDOWN, 9) == []
    assert vectors.compared(QUERY).chunks_of([1]) == []
    assert vectors.deviation() == module.TYPICAL_DEVIATION


def test_another_generations_vectors_are_never_compared(filled: Filled) -> None:
    """Two models' vectors lie side by side while one is being built."""
    filled.put("/home/anna/a.txt", file("a"), texts=["one"])
    embedded(filled)
    second = filled.writer.generation("R2", "r2", DIMENSIONS)

    assert Vectors(filled.connection, second, DIMENSIONS).compared(QUERY).nearest(EVERYTHING, 9) == []


def test_chunks_of_gives_every_passage_of_a_document(filled: Filled) -> None:
    """By the block as by SQL, so that the passage shown is chosen from all."""
    filled.put("/home/anna/a.txt", file("a"), texts=["one", ">quoted", "three"])
    vectors = embedded(filled)

    by_sql = vectors.compared(QUERY).chunks_of([1])
    comparison = vectors.compared(QUERY)
    comparison.nearest(EVERYTHING, 1)
    by_block = comparison.chunks_of([1])

    assert sorted(match.ordinal for match in by_sql) == sorted(match.ordinal for match in by_block) == [1, 3]
    assert {m.ordinal: m.cosine for m in by_sql} == pytest.approx({m.ordinal: m.cosine for m in by_block}, abs=1e-4)


@given(st.integers(1, 6), st.integers(1, 64), st.integers(0, 2**32 - 1))
def test_quantizing_keeps_the_direction(rows: int, dimensions: int, seed: int) -> None:
    """The largest component becomes 127, and the cosine to the original stays above 0.999."""
    values = np.random.default_rng(seed).standard_normal((rows, dimensions)).astype(np.float32)

    small = quantized(values)

    assert small.dtype == np.int8
    assert (np.abs(small.astype(np.int16)).max(axis=1) == 127).all()
    for one, other in zip(values, small.astype(np.float32), strict=True):
        assert float(one @ other / np.linalg.norm(one) / np.linalg.norm(other)) > 0.999


def test_the_deviation_is_of_the_cosines_between_passages(filled: Filled) -> None:
    """It agrees with the deviation over all pairs."""
    texts = [f"passage {n}" for n in range(200)]
    filled.put("/home/anna/a.txt", file("a"), texts=texts)
    rows = np.stack([vector(text) for text in texts]).astype(np.float64)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    expected = (rows @ rows.T)[np.triu_indices(200, 1)].std()

    assert embedded(filled).deviation() == pytest.approx(expected, rel=1e-3)


def test_around_are_the_passages_of_the_page(filled: Filled) -> None:
    """All of a page with its Document, page by page; of a book only those near the match."""
    book = [f"line {n}" for n in range(40)]
    filled.put("/home/anna/book.txt", file("book"), texts=book)
    filled.put("/home/anna/note.txt", file("note"), texts=["one", "two"])
    comparison = embedded(filled).compared(QUERY)
    (second, note) = (MeaningMatch(1, 20, 0.0, 0), MeaningMatch(2, 1, 0.0, 0))

    documents, rows = comparison.around([second, note])

    assert documents.tolist() == [1] * 16 + [2] * 2
    expected = np.stack([vector(text) for text in [*book[16:32], "one", "two"]]).astype(np.float32)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert rows == pytest.approx(expected, abs=0.02)  # vectors are kept as int8
