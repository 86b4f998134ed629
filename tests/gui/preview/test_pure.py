"""What a preview decides before anything is drawn: which view, which lines, what is folded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gui.found import hit
from gui.preview.passages import passage
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.gui.preview import codelines, marked, reading, sheet
from lfmsearch.gui.preview.matches import Units, around, matches, page_after
from lfmsearch.gui.preview.recipients import lines
from lfmsearch.gui.preview.tabletext import letters, sheets
from lfmsearch.gui.preview.views import is_drawn, views_of
from lfmsearch.types import Person


@pytest.mark.parametrize(
    ("fields", "text", "where", "views"),
    [
        ({"type": "pdf"}, "words", {"page": 1}, ("page", "text")),
        ({"type": "pdf"}, "", {}, ("page",)),
        ({"type": "image"}, "a caption", {}, ("image",)),
        ({"type": "csv"}, "a | b\n1 | 2", {"row": 1}, ("table", "text")),
        ({"type": "xlsx"}, "a remark and no table", {"sheet": "S"}, ("text",)),
        ({"type": "md", "kind": "note"}, "# x", {"line": 1}, ("rich", "text")),
        ({"type": "py"}, "x = 1", {"line": 1}, ("code",)),
        ({"type": "txt"}, "x = 1", {"line": 1}, ("text",)),
        ({"type": "eml", "kind": "mail"}, "Hello", {}, ("text",)),
        ({"type": "docx"}, "Hello", {}, ("text",)),
    ],
)
def test_the_view_is_chosen_by_what_it_is(fields, text, where, views) -> None:
    """And where two make sense, both are offered."""
    assert views_of(passage((text, {"where": where}), **fields)) == views


def test_a_picture_is_asked_for_at_once_only_of_what_can_be_drawn() -> None:
    """The text is not waited for."""
    assert is_drawn(hit("a", type="pdf"))
    assert not is_drawn(hit("a", type="pdf", kind="mail"))
    assert not is_drawn(hit("a", type="docx"))


def test_headings_are_put_back_where_they_begin() -> None:
    """Each once; the title, which stands above already, is none."""
    read = reading.reading(
        passage(
            ("One.", {"breadcrumb": "Title › House"}),
            ("Two.", {"breadcrumb": "Title › House › Roof"}),
            ("Three.", {"breadcrumb": "Title › House › Roof"}),
            at=1,
        )
    )

    assert read.text == "House\nOne.\n\nRoof\nTwo.\n\nThree."
    assert [read.text[a:b] for a, b in read.headings] == ["House", "Roof"]
    assert read.text[slice(*read.passage)] == "Two."


def test_a_sentence_that_was_cut_in_two_makes_no_paragraph() -> None:
    """A part that does not end a sentence goes on in the next line."""
    assert reading.reading(passage(("independent of the", {}), ("Landlord, and sends.", {}))).text == (
        "independent of the\nLandlord, and sends."
    )


def test_what_is_quoted_is_known() -> None:
    """A mail has no headings: its breadcrumb is its subject and its writer."""
    read = reading.reading(
        passage(
            ("It is mended.", {"breadcrumb": "Re: Boiler › Anna"}),
            ("> Is it broken?", {"breadcrumb": "Re: Boiler › Anna", "quoted": True}),
            kind="mail",
            title="Re: Boiler",
        )
    )

    assert read.headings == ()
    assert [read.text[a:b] for a, b in read.quoted] == ["> Is it broken?"]


def test_line_ends_of_every_kind_are_one() -> None:
    """And none is lost or doubled."""
    assert reading.lines_of("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\ne"


def numbered(*parts: tuple[str, int], size: int = 0) -> codelines.Reading:
    return codelines.code(passage(*((text, {"where": {"line": line}}) for text, line in parts), type="py", size=size))


def test_lines_of_code_have_their_numbers() -> None:
    """Counted anew where a part says where it begins, and the blank lines between parts are back."""
    read = numbered(("a\nb", 1), ("c\nd", 4))

    assert read.text == "a\nb\n\nc\nd"
    assert read.numbers == (1, 2, 3, 4, 5)
    assert read.text[slice(*read.passage)] == "a\nb"


def test_blank_lines_that_were_lost_are_back_where_they_can_be_only_there() -> None:
    """Two of them stand before a function; the line where the next part begins proves it."""
    read = numbered(("import a\n\ndef b():\n    c", 1), ("def d():\n    e", 8))

    assert read.text == "import a\n\n\ndef b():\n    c\n\n\ndef d():\n    e"
    assert read.numbers == tuple(range(1, 10))


def test_the_last_part_is_proved_by_the_size_of_the_file() -> None:
    """There is no next one to prove it."""
    text = "import a\n\n\ndef b():\n    c\n"

    assert numbered(("import a\n\ndef b():\n    c", 1), size=len(text)).numbers == (1, 2, 3, 4, 5)
    assert numbered(("import a\n\ndef b():\n    c", 1), size=999).numbers == (1, 0, 0, 0)


def test_no_line_has_a_wrong_number() -> None:
    """Where lost blank lines could stand in several places, the lines after the first of those have none."""
    read = numbered(("a\n\nb", 1), ("c", 8))

    assert read.numbers[:3] == (1, 0, 0)
    assert read.numbers[-1] == 8


TABLE = passage(
    ("Month | Rent\nMay | 985\nJune | 1010", {"where": {"sheet": "Rent", "row": 1}}),
    ("July | 1045", {"where": {"sheet": "Rent", "row": 4}, "breadcrumb": "Title › Rent › Month | Rent"}),
    ("What | Per year\nBroadband | 336", {"where": {"sheet": "Other", "row": 1}}),
    at=1,
    type="xlsx",
)


def test_a_table_is_rows_again_by_sheet() -> None:
    """The names of the columns are no row, and the rows are counted as the file counts them."""
    rent, other = sheets(TABLE)

    assert (rent.name, rent.columns) == ("Rent", ("Month", "Rent"))
    assert rent.rows == [("May", "985"), ("June", "1010"), ("July", "1045")]
    assert rent.numbers == [2, 3, 4]
    assert rent.rows[slice(*rent.passage)] == [("July", "1045")]
    assert (other.name, other.rows, other.passage) == ("Other", [("Broadband", "336")], (0, 0))


def test_a_table_cut_out_of_the_middle_keeps_the_names_of_its_columns() -> None:
    """They stand in its breadcrumb."""
    (cut,) = sheets(passage(("July | 1045", {"where": {"row": 400}, "breadcrumb": "Title › Month | Rent"}), type="csv"))

    assert cut.columns == ("Month", "Rent")
    assert cut.numbers == [400]


def test_figures_are_no_names_of_columns() -> None:
    """A table of data alone has none."""
    (bare,) = sheets(passage(("1 | 2\n3 | 4", {"where": {"row": 1}}), type="csv"))

    assert bare.columns == ()
    assert bare.rows == [("1", "2"), ("3", "4")]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_without_a_name_have_letters(column: int, name: str) -> None:
    """As in any spreadsheet."""
    assert letters(column) == name


def test_many_recipients_are_folded() -> None:
    """Three are named; a fourth alone is no reason to fold."""
    people = tuple(Person(f"P{n}", f"p{n}@example.org", "to") for n in range(4))
    writer = Person("Anna", "a@example.org", "from")

    few = lines(passage(kind="mail", people=(*people, writer)))
    many = lines(passage(kind="mail", people=(*people, replace(people[0], name="P9", address="p9"), writer)))

    assert [(line.role, len(line.people), line.folded) for line in few] == [("from", 1, 0), ("to", 4, 0)]
    assert [(line.role, len(line.people), line.folded) for line in many] == [("from", 1, 0), ("to", 3, 2)]
    assert lines(passage(kind="mail", people=(people[0], people[0])))[0].people == people[:1]


def test_a_note_is_marked_up_at_its_passage() -> None:
    """Headings are back, pictures are their words, lines end where they ended, and a quote is one."""
    note = marked.markdown(
        passage(
            ("Intro.", {"breadcrumb": ""}),
            ("- ![a cat](file:///cat.png) [here](https://x)\n- two", {"breadcrumb": "Title › Tools"}),
            ("Anna Rossi\n27 Saltmarsh Row", {"breadcrumb": "Title › Tools", "quoted": True}),
            at=1,
        )
    )

    assert note == (
        f"Intro.\n\n## Tools\n\n- {marked.BEGIN}a cat [here](https://x)\n- two{marked.END}\n\n"
        "> Anna Rossi  \n> 27 Saltmarsh Row"
    )


def test_the_heading_of_a_short_part_is_a_heading_again() -> None:
    """The index writes it as a line of its own; code is left as it is."""
    assert marked.markdown(passage(("Tools\n- a spade", {}), at=0)) == (
        f"#### {marked.BEGIN}Tools\n\n- a spade{marked.END}"
    )
    fence = "```\nx\ny = 1\n```"
    assert fence in marked.markdown(passage(("a", {}), (fence, {})))


@given(st.text(st.sampled_from("ab \n-#>`|![](){}*_é\U0001f600"), max_size=80))
def test_nothing_a_note_says_breaks_its_marks(text: str) -> None:
    """Both or neither are there, in order, whatever is written."""
    made = marked.markdown(passage((text, {})))

    assert (made.count(marked.BEGIN), made.count(marked.END)) in ((0, 0), (1, 1))
    assert made.find(marked.BEGIN) <= made.find(marked.END)


@given(st.text(st.sampled_from("a\U0001f600é\n"), max_size=40), st.data())
def test_places_are_counted_as_qt_counts_them(text: str, data) -> None:
    """Characters beyond the basic plane are two."""
    at = data.draw(st.integers(0, len(text)))

    assert Units(text).at(at) == len(text[:at].encode("utf-16-le")) // 2


def test_words_are_lit_whole() -> None:
    """Latin words stand alone; others may stand inside of one."""
    assert matches("Rent, rental, RENT", ["rent"]) == [(0, 4), (14, 18)]
    assert matches("敷金返還", ["返還"]) == [(2, 4)]
    assert matches("anything", []) == []


def test_the_next_match_is_looked_for_from_the_passage_on() -> None:
    """And the last is taken where none comes after."""
    assert [around([2, 5, 9], at) for at in (0, 5, 6, 10)] == [0, 1, 2, 2]
    assert around([], 3) == -1


def test_the_next_page_with_a_match_is_known_from_the_text() -> None:
    """Around the end; 0 where no other has one."""
    book = passage(*((text, {"where": {"page": n}}) for n, text in enumerate(("rent", "no", "rent", "rent"), 1)))

    assert [page_after(book, ["rent"], page, 1) for page in (1, 2, 3, 4)] == [3, 3, 4, 1]
    assert [page_after(book, ["rent"], page, -1) for page in (1, 3, 4)] == [4, 1, 3]
    assert page_after(book, ["no"], 2, 1) == 0


def test_an_image_is_never_enlarged() -> None:
    """A pixel of it is at most a pixel of the screen."""
    small = sheet.image_place((600, 400), (100, 50), 2.0)
    large = sheet.image_place((600, 400), (4000, 1000), 1.0)

    assert (small.width, small.height) == (50, 25)
    assert (large.width, large.height) == (568, 142)
    assert (large.left, large.top) == (16, 129)


def test_a_page_is_asked_for_in_pixels_of_the_screen() -> None:
    """So it is sharp at 200 %."""
    assert sheet.asked_width(632, 2.0) == 1200
    assert sheet.page_place(632, 0.5).width == 600
