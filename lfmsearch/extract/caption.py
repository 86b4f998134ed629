"""What is written about a picture inside its file: EXIF, XMP, IPTC and the text chunks of PNG."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from xml.etree.ElementTree import ParseError, fromstring

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written

# Programs write it at the beginning of a file, a few at its end; the rest is pixels.
_BEGIN, _END = 1 << 20, 256 << 10
_LONGEST = 64 << 10
_EXIF = re.compile(rb"(?:Exif\0\0|eXIf|EXIF....)(?=II\*\0|MM\0\*)", re.S)
_XMP = re.compile(rb"<x:xmpmeta\b.{0,1000000}?</x:xmpmeta\s*>", re.S)
_IPTC = re.compile(rb"8BIM\x04\x04\x00\x00(....)", re.S)
# What cameras and programs put where a person would write something.
_JUNK = re.compile(
    r"olympus digital camera|sony dsc|dcim\\.*|digital camera|minolta digital.*|untitled.*|default|screenshot|created with .*",
    re.I,
)
_CAMERA_DATE = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d:\d\d:\d\d)")
# TIFF tags: number, what it says. Those above 40,000 are Windows's, in UTF-16.
_TAGS = {
    270: "description", 315: "author", 306: "changed", 36867: "date", 40091: "title", 40092: "description", 40093: "author",
    40094: "tags",
}  # fmt: skip
_EXIF_IFD = 34665
_MOST_TAGS = 200
_DATASETS = {5: "title", 25: "tags", 80: "author", 105: "title", 120: "description"}
_ELEMENTS = {
    "title": "title", "description": "description", "creator": "author", "subject": "tags", "DateCreated": "date",
    "DateTimeOriginal": "date", "CreateDate": "changed", "Headline": "title",
}  # fmt: skip
_PNG_WORDS = {
    "title": "title", "description": "description", "comment": "description", "author": "author", "keywords": "tags",
    "creation time": "date",
}  # fmt: skip

Pairs = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Caption:
    """What a person wrote about a picture, and when it was taken."""

    title: str = ""
    description: str = ""
    author: str = ""
    date: datetime | None = None
    tags: tuple[str, ...] = ()


def of(blob: Blob) -> Caption:
    """Return what is written about the picture in `blob`; parts that are damaged say nothing."""
    data = blob.read(limit=_BEGIN)
    fields: dict[str, list[str]] = {}
    with blob.open() as file:
        if blob.size > _BEGIN:
            file.seek(max(_BEGIN, blob.size - _END))
            data += file.read(_END)
        for name, text in (*_xmp(data), *_iptc(data), *_exif(blob, file, data), *_png(data)):
            value = text.replace("\x00", " ").strip()
            if value and not _JUNK.fullmatch(value) and value not in fields.setdefault(name, []):
                fields[name].append(value)
    dates = (
        written(_CAMERA_DATE.sub(r"\1-\2-\3 \4", raw)) for name in ("date", "changed") for raw in fields.get(name, [])
    )
    title = "".join(fields.get("title", [])[:1])
    return Caption(
        title=title,
        description="\n\n".join(text for text in fields.get("description", []) if text != title),
        author="".join(fields.get("author", [])[:1]),
        date=next((date for date in dates if date), None),
        tags=tuple(word.strip() for text in fields.get("tags", []) for word in re.split("[,;]", text)),
    )


def _xmp(data: bytes) -> Pairs:
    found = _XMP.search(data)
    try:
        root = fromstring(found[0]) if found else None  # noqa: S314  nothing can be declared inside it
    except (ParseError, ValueError, LookupError):
        return
    for element in root.iter() if root is not None else ():
        for key, value in element.attrib.items():
            if name := _ELEMENTS.get(key.rsplit("}", 1)[-1]):
                yield name, value
        if name := _ELEMENTS.get(element.tag.rsplit("}", 1)[-1]):
            # In several languages, or a list: the first title, every keyword.
            texts = [text for text in element.itertext() if text.strip()]
            for text in texts if name == "tags" else texts[:1]:
                yield name, text


def _iptc(data: bytes) -> Pairs:
    if not (block := _IPTC.search(data)):
        return
    at = block.end()
    end = min(len(data), at + struct.unpack(">I", block[1])[0])
    while at + 5 <= end and data[at : at + 2] == b"\x1c\x02":
        size = struct.unpack(">H", data[at + 3 : at + 5])[0]
        if name := _DATASETS.get(data[at + 2]):
            yield name, decoded(data[at + 5 : at + 5 + size], declared="iso-8859-1")
        at += 5 + size


def _exif(blob: Blob, file: BinaryIO, data: bytes) -> Pairs:
    """The tags of a TIFF, or of the small one inside another picture."""
    if blob.type == "tiff":
        yield from _tags(file, 0)
    elif found := _EXIF.search(data):
        yield from _tags(BytesIO(data[found.end() : found.end() + _BEGIN]), 0)


def _tags(file: BinaryIO, depth: int, at: int = 0) -> Pairs:
    file.seek(0)
    order = "<" if file.read(2) == b"II" else ">"

    def number(offset: int, form: str) -> int:
        file.seek(offset)
        raw = file.read(struct.calcsize(form))
        return int(struct.unpack(order + form, raw)[0]) if len(raw) == struct.calcsize(form) else 0

    at = at or number(4, "I")
    for entry in range(min(number(at, "H"), _MOST_TAGS) if at else 0):
        place = at + 2 + 12 * entry
        tag, kind, size = number(place, "H"), number(place + 2, "H"), number(place + 4, "I")
        if tag == _EXIF_IFD and not depth:
            yield from _tags(file, 1, number(place + 8, "I"))
        elif (name := _TAGS.get(tag)) and kind in (1, 2, 7) and size <= _LONGEST:
            file.seek(place + 8 if size <= 4 else number(place + 8, "I"))
            raw = file.read(size)
            yield (
                name,
                raw.decode("utf-16-le", "replace")
                if tag > 40_000
                else decoded(raw.rstrip(b"\x00"), declared="iso-8859-1"),
            )


def _png(data: bytes) -> Pairs:
    """The chunks of text: a keyword, then Latin-1 (tEXt), the same packed (zTXt), or UTF-8 (iTXt)."""
    at = 8 if data.startswith(b"\x89PNG") else len(data)
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind not in (b"tEXt", b"zTXt", b"iTXt") or size > _LONGEST:
            continue
        key, _, rest = body.partition(b"\x00")
        name = _PNG_WORDS.get(key.decode("latin-1").lower())
        if not name:
            continue
        packed = kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\x01")
        if kind == b"iTXt":  # packed or not and how, language, the keyword translated
            rest = rest[2:].split(b"\x00", 2)[-1]
        elif kind == b"zTXt":
            rest = rest[1:]
        try:
            text = zlib.decompressobj().decompress(rest, _LONGEST) if packed else rest
        except zlib.error:
            continue
        yield name, text.decode("utf-8", "replace") if kind == b"iTXt" else decoded(text, declared="iso-8859-1")
