"""How Documents are cut: nothing lost, nothing too long, every piece where it says it is."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.chunk import BREADCRUMB, SMALL, TARGET, card, chunked, estimated_tokens, name_words
from lfmsearch.types import Chunk, Document, Locator, Person, Section, Style

WORDS = st.sampled_from(
    [
        "boiler",
        "pressure.",
        "1.5",
        "bar!",
        "日本語",
        "。",
        "한국어",
        "لوحة",
        "naïve",
        "a" * 90,
        "\udce9",
        "x_y",
        "—",
        "🙂",
        "ไทย",
    ]
)
GAPS = st.sampled_from([" ", "\n", "\n\n", "  ", "\t", "", ". ", "\n \n"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=400).map(lambda parts: "".join(a + b for a, b in parts))
STYLES: st.SearchStrategy[Style] = st.sampled_from(["prose", "code", "table", "quote"])
SECTIONS = st.lists(
    st.builds(
        Section,
        TEXTS.filter(lambda text: bool(text.strip())),
        st.sampled_from([Locator(), Locator(page=1), Locator(page=2), Locator(line=7), Locator(sheet="Rent", row=3)]),
        st.lists(st.sampled_from(["Garden", "Tools and where they are", "日記"]), max_size=3).map(tuple),
        STYLES,
    ),
    min_size=1,
    max_size=8,
)


def document(*sections: Section, title: str = "The boiler") -> Document:
    return Document("", "file", "md", "b2:0", title, sections)


def cut(*sections: Section, title: str = "The boiler", name: str = "note.md") -> list[Chunk]:
    return chunked(document(*sections, title=title), name=name)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(SECTIONS)
def test_the_text_is_all_there_and_in_order(sections: list[Section]) -> None:
    """Leaving out white space and the headings written between, the Chunks are the Sections."""
    plain = [replace(section, headings=()) for section in sections]

    chunks = cut(*plain)

    assert "".join(bare(chunk.text) for chunk in chunks) == "".join(bare(section.text) for section in plain)


@given(SECTIONS)
def test_every_chunk_keeps_to_the_limit(sections: list[Section]) -> None:
    """A Chunk is at most `TARGET` tokens long; the headings of its first part may come on top, a breadcrumb never above its share."""
    for chunk in cut(*sections):
        first = max(sum(map(estimated_tokens, section.headings)) for section in sections)
        assert estimated_tokens(chunk.text) <= TARGET + first
        assert estimated_tokens(chunk.breadcrumb) <= BREADCRUMB
        assert chunk.text.strip()


@given(st.text(st.characters(max_codepoint=127)))
def test_one_letter_elsewhere_changes_no_other_token(text: str) -> None:
    """ASCII text is counted by a shorter rule, and by the same one."""
    assert estimated_tokens(f"{text} é") == estimated_tokens(text) + 1


@given(SECTIONS)
def test_chunks_are_numbered_from_one(sections: list[Section]) -> None:
    """Ordinal 0 is kept for the card."""
    chunks = cut(*sections)

    assert [chunk.ordinal for chunk in chunks] == list(range(1, len(chunks) + 1))


@given(SECTIONS)
def test_no_heading_is_lost(sections: list[Section]) -> None:
    """Every heading stands in the breadcrumb or in the text of the Chunks below it, whatever is merged."""
    said = "\n".join(f"{chunk.breadcrumb}\n{chunk.text}" for chunk in cut(*sections, title="Title"))

    assert all(heading in said for section in sections for heading in section.headings)


@given(TEXTS.filter(lambda text: bool(text.strip())), STYLES)
def test_a_line_number_points_at_the_text(text: str, style: Style) -> None:
    """What a Chunk begins with stands on the line its Locator names, in prose, in code, and in the middle of a huge paragraph."""
    lines = text.split("\n")

    for chunk in cut(Section(text, Locator(line=1), style=style)):
        assert chunk.locator.line is not None
        below = "\n".join(lines[chunk.locator.line - 1 :])
        assert bare(chunk.text)[:40] in bare(below)[: len(bare(lines[chunk.locator.line - 1])) + 40]


def test_lines_are_counted_inside_a_paragraph_that_is_cut() -> None:
    """A listing without a blank line has Chunks that each name their own line."""
    code = "\n".join(f"value_{n} = compute({n})" for n in range(1, 301))

    chunks = cut(Section(code, Locator(line=11), style="code"))

    assert len(chunks) > 5
    for chunk in chunks:
        assert chunk.locator.line is not None
        assert chunk.text.startswith(f"value_{chunk.locator.line - 10} =")


def test_rows_of_a_table_stay_whole_and_count_on() -> None:
    """No row is torn apart, and a Chunk names the row it begins with."""
    rows = [f"{n} | Flat {n} | rent paid in month {n} | 1{n}.50" for n in range(2, 202)]

    chunks = cut(Section("\n".join(rows), Locator(sheet="Rent", row=2), style="table"))

    assert [row for chunk in chunks for row in chunk.text.split("\n")] == rows
    assert all(chunk.text.startswith(f"{chunk.locator.row} |") for chunk in chunks)
    assert {chunk.locator.sheet for chunk in chunks} == {"Rent"}


def test_many_tiny_headings_share_chunks_and_keep_their_names() -> None:
    """Short entries under headings of their own are packed together, each with its heading, and never beyond the limit."""
    entries = [
        Section("Done.", Locator(line=2 * n), ("Diary", f"A day with a rather long heading in it, number {n}"))
        for n in range(1, 200)
    ]

    chunks = cut(*entries)

    assert len(chunks) < len(entries) / 4
    assert all(SMALL <= estimated_tokens(chunk.text) <= TARGET for chunk in chunks[:-1])
    assert all(any(f"number {n}\nDone." in chunk.text for chunk in chunks) for n in range(1, 200))
    assert {chunk.breadcrumb for chunk in chunks} == {"The boiler › Diary"}


def test_a_heading_that_holds_only_headings_is_not_lost() -> None:
    """Where a Chunk leaves a branch of the outline, it names the whole branch."""
    chunks = cut(
        Section("Bulbs.", headings=("Garden", "Autumn", "Week 1")), Section("Rest.", headings=("Garden", "Winter"))
    )

    assert [chunk.text for chunk in chunks] == ["Autumn\nWeek 1\nBulbs.\n\nWinter\nRest."]
    assert chunks[0].breadcrumb == "The boiler › Garden"


def test_a_title_that_is_the_file_name_stays_out_of_the_breadcrumb() -> None:
    """So that a renamed file keeps its vectors."""
    section = Section("Pressure is 1.5 bar.")

    assert [cut(section, title=title, name="boiler.txt")[0].breadcrumb for title in ("boiler", "boiler.txt", "My boiler")] == [
        "", "", "My boiler",
    ]  # fmt: skip
    assert cut(section, title="caf\ufffd", name="caf\udce9")[0].breadcrumb == ""


def test_a_long_breadcrumb_keeps_the_title_and_the_nearest_heading() -> None:
    """What is left out is the middle."""
    headings = tuple(
        f"{name} of the house and of everything that is kept in it" for name in ("Cellar", "Shelf", "Box", "Tin")
    )

    breadcrumb = cut(Section("Screws.", headings=headings))[0].breadcrumb

    assert breadcrumb.startswith("The boiler › ")
    assert breadcrumb.endswith(headings[-1])
    assert "Cellar" not in breadcrumb


def test_quoted_text_is_kept_apart_and_not_embedded() -> None:
    """The quoted part of a reply is found by words alone, and never shares a Chunk with what was written."""
    chunks = cut(Section("Yes, on Friday."), Section("Can you come?", style="quote"), Section("Anna"))

    assert [(chunk.text, chunk.embedded) for chunk in chunks] == [
        ("Yes, on Friday.", True),
        ("Can you come?", False),
        ("Anna", True),
    ]


def test_pages_slides_and_sheets_never_share_a_chunk() -> None:
    """A Hit can say on which page it is."""
    chunks = cut(Section("One.", Locator(page=1)), Section("Two.", Locator(page=2)), Section("More.", Locator(page=2)))

    assert [(chunk.locator.page, chunk.text) for chunk in chunks] == [(1, "One."), (2, "Two.\n\nMore.")]


def test_a_cut_never_falls_inside_a_word_that_could_be_kept() -> None:
    """Long text without sentences is cut at white space of any sort, not only at blanks."""
    for gap in (" ", "\n", "\t", "\u3000"):
        words = [f"internationalization{n}" for n in range(400)]

        chunks = cut(Section(gap.join(words)))

        assert [word for chunk in chunks for word in chunk.text.split()] == words


def test_a_mail_names_its_sender_in_the_breadcrumb() -> None:
    """`the mail from Anna about the boiler` is a question about meaning too."""
    mail = replace(
        document(Section("It leaks."), title="Boiler"), kind="mail", people=(Person("Anna", "a@b.org", "from"),)
    )

    assert chunked(mail, name="inbox.mbox")[0].breadcrumb == "Boiler › Anna"


def test_a_document_without_text_has_no_chunks() -> None:
    """White space is no text."""
    assert cut() == cut(Section(" \n\n \t")) == []


def test_the_card_says_everything_a_document_is_known_by() -> None:
    """Name, place, people, tags and date are in it, each once; it is not embedded."""
    found = card(
        replace(
            document(title="Lease"),
            people=(Person("Anna Rossi", "anna@example.org", "author"),),
            tags=("flat",),
            date=datetime(2024, 3, 1, tzinfo=UTC),
        ),
        places=["Rent/leaseAgreement_2024.pdf"],
    )

    assert found.ordinal == 0
    assert not found.embedded
    assert found.text.split("\n") == [
        "Lease",
        "Rent/leaseAgreement_2024.pdf",
        "Rent lease Agreement 2024 pdf",
        "Anna Rossi <anna@example.org>",
        "#flat",
        "file md 2024-03-01",
    ]


def test_names_are_split_where_a_person_would_split_them() -> None:
    """Case, signs and digits of any script end a word."""
    assert name_words("Rent/leaseAgreement_2024-final.pdf") == ["Rent", "lease", "Agreement", "2024", "final", "pdf"]
    assert name_words("写真/été.txt") == ["写真", "été", "txt"]


def test_cutting_takes_time_in_proportion_to_the_text() -> None:
    """Four times the text takes about four times as long, whatever its shape; a factor of ten leaves room for a busy machine."""
    shapes = {
        "one word": lambda n: "a" * n,
        "one line": lambda n: "word " * (n // 5),
        "paragraphs": lambda n: "A line.\n\n" * (n // 9),
        "lines": lambda n: "a line\n" * (n // 7),
        "blanks": lambda n: "a" + " " * n + "b",
        "characters": lambda n: "漢" * n,
    }
    for shape, made in shapes.items():
        taken = []
        for size in (50_000, 200_000):
            section = Section(made(size), Locator(line=1))
            started = time.process_time()
            cut(section)
            taken.append(time.process_time() - started)
        assert taken[1] < 10 * taken[0] + 0.05, (shape, taken)
