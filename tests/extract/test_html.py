from __future__ import annotations

import time

from extract.reading import document

from lfmsearch.types import Person

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title> Our
 house </title><meta name="author" content="Anna Rossi"><meta name="keywords" content="rent, home">
<meta property="article:published_time" content="2024-03-01T09:12:00Z"><style>p {color: red}</style></head>
<body><nav><a>Home</a></nav><main><h1>Boiler</h1><p>Pressure is <b>1.5</b>&nbsp;bar&hellip;</p>
<script>if (a < b) { "<p>no</p>" }</script>
<h2>Costs</h2><table><tr><th>Part</th><th>Price</th></tr><tr><td>Valve<br>new</td><td>30</td></tr></table>
<ul><li>one</li><li>two</li></ul><pre>x = 1
  y = 2</pre></main><footer>Imprint</footer></body></html>"""


def test_a_page_gives_what_its_reader_sees():
    """Headings, tables, lists and code; no scripts, styles or navigation."""
    page = document(PAGE, "a.html")

    assert page.title == "Our house"
    assert page.people == (Person("Anna Rossi", "", "author"),)
    assert page.tags == ("rent", "home")
    assert page.date is not None
    assert [(item.text, item.headings, item.style) for item in page.sections] == [
        ("Pressure is 1.5 bar…", ("Boiler",), "prose"),
        ("Part | Price\nValve new | 30", ("Boiler", "Costs"), "table"),
        ("- one\n- two", ("Boiler", "Costs"), "prose"),
        ("x = 1\n  y = 2", ("Boiler", "Costs"), "code"),
    ]


def test_the_charset_of_a_page_is_what_fits_its_bytes():
    """A meta tag is believed when the bytes allow it."""
    russian = "<meta charset=koi8-r><p>Договор аренды</p>"

    assert document(russian.encode("koi8-r"), "a.html").sections[0].text == "Договор аренды"
    assert document("<meta charset=iso-8859-1><p>Straße</p>", "a.html").sections[0].text == "Straße"


def test_a_script_that_is_never_closed_does_not_swallow_the_page():
    """The text outside of tags is kept."""
    assert "words" in document("<script>var a = 1; <p>words</p>", "a.html").sections[0].text


def test_deep_nesting_costs_no_more_than_its_length():
    """A hundred thousand divs and tables in tables are read in moments, and the text in them is found."""
    start = time.process_time()

    divs = document("<div>" * 100_000 + "deep" + "</div>" * 100_000, "a.html")
    tables = document("<table><tr><td>x" * 5_000 + "deep", "b.html")

    assert divs.sections[0].text == "deep"
    assert any("deep" in item.text for item in tables.sections)
    assert time.process_time() - start < 20  # one second and a half; quadratic work would take minutes


def test_rows_of_one_cell_are_paragraphs():
    """Pages laid out with tables are not tables."""
    found = document("<table><tr><td>First part.</td></tr><tr><td>Second part.</td></tr></table>", "a.html").sections

    assert [(item.text, item.style) for item in found] == [("First part.\n\nSecond part.", "prose")]


def test_the_date_that_search_engines_are_told_is_the_date():
    """In JSON inside a script; what the page says itself goes first."""
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-01T09:12:00+01:00"}</script>'
    said = '<meta property="article:published_time" content="2023-01-02">'

    found = document(f"<html>{script}<p>rent</p>", "a.html")
    own = document(f"<html>{said}{script}<p>rent</p>", "a.html")

    assert found.date is not None
    assert found.date.isoformat() == "2024-03-01T09:12:00+01:00"
    assert own.date is not None
    assert own.date.year == 2023


def test_a_page_with_stray_bytes_is_a_page():
    """Pages that were carved out of a disk or a damaged mail hold zeros; their beginning says what they are."""
    found = document(b"<HTML><BODY><P>Hello \x00\x07\x02 plumber</P>" + b"\x00" * 50 + b"</BODY></HTML>", "a.html")

    assert found.type == "html"
    assert "plumber" in found.sections[0].text


def test_the_description_of_a_page_is_text_at_its_end():
    """Unless the page says the same."""
    page = (
        '<html><head><meta name="description" content="{}"></head><body><p>How to bleed a  radiator.</p></body></html>'
    )

    assert [item.text for item in document(page.format("Advice for tenants"), "a.html").sections] == [
        "How to bleed a radiator.",
        "Advice for tenants",
    ]
    assert len(document(page.format("How to bleed a radiator."), "a.html").sections) == 1
