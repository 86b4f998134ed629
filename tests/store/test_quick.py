"""The words leg while one types: the same scores, out of few rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.filled import Filled, file, fresh

from lfmsearch.store import quick
from lfmsearch.store.quick import Glance, QuickWords
from lfmsearch.store.scope import EVERYTHING, scope_of
from lfmsearch.types import Filter


def glance(filled: Filled, *words: str, limit: int = 100) -> Glance:
    made = QuickWords(filled.words)
    return made.ranked(made.wanted(words, "en"), EVERYTHING, limit)


def titles(filled: Filled, *words: str) -> list[str]:
    found = [match.document_id for match in glance(filled, *words).found]
    documents = filled.reader.documents(found)
    return [documents[number].title for number in found]


@pytest.fixture
def letters(filled: Filled) -> Filled:
    """Some letters, of one subject each."""
    for name, text in (
        ("boiler", "the boiler lost pressure and was repaired"),
        ("invoices", "two invoices for the repair of the boiler"),
        ("rent", "the rent is due and the boiler is not"),
        ("garden", "roses and an apple tree"),
    ):
        filled.put(f"/home/anna/{name}.txt", file(name), texts=[text])
    return filled


# Words with digits have no other forms, so that both ways look up the same.
@given(
    st.lists(st.lists(st.sampled_from(["a1", "b2", "c3", "d4"]), min_size=1, max_size=12), min_size=1, max_size=8),
    st.lists(st.sampled_from(["a1", "b2", "c3"]), min_size=1, max_size=3, unique=True),
)
@settings(max_examples=25, deadline=None)
def test_what_is_found_has_the_score_of_the_whole_search(texts: list[list[str]], asked: list[str]) -> None:
    """So that nothing moves when the whole question is asked."""
    with fresh() as filled:
        for number, words in enumerate(texts):
            filled.put(f"/home/anna/{number}.txt", file(f"t{number}x", key=f"b2:{number}"), texts=[" ".join(words)])
        whole = {m.page_id: m.score for m in filled.words.ranked(filled.words.terms(asked), EVERYTHING, 100)}
        found = {m.page_id: m.score for m in glance(filled, *asked).found}

        assert found == {row: pytest.approx(whole[row], abs=1e-5) for row in found}
        assert bool(found) == bool(whole)


def test_an_unfinished_word_finds_what_begins_so(letters: Filled) -> None:
    """And so does the word that is whole."""
    assert set(titles(letters, "boi*")) == {"boiler", "invoices", "rent"}
    assert titles(letters, "invoices*") == ["invoices"]
    assert titles(letters, "xyz*") == []


def test_forms_of_a_word_are_found(letters: Filled) -> None:
    """As in the whole search."""
    assert titles(letters, "invoice") == ["invoices"]


def test_what_holds_every_word_is_known(letters: Filled) -> None:
    """In whatever form it holds them."""
    seen = glance(letters, "boiler", "rent", "pressu*")
    whole = glance(letters, "boiler", "repair", "pressu*")

    assert seen.found
    assert not seen.whole
    assert whole.whole == {whole.found[0].document_id}


def test_filters_hold(letters: Filled) -> None:
    """Nothing outside them is looked at."""
    made = QuickWords(letters.words)

    def found(name: str) -> list[str]:
        scope = made.scoped(scope_of([Filter("name", "=", name)]))
        seen = made.ranked(made.wanted(["boiler"], "en"), scope, 10).found
        return [letters.reader.documents([match.document_id])[match.document_id].title for match in seen]

    assert found("rent") == ["rent"]
    assert found("invoices") == ["invoices"]
    letters.put("/home/anna/rent two.txt", file("new"), texts=["another boiler"])
    assert sorted(found("rent")) == ["new", "rent"]


def test_among_many_rows_those_that_are_called_so_are_looked_at(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However late they were written."""
    monkeypatch.setattr(quick, "MOST_SCORED", 8)
    for number in range(20):
        filled.put(f"/home/anna/{number}.txt", file(f"letter {number}"), texts=["of the budget"])
    filled.put("/home/anna/z.txt", file("budget"), texts=["figures"])

    found = titles(filled, "budg*")

    assert found[0] == "budget"
    assert len(found) <= 8 + 4


@pytest.mark.parametrize(
    "word", ['"', "*", "a*", "-", "日*", "日本", "1.0.21*", "read_file", "l'emp*", "\x01", "AND", "NEAR("]
)
def test_nothing_typed_breaks_it(letters: Filled, word: str) -> None:
    """Whatever FTS5 would make of it."""
    assert glance(letters, word, "boiler").found
