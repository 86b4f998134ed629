"""PowerPoint's presentations before pptx (97 to 2003): a Section for each slide under its title, and its notes. Layout: [MS-PPT]."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lfmsearch.errors import ExtractError
from lfmsearch.extract import embedded
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.ole import Compound
from lfmsearch.types import Document, Locator, Section

_SLIDE, _SLIDE_ATOM, _NOTES = 0x03EE, 0x03EF, 0x03F0
_SLIDE_PERSIST, _SLIDE_LIST = 0x03F3, 0x0FF0
_TEXT_HEADER, _WIDE, _NARROW = 0x0F9F, 0x0FA0, 0x0FA8
_PERSIST_DIRECTORY, _MASTER, _OBJECT = 0x1772, 0x03F8, 0x1011
_NOTES_NAME = "Notes"
_LOCKED = 0xF3D1C4DF  # headerToken of an encrypted one
_TITLES, _BOX = (0, 6), 4
_IN_SLIDES, _IN_NOTES = 0, 2
# Containers lie some ten deep; damage may claim more.
_DEEPEST = 40
# A line break in a paragraph, and what stands for the number of the slide, the date and the like.
_BREAK, _FIELD = "\x0b", "*"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its kind, its instance, and where its body begins and ends."""

    kind: int
    instance: int
    start: int
    end: int
    is_container: bool


@dataclass(slots=True)
class _Slide:
    """What was found for one slide or page of notes."""

    persist: int
    identifier: int
    title: str = ""
    texts: list[str] = field(default_factory=list)

    def add(self, kind: int, text: str) -> None:
        if kind in _TITLES and not self.title:
            self.title = " ".join(text.split())
        elif text and text not in self.texts:
            self.texts.append(text)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the Document, then the files embedded in it."""
    with Compound(blob) as compound:
        about = compound.about()
        current = compound.stream("Current User")
        if current[12:16] == struct.pack("<I", _LOCKED):
            raise ExtractError("It is protected by a password.")
        stream = compound.stream("PowerPoint Document")
    sections = list(_sections(stream))
    if not sections:  # a file without its list of slides, or with text on its masters alone
        found: list[str] = []
        for record in records(stream, 0, len(stream), depth=_DEEPEST):
            for kind, text in _texts(stream, record.start, record.end):
                # In the other shapes of a master stands `Click to edit`.
                if text != _FIELD and (record.kind != _MASTER or kind == _BOX):
                    found.append(text)
        sections = [Section("\n\n".join(dict.fromkeys(found)))] if found else []
    first = next((item.headings[0] for item in sections if item.headings and item.headings != (_NOTES_NAME,)), "")
    yield about.document(blob, sections, title=first)
    yield from embedded.documents(blob, _objects(stream, blob.limits.max_inflated_bytes))


def _objects(stream: bytes, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the files embedded in it; one that is damaged is left out."""
    for number, record in enumerate(item for item in records(stream, 0, len(stream)) if item.kind == _OBJECT):
        body = stream[record.start : record.end]
        if record.instance == 1:  # packed; its size unpacked goes before
            with suppress(zlib.error):
                body = zlib.decompressobj().decompress(body[4:], most_bytes)
        most_bytes -= len(body)
        if most_bytes <= 0:
            return
        if found := embedded.unpacked(body, f"object {number + 1}"):
            yield found


def _sections(stream: bytes) -> Iterator[Section]:
    slides, notes = _lists(stream)
    places = _places(stream)
    for number, slide in enumerate(slides, start=1):
        about = _read(stream, places.get(slide.persist, -1), slide)
        at = Locator(slide=number)
        headings = (slide.title,) if slide.title else ()
        if slide.title or slide.texts:
            yield Section("\n\n".join(slide.texts) or slide.title, at, headings if slide.texts else ())
        for page in notes:
            if about and page.identifier == about:
                _read(stream, places.get(page.persist, -1), page)
                if page.texts:
                    yield Section("\n\n".join(page.texts), at, (*headings, _NOTES_NAME))


def _lists(stream: bytes) -> tuple[list[_Slide], list[_Slide]]:
    """The slides and the pages of notes in the order of the show, with the texts of the outline; the last saved list counts."""
    found: dict[int, list[_Slide]] = {}
    for record in records(stream, 0, len(stream)):
        if record.kind != _SLIDE_LIST:
            continue
        pages: list[_Slide] = []
        kind = -1
        for item in records(stream, record.start, record.end):
            if item.kind == _SLIDE_PERSIST and item.end - item.start >= 16:
                persist, _, _, identifier = struct.unpack_from("<4I", stream, item.start)
                pages.append(_Slide(persist, identifier))
            elif item.kind == _TEXT_HEADER:
                kind = int.from_bytes(stream[item.start : item.start + 4], "little")
            elif pages and (text := _text(stream, item)) and text != _FIELD:
                pages[-1].add(kind, text)
        found[record.instance] = pages
    return found.get(_IN_SLIDES, []), found.get(_IN_NOTES, [])


def _places(stream: bytes) -> dict[int, int]:
    """Where in the stream each page was saved last."""
    found: dict[int, int] = {}
    for record in records(stream, 0, len(stream)):
        if record.kind != _PERSIST_DIRECTORY:
            continue
        at = record.start
        while at + 4 <= record.end:
            (head,) = struct.unpack_from("<I", stream, at)
            first, count = head & 0xFFFFF, head >> 20
            count = min(count, (record.end - at - 4) // 4)
            for number, place in enumerate(struct.unpack_from(f"<{count}I", stream, at + 4)):
                found[first + number] = place
            at += 4 + 4 * count
    return found


def _read(stream: bytes, place: int, slide: _Slide) -> int:
    """Add the texts in the shapes of a page; return the id of its notes, 0 when it has none."""
    page = next(records(stream, place, len(stream)), None) if place >= 0 else None
    if page is None or page.kind not in (_SLIDE, _NOTES):
        return 0
    about = 0
    for item in records(stream, page.start, page.end):
        if item.kind == _SLIDE_ATOM and item.end - item.start >= 20:
            (about,) = struct.unpack_from("<I", stream, item.start + 16)
            break
    for kind, text in _texts(stream, page.start, page.end):
        if text != _FIELD:
            slide.add(kind, text)
    return about


def _texts(stream: bytes, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The texts with their kinds (0 and 6 are titles, -1 is not said)."""
    kind = -1
    for record in records(stream, start, end):
        if record.kind == _TEXT_HEADER:
            kind = int.from_bytes(stream[record.start : record.start + 4], "little")
        elif text := _text(stream, record):
            yield kind, text


def _text(stream: bytes, record: Record) -> str:
    body = stream[record.start : record.end]
    if record.kind == _WIDE:
        text = body.decode("utf-16-le", "replace")
    elif record.kind == _NARROW:
        text = body.decode("latin-1")  # the lower halves of 16-bit characters
    else:
        return ""
    text = re.sub(r"[ \t]*\r\s*", "\n", text.replace(_BREAK, "\n"))
    return re.sub("[\x00-\x08\x0c-\x1f\xad]", "", text).strip()


def records(stream: bytes, start: int, end: int, depth: int = 0) -> Iterator[Record]:
    """Yield the records between two places in order, each container before what it holds; ends where one is damaged."""
    at = start
    while at + 8 <= end:
        head, kind, length = struct.unpack_from("<2HI", stream, at)
        record = Record(kind, head >> 4, at + 8, min(at + 8 + length, end), head & 0xF == 0xF)
        yield record
        if record.is_container and depth < _DEEPEST:
            yield from records(stream, record.start, record.end, depth + 1)
        at += 8 + length


EXTRACTOR = documents
