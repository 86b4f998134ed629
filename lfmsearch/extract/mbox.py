"""
Mailboxes in mbox form, whatever their size: scanned in pieces, one message in memory at a time.

A message's member is the offset of its separator in the file (`@12345`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lfmsearch.extract.blob import WHOLE, Blob
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
# Expunged but not yet compacted; deleted on the server (mozilla: nsMsgMessageFlags).
_EXPUNGED, _DELETED = 0x0008, 0x0020_0000


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the messages that were not deleted, each followed by its attachments."""
    with blob.open() as file:
        for offset, raw in messages(file):
            line, _, message = raw.partition(b"\n")
            if not message.strip() or not line.startswith(b"From ") or _is_deleted(message):
                continue
            if b"\n>" in message or message.startswith(b">"):
                message = _ESCAPED.sub(rb"\1", message)
            part = blob.part(message, name=blob.name, member=f"@{offset}", kind="mail", parent=None)
            yield from read_part(part, known="eml")


def messages(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield offset and bytes of each message with its separator line; of one above 64 MiB, the first of them."""
    buffer = b""
    start = 0  # offset in the file of the message at the beginning of the buffer
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
    return any(int(value, 16) & (_DELETED if second else _EXPUNGED) for second, value in _STATUS.findall(head))


EXTRACTOR = documents
