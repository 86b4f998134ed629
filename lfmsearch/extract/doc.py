"""Word's documents before docx (Word 6 to 2003): text by pieces, headings by style, tables by their marks. Layout: [MS-DOC]."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator

from lfmsearch.errors import ExtractError
from lfmsearch.extract import embedded
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.ole import Compound, codepage
from lfmsearch.extract.outline import Outline
from lfmsearch.extract.tables import line_of
from lfmsearch.types import Document, Section

_WORD97, _WORD6 = 0xA5EC, 0xA5DC
_ENCRYPTED, _SECOND_TABLE, _COMPLEX = 0x0100, 0x0200, 0x0004
_MARKS = re.compile("[\x00-\x06\x08\x0e-\x1d\x1f]")
_PARAGRAPH = re.compile("[\r\x07\x0c]")
# A field that stands for a file, which is read by itself.
_OBJECT = re.compile("\x13 *EMBED [^\x13-\x15]*")
# One that sets the reading of a word above it, in small letters: `EQ \\o\\ad(\\s\\up 10(とうきょう),東京)`.
_ABOVE = re.compile("\x13 *EQ [^\x13-\x15]{0,500}?\\\\s\\\\up *\\d+\\([^()\x13-\x15]*\\),([^()\x13-\x15]+)\\)")
# Code pages of Word 6 texts by language (the lower ten bits of its id).
_LANGUAGES = {
    **dict.fromkeys((0x02, 0x19, 0x22, 0x23, 0x2F), 1251),
    **dict.fromkeys((0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24), 1250),
    0x08: 1253,
    0x1F: 1254,
    0x0D: 1255,
    0x01: 1256,
    0x29: 1256,
    0x20: 1256,
    0x25: 1257,
    0x26: 1257,
    0x27: 1257,
    0x11: 932,
    0x12: 949,
    0x04: 936,
    0x1E: 874,
}
# fc, its length and whether it is 8-bit, of characters `start` to `end`.
Piece = tuple[int, int, int, bool]


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the Document, then the files embedded in it."""
    with Compound(blob) as compound:
        about = compound.about()
        try:
            stream = compound.stream("WordDocument")
            magic, _, _, language, _, flags = struct.unpack_from("<6H", stream)
            if flags & _ENCRYPTED:
                raise ExtractError("It is protected by a password.")
            if magic == _WORD97:
                table = compound.stream("1Table" if flags & _SECOND_TABLE else "0Table")
                pieces = _pieces(table, *struct.unpack_from("<2I", stream, 0x1A2), may_be_wide=True)
                levels = _levels(stream, table)
                charset = "cp1252"
            else:
                pieces = _word6_pieces(stream, is_complex=bool(flags & _COMPLEX))
                levels = _Levels([], [])
                charset = codepage(_LANGUAGES.get(language & 0x3FF, 1252))
        except struct.error as error:
            raise ExtractError("It is damaged: its text cannot be located.") from error
        text = "".join(_text_of(stream, piece, charset) for piece in pieces)[: blob.limits.max_text_chars]
        reading = list(_sections(text, pieces, levels))
        # Marks of fields that do not pair would hide everything.
        if not reading and (bare := _cleaned(_OBJECT.sub("", text)).strip()):
            reading = [Section(re.sub("\\s*\r\\s*|\x07", "\n\n", bare))]
        first = reading[0].headings[:1] if reading else ()
        yield about.document(blob, reading, title="".join(first))
        yield from embedded.documents(blob, embedded.stored(compound))


