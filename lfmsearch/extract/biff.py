"""What stands in an old Excel workbook and in no cell: text boxes and comments, headers and footers, labels of charts. [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_BOF, _HEADER, _FOOTER, _CONTINUE, _TEXT_BOX, _LABEL = 0x0809, 0x14, 0x15, 0x3C, 0x1B6, 0x100D
_BIFF8 = 0x0600


def texts(stream: bytes) -> Iterator[tuple[bool, str]]:
    """Yield each text in the order of the stream, and whether it is a header or footer; nothing of workbooks before Excel 97."""
    missing = 0  # characters of a text box that follow in records of their own
    held: list[str] = []
    for kind, body in records(stream):
        if missing and kind == _CONTINUE:
            text = _characters(body, missing)
            held.append(text)
            missing -= len(text)
            if not text or missing <= 0:
                yield False, "".join(held)
                missing = 0
            continue
        missing = 0
        if kind == _BOF and len(body) >= 2 and struct.unpack_from("<H", body)[0] != _BIFF8:
            return
        if kind in (_HEADER, _FOOTER) and len(body) > 3:
            yield True, _characters(body[2:], int.from_bytes(body[:2], "little"))
        elif kind == _LABEL and len(body) > 4:
            yield False, _characters(body[3:], body[2])
        elif kind == _TEXT_BOX and len(body) >= 12:
            (missing,) = struct.unpack_from("<H", body, 10)
            held = []


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of each record; ends where the stream breaks off."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _characters(body: bytes, count: int) -> str:
    """A flag whether they take two bytes each, then characters, at most so many."""
    if not body:
        return ""
    return (
        body[1 : 1 + 2 * count].decode("utf-16-le", "replace") if body[0] & 1 else body[1 : 1 + count].decode("latin-1")
    )
