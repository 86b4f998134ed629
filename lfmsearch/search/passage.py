"""The whole text of a Document, with the passage of a Hit marked in it."""

from __future__ import annotations

import re

from lfmsearch.errors import HitNotFound
from lfmsearch.store.reader import Reader
from lfmsearch.store.rows import StoredDocument
from lfmsearch.types import Attachment, Locator, Passage

_HIT = re.compile(r"(\d+)(?::(\d+))?")


def is_hit(text: str) -> bool:
    """Return whether `text` has the form of a Hit's id."""
    return _HIT.fullmatch(text.strip()) is not None


def parsed_hit(text: str) -> tuple[int, int]:
    """Return Document and ordinal of a Hit's id, the first passage where it names none. Raises HitNotFound when it is none."""
    match = _HIT.fullmatch(text.strip())
    if match is None:
        raise HitNotFound(
            f"“{text}” is not the id of a hit.", "Ids look like 12 or 12:3; `lfmsearch search` prints them."
        )
    return int(match[1]), int(match[2] or 1)


def passage(reader: Reader, number: int, ordinal: int) -> Passage:
    """
    Return the text of Document `number` and where Chunk `ordinal` lies in it.

    Chunks cover the text in order, so joining them gives it back; only the blank lines between them may differ.

    Raises:
        HitNotFound: the index has no such Document.
    """
    document = stored(reader, number)
    text, start, end, locator = "", 0, 0, Locator()
    for chunk in reader.chunks(number, 1):
        if text:
            text += "\n\n"
        if chunk.ordinal == ordinal:
            start, end, locator = len(text), len(text) + len(chunk.text), chunk.locator
        text += chunk.text
    return Passage(
        title=document.title,
        path=document.place.path,
        text=text,
        start=start,
        end=end,
        locator=locator,
        people=document.people,
        date=document.date,
        kind=document.kind,
        type=document.type,
        size=document.size,
        tags=document.tags,
        inside=stored(reader, document.parent).title if document.parent is not None else "",
        problem=document.problem,
        attachments=tuple(
            Attachment(f"{child.id}:1", child.title, child.type, child.size) for child in reader.children(number)
        ),
    )


def stored(reader: Reader, number: int) -> StoredDocument:
    """Return Document `number`. Raises HitNotFound when the index has none, or when it lies nowhere any more."""
    document = reader.documents([number]).get(number)
    if document is None or not document.places:
        raise HitNotFound(f"There is no document {number}.", "Search again: it may have been removed since.")
    return document
