"""The whole text of a Document, with the passage of a Hit marked in it."""

from __future__ import annotations

from lfmsearch.errors import HitNotFound
from lfmsearch.store.reader import Reader
from lfmsearch.store.rows import StoredDocument
from lfmsearch.types import Attachment, Locator, Passage


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
