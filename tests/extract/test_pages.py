from __future__ import annotations

from extract.build import pdf
from extract.reading import document
from hypothesis import given, strategies

from lfmsearch.extract.pages import Line, sections, without_running_lines
from lfmsearch.types import Locator


def page(*lines: str | tuple[str, float]) -> list[Line]:
    """A page of these lines, set in 10 points where nothing is said."""
    return [Line(line, 10.0) if isinstance(line, str) else Line(*line) for line in lines]


def texts(pages: list[list[Line]]) -> list[list[str]]:
    """The words of the lines of each page."""
    return [[line.text for line in lines] for lines in pages]


def test_running_headers_and_page_numbers_are_left_out():
    """What half of the pages have at an end goes, numbers that count with the pages too; the rest stays."""
    pages = [
        page(
            "Tenancy agreement", f"The clause of day {day}", *(f"text {day}.{at}" for at in range(6)), f"Page {at} of 5"
        )
        for at, day in enumerate((17, 3, 40, 22, 8), start=1)
    ]

    assert texts(without_running_lines(pages)) == [
        [f"The clause of day {day}", *(f"text {day}.{at}" for at in range(6))] for day in (17, 3, 40, 22, 8)
    ]


def test_left_and_right_pages_may_differ():
    """A header on every second page is a running one."""
    pages = [page(("The lease", "Rent")[at % 2], f"only here {chr(97 + at)}", f"{at + 41}") for at in range(6)]

    assert texts(without_running_lines(pages)) == [[f"only here {chr(97 + at)}"] for at in range(6)]


def test_numbers_that_do_not_count_with_the_pages_stay():
    """The last row of a table on each page is no footer, though only its figures differ."""
    pages = [page(f"Part {name}", f"{amount} EUR") for name, amount in (("a", 90), ("b", 12), ("c", 55), ("d", 31))]

    assert without_running_lines(pages) == pages


def test_short_documents_and_those_of_nothing_else_stay_whole():
    """Two pages tell nothing, and text is never left out altogether."""
    letter = [page("Dear Anna"), page("Dear Anna")]
    labels = [page("Fragile")] * 5

    assert without_running_lines(letter) == letter
    assert without_running_lines(labels) == labels


def test_larger_letters_and_numbered_clauses_are_headings():
    """Each begins a Section that lasts into the next page; what stands before them has none."""
    pages = [
        page(
            ("Tenancy agreement", 18.0),
            "Between Anna and Ben",
            "1. Rent",
            "It is 985 a month.",
            "4. Deposit",
            "Ben pays",
        ),
        page("it before he moves in.", ("Appendix", 18.0), "4.1 Keys", "Two of them."),
    ]

    assert [(item.text, item.headings, item.locator.page) for item in sections(pages, {})] == [
        ("Between Anna and Ben", ("Tenancy agreement",), 1),
        ("It is 985 a month.", ("Tenancy agreement", "1. Rent"), 1),
        ("Ben pays", ("Tenancy agreement", "4. Deposit"), 1),
        ("it before he moves in.", ("Tenancy agreement", "4. Deposit"), 2),
        ("Two of them.", ("Appendix", "4.1 Keys"), 2),
    ]


def test_a_heading_over_two_lines_is_one():
    """Lines of one size that follow each other belong together; more than three of them are text in large print."""
    two = page(("How to set up", 15.0), ("your new router", 15.0), "Plug it in.", "Wait for the light to turn white.")
    many = page(*((f"line {name}", 15.0) for name in "abcd"), "small print that is longer than all of it together")

    assert [item.headings for item in sections([two], {})] == [("How to set up your new router",)]
    assert [item.headings for item in sections([many], {})] == [()]


def test_lists_sentences_and_addresses_are_no_headings():
    """Neither the items of a list, nor a sentence that begins with a number, nor a house number."""
    lines = (
        "1. Milk",
        "2. Bread",
        "3. Everything else that the two of us may",
        "need",
        "8 Anvil Lane",
        "Edinburgh",
        "5. He left.",
        "That was all.",
    )

    assert [(item.text, item.headings) for item in sections([page(*lines)], {})] == [("\n".join(lines), ())]


def test_bookmarks_stand_above_what_the_pages_show():
    """The document's own outline is outermost, and is not repeated where the page says the same."""
    pages = [page(("Boiler", 14.0), "Pressure is 1.5 bar.", "1. Leaks", "Call us today."), page("More of it.")]

    assert [(item.text, item.headings) for item in sections(pages, {0: "Boiler", 1: "Car"})] == [
        ("Pressure is 1.5 bar.", ("Boiler",)),
        ("Call us today.", ("Boiler", "1. Leaks")),
        ("More of it.", ("Car",)),
    ]


def test_a_title_page_is_text():
    """A heading with nothing under it on its page is kept as text, not lost."""
    [section] = sections([page(("The boiler", 30.0), ("A history", 30.0))], {})

    assert section.text == "The boiler\nA history"


@given(
    strategies.lists(
        strategies.lists(
            strategies.tuples(strategies.text("aB1. §", max_size=12), strategies.floats(0, 40)), max_size=8
        ),
        max_size=5,
    )
)
def test_no_word_is_lost_between_headings_and_text(found: list[list[tuple[str, float]]]):
    """Whatever the lines are, each is in the text or a heading of some Section."""
    pages = [[Line(text.strip(), height) for text, height in lines] for lines in found]

    whole = " ".join(" ".join((*item.headings, item.text)) for item in sections(pages, {}))

    assert {word for lines in pages for line in lines for word in line.text.split()} <= set(whole.split())


def test_pages_of_a_pdf_are_read_with_their_sizes():
    """From the bytes on: the running title and the number go, the clause becomes the heading."""
    found = document(
        pdf(
            *(
                f"House rules) Tj 0 -20 Td (1. {name}) Tj 0 -20 Td (Quiet after {hour}) Tj 0 -600 Td ({at}"
                for at, (name, hour) in enumerate((("Music", 10), ("Dogs", 7), ("Bins", 9)), start=1)
            )
        ),
        "rules.pdf",
    )

    assert [(item.text, item.headings, item.locator) for item in found.sections] == [
        ("Quiet after 10", ("1. Music",), Locator(page=1)),
        ("Quiet after 7", ("1. Dogs",), Locator(page=2)),
        ("Quiet after 9", ("1. Bins",), Locator(page=3)),
    ]
