"""Compound files (OLE): the streams that doc, xls, ppt and msg consist of, read within limits."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from types import TracebackType

import olefile

from lfmsearch.errors import ExtractError
from lfmsearch.extract.about import About
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded, fitting

# What olefile raises on damaged files beside its own error, which is an OSError.
DAMAGED = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, AssertionError, struct.error)
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUMMARY = "\x05SummaryInformation"
_TITLE, _SUBJECT, _AUTHOR, _KEYWORDS, _COMMENTS, _LAST_AUTHOR, _CREATED, _SAVED = 2, 3, 4, 5, 6, 8, 12, 13
_CODEPAGE = 1
_NARROW, _WIDE, _FILETIME = 30, 31, 64
_MOST_PROPERTIES = 200  # real ones have under 20


class Compound:
    """An open compound file. Owns the file; a context manager. Names of streams are paths with `/`, upper and lower case alike."""

    def __init__(self, blob: Blob) -> None:
        self._left = blob.limits.max_inflated_bytes
        self._file = blob.open()
        try:
            self._ole = olefile.OleFileIO(self._file)
            self.names = ["/".join(parts) for parts in self._ole.listdir()]
        except (*DAMAGED, RecursionError) as error:
            self._file.close()
            raise ExtractError("It is damaged: its streams cannot be listed.") from error
        self._known = {name.lower() for name in self.names}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._known

    def stream(self, name: str) -> bytes:
        """Return a stream, empty when there is none. Raises ExtractError when it is damaged or the file gives out too much."""
        if name not in self:
            return b""
        try:
            data: bytes = self._ole.openstream(name.split("/")).read()
        except DAMAGED as error:
            raise ExtractError("It is damaged: one of its streams breaks off.") from error
        self._left -= len(data)
        if self._left < 0:
            raise ExtractError("It holds more than it may when unpacked (256 MB).")
        return data

    def about(self) -> About:
        """Return what its summary says; nothing of a damaged one."""
        try:
            fields = _properties(self.stream(_SUMMARY))
        except (ExtractError, struct.error):
            fields = {}
        texts = {key: value for key, value in fields.items() if isinstance(value, str)}
        about = About(title=texts.get(_TITLE, ""))
        about.wrote(texts.get(_AUTHOR, ""), texts.get(_LAST_AUTHOR, ""))
        about.date = next((found for key in (_SAVED, _CREATED) if isinstance(found := fields.get(key), datetime)), None)
        about.tagged(texts.get(_KEYWORDS, ""))
        about.says(texts.get(_SUBJECT, ""), texts.get(_COMMENTS, ""))
        return about

    def close(self) -> None:
        """Close the file."""
        self._ole.close()
        self._file.close()

    def __enter__(self) -> Compound:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def codepage(number: int) -> str:
    """Return Python's name for a Windows code page, `cp1252` for one it does not know."""
    name = {
        65001: "utf-8",
        1200: "utf-16-le",
        10000: "mac-roman",
        20127: "ascii",
        28591: "cp1252",
        54936: "gb18030",
    }.get(number, f"cp{number}")
    return name if number and fitting(b"", name) is not None else "cp1252"


def filetime(ticks: int) -> datetime | None:
    """Return the moment so many tenths of microseconds after 1601 began, None for 0 and beyond the year 9999."""
    try:
        return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None


def _properties(stream: bytes) -> dict[int, str | datetime]:
    """The texts and dates of a property set, [MS-OLEPS] 2.21. Own reading: olefile's counts for minutes where a count is damaged."""
    if len(stream) < 56:
        return {}
    (start,) = struct.unpack_from("<I", stream, 44)
    _, count = struct.unpack_from("<2I", stream, start)
    places = dict(struct.unpack_from("<2I", stream, start + 8 + 8 * at) for at in range(min(count, _MOST_PROPERTIES)))
    charset = "cp1252"
    if _CODEPAGE in places:
        charset = codepage(struct.unpack_from("<H", stream, start + places[_CODEPAGE] + 4)[0])
    found: dict[int, str | datetime] = {}
    for key, place in places.items():
        kind, size = struct.unpack_from("<2I", stream, start + place)
        at = start + place + 8
        if kind == _NARROW:
            text = decoded(stream[at : at + size], declared=charset)
        elif kind == _WIDE:
            text = stream[at : at + 2 * size].decode("utf-16-le", "replace")
        else:
            if kind == _FILETIME and (date := filetime(struct.unpack_from("<Q", stream, at - 4)[0])):
                found[key] = date
            continue
        found[key] = text.partition("\x00")[0].strip()
    return found
