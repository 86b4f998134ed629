"""
Pages, Numbers and Keynote since 2013: a zip of objects in the wire format of Protocol Buffers, packed by a form of Snappy.

Apple has not described it. Container and numbers of messages as in the notes of SheetJS on iWork 2013+; what is not understood is
left out, so that a new version costs its novelties and no more.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.protobuf import Message, varint
from lfmsearch.extract.tables import Rows
from lfmsearch.extract.zipped import Zipped
from lfmsearch.types import Document, Section

# Numbers of the messages that hold text (TSWP.StorageArchive, TN.SheetArchive, and TST: the table in a place, the table itself,
# some of its rows, the texts of its cells, a text with looks in a cell).
_TEXTS, _SHEET, _PLACED, _TABLE, _TILE, _LIST, _RICH = (2001, 2005), 2, 6000, 6001, 6002, 6005, 6218
_OTHERS = frozenset((_SHEET, _PLACED, _TABLE, _TILE, _LIST, _RICH))
# Parts with looks and templates: their words are nobody's.
_TEMPLATES = re.compile(r"(?:.*/)?(?:MasterSlide|TemplateSlide|\w*Stylesheet)[^/]*$")
_BODY = 0
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffc]")
_LARGEST_BLOCK, _LARGEST_PART = 64 << 20, 128 << 20
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
_KINDS = ("pages", "numbers", "key")


@dataclass(slots=True)
class _Objects:
    """What a document holds, by the number that its parts call each other."""

    texts: dict[int, Message] = field(default_factory=dict)
    others: dict[int, tuple[int, Message]] = field(default_factory=dict)

    def take(self, data: bytes, *, texts: bool) -> None:
        """Add the objects of one part, those with text where that counts; raises ValueError when it is damaged."""
        at = 0
        while at < len(data):
            size, at = varint(data, at)
            head = Message(data[at : at + size])
            at += size
            for info in head.messages(2):
                length, kind = info.number(3), info.number(1)
                if kind in _TEXTS and texts:
                    self.texts[head.number(1)] = Message(data[at : at + length])
                elif kind in _OTHERS:
                    self.others[head.number(1)] = (kind, Message(data[at : at + length]))
                at += length

    def all_of(self, kind: int) -> Iterator[tuple[int, Message]]:
        """Yield number and message of all of a kind."""
        return ((number, message) for number, (known, message) in self.others.items() if known == kind)

    def at(self, reference: Message, kind: int) -> Message:
        """The object that another names, an empty one when it is not there."""
        known, message = self.others.get(reference.number(1), (0, Message()))
        return message if known == kind else Message()


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: its text, what stands in boxes and notes, and its tables."""
    blob.type = blob.suffix if blob.suffix in _KINDS else "iwork"
    objects = _Objects()
    damaged = False
    for name, data in _parts(blob):
        try:
            objects.take(data, texts=not _TEMPLATES.match(name))
        except ValueError:
            damaged = True
    if damaged and not objects.texts and not objects.others:
        raise ExtractError("It is damaged: its objects cannot be read.")
    found = [*_texts(objects), *_tables(blob, objects)]
    # A document may be a folder, with its objects in this file.
    title = os.path.splitext(os.path.basename(os.path.dirname(blob.path)))[0] if blob.name == "Index.zip" else ""
    yield blob.document(found, title=title, problem="A part of it is damaged." if damaged else "")


def _parts(blob: Blob) -> Iterator[tuple[str, bytes]]:
    """Name and unpacked bytes of each part with objects; a damaged one is as long as it could be read."""
    with Zipped.opened(blob) as outer:
        if any(name.endswith(".iwpv2") for name in outer.names):
            raise ExtractError("It is protected by a password.")
        inside = next((name for name in outer.names if name.endswith("Index.zip")), "")
        if inside:
            held = outer.read(inside)
            with Zipped(BytesIO(held), len(held), blob.limits) as inner:
                yield from _unpacked_parts(inner)
        else:
            yield from _unpacked_parts(outer)


def _unpacked_parts(archive: Zipped) -> Iterator[tuple[str, bytes]]:
    return ((name, _unpacked(archive.read(name))) for name in archive.names if name.endswith(".iwa"))


def _unpacked(data: bytes) -> bytes:
    """Blocks of a zero byte, the length in three, and Snappy without its frame."""
    pieces: list[bytes] = []
    at = size = 0
    while at + 4 <= len(data) and size < _LARGEST_PART:
        length = int.from_bytes(data[at + 1 : at + 4], "little")
        try:
            pieces.append(unsnapped(data[at + 4 : at + 4 + length]))
        except (ValueError, IndexError):
            break
        at += 4 + length
        size += len(pieces[-1])
    return b"".join(pieces)


