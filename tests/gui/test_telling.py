"""How a Hit is told: short, in the right order, and nothing lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from gui.found import hit
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from lfmsearch.gui.telling import (
    cells,
    excerpt,
    folder,
    isolated,
    isolated_path,
    place,
    plain,
    smoothed,
    spoken,
    title,
    when,
)
from lfmsearch.types import Person, Snippet

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
BRITISH = QLocale("en_GB")


@pytest.mark.parametrize(
    ("date", "told"),
    [
        (NOW - timedelta(hours=2), "13:00"),
        (NOW - timedelta(days=1), "yesterday"),
        (NOW - timedelta(days=20), "6 Nov"),
        (NOW - timedelta(days=2000), "5 Jun 2021"),
    ],
)
def test_a_date_is_as_short_as_it_is_clear(date, told) -> None:
    """A time today, a day this year, a year before that."""
    assert when(date, NOW, BRITISH) == told


def test_a_date_follows_the_order_of_the_locale() -> None:
    """Month first in America, year first in Japan."""
    assert when(datetime(2021, 6, 4, tzinfo=UTC), NOW, QLocale("en_US")) == "Jun 4, 2021"
    assert when(datetime(2021, 6, 4, tzinfo=UTC), NOW, QLocale("ja_JP")).startswith("2021")


def test_a_folder_below_the_home_begins_with_a_tilde() -> None:
    """And leaves out its middle where it is deep."""
    assert folder("/home/nora/Documents/Flat/Lease.pdf", Path("/home/nora")) == "~/Documents/Flat"
    assert folder("/home/nora/a/b/c/d/e/f.txt", Path("/home/nora")) == "~/a/…/d/e"


def test_names_do_not_turn_their_neighbours_around() -> None:
    """An Arabic name keeps its direction to itself, and a path reads from the left; copied they are as they were."""
    assert isolated("عقد").startswith("\u2068")
    assert isolated_path("~/عقد/a.txt").startswith("\u2066")
    assert plain(isolated("عقد") + isolated_path("~/a")) == "عقد~/a"


def test_a_mail_is_told_by_its_writer_and_an_attachment_by_its_mail() -> None:
    """What one remembers it by."""
    mail = hit("a", kind="mail", people=(Person("Nora", "", "to"), Person("Anna Ròssi", "anna@example.org", "from")))
    attached = hit("b", kind="attachment", inside="Your boiler")

    assert plain(place(mail)) == "Anna Ròssi"
    assert plain(place(attached)) == "in “Your boiler”"


def test_what_has_no_title_is_told_by_its_name() -> None:
    """Nothing is nameless, not even bytes that are no text."""
    assert plain(title(hit("a", title="  ", path="/x/bad\udcff.txt"))) == "bad\ufffd.txt"


def test_a_screen_reader_says_title_place_date_passage() -> None:
    """In the order in which it is read."""
    said = spoken(hit("a", date=datetime(2021, 6, 4, tzinfo=UTC)), NOW)

    assert said.index("Title a") < said.index("/home/a") < said.index("2021") < said.index("the invoice")


TEXTS = st.text(st.sampled_from("ab *_#|-[x] :"), max_size=60)


@st.composite
def snippets(draw: st.DrawFn) -> Snippet:
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return Snippet(text, tuple(zip(cuts[::2], cuts[1::2], strict=False)))


@given(snippets())
def test_marks_of_a_format_go_and_what_is_lit_stays_lit(snippet: Snippet) -> None:
    """The letters that are lit are the same ones as before."""
    shown = smoothed(snippet)

    def lit(of: Snippet) -> str:
        return "".join(char for start, end in of.highlights for char in of.text[start:end] if char in "ab")

    assert lit(shown) == lit(snippet)
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.highlights)
    assert "**" not in shown.text or "**" in snippet.text


def test_emphasis_headings_and_rules_of_tables_are_not_shown() -> None:
    """Nobody reads `|---|---|`."""
    assert (
        smoothed(Snippet("**Valve** is *diverter valve* | a | b | |---|---| | c |")).text
        == "Valve is diverter valve | a | b |  | c |"
    )


@given(snippets(), st.integers(8, 40))
def test_an_excerpt_begins_near_its_first_match(snippet: Snippet, room: int) -> None:
    """However far into the passage it stands."""
    shown = excerpt(snippet, room)

    if snippet.highlights:
        start, end = shown.highlights[0]
        assert shown.text[start:end] == snippet.text[snippet.highlights[0][0] : snippet.highlights[0][1]]
        assert start <= max(room, snippet.highlights[0][0] if shown is snippet else room)


def test_an_attachment_is_told_with_the_name_of_its_file() -> None:
    """What it is called inside says little, and the mail it came with says where to look."""
    attached = hit("a", kind="attachment", inside="Your lease", name="lease-final.pdf")

    assert plain(place(attached)) == "lease-final.pdf in “Your lease”"
    assert plain(place(hit("a", kind="attachment", inside="Your lease"))) == "in “Your lease”"


def test_cells_of_a_table_are_told_apart_by_a_lighter_sign() -> None:
    """What is lit stays lit, also where the passage begins between two cells."""
    assert cells(Snippet("rent | 1045 | paid", ((7, 11),))) == Snippet("rent · 1045 · paid", ((7, 11),))
    assert cells(Snippet("… | 1045 | paid", ((4, 8),))) == Snippet("…1045 · paid", ((1, 5),))
    assert cells(Snippet("| Who | | 0131 |", ((2, 5),))) == Snippet("Who · 0131", ((0, 3),))
