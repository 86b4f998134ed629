"""Plain text and source code."""

from __future__ import annotations

from collections.abc import Iterator

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.types import Document, Locator, Section, Style

# Suffixes of text that people write for people; everything else that is text is code: kept in its lines, cut at blank
# ones.
_PROSE = frozenset(
    (
        "adoc",
        "asciidoc",
        "authors",
        "changelog",
        "fountain",
        "license",
        "log",
        "lrc",
        "me",
        "nfo",
        "readme",
        "sub",
        "text",
        "textile",
        "todo",
        "txt",
        "wiki",
    )
)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document of a text file, in one Section."""
    text = decoded(blob.read())
    yield blob.document([whole(text, "prose" if blob.type in _PROSE else "code")])


def whole(text: str, style: Style) -> Section:
    """Return a text as one Section that begins at its first line that says something."""
    body = text.lstrip("\n\r\x0b\x0c")
    blank = text[: len(text) - len(body)].count("\n")
    return Section(body.rstrip(), Locator(line=1 + blank), style=style)


EXTRACTOR = documents