def _pieces(table: bytes, at: int, length: int, *, may_be_wide: bool) -> list[Piece]:
    """The piece table: which stretch of characters lies where in the stream."""
    end = min(at + length, len(table))
    while at < end and table[at] == 1:  # changes of looks
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != 2:
        raise ExtractError("It is damaged: its text cannot be located.")
    count = (struct.unpack_from("<I", table, at + 1)[0] - 4) // 12
    if count < 0 or at + 5 + count * 12 > len(table):
        raise ExtractError("It is damaged: its text cannot be located.")
    bounds = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    places = at + 5 + 4 * (count + 1)
    pieces: list[Piece] = []
    for number in range(count):
        (place,) = struct.unpack_from("<I", table, places + 8 * number + 2)
        narrow = not may_be_wide or bool(place & 1 << 30)
        place &= (1 << 30) - 1
        pieces.append((bounds[number], bounds[number + 1], place // 2 if narrow and may_be_wide else place, narrow))
    return [piece for piece in pieces if piece[1] > piece[0]]


def _word6_pieces(stream: bytes, *, is_complex: bool) -> list[Piece]:
    if is_complex:
        return _pieces(stream, *struct.unpack_from("<2I", stream, 0x160), may_be_wide=False)
    first, last = struct.unpack_from("<2I", stream, 0x18)
    return [(0, max(last - first, 0), first, True)]


def _text_of(stream: bytes, piece: Piece, charset: str) -> str:
    start, end, place, narrow = piece
    if narrow:
        return stream[place : place + end - start].decode(charset, "replace") if charset else ""
    return stream[place : place + 2 * (end - start)].decode("utf-16-le", "replace")


class _Levels:
    """Looks of paragraphs by where they begin in the stream: 1 to 9 for headings, -1 for the end of a table's row, else 0."""

    def __init__(self, starts: list[int], levels: list[int]) -> None:
        self._starts = starts
        self._levels = levels

    def at(self, place: int) -> int:
        index = bisect_right(self._starts, place) - 1
        return self._levels[index] if index >= 0 else 0


def _levels(stream: bytes, table: bytes) -> _Levels:
    """From the pages of paragraph properties (PlcBtePapx, then PapxFkp of 512 bytes each); what is damaged is plain text."""
    found: list[tuple[int, int]] = []
    at, length = struct.unpack_from("<2I", stream, 0x102)
    count = (min(length, len(table) - at) - 4) // 8
    for number in range(max(count, 0)):
        page = 512 * (struct.unpack_from("<I", table, at + 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF)
        block = stream[page : page + 512]
        if len(block) < 512:
            continue
        runs = min(block[511], 29)  # more do not fit
        for run in range(runs):
            (start,) = struct.unpack_from("<I", block, 4 * run)
            found.append((start, _level(block, 2 * block[4 * (runs + 1) + 13 * run])))
    found.sort()
    return _Levels([start for start, _ in found], [level for _, level in found])


def _level(block: bytes, offset: int) -> int:
    if not 0 < offset < 508:
        return 0
    size = 2 * block[offset] - 1 if block[offset] else 2 * block[offset + 1]
    begin = offset + 1 if block[offset] else offset + 2
    looks = block[begin : min(begin + size, 511)]
    if b"\x17\x24\x01" in looks[2:]:  # sprmPFTtp
        return -1
    style = int.from_bytes(looks[:2], "little")
    return style if 1 <= style <= 9 else 0  # these numbers belong to the headings in every document


def _sections(text: str, pieces: list[Piece], levels: _Levels) -> Iterator[Section]:
    outline = Outline()
    held: list[str] = []
    cells: list[str] = []
    rows: list[str] = []

    def ended() -> Iterator[Section]:
        if rows:
            yield Section("\n".join(rows), headings=outline.fill(), style="table")
        if held:
            yield Section("\n\n".join(held), headings=outline.fill())
        rows.clear()
        held.clear()

    for start, end, words in _paragraphs(text):
        mark = text[end : end + 1]
        level = levels.at(_place(pieces, start))
        if mark == "\x07":
            if held:
                yield from ended()
            # Without looks (Word 6) an empty cell ends the row.
            if level == -1 or (not words and cells and level == 0 and text[end - 1 : end] == "\x07"):
                rows += [line] if (line := line_of(cells)) else []
                cells.clear()
            else:
                cells.append(words)
            continue
        if cells and words:  # a paragraph inside a cell goes on
            cells[-1] += f" {words}"
            continue
        if rows:
            yield from ended()
        if not words:
            continue
        if 1 <= level <= 9 and len(words) <= 300:
            yield from ended()
            yield from outline.enter(level, " ".join(words.split()))
        else:
            held.append(words)
    rows += [line] if cells and (line := line_of(cells)) else []
    yield from ended()
    yield from outline.end()


def _paragraphs(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of each; the instructions of fields are left out, wherever in the text they end."""
    hidden = _hidden(text)
    start = 0
    for mark in _PARAGRAPH.finditer(text):
        yield start, mark.start(), _shown(text, start, mark.start(), hidden)
        start = mark.end()
    yield start, len(text), _shown(text, start, len(text), hidden)


def _hidden(text: str) -> list[tuple[int, int]]:
    r"""A field is written \x13 instruction \x14 what it shows \x15, fields in fields too; only what it shows is text."""
    spans: list[tuple[int, int]] = []
    open_at: list[int] = []
    for mark in re.finditer("[\x13-\x15]", text):
        if mark[0] == "\x13":
            open_at.append(mark.start())
        elif open_at and (mark[0] == "\x14" or open_at[-1] >= 0):
            begin = open_at.pop()
            if begin >= 0 and (word := _ABOVE.match(text, begin, mark.start())):
                spans += [(begin, word.start(1)), (word.end(1), mark.start())]
            elif begin >= 0:
                spans.append((begin, mark.start()))
            if mark[0] == "\x14":
                open_at.append(-1)  # what it shows goes on until \x15
        elif open_at:
            open_at.pop()
    return sorted(spans)


def _shown(text: str, start: int, end: int, hidden: list[tuple[int, int]]) -> str:
    kept: list[str] = []
    at = start
    index = max(bisect_right(hidden, (start, 1 << 62)) - 1, 0)
    while index and hidden[index - 1][1] > start:
        index -= 1
    for begin, until in hidden[index:]:
        if begin >= end:
            break
        if until > at:
            kept.append(text[at : max(begin, at)])
            at = max(until, at)
    kept.append(text[at:end] if at < end else "")
    return _cleaned("".join(kept)).strip()


def _cleaned(text: str) -> str:
    return _MARKS.sub("", text.replace("\x0b", "\n").replace("\x1e", "-").replace("\xa0", " "))


def _place(pieces: list[Piece], character: int) -> int:
    index = bisect_right(pieces, character, key=lambda piece: piece[0]) - 1
    if index < 0:
        return -1
    start, _, place, narrow = pieces[index]
    return place + (character - start) * (1 if narrow else 2)


EXTRACTOR = documents
