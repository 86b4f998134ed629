"""Opening what a Hit points at: in its app, as its file, or as a private copy of its part of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lfmsearch.extract.pool import Pool
from lfmsearch.search.passage import stored
from lfmsearch.sources.stores import uri_of
from lfmsearch.store.reader import Reader
from lfmsearch.system.opening import Opening, carry_out, opening_of


def launch(reader: Reader, number: int, *, pool: Callable[[], Pool], copies: Path) -> Opening:
    """
    Open Document `number` and return what was done.

    Args:
        pool: gives the child that takes a part out of its file; called only for a part that no app opens.
        copies: folder of lfmsearch's own for private copies.

    Raises:
        HitNotFound: the index has no such Document.
        MachineError: it could not be opened.
        ExtractError: its part is not in the file any more.
    """
    document = stored(reader, number)
    place = document.place
    opening = opening_of(
        place.path,
        place.member,
        kind=document.kind,
        title=document.title,
        type=document.type,
        uri=uri_of(place.store, place.path, place.member, document.content_key),
    )

    def data() -> bytes:
        with pool() as children:
            return children.fetch(place.path, place.member, store=place.store)

    return carry_out(opening, data=data, folder=copies)
