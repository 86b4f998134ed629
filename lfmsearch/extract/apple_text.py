"""
What a note of Apple Notes says: a packed message with its text, and what each stretch of it looks like.

The numbers of the fields are those that apple_cloud_notes_parser and obsidian-importer found out; Apple documents none.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lfmsearch.extract.blob import WHOLE
from lfmsearch.extract.outline import Outline
from lfmsearch.extract.protobuf import Message
from lfmsearch.extract.tables import line_of
from lfmsearch.types import Section

_BODY, _CODE, _DOTS, _DASHES, _NUMBERS, _BOXES = -1, 4, 100, 101, 102, 103
_HEADINGS = {0: 1, 1: 2, 2: 3}  # title, heading, subheading
_CELLS = 1000  # ours: the text of a table
# What does not stand in one Section with the lines around it.
_APART = (*_HEADINGS, _CODE, _CELLS)
_TABLE = "com.apple.notes.table"
# Stands in the text for what is attached there.
_OBJECT = "\ufffc"
_MOST_CELLS = 100_000


@dataclass(slots=True)
class _Paragraph:
    """A line of the note."""

    style: int = _BODY
    done: bool = False
    indent: int = 0
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def sections(data: bytes, attached: Callable[[str, str], str], *, title: str = "") -> list[Section]:
    """
    Return the Sections of a note: headings, lists with their boxes, code, tables. Raises ValueError when it is damaged.

    Args:
        data: as it lies in the database.
        attached: gives the text that stands for an attachment, from its identifier and type.
        title: left out where it is the first line.
    """
    # Without marks of its own, one run is the whole text.
    note = Message(unpacked(data)).inner(2, 3)
    units = note.text(2).encode("utf-16-le", "surrogatepass")
    paragraphs = [_Paragraph()]
    at = 0
    for run in note.messages(5):
        end = at + 2 * run.number(1)
        _add(paragraphs, run, units[at:end].decode("utf-16-le", "replace"), attached)
        at = max(at, end)
    _add(paragraphs, Message(), units[at:].decode("utf-16-le", "replace"), attached)
    if paragraphs[0].text.split() == title.split():
        del paragraphs[0]
    return list(_sections(paragraphs))


def unpacked(data: bytes) -> bytes:
    """Return the message in a gzip of at most 64 MB; raises ValueError when it is none."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    machine = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        out = machine.decompress(data, WHOLE)
    except zlib.error as error:
        raise ValueError("no gzip") from error
    if not machine.eof:
        raise ValueError("it is too long, or breaks off")
    return out


def table(data: bytes) -> list[list[str]]:
    """
    Return the rows of a table. Raises ValueError when it is damaged.

    A table that several people may change at once: rows and columns are lists of UUIDs, a cell is found by those of both.
    """
    content = Message(unpacked(data)).inner(2, 3)
    things = list(content.messages(3))
    names = [piece.decode("utf-8", "replace") for piece in content.pieces(4)]
    kinds = [piece.decode("utf-8", "replace") for piece in content.pieces(5)]
    numbers = {uuid: number for number, uuid in enumerate(content.pieces(6))}

    def thing(reference: Message) -> Message:
        number = reference.number(6, -1)
        return things[number] if 0 <= number < len(things) else Message()

    def identity(reference: Message) -> int:
        return next(thing(reference).inner(13).messages(3), Message()).inner(2).number(2)

    def places(reference: Message) -> dict[int, int]:
        """Where in its order a row or column is, by each number it goes by."""
        ordering = thing(reference).inner(16, 1)
        order = [item.pieces(2)[-1] for item in ordering.inner(1).messages(2) if item.pieces(2)]
        found = {numbers.get(uuid, -1): place for place, uuid in enumerate(order)}
        for pair in ordering.inner(2).messages(1):
            if (place := found.get(identity(pair.inner(1)))) is not None:
                found[identity(pair.inner(2))] = place
        return found

    for root in things:
        map_ = root.inner(13)
        if (
            not map_.pieces(3)
            or not 0 <= map_.number(1) < len(kinds)
            or kinds[map_.number(1)] != "com.apple.notes.ICTable"
        ):
            continue
        parts = {
            names[entry.number(1)]: entry.inner(2) for entry in map_.messages(3) if 0 <= entry.number(1) < len(names)
        }
        rows, columns = places(parts.get("crRows", Message())), places(parts.get("crColumns", Message()))
        height, width = max(rows.values(), default=-1) + 1, max(columns.values(), default=-1) + 1
        if height * width > _MOST_CELLS:
            raise ValueError("a table that nobody wrote")
        grid = [[""] * width for _ in range(height)]
        left = _MOST_CELLS
        for column in thing(parts.get("cellColumns", Message())).inner(6).messages(1):
            across = columns.get(identity(column.inner(1)))
            for row in thing(column.inner(2)).inner(6).messages(1) if across is not None else ():
                down = rows.get(identity(row.inner(1)))
                if down is not None and across is not None:
                    grid[down][across] = thing(row.inner(2)).inner(10).text(2)
                if not (left := left - 1):  # many columns may name the same cells
                    raise ValueError("a table that nobody wrote")
        return grid
    return []


