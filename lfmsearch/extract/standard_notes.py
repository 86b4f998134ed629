"""Standard Notes' backup, decrypted: one JSON file, alone or in its zip file. Source: the importers of Jimmy and others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lfmsearch.errors import ExtractError
from lfmsearch.extract import json as plain
from lfmsearch.extract import noteapps
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.dates import written
from lfmsearch.extract.exports import items, text
from lfmsearch.extract.noteapps import Note
from lfmsearch.extract.zipped import exported
from lfmsearch.types import Document

BACKUP = "Standard Notes Backup and Import File.txt"
# Blocks of a note written in the app's own editor that begin a line of their own.
_LINES = frozenset(
    ("paragraph", "heading", "listitem", "quote", "code", "tablerow", "collapsible-title", "horizontalrule")
)
_DEEPEST = 100


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes; those in the trash are left out."""
    export = exported(blob, BACKUP)
    listed = items(export, "items")
    if not any("content" in item and "uuid" in item for item in listed):  # another program's data
        blob.type = "json"
        yield from plain.documents(blob)
        return
    tags: dict[str, list[str]] = {}
    for item in listed:
        content = item.get("content")
        if item.get("content_type") == "Tag" and isinstance(content, dict) and item.get("deleted") is not True:
            for reference in items(content, "references"):
                tags.setdefault(text(reference, "uuid"), []).append(text(content, "title"))
    encrypted = False
    for number, item in enumerate(listed, start=1):
        if item.get("content_type") != "Note" or item.get("deleted") is True:
            continue
        content = item.get("content")
        if isinstance(content, dict):
            if content.get("trashed") is not True:
                yield from noteapps.documents(blob, _note(item, content, tags, str(number)))
        else:
            encrypted = encrypted or isinstance(content, str)
    if encrypted:
        raise ExtractError("It is an encrypted backup; export a decrypted one.")


def _note(item: dict[str, Any], content: dict[str, Any], tags: dict[str, list[str]], number: str) -> Note:
    key = text(item, "uuid") or number
    body = text(content, "text")
    is_html = text(content, "noteType") == "rich-text"
    if text(content, "noteType") == "super":
        body = _super(body)
    dates = (written(text(item, name)) for name in ("created_at", "updated_at"))
    return Note(
        key,
        text(content, "title"),
        body,
        "html" if is_html else "md",
        tags=tuple(tags.get(key, ())),
        # Notes imported without a date have the first second of 1970.
        date=next((date for date in dates if date and date.year > 1970), None),
    )


def _super(body: str) -> str:
    """The text of a note that the app's editor keeps as a tree."""
    try:
        root = json.loads(body)["root"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return body
    pieces: list[str] = []

    def walk(block: Any, depth: int) -> None:
        if not isinstance(block, dict) or depth > _DEEPEST:
            return
        kind = text(block, "type")
        if kind == "heading":
            pieces.append("#" * (int(mark[-1:]) if (mark := text(block, "tag"))[-1:].isdecimal() else 1) + " ")
        elif kind == "listitem":
            done = block.get("checked")
            pieces.append("- " if done is None else "- [x] " if done is True else "- [ ] ")
        elif kind == "linebreak":
            pieces.append("\n")
        elif kind == "tablecell":
            pieces.append(" ")
        pieces.append(text(block, "text"))
        for child in items(block, "children"):
            walk(child, depth + 1)
        if kind in _LINES:
            pieces.append("\n\n" if kind in ("paragraph", "heading", "code", "quote") else "\n")

    walk(root, 0)
    return "".join(pieces).strip()


EXTRACTOR = documents
