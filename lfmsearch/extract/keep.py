"""
Google Keep, as Takeout exports it: one JSON file for each note, and beside it a page that says the same.

Source: the importers of Obsidian and others, and exports of 2018 to 2024.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lfmsearch.errors import ExtractError
from lfmsearch.extract import html, noteapps
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.exports import items, leave_out, loaded, text, too_large
from lfmsearch.extract.text import whole
from lfmsearch.types import Document, Section


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one note. The page of a note whose JSON file lies beside it is skipped."""
    if blob.type == "keep-html":
        if blob.path and os.path.lexists(os.path.splitext(blob.path)[0] + ".json"):
            leave_out(blob, "It is the page of a Google Keep note that is read from the file beside it.")
            return
        blob.type = "html"
        blob.kind = "note" if blob.kind == "file" else blob.kind
        yield from html.documents(blob)
        return
    if problem := too_large(blob.size):
        raise ExtractError(problem)
    note = loaded(blob.read())
    if note.get("isTrashed") is True:
        leave_out(blob, "It is in Keep's trash.")
        return
    blob.kind = "note" if blob.kind == "file" else blob.kind
    body = text(note, "textContent")
    tasks = "\n".join(
        f"[{'x' if item.get('isChecked') is True else ' '}] {text(item, 'text')}" for item in items(note, "listContent")
    )
    pages = "\n".join(
        " ".join(part for name in ("title", "description", "url") if (part := text(item, name)))
        for item in items(note, "annotations")
    )
    files = [path for item in items(note, "attachments") if (path := text(item, "filePath"))]
    sections = ([whole(body, "prose")] if body.strip() else []) + [
        Section(part) for part in (tasks, pages, "\n".join(files)) if part
    ]
    yield blob.document(
        sections,
        title=text(note, "title") or noteapps.first_line(body or tasks.replace("[ ] ", "").replace("[x] ", "")),
        date=_date(note.get("createdTimestampUsec")) or _date(note.get("userEditedTimestampUsec")),
        tags=tuple(text(label, "name") for label in items(note, "labels")),
        links=tuple(files),
    )


def _date(microseconds: Any) -> datetime | None:
    return noteapps.unix_date(microseconds / 1000) if isinstance(microseconds, int) else None


EXTRACTOR = documents
