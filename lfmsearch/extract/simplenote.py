"""Simplenote's export: `notes.json`, alone or in its zip file, where each note is also a text file that says less."""

from __future__ import annotations

from collections.abc import Iterator

from lfmsearch.extract import json, noteapps
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.dates import written
from lfmsearch.extract.exports import items, text
from lfmsearch.extract.noteapps import Note
from lfmsearch.extract.zipped import exported
from lfmsearch.types import Document

NOTES = "source/notes.json"


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes; those in the trash are left out."""
    export = exported(blob, NOTES)
    notes = items(export, "activeNotes")
    if notes and not any(isinstance(note.get("content"), str) for note in notes):  # another program's data
        blob.type = "json"
        yield from json.documents(blob)
        return
    for number, note in enumerate(notes, start=1):
        body = text(note, "content").replace("\r\n", "\n")
        tags = note.get("tags")
        yield from noteapps.documents(
            blob,
            Note(
                text(note, "id") or str(number),
                "",  # its first line is its title
                body,
                tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
                date=written(text(note, "creationDate")) or written(text(note, "lastModified")),
            ),
        )


EXTRACTOR = documents
