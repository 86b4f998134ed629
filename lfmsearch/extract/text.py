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
        "eml",
        "fountain",
        "license",
        "log",
        "lrc",
        "me",
        "nfo",
        "org",
        "readme",
        "rst",
        "srt",
        "sub",
        "tex",
        "text",
        "textile",
        "todo",
        "txt",
        "vtt",
        "wiki",
    )
)
# A line of nothing but these under a line of text makes a heading in reStructuredText.
_UNDERLINES = frozenset("=-~^\"'`#*+.:_")


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document of a text file: a Section for each heading where its syntax has headings, else one for
    all.
    """
    text = decoded(blob.read())
    style: Style = "prose" if blob.type in _PROSE else "code"
    if blob.type in ("rst", "org"):
        sections = list(_headed(text, blob.type))
        title = sections[0].headings[0] if sections and sections[0].headings else ""
        yield blob.document(sections, title=title)
    else:
        yield blob.document([whole(text, style)])


def whole(text: str, style: Style) -> Section:
    """Return a text as one Section that begins at its first line that says something."""
    body = text.lstrip("\n\r\x0b\x0c")
    blank = text[: len(text) - len(body)].count("\n")
    return Section(body.rstrip(), Locator(line=1 + blank), style=style)


def _headed(text: str, syntax: str) -> Iterator[Section]:
    """Sections between the headings of Org (`** Title`) or reStructuredText (underlined)."""
    lines = text.split("\n")
    path: list[tuple[int, str]] = []
    levels: list[str] = []
    start = 0
    number = 0
    while number < len(lines):
        line = lines[number]
        level = 0
        taken = 1
        if syntax == "org" and line.startswith("*"):
            stars = len(line) - len(line.lstrip("*"))
            if line[stars : stars + 1] == " ":
                level, name = stars, line[stars:].strip()
        elif syntax == "rst" and line.strip() and number + 1 < len(lines):
            below = lines[number + 1].rstrip()
            if len(below) >= max(3, len(line.rstrip())) and below[0] in _UNDERLINES and not below.strip(below[0]):
                if below[0] not in levels:
                    levels.append(below[0])
                level, name, taken = levels.index(below[0]) + 1, line.strip(), 2
        if level:
            yield from _between(lines, start, number, path)
            path = [item for item in path if item[0] < level] + [(level, name)]
            start = number + taken
        number += taken
    yield from _between(lines, start, len(lines), path)


def _between(lines: list[str], start: int, end: int, path: list[tuple[int, str]]) -> Iterator[Section]:
    while start < end and not lines[start].strip():
        start += 1
    body = "\n".join(lines[start:end]).rstrip()
    if body:
        yield Section(body, Locator(line=start + 1), tuple(name for _, name in path))


EXTRACTOR = documents
