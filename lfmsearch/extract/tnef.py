"""
What Outlook sends to others as `winmail.dat`: text and attachments in one stream. Layout: [MS-OXTNEF].

Own reading: the readers there are for Python are under the LGPL. Attributes follow each other, each with its length; one of them
holds MAPI properties, of the mail or of an attachment.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.bodies import Text, body_sections
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.mime import file_name
from lfmsearch.extract.ole import codepage
from lfmsearch.extract.read import read_part
from lfmsearch.types import Document

SIGNATURE = b"\x78\x9f\x3e\x22"
_SUBJECT, _BODY, _PROPERTIES, _CODEPAGE = 0x8004, 0x800C, 0x9003, 0x9007
_BEGINS, _NAME, _DATA, _OF_ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005
_MAPI_SUBJECT, _MAPI_BODY, _MAPI_RTF, _MAPI_HTML = 0x0037, 0x1000, 0x1009, 0x1013
_MAPI_LONG_NAME, _MAPI_SHORT_NAME, _MAPI_SHOWN_NAME, _MAPI_DATA = 0x3707, 0x3704, 0x3001, 0x3701
_NARROW, _WIDE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
# Bytes of the types that have no length of their own, padded to four.
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16, 0x01: 0}
_INTERFACE = 16  # the number of its kind before an embedded object
_MOST = 20_000  # properties; real ones have some hundred


@dataclass(slots=True)
class Unpacked:
    """What was in it. `problem` is a sentence where it breaks off."""

    subject: str = ""
    texts: list[Text] = field(default_factory=list)
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    problem: str = ""


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the text of one that was saved as a file, then what it holds."""
    inside = unpacked(blob.read())
    yield blob.document(body_sections(inside.texts), title=inside.subject, problem=inside.problem)
    for number, (name, data) in enumerate(inside.attachments[: blob.limits.max_parts], start=1):
        shown = file_name(name) or f"part {number}"
        member = f"{number}:{shown}".replace("/", "_")
        child = blob.part(
            data,
            name=shown,
            member=f"{blob.member}/{member}" if blob.member else member,
            kind="attachment",
            parent=blob.member,
        )
        yield from read_part(child)


def unpacked(data: bytes) -> Unpacked:
    """Return what is in a TNEF stream. Raises ExtractError when it is none; what breaks off is kept as far as it goes."""
    if not data.startswith(SIGNATURE):
        raise ExtractError("It is damaged: it does not begin as a winmail.dat does.")
    found = Unpacked()
    charset = "cp1252"
    body = ""
    at = 6
    while at + 9 <= len(data):
        _, number, _, length = struct.unpack_from("<BHHI", data, at)
        value = data[at + 9 : at + 9 + length]
        at += 9 + length + 2  # a checksum
        if len(value) < length:
            found.problem = "It is damaged: it breaks off."
        if number == _CODEPAGE and len(value) >= 4:
            charset = codepage(int.from_bytes(value[:4], "little"))
        elif number == _SUBJECT:
            found.subject = found.subject or _text(value, charset)
        elif number == _BODY:
            body = _text(value, charset)
        elif number == _PROPERTIES:
            _message(found, properties(value), charset)
        elif number == _BEGINS:
            found.attachments.append(("", b""))
        elif number in (_NAME, _DATA, _OF_ATTACHMENT):
            _attachment(found, number, value, charset)
    if body.strip() and not any(form == "plain" for form, _ in found.texts):
        found.texts.insert(0, ("plain", body))
    found.texts = found.texts[:1]  # the forms of one text, the plain one first
    return found


def _message(found: Unpacked, values: dict[int, tuple[int, bytes]], charset: str) -> None:
    found.subject = _property(values, _MAPI_SUBJECT, charset) or found.subject
    if text := _property(values, _MAPI_BODY, charset):
        found.texts.append(("plain", text))
    if page := values.get(_MAPI_HTML, (0, b""))[1]:
        from lfmsearch.extract.html import page_text

        found.texts.append(("html", page_text(page.rstrip(b"\x00"))))
    if packed := values.get(_MAPI_RTF, (0, b""))[1]:
        from lfmsearch.extract.msg import unpacked_text

        try:
            found.texts.append(("plain", unpacked_text(packed)))
        except ExtractError as error:
            found.problem = found.problem or error.message


def _attachment(found: Unpacked, number: int, value: bytes, charset: str) -> None:
    if not found.attachments:
        found.attachments.append(("", b""))
    name, data = found.attachments[-1]
    if number == _NAME:
        name = name or _text(value, charset)
    elif number == _DATA:
        data = value
    else:
        values = properties(value)
        for wanted in (_MAPI_LONG_NAME, _MAPI_SHORT_NAME, _MAPI_SHOWN_NAME):
            if said := _property(values, wanted, charset):
                name = said
                break
        kind, inner = values.get(_MAPI_DATA, (0, b""))
        if inner and not data:
            data = inner[_INTERFACE:] if kind == _OBJECT else inner
    found.attachments[-1] = name, data


def _property(values: dict[int, tuple[int, bytes]], number: int, charset: str) -> str:
    kind, value = values.get(number, (0, b""))
    if kind == _WIDE:
        return value.decode("utf-16-le", "replace").rstrip("\x00").replace("\r\n", "\n").strip()
    return _text(value, charset).strip() if kind == _NARROW else ""


def _text(value: bytes, charset: str) -> str:
    return decoded(value.rstrip(b"\x00"), declared=charset)


def properties(data: bytes) -> dict[int, tuple[int, bytes]]:
    """Return MAPI properties by number as (type, first value); of damaged ones those before the damage."""
    found: dict[int, tuple[int, bytes]] = {}
    try:
        (count,) = struct.unpack_from("<I", data)
        at = 4
        for _ in range(min(count, _MOST)):
            kind, number = struct.unpack_from("<2H", data, at)
            at += 4
            if number >= 0x8000:  # one with a name: a set and a number, or letters
                (by_letters, length) = struct.unpack_from("<2I", data, at + 16)
                at += 24 + (_padded(length) if by_letters else 0)
            several, kind = kind & 0x1000, kind & 0x0FFF
            size = _SIZES.get(kind)
            values = 1
            if several or size is None:
                (values,) = struct.unpack_from("<I", data, at)
                at += 4
            for place in range(min(values, _MOST)):
                if size is None:
                    if kind not in (_NARROW, _WIDE, _BINARY, _OBJECT):
                        return found
                    (length,) = struct.unpack_from("<I", data, at)
                    at += 4
                else:
                    length = size
                if not place:
                    found.setdefault(number, (kind, data[at : at + length]))
                at += _padded(length)
    except struct.error:
        pass
    return found


def _padded(length: int) -> int:
    return (length + 3) & ~3


EXTRACTOR = documents