def _add(paragraphs: list[_Paragraph], run: Message, text: str, attached: Callable[[str, str], str]) -> None:
    """Add one run to the last paragraph, and begin new ones where it says."""
    style, info = run.inner(2), run.inner(12)
    if info.pieces(1):
        text = attached(info.text(1), info.text(2))
        if info.text(2) == _TABLE and text:
            paragraphs += [_Paragraph(_CELLS, pieces=[text]), _Paragraph()]
            return
    text = text.replace(_OBJECT, "")
    link = run.text(9)
    if link and text.strip() and text.strip() not in (link, link.partition("://")[2].rstrip("/")):
        text = f"[{text}]({link})"
    # U+2028 breaks a line within a paragraph.
    for number, piece in enumerate(text.replace("\r\n", "\n").replace("\u2028", "\n").split("\n")):
        if number:
            paragraphs.append(_Paragraph())
        last = paragraphs[-1]
        if not last.text:
            last.style, last.done, last.indent = style.number(1, _BODY), bool(style.inner(5).number(2)), style.number(4)
        last.pieces.append(piece)


def _sections(paragraphs: list[_Paragraph]) -> Iterator[Section]:
    outline = Outline()
    for style, group in groupby(paragraphs, key=lambda item: item.style if item.style in _APART else _BODY):
        lines = list(group)
        if style in _HEADINGS:
            for line in lines:
                yield from outline.enter(_HEADINGS[style], line.text.strip()) if line.text.strip() else ()
            continue
        text = "\n".join(_lines(lines) if style == _BODY else [line.text for line in lines]).strip("\n")
        if text.strip():
            yield Section(
                text,
                headings=outline.fill(),
                style="code" if style == _CODE else "table" if style == _CELLS else "prose",
            )
    yield from outline.end()


def _lines(paragraphs: list[_Paragraph]) -> Iterator[str]:
    """Body and lists, as a person would type them."""
    number = 0
    for item in paragraphs:
        number = number + 1 if item.style == _NUMBERS else 0
        mark = {
            _DOTS: "- ", _DASHES: "- ", _NUMBERS: f"{number}. ", _BOXES: "[x] " if item.done else "[ ] ",
        }.get(item.style, "")  # fmt: skip
        yield "  " * min(max(item.indent, 0), 20) + mark + item.text if mark and item.text.strip() else item.text


def table_text(data: bytes) -> str:
    """Return a table one row a line, empty when it is damaged: the text around it is still there."""
    try:
        return "\n".join(line_of(row) for row in table(data)).strip("\n")
    except ValueError:
        return ""
