"""The whole text of a Document, with the passage of a Hit marked in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from lfmsearch.errors import HitNotFound
from lfmsearch.store.reader import Reader
from lfmsearch.store.rows import StoredDocument
from lfmsearch.types import Attachment, Locator, Part, Passage

# Between two Chunks.
_JOINT = "\n\n"


def passage(reader: Reader, number: int, ordinal: int, *, around: int = 0) -> Passage:
    """
    Return the text of Document `number` and where Chunk `ordinal` lies in it.

    Chunks cover the text in order, so joining them gives it back; only the blank lines between them may differ.

    Args:
        around: characters wanted before and after that Chunk; Chunks are kept whole. 0 for all there are.

    Raises:
        HitNotFound: the index has no such Document.
    """
    document = stored(reader, number)
    chunks = reader.chunks(number, 1)
    starts = [0, *accumulate(len(chunk.text) + len(_JOINT) for chunk in chunks)]
    place = next((at for at, chunk in enumerate(chunks) if chunk.ordinal == ordinal), None)
    middle = place or 0
    first, last = 0, len(chunks)
    if around:
        first = bisect_right(starts, max(0, starts[middle] - around)) - 1
        last = min(last, bisect_left(starts, starts[min(middle + 1, last)] + around))
    kept, start = chunks[first:last], starts[middle] - starts[first]
    text = _JOINT.join(chunk.text for chunk in kept)
    found = chunks[middle] if place is not None else None
    return Passage(
        title=document.title,
        path=document.place.path,
        text=text,
        start=start if found else 0,
        end=start + len(found.text) if found else 0,
        locator=found.locator if found else Locator(),
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
        parts=tuple(
            Part(at - starts[first], chunk.locator, chunk.breadcrumb, chunk.quoted)
            for at, chunk in zip(starts[first:last], kept, strict=True)
        ),
        before=starts[first],
        after=max(0, starts[-1] - starts[last]),
    )


def stored(reader: Reader, number: int) -> StoredDocument:
    """Return Document `number`. Raises HitNotFound when the index has none, or when it lies nowhere any more."""
    document = reader.documents([number]).get(number)
    if document is None or not document.places:
        raise HitNotFound(f"There is no document {number}.", "Search again: it may have been removed since.")
    return document
