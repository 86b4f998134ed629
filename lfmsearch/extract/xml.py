"""XML of any kind, SVG among it: the text of its elements, without its tags."""

from __future__ import annotations

import pyexpat
import re
from collections.abc import Iterator

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.text import whole
from lfmsearch.types import Document, Locator, Person, Section

_PIECE = 64 << 10
_DEEPEST = 1_000
_SHORT = 200
_SILENT = frozenset(("style", "script"))
# Attributes that a person reads; the others are numbers, names and addresses of the program.
_SHOWN = frozenset(("text", "title", "label", "alt", "description", "summary", "caption"))
# A picture or a font, written in the letters of base64.
_DATA = re.compile(r"\s*+[A-Za-z0-9+/]{40,}+(?:\s++[A-Za-z0-9+/]{40,}+)*+(?:\s*+[A-Za-z0-9+/]++)?={0,2}\s*+")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""")
_FIELDS = {
    "title": "title",
    "name": "title",
    "creator": "author",
    "author": "author",
    "date": "date",
    "published": "date",
    "pubdate": "date",
    "created": "date",
}


def documents(blob: Blob) -> Iterator[Document]:
    """
    Yield the one Document: a Section for each element that holds others, its plain elements as lines.

    What is no valid XML, or tries to unfold into more than it is, is read as text with its tags.
    """
    # Expat before 2.4.1 lets ten lines of entities fill the memory.
    if pyexpat.version_info < (2, 4, 1):
        raise ExtractError("This Python's XML reader is too old to read it safely (expat before 2.4.1).")
    data = blob.read()
    found = _DECLARED.match(data)
    text = decoded(data, declared=found[1].decode("ascii", "replace") if found else "")
    blob.type = blob.suffix if blob.suffix.isalnum() and len(blob.suffix) <= 10 else blob.type
    reader = _Reader()
    try:
        reader.read(text)
    except (pyexpat.ExpatError, ValueError):
        reader.sections = []
    author = reader.fields.get("author", "")
    yield blob.document(
        reader.sections or [whole(text, "code")],
        title=reader.fields.get("title", "") if reader.sections else "",
        people=(Person(author[:200], "", "author"),) if author and reader.sections else (),
        date=written(reader.fields.get("date", "")),
        problem="Only its first 64 MB were read." if blob.size > WHOLE else "",
    )


class _Reader:
    """Takes the elements as they come. An element inside a line of text belongs to that line."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.fields: dict[str, str] = {}
        self._names: list[str] = []
        self._inline: list[bool] = []  # of the open elements: whether it stands inside a line of text
        self._with_text: list[bool] = [False]  # of the open elements: whether text of its own came before
        self._holding: list[bool] = [False]  # of the open elements: whether it holds others
        self._lines: list[str] = []
        self._line: list[str] = []
        self._silent = 0
        self._first = 1
        self._parser = pyexpat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, text: str) -> None:
        """Take a whole text. Raises ExpatError when it is no XML, ValueError when it is nested too deeply."""
        for at in range(0, len(text), _PIECE):
            self._parser.Parse(text[at : at + _PIECE], False)  # noqa: FBT003  its own signature
        self._parser.Parse("", True)  # noqa: FBT003
        self._end_block()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._names) >= _DEEPEST:
            raise ValueError("nested too deeply")
        name = tag.rsplit("}", 1)[-1].lower()
        inline = self._with_text[-1]
        if not inline:
            self._end_line()
        self._names.append(name)
        self._inline.append(inline)
        self._with_text.append(False)
        self._holding[-1] = True
        self._holding.append(False)
        self._silent += name in _SILENT
        for key, value in attributes.items():
            if key.rsplit("}", 1)[-1].lower() in _SHOWN and value.strip():
                self._take(f" {value} ")
                if not inline:
                    self._end_line()

    def _end(self, _tag: str) -> None:
        name = self._names.pop()
        self._silent -= name in _SILENT
        had_text, held_others = self._with_text.pop(), self._holding.pop()
        if self._inline.pop():
            return
        if had_text:
            if (field := _FIELDS.get(name)) and len(self._names) <= 4:
                self.fields.setdefault(field, " ".join("".join(self._line).split())[:500])
            self._end_line()
        elif held_others:
            self._end_block()

    def _text(self, text: str) -> None:
        if text.strip() and not self._silent:
            self._with_text[-1] = True
        if self._with_text[-1]:
            self._take(text)

    def _take(self, text: str) -> None:
        if not self._lines and not self._line:
            blank = text[: len(text) - len(text.lstrip())].count("\n")
            self._first = self._parser.CurrentLineNumber + blank
        self._line.append(text)

    def _end_line(self) -> None:
        raw = "".join(self._line)
        self._line.clear()
        if len(raw) > _SHORT and _DATA.fullmatch(raw):
            return
        # Empty lines inside an element separate paragraphs; single ends of lines are only how it was typed.
        parts = (" ".join(part.split()) for part in re.split(r"\n[ \t]*\n\s*", raw))
        if text := "\n\n".join(part for part in parts if part):
            self._lines.append(text)

    def _end_block(self) -> None:
        self._end_line()
        if self._lines:
            self.sections.append(Section("\n".join(self._lines), Locator(line=self._first)))
            self._lines = []


EXTRACTOR = documents
