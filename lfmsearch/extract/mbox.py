"""
A mailbox in one file: the messages, each at its offset.

One that grew is read from where it ended; only then is all of it looked through for what a mail program noted in place. One that was
changed otherwise (messages deleted, the file compacted) is split again, and what it held before is known by its content: only what is
new is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any, BinaryIO

from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.labels import is_thrown_away
from lfmsearch.extract.mime import header
from lfmsearch.extract.read import read_part
from lfmsearch.types import Document

_PIECE = 8 << 20
# A separator ends with a date, and a header field comes after it (for some programs below an escaped separator).
_DATED = re.compile(rb"From (?:-|\S+)[^\r\n]* \d\d:\d\d[^\r\n]* \d{4}|From \d+@xxx ")
_FIELD = re.compile(rb"[^\r\n]*\r?\n(?:>From [^\r\n]*\r?\n)?[!-9;-~]{1,200}[ \t]*:")
# Some programs write no more than an address, or nothing; a sentence that begins with From is longer.
_UNDATED = re.compile(rb"From \S{0,200}[ \t]*\r?\n[!-9;-~]{1,200}[ \t]*:")
# A message without any header.
_BARE = re.compile(rb"[^\r\n]*\r?\n\r?\n")
# Enough to see both lines whole.
_MARGIN = 4096
_ESCAPED = re.compile(rb"(?m)^>(>*From )")
_STATUS = re.compile(rb"(?im)^X-Mozilla-Status(2?):[ \t]*([0-9a-f]{1,8})")
_KEYS = re.compile(rb"(?i)X-Mozilla-Keys:[ \t]*([^\s][^\r\n]*?)[ \t]*(?:\r?\n|$)")
_GMAIL = re.compile(rb"(?im)^X-Gmail-Labels:")
# Expunged but not yet compacted; deleted on the server (mozilla: nsMsgMessageFlags).
_EXPUNGED, _DELETED = 0x0008, 0x0020_0000
_MARK = b"\nX-Mozilla-"
# What mail programs write into a message they keep; its tags are not among it.
_NOTED = re.compile(rb"(?im)^(?:X-Mozilla-Status2?|X-Status|Status):[^\n]*\n")
_HEAD = 64 << 10
_TAIL = 4096


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the messages that were not deleted and were not there before, each followed by its attachments."""
    with blob.open() as file:
        if blob.wanted:
            yield from _one(blob, file)
            return
        past = _Past.of(blob.past)
        if past.goes_on(file):
            blob.keep(None)
            members = dict(past.members)
            yield from _read(blob, messages(file, past.end), members)
            marks = list(_marks(file))
            if _hash(marks, past.end) == past.marks:
                blob.future = _future(file, blob.size, marks, members)
                return
            past = replace(past, members=members)
        members = {}
        found = _fresh(blob, file, past, members) if past.members else messages(file)
        yield from _read(blob, found, members)
        blob.future = _future(file, blob.size, list(_marks(file)), members)


def _read(blob: Blob, found: Iterable[tuple[int, bytes]], members: dict[str, str]) -> Iterator[Document]:
    """Read the messages found, and put them into `members`."""
    for offset, raw in found:
        if message := _message(raw):
            members[_known_as(message, members)] = f"@{offset}"
            yield from _mail(blob, offset, raw, message)


def _one(blob: Blob, file: BinaryIO) -> Iterator[Document]:
    """The message that holds the part that is wanted."""
    place = blob.wanted[1:].partition("/")[0]
    for offset, raw in messages(file, int(place) if place.isdecimal() else 0):
        yield from _mail(blob, offset, raw, _message(raw))
        return


def _mail(blob: Blob, offset: int, raw: bytes, message: bytes) -> Iterator[Document]:
    if b"\n>" in message or message.startswith(b">"):
        message = _ESCAPED.sub(rb"\1", message)
    part = blob.part(message, name=blob.name, member=f"@{offset}", kind="mail", parent=None)
    part.posted = raw[:_MARGIN].partition(b"\n")[0].decode("utf-8", "replace")
    yield from read_part(part, known="eml")


def _message(raw: bytes) -> bytes:
    """A message without its separator line; nothing when it is none, or was deleted."""
    line, _, message = raw.partition(b"\n")
    return message if message.strip() and line.startswith(b"From ") and not _is_deleted(message) else b""


def _fresh(blob: Blob, file: BinaryIO, past: _Past, members: dict[str, str]) -> Iterator[tuple[int, bytes]]:
    """Yield the messages that were not there before; the others are kept, and put into `members`."""
    kept, fresh = [], []
    for offset, raw in messages(file):
        if not (message := _message(raw)):
            continue
        name = _known_as(message, members)
        if name in past.members:
            kept.append((past.members[name], f"@{offset}"))
            members[name] = f"@{offset}"
        else:
            fresh.append((offset, len(raw)))
    blob.keep(kept)
    for offset, length in fresh:
        file.seek(offset)
        yield offset, file.read(length)


