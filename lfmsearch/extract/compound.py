"""A storage of a compound file as a file of its own: so a workbook inside an old Word file can be read, and opened. [MS-CFB]."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lfmsearch.extract.ole import MAGIC

_SECTOR, _SHORT_SECTOR, _SHORT = 512, 64, 4096
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ROOT, _STREAM, _STORAGE = 5, 2, 1
_IN_HEADER = 109  # sectors of the table that the header names


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    first: int = _END


class _Sectors:
    """Pieces of one size, and for each where the next one lies."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.pieces: list[bytes] = []
        self.links: list[int] = []

    def put(self, data: bytes) -> int:
        """Add a stream; return its first sector."""
        if not data:
            return _END
        first = len(self.pieces)
        self.pieces += [data[at : at + self.size].ljust(self.size, b"\0") for at in range(0, len(data), self.size)]
        self.links += [*range(first + 1, len(self.pieces)), _END]
        return first


def compound_file(streams: dict[str, bytes]) -> bytes | None:
    """
    Return a compound file of these streams, by path with `/`; None when they are too large for the plain form (7 MB).

    Siblings hang on each other as a list, in the order of [MS-CFB] 2.6.4 (length of the name, then the name): a tree that is not
    balanced, which every reader takes.
    """
    entries = _entries(streams)
    large, short = _Sectors(_SECTOR), _Sectors(_SHORT_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.first = (large if len(entry.data) >= _SHORT else short).put(entry.data)
    root = entries[0]
    root.data = b"".join(short.pieces)
    root.first = large.put(root.data)
    links_at = large.put(struct.pack(f"<{len(short.links)}I", *short.links))
    links_count = -(-4 * len(short.links) // _SECTOR)
    directory_at = large.put(_directory(entries))
    count = 0
    while count * 128 < len(large.pieces) + count:
        count += 1
    if count > _IN_HEADER:
        return None
    table_at = len(large.pieces)
    table = [*large.links, *[_TABLE] * count]
    table += [_FREE] * (128 * count - len(table))
    head = struct.pack("<8s16s5H6x", MAGIC, b"", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, count, directory_at, 0, _SHORT, links_at, links_count, _END, 0)
    head += struct.pack(f"<{_IN_HEADER}I", *range(table_at, table_at + count), *[_FREE] * (_IN_HEADER - count))
    return head + b"".join(large.pieces) + struct.pack(f"<{len(table)}I", *table)


def _entries(streams: dict[str, bytes]) -> list[_Entry]:
    entries = [_Entry("Root Entry", _ROOT)]
    places = {"": 0}
    for path, data in streams.items():
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            if here not in places:
                places[here] = len(entries)
                entries[places["/".join(parts[: depth - 1])]].children.append(len(entries))
                is_stream = depth == len(parts)
                entries.append(
                    _Entry(parts[depth - 1][:31], _STREAM if is_stream else _STORAGE, data if is_stream else b"")
                )
    for entry in entries:
        entry.children.sort(key=lambda number: (len(entries[number].name), entries[number].name.upper()))
    return entries


def _directory(entries: Sequence[_Entry]) -> bytes:
    after = {one: other for entry in entries for one, other in pairwise(entry.children)}
    return b"".join(
        struct.pack(
            "<64sHBB3I16sI16sIQ",
            (entry.name + "\0").encode("utf-16-le"),
            2 * len(entry.name) + 2,
            entry.kind,
            1,
            _FREE,
            after.get(number, _FREE),
            entry.children[0] if entry.children else _FREE,
            b"",
            0,
            b"",
            entry.first if entry.kind != _STORAGE else 0,
            len(entry.data),
        )
        for number, entry in enumerate(entries)
    )