def unsnapped(block: bytes) -> bytes:
    """Return what a block of Snappy holds (its format_description.txt); raises ValueError or IndexError when it is damaged."""
    _, at = varint(block, 0)
    out = bytearray()
    while at < len(block):
        tag = block[at]
        at += 1
        if tag & 3 == 0:
            length = (tag >> 2) + 1
            if length > 60:
                more = length - 60
                length = int.from_bytes(block[at : at + more], "little") + 1
                at += more
            out += block[at : at + length]
            at += length
            continue
        if tag & 3 == 1:
            length, offset = (tag >> 2 & 7) + 4, (tag >> 5 << 8) | block[at]
            at += 1
        else:
            size = 2 if tag & 3 == 2 else 4
            length, offset = (tag >> 2) + 1, int.from_bytes(block[at : at + size], "little")
            at += size
        if not 0 < offset <= len(out) or len(out) > _LARGEST_BLOCK:
            raise ValueError("a copy of what is not there")
        piece = out[-offset:][:length]
        out += (piece * (length // len(piece) + 1))[:length]  # a run may read what it has just written
    return bytes(out)


def _texts(objects: _Objects) -> Iterator[Section]:
    """The text of the document, then of everything beside it, each once; texts of cells come with their tables."""
    cells = {payload.inner(1).number(1) for _, payload in objects.all_of(_RICH)}
    found = [(text.number(1, 8) != _BODY, _said(text)) for number, text in objects.texts.items() if number not in cells]
    for text in dict.fromkeys(text for _, text in sorted(found, key=lambda item: item[0])):
        yield Section("\n\n".join(line.strip() for line in text.split("\n") if line.strip()))


def _said(text: Message) -> str:
    raw = b"".join(text.pieces(3)).decode("utf-8", "replace")
    return _NO_TEXT.sub("", re.sub("[\u2028\u2029\x0b\x0c]", "\n", raw)).strip()


def _tables(blob: Blob, objects: _Objects) -> Iterator[Section]:
    sheets = {
        objects.at(placed, _PLACED).inner(2).number(1): sheet.text(1)
        for _, sheet in objects.all_of(_SHEET)
        if blob.type == "numbers"
        for placed in sheet.messages(2)
    }
    for number, table in objects.all_of(_TABLE):
        if blob.late:
            return
        name = " – ".join(dict.fromkeys(part for part in (sheets.get(number, ""), table.text(8)) if part))
        rows = Rows(name)
        try:
            for row, cells in _rows(objects, table.inner(4)):
                rows.add(row + 1, cells)
        except (ValueError, struct.error, IndexError):
            pass  # what was read of it is kept
        yield from rows.sections()


def _rows(objects: _Objects, store: Message) -> Iterator[tuple[int, list[str]]]:
    """Row number, from 0, and the texts of the cells of each row that has any."""
    texts = {entry.number(1): entry.text(3) for entry in objects.at(store.inner(4), _LIST).messages(3)}
    for entry in objects.at(store.inner(17), _LIST).messages(3):
        payload = objects.at(entry.inner(9), _RICH)
        texts[-entry.number(1)] = _said(objects.texts.get(payload.inner(1).number(1), Message()))
    tiles = store.inner(3)
    size = tiles.number(2, 256)
    for tile in tiles.messages(1):
        for row in objects.at(tile.inner(2), _TILE).messages(5):
            cells, places = (b"".join(row.pieces(part)[-1:]) for part in (6, 7))
            offsets = struct.unpack(f"<{len(places) // 2}h", places[: len(places) // 2 * 2])
            wide = 4 if row.number(8) else 1
            shown = [_cell(cells, wide * offset, texts) if offset >= 0 else "" for offset in offsets]
            while shown and not shown[-1]:
                shown.pop()
            if shown:
                yield tile.number(1) * size + row.number(1), shown


def _cell(cells: bytes, at: int, texts: dict[int, str]) -> str:
    """What a cell shows: a byte of version and one of its kind, flags of what follows, and then that."""
    version, kind, flags = struct.unpack_from("<2B6xI", cells, at)
    if version != 5:
        return ""
    at += 12
    values: dict[int, int | float] = {}
    for flag, form in ((1, "16s"), (2, "d"), (4, "d"), (8, "i"), (16, "i")):
        if flags & flag:
            (raw,) = struct.unpack_from(f"<{form}", cells, at)
            values[flag] = _decimal(raw) if flag == 1 else raw
            at += struct.calcsize(form)
    if kind == 3:
        return texts.get(int(values.get(8, 0)), "")
    if kind == 9:
        return texts.get(-int(values.get(16, 0)), "")
    if kind == 5 and 4 in values:
        moment = _EPOCH + timedelta(seconds=min(max(values[4], -6e10), 2.5e11))
        return moment.strftime("%Y-%m-%d" if moment.time() == datetime.min.time() else "%Y-%m-%d %H:%M")
    if kind == 6:
        return "true" if values.get(2) else "false"
    number = values.get(1, values.get(2))
    return "" if number is None else f"{number:.15g}"


def _decimal(raw: bytes) -> float:
    """A decimal number of 16 bytes (IEEE 754-2008, its significand in binary)."""
    exponent = ((raw[15] & 0x7F) << 7 | raw[14] >> 1) - 0x1820
    digits = int.from_bytes(raw[:14], "little") | (raw[14] & 1) << 112
    value = float(f"{digits}e{min(max(exponent, -400), 300)}")
    return -value if raw[15] & 0x80 else value


EXTRACTOR = documents
