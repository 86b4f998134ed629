"""
Evernote's export (ENEX): its notes, each followed by its files. Read note by note, whatever its size.

Source: Evernote's evernote-export4.dtd and enml2.dtd, and the importer of Joplin.
"""

from __future__ import annotations

import os
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b, md5
from html import escape, unescape

from lfmsearch.extract import noteapps
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.dates import written
from lfmsearch.extract.exports import Attachment, attached, too_large
from lfmsearch.extract.noteapps import Note
from lfmsearch.extract.ooxml import Token
from lfmsearch.extract.xmlstream import tokens
from lfmsearch.types import Document, Person

_AUTHOR, _SOURCE = "note-attributes/author", "note-attributes/source-url"
_DATA, _MIME, _NAME = "resource/data", "resource/mime", "resource/resource-attributes/file-name"
_TASK, _STATUS = "task/title", "task/taskStatus"
# The elements of a note whose text is kept.
_KEPT = frozenset(
    ("title", "content", "created", "updated", "tag", _AUTHOR, _SOURCE, _DATA, _MIME, _NAME, _TASK, _STATUS)
)
# Characters of one element: base64, in lines, of the largest file that is read.
_MOST_CHARS = WHOLE * 3 // 2
_MOST_TAGS = 100

_TODO = re.compile(r"<en-todo\b([^>]{0,500}?)/?>|</en-todo>", re.I)
_ITEM = re.compile(r"<li\b[^>]{0,500}--en-checked:\s*(true|false)[^>]{0,500}>\s*(?:<div\b[^>]{0,500}>)?", re.I)
_CRYPT = re.compile(r"<en-crypt\b[^>]{0,500}?(?:/>|>[^<]*(?:</en-crypt>)?)", re.I)
_MEDIA = re.compile(r"<en-media\b([^>]{0,2000}?)/?>", re.I)
_HASH = re.compile(r"""\bhash\s*=\s*["']([0-9a-fA-F]{32})["']""")
# In the app, and two forms of the web.
_NOTE_URL = r"(?:evernote:|https://share\.evernote\.com/note/|https://www\.evernote\.com/shard/[^/\"']{1,20}/nl/)"
_LINK = re.compile(rf"""<a\b[^>]{{0,500}}\bhref\s*=\s*["']{_NOTE_URL}[^>]{{0,500}}>([^<]*)""", re.I)


@dataclass(slots=True)
class _Read:
    """A note as it is written."""

    fields: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # of its files, by the hash of their bytes
    bytes: int = 0

    def add_file(self, fields: dict[str, str], most_bytes: int) -> None:
        """Take a file. All files of one note are held at once, and not more than so many bytes."""
        encoded = fields.get(_DATA, "")
        problem = too_large(len(encoded) * 3 // 4)
        data = b""
        if not problem:
            try:
                data = b64decode(encoded)
            except ValueError:
                problem = "It is damaged: its bytes cannot be decoded."
        self.bytes += len(data)
        if self.bytes > most_bytes:
            data, problem = b"", f"The files of its note take more than {most_bytes >> 20} MB."
        name = fields.get(_NAME, "").strip() or _named(len(self.files) + 1, fields.get(_MIME, ""))
        self.names[md5(data, usedforsecurity=False).hexdigest()] = name
        if data or problem:
            self.files.append(Attachment(name, data, problem))


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes, each followed by its files."""
    seen: dict[str, int] = {}
    notebook = os.path.splitext(blob.name)[0]  # Evernote exports notebook by notebook
    with blob.open() as file:
        for found in _notes(tokens(file), blob.limits.max_inflated_bytes):
            note = _note(found, notebook, seen)
            encrypted = bool(_CRYPT.search(found.fields.get("content", "")))
            for document in noteapps.documents(blob, note):
                yield replace(document, problem="A part of it is encrypted.") if encrypted else document
            for number, attachment in enumerate(found.files[: blob.limits.max_parts], start=1):
                yield from attached(blob, f"@{note.id}", number, attachment)


def _notes(stream: Iterator[Token], most_bytes: int) -> Iterator[_Read]:
    path: list[str] = []
    pieces: list[str] = []
    size = 0
    where = ""
    note = _Read()
    inner: dict[str, str] = {}  # the fields of the file or task that is open
    for token in stream:
        if token.kind == "text":
            if where in _KEPT and size <= _MOST_CHARS:
                pieces.append(token.name)
                size += len(token.name)
        elif token.kind == "start":
            path.append(token.name)
            where, size = "/".join(path[2:]), 0
            pieces.clear()
            if where in ("", "resource", "task"):
                inner = {}
            if not where:
                note = _Read()
        else:
            text = "".join(pieces)
            pieces.clear()
            if where == "tag":
                note.tags += [text] if len(note.tags) < _MOST_TAGS else []
            elif "/" in where and not where.startswith("note-"):
                inner.setdefault(where, text)
            elif where in _KEPT:
                note.fields.setdefault(where, text)
            elif where == "resource":
                note.add_file(inner, most_bytes)
            elif where == "task" and inner.get(_TASK):
                note.tasks.append(f"[{'x' if inner.get(_STATUS) == 'completed' else ' '}] {inner[_TASK]}")
            elif not where and path[-1:] == ["note"]:
                yield note
                note = _Read()
            path.pop()
            where = "/".join(path[2:])


def _note(found: _Read, notebook: str, seen: dict[str, int]) -> Note:
    fields = found.fields
    title = " ".join(fields.get("title", "").split())
    created = fields.get("created", "").strip()
    # An export names no ids: what never changes of a note, so that the next export holds the same notes.
    key = blake2b(f"{created}\0{title}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    seen[key] = seen.get(key, 0) + 1
    content = fields.get("content", "")
    author = fields.get(_AUTHOR, "").strip()
    return Note(
        key if seen[key] == 1 else f"{key}-{seen[key]}",
        title,
        _readable(content, found.names),
        "html",
        tags=(notebook, *found.tags),
        links=tuple(unescape(name) for name in _LINK.findall(content)),
        people=(Person(author, "", "author"),) if author else (),
        date=_date(created) or _date(fields.get("updated", "")),
        below="\n".join((*found.tasks, fields.get(_SOURCE, "").strip())).strip(),
    )


def _readable(content: str, names: dict[str, str]) -> str:
    """The note's ENML as HTML: boxes as `[x]`, files by their names."""

    def shown(media: re.Match[str]) -> str:
        mark = _HASH.search(media[1])
        return f" {escape(names.get(mark[1].lower(), ''))} " if mark else ""

    def box(mark: re.Match[str]) -> str:
        return "" if mark[1] is None else "[x] " if re.search(r"checked\s*=\s*.true", mark[1], re.I) else "[ ] "

    content = _CRYPT.sub("", content)
    content = _TODO.sub(box, content)
    content = _ITEM.sub(lambda item: f"{item[0]}[{'x' if item[1].lower() == 'true' else ' '}] ", content)
    return _MEDIA.sub(shown, content)


def _named(number: int, mime: str) -> str:
    ending = mime.strip().rsplit("/", 1)[-1].lower()
    ending = {"jpeg": "jpg", "plain": "txt", "mpeg": "mp3"}.get(ending, ending)
    return f"file {number}.{ending}" if ending.isalnum() and len(ending) <= 5 else f"file {number}"


def _date(text: str) -> datetime | None:
    return written(text) or written(text.strip()[:8])


EXTRACTOR = documents
