"""Operators as chips: taken out of the text when they are finished, and put back letter for letter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.gui.chips import as_you_type, chip_of, query_of, taken, typed_form
from lfmsearch.search.query import parse

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "chips", "rest"),
    [
        ("from:anna ", ["from:anna"], ""),
        ("invoice from:anna last", ["from:anna"], "invoice last"),
        ("invoice from:anna", [], "invoice from:anna"),  # may go on: from:annabel
        ('-type:pdf name:"rent 2024" boiler ', ["-type:pdf", 'name:"rent 2024"'], "boiler "),
        ("kind:cat ", [], "kind:cat "),  # no such kind: it stays, and the answer says so
        ("note: buy milk ", [], "note: buy milk "),
        ("https://example.org ", [], "https://example.org "),
        ('"from:anna ', [], '"from:anna '),
    ],
)
def test_what_is_finished_becomes_a_chip(text, chips, rest) -> None:
    """A space ends an operator; what cannot be read stays where it can be mended."""
    found, left = taken(text, NOW)

    assert [chip.typed for chip in found] == chips
    assert left == rest


def test_a_chip_knows_what_it_says() -> None:
    """Its value as a person reads it, and whether it excludes."""
    assert chip_of("kind:mail", NOW).told == "mail"
    assert chip_of("kind:mail", NOW).field == "kind"
    assert chip_of("-type:pdf", NOW).excluded
    assert chip_of("plain", NOW) is None


@given(
    st.lists(st.sampled_from(["from:anna", "kind:mail", "-type:pdf", "after:2024", 'name:"a b"']), max_size=3),
    st.text("ab c", max_size=8),
)
def test_chips_and_text_are_the_query(operators, text) -> None:
    """Whatever becomes a chip is searched for as before."""
    whole = " ".join([*operators, text])
    chips, rest = taken(whole + " ", NOW)

    again = query_of(chips, rest)

    if operators:
        assert parse(again, now=NOW).filters == parse(whole, now=NOW).filters
        assert parse(again, now=NOW).text == parse(whole, now=NOW).text
    assert len(chips) == len(operators)


def test_values_with_spaces_are_typed_in_quotes() -> None:
    """What a filter writes can be read."""
    assert typed_form("from", "Anna Ròssi") == 'from:"Anna Ròssi"'
    assert typed_form("type", "pdf", excluded=True) == "-type:pdf"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("invo", "invo*"),
        ("the invo", "the invo*"),
        ("from:anna invo", "from:anna invo*"),
        ("invoice ", "invoice "),
        ("a", "a"),
        ("red OR", "red OR"),
        ('"exact phr', '"exact phr'),
        ("from:anna", "from:anna"),
        ("2024", "2024"),
        ("敷金", "敷金*"),
    ],
)
def test_the_last_word_is_still_being_typed(typed, asked) -> None:
    """Results are there before the word is whole."""
    assert as_you_type(typed) == asked
