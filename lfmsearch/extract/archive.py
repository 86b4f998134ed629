"""
Zip and tar files, and what gzip, bzip2 and xz have packed: the files in them, each read as if it lay in a folder.

Only where the user wants it. What really comes out is counted, for an archive and all archives in it together.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from io import RawIOBase
from typing import Any, BinaryIO, Literal
from weakref import WeakKeyDictionary
from zipfile import ZipFile, ZipInfo

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob, Skipped
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.read import read_part
from lfmsearch.extract.zipfaults import FAULTS, told
from lfmsearch.types import Document

# Programs in the shape of a zip: nothing in them was written for this person.
_PROGRAMS = frozenset(
    ("jar", "war", "ear", "apk", "aab", "ipa", "xpi", "crx", "whl", "egg", "nupkg", "vsix", "appx", "msix")
)
_OFFICE = frozenset(("docx", "docm", "xlsx", "xlsm", "pptx", "pptm", "odt", "ods", "odp", "odg", "epub"))
# Folders and files that programs leave behind.
_LITTER = frozenset(
    ("__macosx", ".ds_store", "thumbs.db", "desktop.ini", "node_modules", "__pycache__", ".git", ".hg", ".svn", ".venv")
)
_OPENERS: dict[str, Any] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}
_DAMAGE = (*FAULTS, tarfile.TarError)
_FOREIGN = re.compile(rb"[\x80-\xff]{3}")
_LONGEST_NAME = 500
_FULL = "The archive holds more than may be unpacked of it."
_LARGE = "It is larger than 64 MB."
_DAMAGED = "It is damaged: it cannot be unpacked."


class _Full(Exception):  # noqa: N818  an outcome more than an error
    """More came out of the archive than may."""


@dataclass(slots=True)
class _Budget:
    """What may still come out of an archive and all archives in it."""

    archive: str  # its member
    members: int
    bytes: int
    inside: dict[str, str] = field(default_factory=dict)  # content keys of the archives that are being read, by member


# By File: of the archive that is being read, outermost.
_BUDGETS: WeakKeyDictionary[Blob, _Budget] = WeakKeyDictionary()


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the archive, then the files in it, each followed by what lies in that."""
    if blob.suffix in _PROGRAMS:
        raise Skipped(f"There is no reader for {blob.suffix} files.")
    if blob.suffix in _OFFICE:
        raise ExtractError("It is damaged: the parts that such a file has are missing.")
    blob.depends_on("archives")
    if not blob.limits.archives:
        raise Skipped("It is an archive; to look inside: lfmsearch config set archives true.")
    budget = _BUDGETS.get(blob.root)
    if not budget or (budget.archive and not blob.member.startswith(f"{budget.archive}/")):
        budget = _Budget(blob.member, blob.limits.max_parts, blob.limits.max_inflated_bytes)
        _BUDGETS[blob.root] = budget
    around = (key for member, key in budget.inside.items() if not member or blob.member.startswith(f"{member}/"))
    if blob.content_key in around:
        yield _itself(blob, "It is a copy of the archive that it lies in.")
        return
    budget.inside[blob.member] = blob.content_key
    with blob.open() as file:
        reader = {"zip": _zip, "tar": _tar}.get(blob.type, _packed)
        yield from reader(blob, file, budget)


def harmless(name: str) -> str:
    """Return the path of a member as one below a folder: without drive, root, `..` and control characters; may be empty."""
    parts = re.sub(r"^[A-Za-z]:", "", name.replace("\\", "/")).split("/")
    kept = ("".join(letter for letter in part if letter.isprintable()).strip() for part in parts)
    path = "/".join(part for part in kept if part not in ("", ".", ".."))[-_LONGEST_NAME:].lstrip("/")
    return f"./{path}" if path.startswith("@") else path


def _zip(blob: Blob, file: BinaryIO, budget: _Budget) -> Iterator[Document]:
    try:
        archive = ZipFile(file)
    except _DAMAGE as error:
        raise ExtractError(told(error, "It is damaged: its zip directory cannot be read.")) from error
    with archive:
        named = zip(_names(archive.infolist()), archive.infolist(), strict=True)
        wanted = [(path, item) for name, item in named if not item.is_dir() and (path := _wanted(name))]
        cut = len(wanted) > budget.members
        yield _itself(blob, f"Only the first {budget.members:,} of its {len(wanted):,} files were read." if cut else "")
        members = _Members(blob)
        for path, item in wanted[: budget.members]:
            budget.members -= 1
            try:
                if item.flag_bits & 1:
                    raise ExtractError("It is protected by a password.")
                with archive.open(item) as packed:
                    data = _inflated(packed, budget)
            except _Full:
                yield from members.unread(path, _FULL)
            except ExtractError as error:
                yield from members.unread(path, error.message)
            except _DAMAGE as error:
                yield from members.unread(path, told(error, _DAMAGED))
            else:
                yield from members.read(path, data)


def _tar(blob: Blob, file: BinaryIO, budget: _Budget) -> Iterator[Document]:
    yield _itself(blob, "")
    yield from _tarred(blob, file, "r:", budget)


def _packed(blob: Blob, file: BinaryIO, budget: _Budget) -> Iterator[Document]:
    """One packed file, which may be a tar."""
    counted = _Counted(_OPENERS[blob.type](file), budget)
    try:
        head = counted.peek()
    except _Full:
        head = b""
    except _DAMAGE as error:
        raise ExtractError(_DAMAGED) from error
    yield _itself(blob, "")
    if head[257:262] == b"ustar":
        yield from _tarred(blob, counted, "r|", budget)
        return
    name = harmless(re.sub(rf"\.{re.escape(blob.suffix)}$", "", blob.name, flags=re.I)) or "content"
    members = _Members(blob)
    try:
        data = _inflated(counted, budget)
    except _Full:
        yield from members.unread(name, _FULL)
    except ExtractError as error:
        yield from members.unread(name, error.message)
    except _DAMAGE:
        yield from members.unread(name, _DAMAGED)
    else:
        yield from members.read(name, data)


