"""
A Passage as it is read: its text with the headings put back, and what each stretch of it is. Pure: no Qt.

The index keeps headings beside the text, and blank lines between two parts are not kept at all.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lfmsearch.types import Locator, Part, Passage

Span = tuple[int, int]

# So many tell the direction of a text.
_LETTERS: Final = 4_000
_CELL: Final = " | "
_CRUMB: Final = " › "
# After these a part is whole; after anything else it was cut inside a sentence, and no paragraph ends there.
_ENDS: Final = (".", "!", "?", ":", ";", "…", "。", "！", "？", '"', "”", "»", ")", "’", "؟", "।")
_BREAKS: Final = str.maketrans(
    {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x00": "\ufffd"}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    One part of a Passage.

    Args:
        headings: those that begin with it, outermost first, each with its level from 1.
        is_passage: whether the Hit points at it.
    """

    text: str
    locator: Locator
    headings: tuple[tuple[int, str], ...] = ()
    columns: str = ""
    quoted: bool = False
    is_passage: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A text to be shown. All spans are offsets into `text`.

    Args:
        passage: what the Hit points at; empty at 0 where it points at nothing.
        headings, quoted: what is set otherwise.
        numbers: of each line, 0 where it is not known; empty where lines are not counted.
    """

    text: str
    passage: Span = (0, 0)
    headings: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] = ()
    numbers: tuple[int, ...] = ()


def is_table_line(line: str) -> bool:
    """Return whether a line is a row of a table, as the readers write them."""
    return _CELL in line


def lines_of(text: str) -> str:
    """Return a text with every kind of line end as a line feed."""
    return text.replace("\r\n", "\n").translate(_BREAKS)


def is_right_to_left(text: str) -> bool:
    """Return whether most letters of a text are of a script that runs from right to left, such as Arabic or Hebrew."""
    kinds = Counter(map(unicodedata.bidirectional, text[:_LETTERS]))
    return kinds["R"] + kinds["AL"] > kinds["L"]


def pieces(passage: Passage) -> Iterator[Piece]:
    """Yield the parts of a Passage in order."""
    parts = passage.parts or _parts(passage)
    above: tuple[str, ...] = ()
    for at, part in enumerate(parts):
        end = parts[at + 1].start if at + 1 < len(parts) else len(passage.text)
        text = passage.text[part.start : end]
        if at + 1 < len(parts):
            text = text.rstrip("\r\n")
        headings, columns = _headings(part, passage)
        shared = next((i for i, pair in enumerate(zip(above, headings, strict=False)) if pair[0] != pair[1]), None)
        shared = min(len(above), len(headings)) if shared is None else shared
        new = tuple(enumerate(headings[shared:], shared + 1))
        above = headings
        is_passage = part.start == passage.start and passage.start < passage.end
        yield Piece(lines_of(text), part.locator, new, columns, part.quoted, is_passage)


def reading(passage: Passage) -> Reading:
    """Return a Passage as prose."""
    made = _Made()
    was_quoted = False
    for piece in pieces(passage):
        for _, heading in piece.headings:
            made.add("\n\n", heading, made.headings)
        whole = made.tail.endswith(_ENDS) or piece.quoted != was_quoted
        was_quoted = piece.quoted
        made.add("\n" if piece.headings or not whole else "\n\n", piece.text, made.quoted if piece.quoted else None)
        if piece.is_passage:
            made.passage = made.last
    return Reading("".join(made.text), made.passage, tuple(made.headings), tuple(made.quoted))


class _Made:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.headings: list[Span] = []
        self.quoted: list[Span] = []
        self.passage: Span = (0, 0)
        self.last: Span = (0, 0)
        self.tail = ""
        self._length = 0

    def add(self, joint: str, text: str, spans: list[Span] | None) -> None:
        joint = joint if self._length else ""
        start = self._length + len(joint)
        self._length = start + len(text)
        self.text += [joint, text]
        self.tail = text or self.tail
        self.last = (start, self._length)
        if spans is not None:
            spans.append(self.last)


def _parts(passage: Passage) -> tuple[Part, ...]:
    cuts = sorted({0, passage.start, passage.end} - {len(passage.text)}) if passage.text else []
    return tuple(Part(cut, passage.locator if cut == passage.start else Locator()) for cut in cuts)


def _headings(part: Part, passage: Passage) -> tuple[tuple[str, ...], str]:
    """The headings above a part without the title, and the names of its columns where the last is no heading but those."""
    if passage.kind == "mail" or not part.breadcrumb:
        return (), ""
    crumbs = part.breadcrumb.split(_CRUMB)
    if crumbs[0] == " ".join(passage.title.split()):
        del crumbs[0]
    columns = crumbs.pop() if crumbs and _CELL in crumbs[-1] else ""
    return tuple(crumbs), columns
