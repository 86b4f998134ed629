"""What was typed, in pieces: where each stands, which become chips, and how a query is put together again."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.test_query import TERM

from lfmsearch.errors import BadQuery
from lfmsearch.search.chips import query_of, settled, taken, typed_form
from lfmsearch.search.pieces import pieces
from lfmsearch.search.query import parse
from lfmsearch.types import Query

NOW = datetime(2024, 5, 15, 14, 30, tzinfo=UTC)
TYPED = st.one_of(st.text(max_size=80), st.lists(TERM, min_size=1, max_size=8).map(" ".join))


def read(typed: str) -> Query | None:
    """The query, None for what cannot be read."""
    try:
        return parse(typed, now=NOW)
    except BadQuery:
        return None


def test_every_piece_says_what_it_is_and_where_it_stands() -> None:
    """Signs and quotes are in its span and not in its text."""
    typed = 'rent －draft from："Anna R" OR “two words'

    found = [(piece.kind, typed[piece.start : piece.end], piece.text) for piece in pieces(typed)]

    assert found == [
        ("word", "rent", "rent"),
        ("word", "－draft", "draft"),
        ("filter", 'from："Anna R"', "Anna R"),
        ("or", "OR", "OR"),
        ("phrase", "“two words", "two words"),
    ]
    assert [piece.excluded for piece in pieces(typed)] == [False, True, False, False, False]
    assert [piece.closed for piece in pieces(typed)] == [True, True, True, True, False]
    assert pieces(typed)[2].field == "from"


@given(TYPED)
def test_pieces_cover_the_text_in_order(typed: str) -> None:
    """Nothing that is typed is in no piece but blanks and marks of direction."""
    position, between = 0, ""
    for piece in pieces(typed):
        assert position <= piece.start < piece.end <= len(typed)
        between += typed[position : piece.start]
        position = piece.end

    assert (between + typed[position:]).strip(
        " \u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ).strip() == ""


@pytest.mark.parametrize(
    ("typed", "chips", "rest"),
    [
        ("from:anna ", ["from:anna"], ""),
        ("invoice from:anna last", ["from:anna"], "invoice last"),
        ('-type:pdf name:"rent 2024" boiler ', ["-type:pdf", 'name:"rent 2024"'], "boiler "),
        ('rent -draft -"old lease" "as typed"', ["-draft", '-"old lease"'], 'rent "as typed"'),
        ("kind:cat boiler", [], "kind:cat boiler"),
        ("note: buy https://example.org", [], "note: buy https://example.org"),
        ('boiler from:"anna', [], 'boiler from:"anna'),
        ("kind:mail OR kind:note boiler", [], "kind:mail OR kind:note boiler"),
        ("請求書　kind：mail", ["kind：mail"], "請求書 "),
    ],
)
def test_what_can_be_read_becomes_a_chip(typed: str, chips: list[str], rest: str) -> None:
    """Filters and what is left out; what cannot be read, is joined by OR or is still open stays."""
    found, left = taken(typed, NOW)

    assert [chip.typed for chip in found] == chips
    assert left == rest


def test_what_is_being_typed_is_no_chip_yet() -> None:
    """At the cursor `from:anna` may become `from:annabel`."""
    assert taken("invoice from:anna", NOW, cursor=17)[0] == ()
    assert [chip.told for chip in taken("invoice from:anna ", NOW, cursor=18)[0]] == ["anna"]
    assert [chip.field for chip in taken("kind:mail from:anna", NOW, cursor=19)[0]] == ["kind"]


@given(TYPED)
def test_chips_and_text_mean_what_was_typed(typed: str) -> None:
    """Taken apart and put together, a query finds the same."""
    chips, rest = taken(typed, NOW)

    again = query_of(chips, rest)

    before, after = read(typed), read(again)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        for part in ("words", "any_of", "phrases", "without"):
            assert getattr(after, part) == getattr(before, part)
        assert set(after.filters) == set(before.filters)
    assert taken(rest, NOW)[0] == ()


def test_folders_are_taken_from_where_the_asker_stands() -> None:
    """A service stands elsewhere; what is no relative folder stays letter for letter."""
    root = os.path.abspath(os.sep)
    here = os.path.join(root, "home", "a b")

    assert settled("rent in:./x -in:.. in:Work in：~/y ./z", here) == (
        f'rent in:"{os.path.join(here, "x")}" -in:{os.path.join(root, "home")} in:Work in：~/y ./z'
    )


@given(st.text(min_size=1, max_size=20))
def test_a_value_is_typed_so_that_it_reads_as_itself(value: str) -> None:
    """Spaces and quotes in the name of a person or a folder break no filter."""
    found = read(typed_form("from", value))

    if found is not None:
        assert [item.field for item in found.filters] == ["from"]
        assert found.words == ()
