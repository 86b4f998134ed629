"""
What goes over the pipes between the pool and its child: a kind of one byte, a length of four, and JSON in UTF-8.

JSON and not pickle: a child that a hostile file has taken over can say wrong things, but cannot run code in the parent.
Lone surrogates (names that are no UTF-8) pass in both directions.
"""

from __future__ import annotations

import json
import struct
from datetime import datetime
from typing import Any

from lfmsearch.types import Document, Locator, Person, Section

HEADER = struct.Struct(">cI")
# Above any Document within the limits: 8 million characters of 4 bytes, and as much again for names and JSON.
LONGEST = 256 << 20

# From the child: which measures of its sandbox hold, the member it begins with, what of an earlier reading stays, a
# Document, the bytes of a part, how a page looks, the end of a path.
HELLO, BEGIN, KEEP, DOCUMENT, BYTES, PICTURE, END = b"H", b"B", b"K", b"D", b"Y", b"P", b"E"
# To the child: the limits, then one path after the other: to be read, for the bytes of one of its parts, to be drawn, or to load what
# reading it takes, without opening it.
LIMITS, READ, FETCH, DRAW, LOAD = b"L", b"R", b"F", b"W", b"O"


def frame(kind: bytes, value: Any) -> bytes:
    """Return one frame."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return HEADER.pack(kind, len(body)) + body


def value(body: bytes) -> Any:
    """Return what a frame's body says. Raises ValueError when it is no JSON."""
    return json.loads(body.decode("utf-8", "surrogatepass"))


def packed(document: Document) -> list[Any]:
    """Return a Document as JSON values."""
    return [
        document.member,
        document.kind,
        document.type,
        document.content_key,
        document.title,
        [[item.text, item.locator.as_json(), item.headings, item.style] for item in document.sections],
        [[person.name, person.address, person.role] for person in document.people],
        document.date.isoformat() if document.date else None,
        document.tags,
        document.parent,
        document.thread,
        document.size,
        document.problem,
        document.aliases,
        document.links,
        document.language,
    ]


def unpacked(fields: list[Any]) -> Document:
    """Return the Document that `packed` wrote. Raises ValueError or TypeError when it is none."""
    member, kind, type_, content_key, title, sections, people, date, tags, parent, thread, size, problem, *more = fields
    aliases, links, language = more
    return Document(
        member=member,
        kind=kind,
        type=type_,
        content_key=content_key,
        title=title,
        sections=tuple(Section(text, Locator(**at), tuple(headings), style) for text, at, headings, style in sections),
        people=tuple(Person(*person) for person in people),
        date=datetime.fromisoformat(date) if date else None,
        tags=tuple(tags),
        parent=parent,
        thread=thread,
        size=size,
        problem=problem,
        aliases=tuple(aliases),
        links=tuple(links),
        language=language,
    )