def _tarred(blob: Blob, file: Any, mode: Literal["r:", "r|"], budget: _Budget) -> Iterator[Document]:
    """The members of a tar, which has no directory: what it holds is known when it has been read."""
    members = _Members(blob)
    path = ""
    try:
        with tarfile.open(fileobj=file, mode=mode) as archive:
            for item in archive:
                archive.members = []  # type: ignore[attr-defined]  # it would keep all of them
                path = _wanted(item.name) if item.isfile() else ""
                if not path:
                    continue
                if budget.members <= 0:
                    raise _Full
                budget.members -= 1
                if item.size > WHOLE:
                    yield from members.unread(path, _LARGE)
                elif (packed := archive.extractfile(item)) is not None:
                    yield from members.read(path, _inflated(packed, budget, counted=mode == "r|"))
                path = ""
    except _Full:
        yield from members.unread(path or "the rest", _FULL)
    except _DAMAGE:
        yield from members.unread(path or "the rest", _DAMAGED)


def _itself(blob: Blob, problem: str) -> Document:
    # That it has no text of its own is how archives are, and nothing to tell anybody.
    return replace(blob.document(()), problem=problem)


class _Members:
    """Gives the files of one archive their names, of which two may be the same."""

    def __init__(self, archive: Blob) -> None:
        self._archive = archive
        self._seen: set[str] = set()

    def read(self, path: str, data: bytes) -> Iterator[Document]:
        """Yield the Documents of a member."""
        yield from read_part(self._part(path, data))

    def unread(self, path: str, problem: str) -> Iterator[Document]:
        """Yield the Document of a member whose bytes are not to be had, which says why."""

        def named(part: Blob) -> Iterator[Document]:
            part.type = part.suffix if part.suffix.isalnum() and len(part.suffix) <= 10 else "unknown"
            # It is no copy of the others without bytes.
            key = blake2b(f"{self._archive.content_key} {part.member}".encode("utf-8", "replace"), digest_size=20)
            yield part.document((), problem=problem, content_key=f"b2:{key.hexdigest()}")

        yield from read_part(self._part(path, b""), extract=named)

    def _part(self, path: str, data: bytes) -> Blob:
        name, number = path, 1
        while path in self._seen:
            number += 1
            path = f"{name} ({number})"
        self._seen.add(path)
        above = self._archive
        return above.part(
            data,
            name=name.rsplit("/", 1)[-1],
            member=f"{above.member}/{path}" if above.member else path,
            kind="attachment" if above.kind == "attachment" else "file",
            parent=above.member,
        )


def _inflated(file: Any, budget: _Budget, *, counted: bool = False) -> bytes:
    """
    The bytes of one member. Raises _Full when too many came out of all, ExtractError when it is too large by itself.

    `counted` when its bytes are taken from the budget already.
    """
    pieces: list[bytes] = []
    size = 0
    counted = counted or isinstance(file, _Counted)
    while budget.bytes > 0 and (piece := file.read(1 << 20)):
        size += len(piece)
        budget.bytes -= 0 if counted else len(piece)
        if size > WHOLE:
            raise ExtractError(_LARGE)
        pieces.append(piece)
    if budget.bytes <= 0:
        raise _Full
    return b"".join(pieces)


class _Counted(RawIOBase):
    """A file that is read from front to end, whose bytes are taken from a budget as they come."""

    def __init__(self, file: BinaryIO, budget: _Budget) -> None:
        self._file = file
        self._budget = budget
        self._ahead = b""

    def peek(self) -> bytes:
        """The first bytes, which are read again."""
        self._ahead = self._ahead or self.read(tarfile.BLOCKSIZE)
        return self._ahead

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if self._ahead:
            data, self._ahead = self._ahead, b""
            if len(data) > size >= 0:
                data, self._ahead = data[:size], data[size:]
            return data
        data = self._file.read(size if size >= 0 else 1 << 20)
        self._budget.bytes -= len(data)
        if self._budget.bytes < 0:
            raise _Full
        return data


def _wanted(name: str) -> str:
    """The path of a member a person may want, empty for what programs leave behind."""
    path = harmless(name)
    parts = path.lower().split("/")
    return "" if not _LITTER.isdisjoint(parts) or parts[-1].startswith("._") else path


def _names(items: list[ZipInfo]) -> list[str]:
    """The names of the members of a zip: programs write UTF-8 also where they do not say so, or what their system had."""
    marked = [bool(item.flag_bits & 0x800) for item in items]
    raw = [
        b"" if known else item.filename.encode("cp437", "replace").replace(b"\n", b" ")
        for known, item in zip(marked, items, strict=True)
    ]
    joined = b"\n".join(dict.fromkeys(raw))
    try:
        text = joined.decode()
    except UnicodeDecodeError:
        # Letters with accents stand among plain ones, seldom two together; in other scripts all are such.
        text = decoded(joined) if _FOREIGN.search(joined) else joined.decode("cp437")
    shown = dict(zip(dict.fromkeys(raw), text.split("\n"), strict=False))
    return [
        item.filename if known else shown.get(name, item.filename)
        for known, name, item in zip(marked, raw, items, strict=True)
    ]


EXTRACTOR = documents
