"""
One mail as Outlook saves it: a compound file of MAPI properties, its attachments inside. Layout: [MS-OXMSG], [MS-OXRTFCP].

A property is a stream named by its number and type; numbers and dates stand in a table beside them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import datetime

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.bodies import Text, body_sections
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.headers import addresses, date_of, ids_of, text_of
from lfmsearch.extract.ole import Compound, codepage, filetime
from lfmsearch.extract.read import read_part
from lfmsearch.extract.threads import conversation, is_forward, is_reply
from lfmsearch.types import Document, Person, Role

_TABLE = "__properties_version1.0"
_SUBJECT, _BODY, _HTML, _RTF, _HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
_MESSAGE_ID, _REFERENCES, _IN_REPLY_TO, _INDEX = 0x1035, 0x1039, 0x1042, 0x0071
_SENT, _RECEIVED, _CREATED = 0x0039, 0x0E06, 0x3007
_SENDER_NAMES, _SENDER_ADDRESSES = (0x0042, 0x0C1A), (0x5D01, 0x5D02, 0x0065, 0x0C1F)
_NAME, _RECIPIENT_ADDRESSES, _RECIPIENT_KIND = 0x3001, (0x39FE, 0x3003), 0x0C15
_SHOWN: tuple[tuple[int, Role], ...] = ((0x0E04, "to"), (0x0E03, "cc"), (0x0E02, "bcc"))
_ATTACHED, _LONG_NAME, _SHORT_NAME, _MIME, _HIDDEN = 0x3701, 0x3707, 0x3704, 0x370E, 0x7FFE
_FLAGS, _CONTENT_ID, _IN_BODY = 0x3714, 0x3712, 0x4
# Bytes of a picture in the text; a larger one is what the mail is about.
_LOGO = 30_000
_CODEPAGES = (0x3FFD, 0x3FDE)
_ROLES: dict[int, Role] = {1: "to", 2: "cc", 3: "bcc"}
# What every compressed RTF may refer back to before it has written anything, [MS-OXRTFCP] 2.1.3.1.1.
_BEFORE = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"
    rb"Times New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the mail, then its attachments."""
    with Compound(blob) as compound:
        if blob.kind == "file":
            blob.kind = "mail"
        yield from _message(blob, compound, "", "cp1252")


class _Properties:
    """The properties of one folder of the file: of a message, a recipient or an attachment."""

    def __init__(self, compound: Compound, folder: str, charset: str = "cp1252") -> None:
        self._compound = compound
        self._folder = f"{folder}/" if folder else ""
        self._values: dict[int, bytes] = {}
        table = compound.stream(self._folder + _TABLE)
        # Before the entries: 32 bytes in the outermost message, 24 in one inside, 8 elsewhere.
        start = 32 if not folder else 24 if folder.endswith("000D") else 8
        for at in range(start, len(table) - 15, 16):
            _, number, _, value = struct.unpack_from("<2HI8s", table, at)
            self._values.setdefault(number, value)
        pages = (self.number(number) for number in _CODEPAGES)
        self.charset = next((codepage(page) for page in pages if page), charset)

    def number(self, number: int) -> int:
        return int.from_bytes(self._values.get(number, b"")[:4], "little")

    def date(self, number: int) -> datetime | None:
        return filetime(int.from_bytes(self._values.get(number, b""), "little"))

    def binary(self, number: int) -> bytes:
        return self._compound.stream(f"{self._folder}__substg1.0_{number:04X}0102")

    def text(self, *numbers: int) -> str:
        """The first of these that says something."""
        for number in numbers:
            name = f"{self._folder}__substg1.0_{number:04X}"
            if name + "001F" in self._compound:
                text = self._compound.stream(name + "001F").decode("utf-16-le", "replace")
            else:
                text = decoded(self._compound.stream(name + "001E"), declared=self.charset)
            if text := text.rstrip("\x00").strip():
                return text.replace("\r\n", "\n").replace("\r", "\n")
        return ""


def _message(blob: Blob, compound: Compound, folder: str, charset: str) -> Iterator[Document]:
    own = _Properties(compound, folder, charset)
    fields = _fields(own.text(_HEADERS))
    texts, problem = _body(own)
    subject = own.text(_SUBJECT)
    sections = body_sections(texts, forwarded=is_forward(subject))
    first = next((item.text for item in sections if item.style != "quote"), "")
    identifiers = ids_of(own.text(_MESSAGE_ID) or fields.get("message-id", ""))
    refers = ids_of(own.text(_REFERENCES) or fields.get("references", "")) or ids_of(
        own.text(_IN_REPLY_TO) or fields.get("in-reply-to", "")
    )
    index = conversation(own.binary(_INDEX)) if is_reply(subject) or not identifiers else ""
    dates = (own.date(_SENT), date_of(fields.get("date", "")), own.date(_RECEIVED), own.date(_CREATED))
    yield blob.document(
        sections,
        title=subject or " ".join(first.split())[:80].strip(),
        people=tuple(dict.fromkeys(_people(own, compound, folder, fields))),
        date=next((date for date in dates if date), None),
        thread=next(iter(refers), "") or index or next(iter(identifiers), ""),
        problem=problem,
        content_key=f"mid:{identifiers[0]}" if identifiers else "",
    )
    for number, place in enumerate(_folders(compound, folder, "__attach_version1.0_"), start=1):
        if number > blob.limits.max_parts:
            break
        yield from _attached(blob, compound, place, number, own.charset)


