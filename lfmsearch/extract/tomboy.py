"""Notes of Tomboy, tomboy-ng and Gnote: one XML file for each. Source: https://wiki.gnome.org/Apps/Tomboy/NoteXmlFormat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.dates import written
from lfmsearch.extract.exports import leave_out
from lfmsearch.extract.ooxml import Token
from lfmsearch.extract.text import whole
from lfmsearch.extract.xmlstream import tokens
from lfmsearch.types import Document

_FIELDS = frozenset(("title", "create-date", "last-change-date", "tag"))
_NOTEBOOK = "system:notebook:"


@dataclass(slots=True)
class _Note:
    fields: dict[str, list[str]] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one note; of a damaged one what could be read."""
    note = _Note()
    problem = ""
    with blob.open() as file:
        try:
            _collect(tokens(file), note, blob.limits.max_text_chars)
        except ExtractError as error:
            if not note.body:
                raise
            problem = error.message
    tags = note.fields.get("tag", [])
    if "system:template" in tags:
        leave_out(blob, "It is a template for notes.")
        return
    title = " ".join("".join(note.fields.get("title", [])).split())
    body = "".join(note.body)
    first, _, rest = body.partition("\n")
    if title and first.strip() == title:  # the program writes the title above the text, and on the line below
        body = "\n" + rest
    dates = (written("".join(note.fields.get(name, []))) for name in ("create-date", "last-change-date"))
    blob.kind = "note" if blob.kind == "file" else blob.kind
    yield blob.document(
        [whole(body, "prose")] if body.strip() else (),
        title=title or first.strip()[:80],
        date=next((date for date in dates if date), None),
        tags=tuple(
            tag.removeprefix(_NOTEBOOK) for tag in tags if tag.startswith(_NOTEBOOK) or not tag.startswith("system:")
        ),
        links=tuple(note.links),
        problem=problem,
    )


def _collect(stream: Iterator[Token], note: _Note, most: int) -> None:
    """Take the fields and the text of a note as it comes."""
    path: list[str] = []
    pieces: list[str] = []  # of the field or link that is open
    lists = size = 0
    for kind, name, _ in stream:
        if kind == "text":
            pieces.append(name)
            if "note-content" in path and size <= most:
                note.body.append(name)
                size += len(name)
        elif kind == "start":
            path.append(name)
            pieces.clear()
            lists += name == "list"
            if name == "list-item" and lists:
                last = note.body[-1] if note.body else "\n"
                note.body.append(("" if last.endswith("\n") else "\n") + "  " * min(lists - 1, 20) + "- ")
        else:
            if name in _FIELDS and "note-content" not in path:
                note.fields.setdefault(name, []).append("".join(pieces).strip())
            elif name == "internal" and len(note.links) < 1_000:
                note.links.append("".join(pieces))
            lists -= name == "list"
            pieces.clear()
            path.pop()


EXTRACTOR = documents
