"""Tables of comma- and tab-separated values."""

from __future__ import annotations

from extract.reading import document

from lfmsearch.chunk import chunked
from lfmsearch.extract.tables import column_names
from lfmsearch.types import Locator


def test_a_csv_is_a_table():
    """Rows are lines, cells are joined, empty rows keep the count."""
    found = document("name;rent\nAnna;1.200\n\nBo;900\n", "rent.csv").sections[0]

    assert found.style == "table"
    assert found.text == "name | rent\nAnna | 1.200\n\nBo | 900"
    assert found.locator == Locator(row=1)


def test_a_long_table_says_its_columns_everywhere():
    """Each piece of it knows what the columns are, and its own row."""
    rows = "\n".join(f"Person {number},{number * 10},Via Roma {number}" for number in range(2, 400))
    found = document(f"name,rent,street\n{rows}\n", "rent.csv")

    pieces = chunked(found, name="rent.csv")

    assert len(pieces) > 5
    for piece in pieces:
        assert "name | rent | street" in piece.passage()
        assert piece.text.count("name | rent") <= 1
    for piece in pieces[1:]:
        assert piece.text.startswith(f"Person {piece.locator.row} ")


def test_columns_are_named_only_where_it_shows():
    """A line of words above figures names them, also below a title; among words alone nobody can tell."""
    assert column_names(["Rent 2024", "", "name | rent", "Anna | 1.200", "Bo | 900"]) == "name | rent"
    assert column_names(["Anna | Rome", "Bo | Oslo", "Cy | Bonn"]) == ""
    assert column_names(["1 | 2", "3 | 4"]) == ""
    assert column_names([]) == ""


def test_a_cell_may_hold_lines():
    """They are one cell of one row."""
    found = document('name,note\nAnna,"pays\nlate"\nBo,\n', "a.csv").sections[0]

    assert found.text == "name | note\nAnna | pays late\nBo"


def test_a_mark_that_is_no_quotation_costs_no_rows():
    """A cell that begins with an inch mark does not swallow the rest of the table."""
    rows = "\n".join(f"{number},pipe" for number in range(2_000))

    found = document(f'size,thing\n"1,rod\n{rows}\n', "a.csv").sections

    assert "1999 | pipe" in found[-1].text.split("\n")


def test_a_table_without_end_is_cut_and_says_so():
    """The first rows are kept."""
    found = document("a,1\n" * 60_000, "a.csv")

    assert found.problem == "Only its first 50,000 rows were read."
    assert sum(item.text.count("\n") + 1 for item in found.sections) == 50_000
