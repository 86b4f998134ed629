"""The text around a passage, as a preview asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lfmsearch.index import Index
from lfmsearch.system.paths import Home
from lfmsearch.types import Passage


@pytest.fixture
def index(home: Home, tmp_path: Path) -> Iterator[Index]:
    """An Index of one folder with a long text, a mail and a note."""
    folder = tmp_path / "papers"
    folder.mkdir()
    paragraphs = [f"Paragraph {n} speaks of herons and of nothing else. " * 10 for n in range(40)]
    paragraphs[20] = "In the middle stands a quagga. " * 20
    (folder / "long.txt").write_text("\n\n".join(paragraphs))
    (folder / "note.md").write_text("# Garden\n\n" + "Beans. " * 120 + "\n\n## Tools\n\n" + "A spade. " * 120)
    (folder / "mail.eml").write_text(
        "From: anna@example.org\nTo: bo@example.org\nSubject: Re: Boiler\nMessage-ID: <1@example.org>\n\n"
        "It is mended.\n\nOn Monday, Bo wrote:\n> Is it broken?\n> It is cold.\n"
    )
    with Index.open(home) as made:
        made.add(folder)
        made.update(words_only=True)
        yield made


def found(index: Index, query: str, *, around: int = 0) -> Passage:
    (hit,) = index.search(query, mode="words").hits
    return index.passage(hit.id, around=around)


def test_of_a_long_text_only_what_is_around_the_passage_is_given(index: Index) -> None:
    """And it is said how much was left out on each side."""
    whole, cut = found(index, "quagga"), found(index, "quagga", around=1_000)

    assert cut.text in whole.text
    assert cut.text[cut.start : cut.end] == whole.text[whole.start : whole.end]
    assert 1_000 <= cut.start < 4_000
    assert 1_000 <= len(cut.text) - cut.end < 4_000
    assert cut.before + cut.start == whole.start
    assert cut.before + len(cut.text) + cut.after == pytest.approx(len(whole.text), abs=2)
    assert (whole.before, whole.after) == (0, 0)


def test_each_part_says_where_it_begins_and_under_which_headings(index: Index) -> None:
    """Headings are no part of the text."""
    passage = found(index, "spade")

    (part,) = (part for part in passage.parts if part.start == passage.start)
    assert part.locator == passage.locator
    assert part.breadcrumb == "Garden › Tools"
    assert "Tools" not in passage.text


def test_what_a_mail_quotes_is_told_apart(index: Index) -> None:
    """So that it can be shown softer."""
    passage = found(index, "mended")

    quoted = [passage.text[part.start :].startswith("On Monday") for part in passage.parts if part.quoted]
    assert quoted == [True]
    assert not passage.parts[0].quoted
