"""What the databases of notes programs have in common: a note becomes a Document, its files lie beside the database."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.read import read, read_part
from lfmsearch.types import Document, Person, Section

_UNIX, _APPLE = datetime(1970, 1, 1, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a note. `path` is empty when it cannot be on this machine; `seen` is text its program read off it."""

    name: str
    path: str
    seen: str = ""
    problem: str = ""

    @property
    def stamp(self) -> str:
        """What changes when the file does."""
        try:
            status = os.stat(self.path)
        except (OSError, ValueError):
            return ""
        return f"{status.st_mtime_ns}:{status.st_size}"


@dataclass(frozen=True, slots=True)
class Note:
    """
    A note as its program keeps it.

    Args:
        id: unique within the database; `@id` is its member.
        text: in Markdown, unless `type` is another format.
        sections: what the text says, where its reader has read it already.
        above, below: lines that its program shows with the text.
        problem: why there is no text.
    """

    id: str
    title: str
    text: str
    type: str = "md"
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    date: datetime | None = None
    above: str = ""
    below: str = ""
    files: tuple[File, ...] = ()
    problem: str = ""
    sections: tuple[Section, ...] | None = None


def changed(blob: Blob, stamps: Mapping[str, str]) -> frozenset[str]:
    """
    Keep the notes that are as they were when the database was read before; return the ids of the others.

    Args:
        stamps: of each note that is there now, what changes with anything that is shown of it.
    """
    before = blob.past.get("notes")
    known = before if isinstance(before, dict) else {}
    same = [name for name, stamp in stamps.items() if known.get(name) == stamp]
    blob.future["notes"] = dict(stamps)
    if known:
        blob.keep([(f"@{name}", f"@{name}") for name in same])
    return frozenset(stamps).difference(same)


def stamp(*values: Any) -> str:
    """Return a short hash of values: what changes with any of them."""
    return blake2b(repr(values).encode("utf-8", "replace"), digest_size=8).hexdigest()


def documents(blob: Blob, note: Note) -> Iterator[Document]:
    """Yield a note, then its files."""
    title = note.title.strip() or first_line(note.text)
    part = blob.part(
        note.text.encode("utf-8", "replace"),
        name=f"{_file_name(title)}.{note.type}",
        member=f"@{note.id}",
        kind="note",
        parent=None,
    )
    # Two notes that say nothing but their titles are two.
    key = "b2:" + blake2b(f"{title}\0{note.text}".encode("utf-8", "replace"), digest_size=20).hexdigest()

    def shown(text: str) -> tuple[Section, ...]:
        return part.document((Section(text),), content_key=key).sections if text else ()

    def whole(part: Blob) -> Iterator[Document]:
        above, below = shown(note.above), shown(note.below)
        if note.sections is not None or not note.text:
            yield part.document(
                (*above, *(note.sections or ()), *below), title=title, people=note.people, date=note.date, tags=note.tags,
                links=note.links, problem=note.problem, content_key=key,
            )  # fmt: skip
            return
        for found in read(part, known=note.type):
            about = part.document(
                (), title=title or found.title, people=tuple(dict.fromkeys((*note.people, *found.people))),
                date=note.date or found.date, tags=(*note.tags, *found.tags), aliases=found.aliases,
                links=(*note.links, *found.links), problem=found.problem, content_key=key,
            )  # fmt: skip
            # The text has been looked through already, also for its language.
            yield replace(about, sections=(*above, *found.sections, *below), language=found.language)

    yield from read_part(part, known=note.type, extract=whole)
    for number, file in enumerate(note.files[: blob.limits.max_parts], start=1):
        yield from _attached(part, file, number)


def first_line(text: str) -> str:
    """Return the beginning of a note without a title, by which its program lists it."""
    line = next((line for line in text.splitlines() if line.strip(" \t#*-")), "")
    return line.strip(" \t#*-")[:80].rstrip()


def beside(blob: Blob, *names: str) -> str:
    """Return the path of a file below the folder of the database; empty when one of the names is none."""
    plain = all(name and name not in (".", "..") and not set(name) & set("/\\\0") for name in names)
    return os.path.join(os.path.dirname(blob.path), *names) if plain and blob.path else ""


def unix_date(milliseconds: Any) -> datetime | None:
    """Return the date so many milliseconds after 1970, None for 0 and what is no date."""
    return _after(_UNIX, milliseconds, 1000)


def apple_date(seconds: Any) -> datetime | None:
    """Return the date so many seconds after 2001 (Core Data), None for 0 and what is no date."""
    return _after(_APPLE, seconds, 1)


def _after(epoch: datetime, value: Any, divisor: int) -> datetime | None:
    if not isinstance(value, (int, float)) or not value:
        return None
    try:
        return epoch + timedelta(seconds=value / divisor)
    except (OverflowError, ValueError):
        return None


def _attached(note: Blob, file: File, number: int) -> Iterator[Document]:
    data, problem = b"", file.problem
    if not problem:
        try:
            data = _bytes(note, file.path)
        except ExtractError as error:
            problem = error.message
    name = _file_name(file.name)
    part = note.part(data, name=name, member=f"{note.member}/{number}:{name}", kind="attachment", parent=note.member)

    def whole(part: Blob) -> Iterator[Document]:
        found: list[Document] = []
        try:
            if problem:
                raise ExtractError(problem)
            found += read(part)
        except ExtractError:
            if not file.seen:
                raise
        if file.seen and not any(document.sections for document in found):
            part.type = part.type or (part.suffix if part.suffix.isalnum() else "unknown")
            yield part.document((Section(file.seen),))
        else:
            yield from found

    yield from read_part(part, extract=whole)


def _bytes(blob: Blob, path: str) -> bytes:
    if not path or not os.path.lexists(path):
        raise ExtractError("It is not on this machine: its program has not fetched it.")
    with Blob.opened(path, blob.limits) as file:
        if file.size > WHOLE:
            raise ExtractError(f"It is larger than {WHOLE >> 20} MB.")
        return file.read()


def _file_name(title: str) -> str:
    return (
        "".join("_" if letter in '/\\:*?"<>|' else letter for letter in title if letter.isprintable())[:100] or "note"
    )
