"""
Bear's database: its notes are Markdown with their title in the first line; archived ones stay, those in the trash do not.

A Core Data store: the tables that join two others are numbered anew with each version (`Z_5TAGS`, `Z_7TAGS`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from lfmsearch.extract import noteapps
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.foreign import Database, TooLargeError, opened
from lfmsearch.extract.noteapps import File, Note
from lfmsearch.types import Document

_JOIN = re.compile(r"Z_\d+(?:TAGS|NOTES)")
_NOTES, _TAGS = re.compile(r"Z_\d+NOTES"), re.compile(r"Z_\d+TAGS")
# `[image:UUID/name]`, `[file:UUID/name]`, as it wrote them before version 2.
_FILE = re.compile(r"\[(?:image|file):[^/\]\n]{1,80}/([^\]\n]{1,300})\]")
# Where the files lie, beside the database.
_FOLDERS = ("Note Images", "Note Files")


class _Row(NamedTuple):
    """A note without its text. The names are Bear's columns."""

    Z_PK: int
    ZUNIQUEIDENTIFIER: str
    ZTITLE: str
    ZCREATIONDATE: float
    ZMODIFICATIONDATE: float
    ZTRASHED: int
    ZPERMANENTLYDELETED: int
    ZENCRYPTED: int


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes that changed since the database was read before, each followed by its files."""
    texts: dict[str, str] = {}
    problems: dict[str, str] = {}
    with opened(blob.path, most_bytes=blob.limits.max_inflated_bytes) as database:
        tags, files = _tags(database), _files(blob, database)
        rows = {
            row.ZUNIQUEIDENTIFIER: row
            for row in map(_Row._make, database.rows("ZSFNOTE", *_Row._fields))
            if isinstance(row.ZUNIQUEIDENTIFIER, str)
            and not (row.ZTRASHED or row.ZPERMANENTLYDELETED or row.ZENCRYPTED)
        }
        stamps = {
            name: noteapps.stamp(row, tags.get(row.Z_PK, ()), [(item, item.stamp) for item in files.get(row.Z_PK, ())])
            for name, row in rows.items()
        }
        wanted = noteapps.changed(blob, stamps)
        for name, row in rows.items():
            if name in wanted:
                try:
                    texts[name] = _text(database.value("ZSFNOTE", "ZTEXT", row.Z_PK))
                except TooLargeError as error:
                    problems[name] = error.message
    for name, row in rows.items():
        if name in wanted:
            note = Note(
                name,
                _text(row.ZTITLE),
                _FILE.sub(lambda found: unquote(found[1]), texts.pop(name, "")),
                tags=tuple(tags.get(row.Z_PK, ())),
                date=noteapps.apple_date(row.ZCREATIONDATE) or noteapps.apple_date(row.ZMODIFICATIONDATE),
                files=tuple(files.get(row.Z_PK, ())),
                problem=problems.get(name, ""),
            )
            yield from noteapps.documents(blob, note)


def _tags(database: Database) -> dict[Any, list[str]]:
    """The tags of each note: `#home/rent` is `home/rent`, and Bear lists it under `home` too."""
    names = dict(database.rows("ZSFNOTETAG", "Z_PK", "ZTITLE"))
    found: dict[Any, list[str]] = {}
    for table in sorted(filter(_JOIN.fullmatch, database.tables)):
        columns = database.columns(table)
        note = next(filter(_NOTES.fullmatch, sorted(columns)), "")
        tag = next(filter(_TAGS.fullmatch, sorted(columns)), "")
        if note and tag:
            for key, number in sorted(database.rows(table, note, tag), key=repr):
                if name := _text(names.get(number)):
                    found.setdefault(key, []).append(name)
    return found


def _files(blob: Blob, database: Database) -> dict[Any, list[File]]:
    """The files of each note, in its order."""
    columns = (
        "ZNOTE", "ZUNIQUEIDENTIFIER", "ZFILENAME", "ZSEARCHTEXT", "ZENCRYPTED", "ZPERMANENTLYDELETED", "ZUNUSED",
    )  # fmt: skip
    found: dict[Any, list[File]] = {}
    for note, number, name, seen, encrypted, deleted, unused in database.rows("ZSFNOTEFILE", *columns):
        if note is None or deleted or unused or not _text(name):
            continue
        # One of the two, whichever it is; where neither exists, it has not been fetched.
        places = [noteapps.beside(blob, "Local Files", folder, _text(number), name) for folder in _FOLDERS]
        path = next((place for place in places if File(name, place).stamp), places[0])
        found.setdefault(note, []).append(File(name, path, _text(seen), "It is encrypted." if encrypted else ""))
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


EXTRACTOR = documents