@dataclass(frozen=True, slots=True)
class _Past:
    """
    What the last reading left.

    Args:
        end: how long the file was.
        tail: hash of its last bytes.
        marks: hash of what the mail program noted in it in place.
        members: of each message, by its content.
    """

    end: int = 0
    tail: str = ""
    marks: str = ""
    members: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, past: dict[str, Any]) -> _Past:
        return cls(past["end"], past["tail"], past["marks"], past["members"]) if past else cls()

    def goes_on(self, file: BinaryIO) -> bool:
        """Whether the file ended there as it says, and another message begins just after it."""
        if not self.end or _tail(file, self.end) != self.tail:
            return False
        file.seek(self.end)
        return file.read(5) == b"From "


def _future(file: BinaryIO, size: int, marks: list[tuple[int, bytes]], members: dict[str, str]) -> dict[str, Any]:
    return {"end": size, "tail": _tail(file, size), "marks": _hash(marks, size), "members": members}


def _tail(file: BinaryIO, end: int) -> str:
    file.seek(max(0, end - _TAIL))
    tail = file.read(min(end, _TAIL))
    return blake2b(tail, digest_size=16).hexdigest() if len(tail) == min(end, _TAIL) else ""


def _hash(marks: list[tuple[int, bytes]], end: int) -> str:
    return blake2b(repr([mark for mark in marks if mark[0] < end]).encode(), digest_size=16).hexdigest()


def _marks(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """
    Yield (offset, value) of what Thunderbird writes into a message in place and matters here: that it is deleted, its tags.

    Whether it was read or answered does not. A search for one short string: a gigabyte a second.
    """
    file.seek(0)
    buffer, begin, last = b"", 0, False
    while not last:
        piece = file.read(_PIECE)
        buffer += piece
        last = not piece
        # What is found in the last lines may not be whole yet: the next piece brings it again.
        end = len(buffer) if last else max(0, len(buffer) - _MARGIN)
        found = buffer.find(_MARK, 0, end)
        while found >= 0:
            if status := _STATUS.match(buffer, found + 1):
                if int(status[2], 16) & (_DELETED if status[1] else _EXPUNGED):
                    yield begin + found, b"deleted"
            elif keys := _KEYS.match(buffer, found + 1, found + _MARGIN):
                yield begin + found, keys[1]
            found = buffer.find(_MARK, found + 1, end)
        # A mark that begins before the cut and ends after it is looked for again.
        cut = max(0, end - len(_MARK) + 1)
        buffer, begin = buffer[cut:], begin + cut


def _known_as(message: bytes, taken: Collection[str]) -> str:
    """What a message is known by from one reading to the next: its content, without what mail programs note in it in place."""
    head, gap, body = message.partition(b"\n\n" if b"\r\n\r\n" not in message[:_HEAD] else b"\r\n\r\n")
    digest = blake2b(_NOTED.sub(b"", head + b"\n"), digest_size=8)
    digest.update(body.rstrip() if gap else b"")
    name, copy = digest.hexdigest(), 0
    while name in taken:
        copy += 1
        name = f"{digest.hexdigest()}.{copy}"
    return name


def messages(file: BinaryIO, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield offset and bytes of each message from `start` with its separator line; of one above 64 MiB, the first of them."""
    file.seek(start)
    buffer = b""
    # `start` is the offset in the file of the message at the beginning of the buffer
    dropped = 0  # bytes of that message which were not kept
    looked = 0
    while True:
        piece = file.read(_PIECE)
        buffer = buffer + piece if buffer else piece
        begin = 0
        while (at := buffer.find(b"\nFrom ", looked)) >= 0 and (not piece or at + _MARGIN < len(buffer)):
            looked = at + 1
            if _separates(buffer, at):
                yield start, buffer[begin:looked]
                start += looked - begin + dropped
                begin, dropped = looked, 0
        if not piece:
            if buffer[begin:]:
                yield start, buffer[begin:]
            return
        # Where the next search begins: at a separator whose lines are not whole yet, or just before the end.
        looked = (at if at >= 0 else max(looked, len(buffer) - 5)) - begin
        buffer = buffer[begin:] if begin else buffer
        if len(buffer) > WHOLE + _PIECE:
            keep = len(buffer) - WHOLE
            dropped += keep
            buffer = buffer[: WHOLE - _PIECE] + buffer[WHOLE - _PIECE + keep :]
            looked = max(0, looked - keep)


def _separates(buffer: bytes, at: int) -> bool:
    """Whether the line after position `at` begins a message: an empty line above or a date in it, and a header field
    below.
    """
    if dated := _DATED.match(buffer, at + 1):
        return bool(_FIELD.match(buffer, dated.end()) or _BARE.match(buffer, dated.end()))
    return buffer[max(0, at - 2) : at].endswith((b"\n", b"\n\r")) and bool(_UNDATED.match(buffer, at + 1))


def _is_deleted(message: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", message[: 64 << 10], maxsplit=1)[0]
    if any(int(value, 16) & (_DELETED if second else _EXPUNGED) for second, value in _STATUS.findall(head)):
        return True
    return _GMAIL.search(head) is not None and is_thrown_away(header(head)[0])


EXTRACTOR = documents
