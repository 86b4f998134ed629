"""BM25 of rows by words, against FTS5's own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.filled import Filled, file, fresh

from lfmsearch.store import bm25
from lfmsearch.store.bm25 import WEIGHTS
from lfmsearch.store.terms import grouped, phrase, quoted
from lfmsearch.store.words import Term

WORDS = ("boiler", "boilers", "lease", "rent", "rental", "zebra", "über", "本")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
expressions = st.one_of(
    st.sampled_from(WORDS).map(quoted),
    st.sampled_from(WORDS).map(lambda word: quoted(word[:3]) + "*"),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=2).map(" ".join).map(phrase),
    st.just(grouped(("boiler", "boilers"))),
)


def by_fts5(filled: Filled, terms: Sequence[Term]) -> dict[int, float]:
    """What the rows score by `bm25()`, each term a query of its own."""
    scores: dict[int, float] = {}
    for term in terms:
        sql = f"SELECT rowid, bm25(word, {', '.join(map(str, WEIGHTS))}) FROM word WHERE word MATCH ?"
        for row, score in filled.searching.execute(sql, (term.expression,)):
            scores[row] = scores.get(row, 0.0) - term.weight * score
    return scores


def terms_of(filled: Filled, looked_up: Sequence[str]) -> list[Term]:
    return [filled.words.term(expression, "", 0.5 + place) for place, expression in enumerate(looked_up)]


def ranked(filled: Filled, terms: Sequence[Term], **narrowed: Sequence[str]) -> dict[int, float]:
    return dict(bm25.Bm25(filled.searching).best(terms, 99, **narrowed))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(texts, texts), min_size=1, max_size=8),
    st.lists(expressions, min_size=1, max_size=4, unique=True),
)
def test_every_row_scores_what_fts5_says(written: list[tuple[str, str]], looked_up: list[str]) -> None:
    """Words, beginnings, phrases and groups of words, in titles and in texts, also when something was replaced and forgotten."""
    with fresh() as filled:
        for number, (title, text) in enumerate(written):
            filled.put(f"/{number}", file(title, key=f"b2:{number}"), texts=[text])
        terms = terms_of(filled, looked_up)
        assert ranked(filled, terms) == pytest.approx(by_fts5(filled, terms))

        filled.put("/0", file(written[-1][0], key="b2:again"), texts=["lease boiler", "zebra"])
        terms = terms_of(filled, looked_up)
        assert ranked(filled, terms) == pytest.approx(by_fts5(filled, terms))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(texts, min_size=1, max_size=8),
    st.lists(st.lists(expressions, min_size=1, max_size=2), min_size=1, max_size=3),
    st.lists(expressions, max_size=3, unique=True),
)
def test_rows_that_hold_one_of_each_group_are_those_fts5_finds(
    written: list[str], groups: list[list[str]], asked_before: list[str]
) -> None:
    """Whether or not it is known already where the words stand; of the rows that were named alone."""
    with fresh() as filled:
        for number, text in enumerate(written):
            filled.put(f"/{number}", file("", key=f"b2:{number}"), texts=[text])
        looked = bm25.Bm25(filled.searching)
        if asked_before:
            looked.best(terms_of(filled, asked_before), 99)
        rows = [row for (row,) in filled.searching.execute("SELECT id FROM page")][:-1]
        match = " AND ".join(f"({' OR '.join(group)})" for group in groups)
        found = {row for (row,) in filled.searching.execute("SELECT rowid FROM word WHERE word MATCH ?", (match,))}

        assert looked.holding(groups, rows) == sorted(found.intersection(rows))


def test_the_best_come_first_and_equal_ones_in_the_order_of_rows(filled: Filled) -> None:
    """Also where more are equal than are wanted."""
    for number in range(9):
        text = "boiler" if number % 2 else "boiler boiler boiler"
        filled.put(f"/{number}", file("", key=f"b2:{number}"), texts=[text])
    terms = terms_of(filled, [quoted("boiler")])

    everything = bm25.Bm25(filled.searching).best(terms, 99)
    assert everything == sorted(everything, key=lambda found: (-found[1], found[0]))
    assert bm25.Bm25(filled.searching).best(terms, 3) == everything[:3]


def test_a_word_in_very_many_rows_scores_the_same_where_only_some_are_looked_at(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is then looked for in those alone."""
    for number in range(40):
        text = "boiler lease boiler" if number % 10 else "boiler zebra"
        filled.put(f"/{number}", file("", key=f"b2:{number}"), texts=[text])
    terms = terms_of(filled, [quoted("boiler"), quoted("zebra")])
    whole = ranked(filled, terms)

    for times in (1, 100):
        monkeypatch.setattr(bm25, "MANY_TIMES", times)
        some = ranked(filled, terms, holding=[quoted("zebra")])
        assert len(some) == 4
        assert some == pytest.approx({row: whole[row] for row in some})


def test_what_was_written_since_is_counted(filled: Filled) -> None:
    """Where words stand is kept no longer than the index stays as it is, and a little of it at a time."""
    filled.put("/1", file("", key="b2:1"), texts=["boiler"])
    looked = bm25.Bm25(filled.searching)
    (one,) = looked.best(terms_of(filled, [quoted("boiler")]), 9)

    filled.put("/2", file("", key="b2:2"), texts=["boiler"])
    assert [row for row, _ in looked.best(terms_of(filled, [quoted("boiler")]), 9)] == [one[0], one[0] + 1]
