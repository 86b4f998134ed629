"""Plain text and source code."""

from __future__ import annotations

import re
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
_DATA = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60}(?:;[\w=-]{1,60}){0,3};base64,[A-Za-z0-9+/=%]+")


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document of a text file, in one Section."""
    text = decoded(blob.read())
    yield blob.document([whole(text, "prose" if blob.type in _PROSE else "code")])


def whole(text: str, style: Style) -> Section:
    """Return a text as one Section that begins at its first line that says something."""
    text = without_data(text)
    body = text.lstrip("\n\r\x0b\x0c")
    blank = text[: len(text) - len(body)].count("\n")
    return Section(body.rstrip(), Locator(line=1 + blank), style=style)


def without_data(text: str) -> str:
    """Return a text without the pictures and fonts that are written out in it (RFC 2397): thousands of letters that say nothing."""
    return _DATA.sub("data:", text) if ";base64," in text else text


EXTRACTOR = documents
