"""
Joplin's database: its notes with their notebooks, tags, links and files. Versions 1 to 48 of the tables differ in columns.

Source: JoplinDatabase.ts, and the migrations beside it, of the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lfmsearch.extract import noteapps
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.foreign import Database, TooLargeError, opened
from lfmsearch.extract.noteapps import File, Note
from lfmsearch.types import Document, Person

# `[shown](:/id)`, `![shown](:/id#part "title")`; in HTML, `href=":/id"`.
_LINK = re.compile(
    r'!?\[((?:[^\[\]\n\\]|\\.){0,500})\]\(:/([0-9a-f]{32})(?:#[^)\s]{0,200})?(?:[ \t]+"[^"\n]{0,500}")?\)'
)
_ID = re.compile(r":/([0-9a-f]{32})")
_ESCAPED = re.compile(r"\\(.)")
_HTML = 2


class _Row(NamedTuple):
    """A note without its text. The names are Joplin's columns."""

    rowid: int
    id: str
    parent_id: str
    title: str
    author: str
    source_url: str
    created_time: int
    user_created_time: int
    updated_time: int
    markup_language: int
    is_todo: int
    todo_due: int
    todo_completed: int
    is_conflict: int
    encryption_applied: int
    deleted_time: int


class _Library:
    """All that the notes refer to, from the tables beside theirs."""

    def __init__(self, blob: Blob, database: Database) -> None:
        self._folders = {row[0]: row[1:] for row in database.rows("folders", "id", "title", "parent_id")}
        names = dict(database.rows("tags", "id", "title"))
        self._tags: dict[Any, list[str]] = {}
        for note, tag in database.rows("note_tags", "note_id", "tag_id"):
            self._tags.setdefault(note, []).append(_text(names.get(tag)))
        self.files = dict(_files(blob, database))
        self._files_of: dict[Any, list[Any]] = {}
        for note, resource, lies_in in database.rows("note_resources", "note_id", "resource_id", "is_associated"):
            if lies_in:
                self._files_of.setdefault(note, []).append(resource)

    def tags(self, row: _Row) -> tuple[str, ...]:
        """The notebooks it lies in, outermost first, and its tags."""
        path: list[str] = []
        parent: Any = row.parent_id
        while parent in self._folders and len(path) < 50:  # a notebook may, by a fault, lie in itself
            title, parent = self._folders[parent]
            path.insert(0, _text(title))
        return (*path, *sorted(self._tags.get(row.id, ())))

    def stamp(self, row: _Row) -> str:
        """What changes with anything that is shown of a note."""
        files = [self.files[item] for item in self._files_of.get(row.id, ()) if item in self.files]
        return noteapps.stamp(row[1:], self.tags(row), [(file, file.stamp) for file in files])


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes that changed since the database was read before, each followed by its files."""
    texts: dict[str, str] = {}
    problems: dict[str, str] = {}
    with opened(blob.path, most_bytes=blob.limits.max_inflated_bytes) as database:
        library = _Library(blob, database)
        rows = {row.id: row for row in map(_Row._make, database.rows("notes", *_Row._fields)) if _is_shown(row)}
        wanted = noteapps.changed(blob, {name: library.stamp(row) for name, row in rows.items()})
        for name, row in rows.items():
            if name in wanted:
                try:
                    texts[name] = _text(database.value("notes", "body", row.rowid))
                except TooLargeError as error:
                    problems[name] = error.message
    for name, row in rows.items():
        if name in wanted:
            yield from noteapps.documents(blob, _note(row, texts.pop(name, ""), problems.get(name, ""), rows, library))


def _is_shown(row: _Row) -> bool:
    """Not in the trash, not encrypted, no copy from a conflict of two machines."""
    return bool(isinstance(row.id, str) and row.id) and not (
        row.deleted_time or row.encryption_applied or row.is_conflict
    )


def _note(row: _Row, body: str, problem: str, rows: dict[str, _Row], library: _Library) -> Note:
    named = list(dict.fromkeys(_ID.findall(body)))
    url = _text(row.source_url)
    author = _text(row.author)
    return Note(
        row.id,
        _text(row.title),
        _readable(body, rows, library),
        "html" if row.markup_language == _HTML else "md",
        tags=library.tags(row),
        links=tuple(_text(rows[item].title) for item in named if item in rows and item != row.id),
        people=(Person(author, "", "author"),) if author else (),
        date=noteapps.unix_date(row.user_created_time) or noteapps.unix_date(row.created_time),
        above=_task(row),
        below=url,
        files=tuple(library.files[item] for item in named if item in library.files),
        problem=problem,
    )


def _task(row: _Row) -> str:
    """A note that is something to do begins with its box, and when it is due."""
    if not row.is_todo:
        return ""
    due = noteapps.unix_date(row.todo_due)
    until = f" ({due.astimezone():%Y-%m-%d %H:%M})" if due else ""
    return f"[{'x' if row.todo_completed else ' '}] {_text(row.title)}{until}"


def _readable(body: str, rows: dict[str, _Row], library: _Library) -> str:
    """The text with what its links point to by name."""

    def shown(link: re.Match[str]) -> str:
        said, file, row = _ESCAPED.sub(r"\1", link[1]), library.files.get(link[2]), rows.get(link[2])
        if file:
            return f"{said} ({file.name})" if said not in ("", file.name) else file.name
        return said or (_text(row.title) if row else "")

    return _LINK.sub(shown, body)


def _files(blob: Blob, database: Database) -> Iterator[tuple[Any, File]]:
    columns = (
        "id", "title", "filename", "file_extension", "ocr_text", "encryption_applied", "encryption_blob_encrypted",
    )  # fmt: skip
    for number, title, name, suffix, seen, encrypted, blob_encrypted in database.rows("resources", *columns):
        if not isinstance(number, str) or encrypted:
            continue
        ending = _text(suffix)
        path = noteapps.beside(blob, "resources", f"{number}.{ending}" if ending else number)
        shown = (_text(title) or _text(name) or number).replace("/", "_")[:200]
        if ending and not shown.lower().endswith(f".{ending.lower()}"):
            shown = f"{shown}.{ending}"
        yield number, File(shown, path, _text(seen), "It is encrypted." if blob_encrypted else "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


EXTRACTOR = documents
