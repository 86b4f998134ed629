"""How the page looks that a Hit points at."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from lfmsearch.errors import ExtractError
from lfmsearch.extract.look import Look
from lfmsearch.extract.pool import Pool
from lfmsearch.search.ids import parsed_hit
from lfmsearch.search.passage import stored
from lfmsearch.store.reader import Reader
from lfmsearch.types import Picture

# What can be drawn; everything else is shown by its text.
DRAWN = frozenset(("pdf", "image", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "avif"))


def picture(
    reader: Reader, hit: str, *, page: int, width: int, words: Sequence[str], pool: AbstractContextManager[Pool]
) -> Picture:
    """
    Return how a page of the Document of a Hit looks.

    Args:
        page: from 1; 0 for the page its passage stands on.
        width: pixels, at most.
        words: to be marked.
        pool: gives the child that draws.

    Raises:
        HitNotFound: the index has no such Document.
        ExtractError: it is of a kind that is not drawn, or cannot be drawn; the message says why.
    """
    number, ordinal = parsed_hit(hit)
    document = stored(reader, number)
    if document.type not in DRAWN:
        raise ExtractError(f"A file of the type {document.type} is shown by its text alone.")
    at = next((chunk.locator.page for chunk in reader.chunks(number, ordinal) if chunk.ordinal == ordinal), None)
    place = document.place
    look = Look(page or at or 1, width, tuple(words))
    with pool as children:
        return children.draw(place.path, place.member, store=place.store, look=look)
