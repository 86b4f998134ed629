"""
Apple Notes' database: its notes with their folders, tags, tables and files.

A Core Data store that holds notes, folders, accounts and attachments in one table whose columns differ with every system
version. Deleted and locked notes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lfmsearch.extract import noteapps
from lfmsearch.extract.apple_text import sections, table_text
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.foreign import Database, TooLargeError, opened
from lfmsearch.extract.noteapps import File, Note
from lfmsearch.types import Document, Section

_OBJECTS, _DATA = "ZICCLOUDSYNCINGOBJECT", "ZICNOTEDATA"
# Which of them names the account depends on the version; only one is set.
_ACCOUNTS = ("ZOWNER", "ZACCOUNT", *(f"ZACCOUNT{number}" for number in range(1, 10)))
_TRASH = 1
_TABLE, _PAGES, _ADDRESS = "com.apple.notes.table", "com.apple.notes.gallery", "public.url"
_INLINE = "com.apple.notes.inlinetextattachment."
_NOTE = re.compile(r"applenotes:note/([0-9A-Fa-f-]{1,40})", re.IGNORECASE)
_NOT_HERE = "It is not on this machine: its program has not fetched it."


class _Row(NamedTuple):
    """A note, folder, account or attachment. The names are Apple's columns; what a kind does not have is None."""

    Z_PK: int
    Z_OPT: int
    ZIDENTIFIER: str
    ZTITLE: str
    ZTITLE1: str
    ZTITLE2: str
    ZUSERTITLE: str
    ZNAME: str
    ZFOLDER: int
    ZPARENT: int
    ZFOLDERTYPE: int
    ZISPASSWORDPROTECTED: int
    ZMARKEDFORDELETION: int
    ZCREATIONDATE: float
    ZCREATIONDATE1: float
    ZCREATIONDATE2: float
    ZCREATIONDATE3: float
    ZMODIFICATIONDATE: float
    ZMODIFICATIONDATE1: float
    ZNOTE: int
    ZNOTE1: int
    ZMEDIA: int
    ZPARENTATTACHMENT: int
    ZTYPEUTI: str
    ZFILENAME: str
    ZGENERATION1: str
    ZALTTEXT: str
    ZTOKENCONTENTIDENTIFIER: str
    ZURLSTRING: str
    ZOCRSUMMARY: str
    ZHANDWRITINGSUMMARY: str


class _Library:
    """All rows but the texts, and how they belong together."""

    def __init__(self, blob: Blob, database: Database) -> None:
        self._blob = blob
        self.rows: dict[Any, _Row] = {}
        self._account: dict[Any, Any] = {}
        for values in database.rows(_OBJECTS, *_Row._fields, *_ACCOUNTS):
            row = _Row._make(values[: len(_Row._fields)])
            self.rows[row.Z_PK] = row
            self._account[row.Z_PK] = next((value for value in values[len(_Row._fields) :] if value is not None), None)
        self.by_id = {row.ZIDENTIFIER: row for row in self.rows.values() if isinstance(row.ZIDENTIFIER, str)}
        self.parts: dict[Any, list[_Row]] = {}
        for row in self.rows.values():
            for owner in {row.ZNOTE, row.ZNOTE1, row.ZPARENTATTACHMENT} - {None}:
                self.parts.setdefault(owner, []).append(row)

    def folders(self, note: _Row) -> list[_Row]:
        """The folders it lies in, outermost first."""
        found: list[_Row] = []
        at = self.rows.get(note.ZFOLDER)
        while at and at not in found and len(found) < 50:
            found.insert(0, at)
            at = self.rows.get(at.ZPARENT)
        return found

    def account(self, note: _Row) -> _Row | None:
        """The account it belongs to."""
        for row in (note, *self.folders(note)):
            account = self.rows.get(self._account[row.Z_PK])
            if account and account.ZNAME:
                return account
        return None

    def tags(self, note: _Row) -> tuple[str, ...]:
        """Account, folders, and the tags in the text."""
        account = self.account(note)
        hashtags = [
            _text(part.ZALTTEXT).lstrip("#")
            for part in self.parts.get(note.Z_PK, ())
            if _text(part.ZALTTEXT)[:1] == "#"
        ]
        names = [
            _text(account.ZNAME) if account else "",
            *(_text(item.ZTITLE2) for item in self.folders(note)),
            *hashtags,
        ]
        return tuple(name for name in names if name)

    def is_shown(self, note: _Row) -> bool:
        """Not deleted, not locked."""
        gone = any(
            item.ZFOLDERTYPE == _TRASH or item.ZMARKEDFORDELETION or _text(item.ZIDENTIFIER).startswith("TrashFolder")
            for item in self.folders(note)
        )
        return bool(_text(note.ZIDENTIFIER)) and not (gone or note.ZMARKEDFORDELETION or note.ZISPASSWORDPROTECTED)

    def file(self, note: _Row, part: _Row) -> File | None:
        """The file of an attachment, None when it has none (a table, a link, a drawing)."""
        media = self.rows.get(part.ZMEDIA)
        if not media or part.ZMARKEDFORDELETION:
            return None
        name = _text(media.ZFILENAME) or _text(part.ZUSERTITLE) or _text(part.ZTITLE) or "attachment"
        account = self.account(note)
        homes = [("Accounts", _text(account.ZIDENTIFIER), "Media")] if account else []
        places = [
            noteapps.beside(self._blob, *home, _text(media.ZIDENTIFIER), *generation, name)
            for home in (*homes, ("Media",))
            for generation in ([_text(media.ZGENERATION1)] if media.ZGENERATION1 else [], [])
        ]
        path = next((place for place in places if File(name, place).stamp), places[0])
        return File(name, path, _recognised(part))

    def files(self, note: _Row, shown: list[str]) -> list[File]:
        """The files of the attachments that stand in its text, and of the pages of its scans."""
        found: list[File] = []
        for identifier in dict.fromkeys(shown):
            if part := self.by_id.get(identifier):
                pages = self.parts.get(part.Z_PK, ()) if part.ZTYPEUTI == _PAGES else ()
                found += [file for item in (part, *pages) if (file := self.file(note, item))]
        return found

    def stamp(self, note: _Row, version: object) -> str:
        """What changes with anything that is shown of a note."""
        parts = list(self.parts.get(note.Z_PK, ()))
        parts += [page for part in parts for page in self.parts.get(part.Z_PK, ())]
        files = [(file, file.stamp) for part in parts if (file := self.file(note, part))]
        return noteapps.stamp(version, note, self.tags(note), parts, files)


