from __future__ import annotations

from datetime import datetime

import pytest
from extract.build import added, xlsx
from extract.reading import document

from lfmsearch.extract.looks import PLAIN, Look, look_of, shown

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("General", PLAIN),
        ("#,##0.00", PLAIN),
        ("0%", Look("percent", 0)),
        ("0.0%;[Red]-0.0%", Look("percent", 1)),
        ('"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', Look("money", 2, before="$")),
        ("#,##0.00\\ [$€-407]", Look("money", 2, after="€")),
        ("[$CHF-807] #,##0", Look("money", 0, before="CHF")),
        ("dd/mm/yyyy", Look("date")),
        ("[$-409]d mmm yy", Look("date")),
        ("h:mm", Look("time")),
    ],
)
def test_a_format_code_says_what_a_number_is(code, look):
    """Of the part for positive numbers; what is quoted or in brackets is no date."""
    assert look_of(164, {164: code}) == look


def test_built_in_formats_are_known_by_their_number():
    """Dates, times and percentages are not written out."""
    assert [look_of(number, {}).kind for number in (0, 9, 10, 14, 20)] == ["", "percent", "percent", "date", "time"]


@pytest.mark.parametrize(
    ("amount", "look", "text"),
    [
        (0.125, Look("percent", 1), "12.5%"),
        (0.025, Look("percent", 0), "3%"),
        (-1599.99, Look("money", 2, before="$"), "-$1599.99"),
        (1200.0, Look("money", 2, after="€"), "1200.00 €"),
        (1e300, Look("percent", 2), "1e+302%"),
        (1200.0, PLAIN, "1200"),
        (0.1 + 0.2, PLAIN, "0.3"),
        (45352.0, Look("date"), "2024-03-01"),
        (-3.0, Look("date"), "-3"),
    ],
)
def test_a_number_reads_as_its_cell_shows_it(amount, look, text):
    """Halves go up as in Excel; what cannot be a date is a number."""
    assert shown(amount, look, _EPOCH) == text


def test_a_workbook_shows_percentages_and_money():
    """By the style of each cell."""
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    )
    rows = '<row r="1"><c r="A1" s="1"><v>950</v></c><c r="B1" s="2"><v>0.035</v></c><c r="C1"><v>0.035</v></c></row>'

    found = document(added(xlsx(rows), {"xl/styles.xml": styles}), "a.xlsx")

    assert found.sections[0].text == "950.00 € | 3.50% | 0.035"
