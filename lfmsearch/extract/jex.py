"""Joplin's export, a JEX file: a tar of items (see `joplin_item`) and, in `resources`, the files of the notes."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from lfmsearch.errors import ExtractError
from lfmsearch.extract import noteapps
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.exports import Attachment, attached, too_large
from lfmsearch.extract.joplin_item import Library, parsed
from lfmsearch.types import Document

_ITEM = re.compile(r"(?:\./)?([0-9a-f]{32})\.md")
_FILE = re.compile(r"(?:\./)?resources/([0-9a-f]{32})(?:\.[^/]*)?")
# More than anybody has written; bounds what a file made to hurt can cost.
_MOST_MEMBERS = 600_000


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes of a JEX file, each followed by the files it shows."""
    with blob.open() as file:
        library = Library()
        files: dict[str, tuple[int, int]] = {}
        problem = _scan(file, library, files)
        for key, place in library.notes.items():
            item = parsed(decoded(_bytes(file, place)))
            if item is None:
                continue
            yield from noteapps.documents(blob, library.note(item))
            shown = [name for name in item.named if name in library.names]
            for number, name in enumerate(shown[: blob.limits.max_parts], start=1):
                attachment = _attachment(file, library.names[name], files.get(name))
                yield from attached(blob, f"@{key}", number, attachment)
    if problem:
        raise ExtractError(problem)
    if library.encrypted:
        count = "One of its notes is" if library.encrypted == 1 else f"{library.encrypted:,} of its notes are"
        raise ExtractError(f"{count} encrypted; export again from a Joplin that has decrypted them.")


def _scan(file: BinaryIO, library: Library, files: dict[str, tuple[int, int]]) -> str:
    """Note what lies where; return why that is not everything, empty when it is."""
    try:
        with tarfile.open(fileobj=file, mode="r:") as archive:
            for _ in range(_MOST_MEMBERS):
                member = archive.next()
                if member is None:
                    return ""
                archive.members.clear()  # type: ignore[attr-defined]  # or it keeps every header
                place = (member.offset_data, member.size)
                if not member.isreg():
                    continue
                if found := _FILE.fullmatch(member.name):
                    files[found[1]] = place
                elif _ITEM.fullmatch(member.name) and (item := parsed(decoded(_bytes(file, place)))):
                    library.add(item, place)
    except (tarfile.TarError, EOFError, OSError, ValueError):
        return "It is damaged: it breaks off."
    return f"It holds more than {_MOST_MEMBERS:,} items."


def _bytes(file: BinaryIO, place: tuple[int, int]) -> bytes:
    """The bytes of a member; tarfile looks up its place itself, so that the position may change."""
    file.seek(place[0])
    return file.read(min(place[1], WHOLE))


def _attachment(file: BinaryIO, name: str, place: tuple[int, int] | None) -> Attachment:
    if place is None:
        return Attachment(name, problem="It is missing from the export.")
    if problem := too_large(place[1]):
        return Attachment(name, problem=problem)
    return Attachment(name, _bytes(file, place))


EXTRACTOR = documents
