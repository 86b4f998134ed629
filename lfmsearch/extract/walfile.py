"""
A database together with the log that lies beside it, put together in memory.

For a log that SQLite itself would have to write an index for: a copy of both files, or a program that keeps the index to itself.
Format: https://sqlite.org/fileformat2.html, 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from lfmsearch.errors import ExtractError

# Held three times over while it is put together.
MOST_BYTES = 128 << 20
_HEADER, _FRAME = 32, 24
_MAGIC = 0x377F0682  # with the lowest bit set, checksums read the words the other way round


def merged(path: str) -> bytes:
    """Return the database at `path` with the changes in its log, as one that has none. Raises ExtractError when it is too large."""
    database, log = bytearray(_read(path)), _read(path + "-wal")
    size = 0
    pending: list[tuple[int, bytes]] = []
    for number, pages, page in _frames(log):
        pending.append((number, page))
        if not pages:  # the transaction goes on
            continue
        for place, data in pending:
            start = (place - 1) * len(data)
            if len(database) < start:
                database.extend(bytes(start - len(database)))
            database[start : start + len(data)] = data
        pending.clear()
        size = pages * len(page)
    if size:
        del database[size:]
    database[18:20] = b"\x01\x01"  # has a journal of the other kind: there is no log to look for
    return bytes(database)


def _frames(log: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each page that was written: its number, the pages of the database where it ends a transaction (else 0), its bytes."""
    if len(log) < _HEADER:
        return
    magic, _, size, _, *salts, first, second = struct.unpack_from(">8I", log)
    if magic & ~1 != _MAGIC or size not in (1 << bit for bit in range(9, 17)):
        return
    order = ">" if magic & 1 else "<"
    sums = _sums(log[: _HEADER - 8], order, (0, 0))
    if sums != (first, second):
        return
    # What stands behind the last whole frame is what an earlier round has left.
    for at in range(_HEADER, len(log) - _FRAME - size + 1, _FRAME + size):
        number, pages, *own, first, second = struct.unpack_from(">6I", log, at)
        page = log[at + _FRAME : at + _FRAME + size]
        sums = _sums(page, order, _sums(log[at : at + 8], order, sums))
        if own != salts or sums != (first, second) or not 0 < number <= MOST_BYTES // size:
            return
        yield number, pages, page


def _sums(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    for one, two in struct.iter_unpack(f"{order}2I", data):
        first = (first + one + second) & 0xFFFF_FFFF
        second = (second + two + first) & 0xFFFF_FFFF
    return first, second


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123  names that are no UTF-8
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ExtractError(
            "Its latest changes stand in a file beside it (-wal) that cannot be opened; starting and quitting its program helps."
        )
    return data
