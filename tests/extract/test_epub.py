from __future__ import annotations

import pytest
from extract.build import archive
from extract.reading import document

from lfmsearch.errors import ExtractError
from lfmsearch.types import Person

_CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
_BOOK = (
    '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The boiler</dc:title>'
    "<dc:creator>Anna Rossi</dc:creator><dc:date>2024-03-01</dc:date><dc:subject>Heating</dc:subject></metadata><manifest>"
    '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    '<item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>'
    '</manifest><spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
_TOC = (
    '<ncx><navMap><navPoint><navLabel><text>Chapter one</text></navLabel><content src="text/one.xhtml"/></navPoint>'
    '<navPoint><navLabel><text>Chapter two</text></navLabel><content src="text/two%20b.xhtml#here"/></navPoint></navMap></ncx>'
)


def epub(more: dict[str, str] | None = None) -> bytes:
    """A book of two chapters, whose pages are stored in another order than they are read."""
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/book.opf": _BOOK,
        "OEBPS/toc.ncx": _TOC,
        "OEBPS/nav.xhtml": "<p>a list of chapters</p>",
        "OEBPS/text/two b.xhtml": "<html><body><p>Then it leaked.</p></body></html>",
        "OEBPS/text/one.xhtml": "<html><body><h1>How it began</h1><p>It was&nbsp;cold.</p></body></html>",
    }
    return archive(parts | (more or {}))


def test_a_book_is_read_in_order():
    """Chapters as the spine has them, under their own headings or the names of the table of contents."""
    found = document(epub(), "boiler.epub")

    assert [(" ".join(item.text.split()), item.headings) for item in found.sections] == [
        ("It was cold.", ("How it began",)),
        ("Then it leaked.", ("Chapter two",)),
    ]
    assert (found.type, found.title, found.people, found.tags, found.problem) == (
        "epub",
        "The boiler",
        (Person("Anna Rossi", "", "author"),),
        ("Heating",),
        "",
    )
    assert found.date is not None
    assert found.date.date().isoformat() == "2024-03-01"


def test_a_missing_chapter_is_said():
    """What the spine names and the book lacks is a problem, not silence."""
    broken = _BOOK.replace("text/one.xhtml", "text/gone.xhtml")

    found = document(epub({"OEBPS/book.opf": broken}), "boiler.epub")

    assert [item.text for item in found.sections] == ["Then it leaked."]
    assert found.problem == "1 of its chapters are missing."


def test_a_book_that_may_not_be_copied_says_so():
    """Encrypted pages are named as the reason; encrypted fonts are no obstacle."""
    lock = '<encryption><CipherReference URI="OEBPS/{}"/></encryption>'

    assert document(epub({"META-INF/encryption.xml": lock.format("font.otf")}), "a.epub").sections
    with pytest.raises(ExtractError, match="protected against copying"):
        document(epub({"META-INF/encryption.xml": lock.format("text/one.xhtml")}), "a.epub")
