"""Paths of any bytes go in and come out."""

from __future__ import annotations

import os

import apsw
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.store.names import decoded, encoded


@given(st.binary(max_size=60).filter(lambda name: b"\0" not in name))
def test_any_name_a_file_system_gives_comes_back(name: bytes) -> None:
    """Bytes that are no UTF-8 are kept in text that SQLite takes."""
    path = os.fsdecode(name)

    stored = encoded(path)

    stored.encode()
    assert decoded(stored) == path
    assert apsw.Connection(":memory:").execute("SELECT ?", (stored,)).get == stored


@given(
    st.text(st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF)), st.text(st.characters(max_codepoint=0x10EFFF))
)
def test_halves_of_a_pair_come_back(halves: str, rest: str) -> None:
    """Names on Windows are 16-bit units, paired or not."""
    assert decoded(encoded(halves + rest)) == halves + rest


@given(st.text(st.characters(max_codepoint=0x10EFFF, exclude_categories=["Cs"])))
def test_ordinary_names_are_stored_as_they_are(name: str) -> None:
    """They stay readable in the file."""
    assert encoded(name) == name
