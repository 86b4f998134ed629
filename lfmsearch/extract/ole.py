"""Compound files (OLE): the streams that doc, xls, ppt and msg consist of, read within limits."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from types import TracebackType

import olefile

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded, fitting
from lfmsearch.types import Person

# What olefile raises on damaged files beside its own error, which is an OSError.
DAMAGED = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, AssertionError, struct.error)
_SUMMARY = "\x05SummaryInformation"
_TITLE, _AUTHOR, _KEYWORDS, _LAST_AUTHOR, _CREATED, _SAVED = 2, 4, 5, 8, 12, 13
_CODEPAGE = 1


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

    def about(self) -> tuple[str, tuple[Person, ...], datetime | None, tuple[str, ...]]:
        """Return title, author, date and keywords from its summary; nothing of a damaged one."""
        try:
            fields = self._ole.getproperties(_SUMMARY, convert_time=True) if _SUMMARY in self else {}
        except DAMAGED:
            fields = {}
        page = fields.get(_CODEPAGE)
        charset = codepage(page & 0xFFFF if isinstance(page, int) else 0)
        texts = {key: _text(fields.get(key), charset) for key in (_TITLE, _AUTHOR, _KEYWORDS, _LAST_AUTHOR)}
        author = texts[_AUTHOR] or texts[_LAST_AUTHOR]
        date = next((found for key in (_SAVED, _CREATED) if (found := _moment(fields.get(key)))), None)
        words = texts[_KEYWORDS].replace(";", ",").split(",")
        tags = tuple(word for part in words[:50] if (word := part.strip()[:100]))
        return texts[_TITLE], (Person(author[:200], "", "author"),) if author else (), date, tags

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


def _text(value: object, charset: str) -> str:
    if isinstance(value, bytes):
        value = decoded(value, declared=charset)
    return value.partition("\x00")[0].strip() if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    """A date as olefile gives it: UTC without saying so. 1601 means that there is none."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.year > 1601 else None