class _Reading:
    """The text of one note; what it shows and names is noted on the way."""

    def __init__(self, library: _Library, tables: dict[Any, bytes]) -> None:
        self._library = library
        self._tables = tables
        self.shown: list[str] = []
        self.links: list[str] = []

    def attached(self, identifier: str, kind: str) -> str:
        """Return the text that stands for an attachment."""
        row = self._library.by_id.get(identifier)
        if row is None or row.ZMARKEDFORDELETION:
            return ""
        if kind.startswith(_INLINE):
            if target := _NOTE.search(_text(row.ZTOKENCONTENTIDENTIFIER)):
                other = self._library.by_id.get(target[1].upper()) or self._library.by_id.get(target[1])
                self.links.append(_text(other.ZTITLE1) if other else "")
            return _text(row.ZALTTEXT)
        if kind == _TABLE:
            return table_text(self._tables.get(row.Z_PK, b""))
        if kind == _ADDRESS:
            return " ".join(filter(None, (_text(row.ZTITLE), _text(row.ZURLSTRING))))
        self.shown.append(identifier)
        media = self._library.rows.get(row.ZMEDIA)
        # A drawing is no file of its own; what was written in it by hand is text of the note.
        return _text(media.ZFILENAME) if media else " ".join(filter(None, (_text(row.ZTITLE), _recognised(row))))


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes that changed since the database was read before, each followed by its files."""
    texts: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    tables: dict[Any, bytes] = {}
    with opened(blob.path, most_bytes=blob.limits.max_inflated_bytes) as database:
        library = _Library(blob, database)
        merged = next(filter(database.columns(_OBJECTS).__contains__, ("ZMERGEABLEDATA1", "ZMERGEABLEDATA")), "")
        versions: dict[str, tuple[int, int]] = {}
        for rowid, version, key in database.rows(_DATA, "rowid", "Z_OPT", "ZNOTE"):
            note = library.rows.get(key)
            if note and library.is_shown(note):
                versions[note.ZIDENTIFIER] = rowid, version
        notes = {name: library.by_id[name] for name in versions}
        wanted = noteapps.changed(blob, {name: library.stamp(notes[name], versions[name]) for name in versions})
        for name in versions:
            if name not in wanted:
                continue
            try:
                texts[name] = _bytes(database.value(_DATA, "ZDATA", versions[name][0]))
            except TooLargeError as error:
                problems[name] = error.message
            for part in library.parts.get(notes[name].Z_PK, ()):
                if part.ZTYPEUTI == _TABLE:
                    tables[part.Z_PK] = _piece(database, merged, part.Z_PK)
    for name in versions:
        # Without title and text it is one that only the server has so far.
        if name in wanted and (notes[name].ZTITLE1 or name in problems or texts.get(name)):
            yield from noteapps.documents(
                blob, _note(notes[name], texts.pop(name, b""), problems.get(name, ""), tables, library)
            )


def _note(row: _Row, data: bytes, problem: str, tables: dict[Any, bytes], library: _Library) -> Note:
    reading = _Reading(library, tables)
    title = _text(row.ZTITLE1)
    said: list[Section] = []
    if not data:
        problem = problem or _NOT_HERE
    else:
        try:
            said = sections(data, reading.attached, title=title)
        except ValueError:
            problem = "It is damaged: its text cannot be read."
    dates = (row.ZCREATIONDATE3, row.ZCREATIONDATE2, row.ZCREATIONDATE1, row.ZCREATIONDATE, row.ZMODIFICATIONDATE1)
    return Note(
        row.ZIDENTIFIER,
        title,
        "\n\n".join(section.text for section in said),
        "txt",
        tags=library.tags(row),
        links=tuple(filter(None, reading.links)),
        date=next((date for value in dates if (date := noteapps.apple_date(value))), None),
        files=tuple(library.files(row, reading.shown)),
        problem=problem,
        sections=tuple(said),
    )


def _recognised(row: _Row) -> str:
    """What the system read off a picture or a drawing; several guesses at a word stand side by side."""
    return "\n".join(
        text.replace("\t", " ") for text in (_text(row.ZHANDWRITINGSUMMARY), _text(row.ZOCRSUMMARY)) if text
    )


def _piece(database: Database, column: str, key: int) -> bytes:
    try:
        return _bytes(database.value(_OBJECTS, column, key))
    except TooLargeError:
        return b""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else b""


EXTRACTOR = documents
