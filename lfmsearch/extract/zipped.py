"""Zip files that note apps export: their members one at a time, within limits."""

from __future__ import annotations

from types import TracebackType
from typing import Any, BinaryIO
from zipfile import ZipFile, ZipInfo

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob, Limits
from lfmsearch.extract.exports import Attachment, loaded, too_large
from lfmsearch.extract.zipfaults import FAULTS, told

_PIECE = 256 << 10
# More than anybody has written; bounds what a file made to hurt can cost.
_MOST_MEMBERS = 500_000
# Text comes out of a zip at most some ten times as large as it lies there; pictures and letters as they are.
_RATIO = 20


class Zipped:
    """An open zip file; a context manager."""

    def __init__(self, file: BinaryIO, size: int, limits: Limits) -> None:
        self._left = limits.max_inflated_bytes + _RATIO * size
        self._file = file
        try:
            self._zip = ZipFile(file)
        except FAULTS as error:
            file.close()
            raise ExtractError(told(error, "It is damaged: its zip directory cannot be read.")) from error
        members = self._zip.infolist()
        if len(members) > _MOST_MEMBERS:
            self.close()
            raise ExtractError(f"It holds more than {_MOST_MEMBERS:,} files.")
        self._members = {item.filename.replace("\\", "/"): item for item in members if not item.is_dir()}

    @classmethod
    def opened(cls, blob: Blob) -> Zipped:
        """Open the zip file that a Blob is."""
        return cls(blob.open(), blob.size, blob.limits)

    @property
    def names(self) -> list[str]:
        """The names of the files in it; what macOS puts beside them is left out."""
        return [name for name in self._members if not name.startswith("__MACOSX/") and not name.endswith("/.DS_Store")]

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str, *, most: int = WHOLE) -> bytes:
        """Return a file. Raises ExtractError when it is damaged, protected, or too large."""
        member = self._members[name]
        if member.flag_bits & 1:
            raise ExtractError("It is protected by a password.")
        try:
            return self._inflated(member, most)
        except FAULTS as error:
            raise ExtractError(told(error, "It is damaged: it cannot be unpacked.")) from error

    def attachment(self, name: str) -> Attachment:
        """Return a file to be read for itself."""
        shown = name.rsplit("/", 1)[-1]
        try:
            return Attachment(shown, self.read(name))
        except ExtractError as error:
            return Attachment(shown, problem=error.message)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
        self._file.close()

    def __enter__(self) -> Zipped:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _inflated(self, member: ZipInfo, most: int) -> bytes:
        pieces: list[bytes] = []
        size = 0
        with self._zip.open(member) as part:
            while piece := part.read(_PIECE):
                # Counted, not believed: the size in the directory is whatever its writer put there.
                size += len(piece)
                self._left -= len(piece)
                if size > most:
                    raise ExtractError(too_large(size) or f"It is larger than {most >> 20} MB.")
                if self._left < 0:
                    raise ExtractError("Its zip file holds more than a zip file of its size may.")
                pieces.append(piece)
        return b"".join(pieces)


def exported(blob: Blob, name: str) -> dict[str, Any]:
    """Return the object that an export in JSON is, alone or in a zip file under this name."""
    if blob.head.startswith(b"PK"):
        with Zipped.opened(blob) as archive:
            return loaded(archive.read(name))
    if problem := too_large(blob.size):
        raise ExtractError(problem)
    return loaded(blob.read())