def _body(own: _Properties) -> tuple[list[Text], str]:
    """Plain text, else HTML, else the text of the RTF; and what is wrong with it."""
    if plain := own.text(_BODY):
        return [("plain", plain)], ""
    if page := own.binary(_HTML):
        from lfmsearch.extract.html import page_text

        return [("html", page_text(page))], ""
    if text := own.text(_HTML):
        return [("html", text)], ""
    if packed := own.binary(_RTF):
        try:
            return [("plain", unpacked_text(packed))], ""
        except ExtractError as error:
            return [], error.message
    return [], ""


def unpacked_text(packed: bytes) -> str:
    """Return the text of a compressed RTF stream, paragraphs apart. Raises ExtractError when it is none."""
    from lfmsearch.extract.rtf import ascii_source, rtf_text

    return rtf_text(ascii_source(unpacked(packed))).replace("\n", "\n\n")


def unpacked(data: bytes) -> bytes:
    """Return the RTF of a compressed stream; raises ExtractError when it is none. What breaks off is kept as far as it goes."""
    if len(data) < 16:
        raise ExtractError("It is damaged: its text cannot be unpacked.")
    _, size, kind, _ = struct.unpack_from("<2I4sI", data)
    if kind == b"MELA":
        return data[16 : 16 + size]
    if kind != b"LZFu":
        raise ExtractError("It is damaged: its text cannot be unpacked.")
    window = bytearray(_BEFORE.ljust(4096, b"\0"))
    write = len(_BEFORE)
    out = bytearray()
    at = 16
    while at < len(data):
        control = data[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                piece = data[at : at + 1]
                at += 1
            else:
                token = int.from_bytes(data[at : at + 2], "big")
                at += 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write or at > len(data):
                    return bytes(out)
                piece = b""
                # A run may read what it has just written.
                for step in range(length):
                    letter = window[(offset + step) % 4096]
                    window[(write + step) % 4096] = letter
                    piece += bytes((letter,))
            for letter in piece:
                window[write] = letter
                write = (write + 1) % 4096
            out += piece
    return bytes(out)


def _fields(headers: str) -> dict[str, str]:
    """The header fields of a mail that came over the internet, the first of each name."""
    found: dict[str, str] = {}
    for line in re.sub(r"\n[ \t]+", " ", headers).split("\n"):
        name, mark, value = line.partition(":")
        if mark and name and " " not in name:
            found.setdefault(name.lower(), value.strip())
    return found


def _people(own: _Properties, compound: Compound, folder: str, fields: dict[str, str]) -> Iterator[Person]:
    name = own.text(*_SENDER_NAMES)
    address = next((found for number in _SENDER_ADDRESSES if "@" in (found := own.text(number))), "")
    if not address:
        written = next(iter(addresses(fields.get("from", ""))), ("", ""))
        name, address = name or written[0], written[1]
    if name or address:
        yield _person(name, address, "from")
    places = _folders(compound, folder, "__recip_version1.0_")
    for place in places:
        one = _Properties(compound, place, own.charset)
        address = next((found for number in _RECIPIENT_ADDRESSES if "@" in (found := one.text(number))), "")
        role = _ROLES.get(one.number(_RECIPIENT_KIND), "to")
        if (name := one.text(_NAME)) or address:
            yield _person(name, address, role)
    if not places:
        for number, role in _SHOWN:
            for shown in own.text(number).split(";"):
                if shown.strip("\x00 "):
                    yield _person(shown.strip("\x00 "), "", role)


def _person(name: str, address: str, role: Role) -> Person:
    name = text_of(name).strip("'\" ")
    return Person("" if name == address else name[:200], address.strip()[:320], role)


def _folders(compound: Compound, folder: str, kind: str) -> list[str]:
    start = f"{folder}/{kind}" if folder else kind
    depth = start.count("/")
    return sorted({"/".join(name.split("/")[: depth + 1]) for name in compound.names if name.startswith(start)})


def _attached(blob: Blob, compound: Compound, place: str, number: int, charset: str) -> Iterator[Document]:
    own = _Properties(compound, place, charset)
    inner = f"{place}/__substg1.0_{_ATTACHED:04X}000D"
    is_message = f"{inner}/{_TABLE}" in compound
    name = own.text(_LONG_NAME, _SHORT_NAME, _NAME).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if letter.isprintable()).strip()[:200]
    data = b"" if is_message else own.binary(_ATTACHED)
    # A picture that the HTML shows.
    is_picture = own.text(_MIME).startswith("image/") or name.lower().endswith(
        (".png", ".jpg", ".jpeg", ".gif", ".bmp")
    )
    is_shown = own.number(_FLAGS) & _IN_BODY or own.text(_CONTENT_ID)
    if is_picture and (own.number(_HIDDEN) & 1 or (is_shown and len(data) < _LOGO)):
        return
    name = name or (f"part {number}.msg" if is_message else f"part {number}")
    member = f"{number}:{name}".replace("/", "_")
    if is_message:
        # Its content for the key where it has no Message-ID.
        said = _Properties(compound, inner, charset)
        data = f"{said.text(_SUBJECT)}\n{said.text(_HEADERS)}\n{said.text(_BODY)}".encode(
            "utf-8", "replace"
        ) + said.binary(_RTF)
    child = blob.part(
        data,
        name=name,
        member=f"{blob.member}/{member}" if blob.member else member,
        kind="attachment",
        parent=blob.member,
    )
    if not is_message:
        yield from read_part(child)
    else:
        yield from read_part(child, known="msg", extract=lambda part: _message(part, compound, inner, charset))


EXTRACTOR = documents
