"""When a query finds nothing, or nearly: which of its conditions keeps the rest away. Pure."""

from __future__ import annotations

from collections.abc import Callable

from lfmsearch.errors import BadQuery
from lfmsearch.search.pieces import Piece, joined, pieces
from lfmsearch.types import Query, Relaxation

# So few hits are as good as none to somebody who set a filter.
NEARLY_NOTHING = 2
# Counted no further: what matters is that there is something.
MOST = 500


def relaxations(
    typed: str, *, parsed: Callable[[str], Query], count: Callable[[Query], int], found: int
) -> tuple[Relaxation, ...]:
    """
    Return what would be found without each condition, most first; only where that is more than `found`.

    Conditions are the filters (of one field together: they mean either), what is left out with a minus, and phrases, which become
    plain words. Where none alone is in the way, all of them together are one.

    Args:
        parsed: reads a query.
        count: says how many Documents answer to one.
    """
    conditions: dict[object, list[Piece]] = {}
    for group in joined(pieces(typed)):
        for piece in group:
            if piece.kind == "filter":
                conditions.setdefault((_field(piece, typed, parsed), piece.excluded), []).append(piece)
            elif len(group) == 1 and (piece.excluded or piece.kind == "phrase"):
                conditions[piece.start] = [piece]
    if not conditions:
        return ()
    each = [_relaxed(typed, held, parsed, count) for held in conditions.values()]
    found_more = [one for one in each if one is not None and one.total > found]
    if not found_more and len(conditions) > 1:
        every = _relaxed(typed, [piece for held in conditions.values() for piece in held], parsed, count)
        found_more = [every] if every is not None and every.total > found else []
    return tuple(sorted(found_more, key=lambda one: -one.total))


def _relaxed(
    typed: str, held: list[Piece], parsed: Callable[[str], Query], count: Callable[[Query], int]
) -> Relaxation | None:
    """What is found without these pieces; None where nothing is left to look for."""
    without = typed
    for piece in sorted(held, key=lambda one: -one.start):
        kept = piece.text if piece.kind == "phrase" and not piece.excluded else ""
        without = f"{without[: piece.start]}{kept}{without[piece.end :]}"
    without = " ".join(without.split())
    try:
        total = count(parsed(without))
    except BadQuery:  # only filters, or an OR whose side has gone
        return None
    said = " ".join(typed[piece.start : piece.end] for piece in sorted(held, key=lambda one: one.start))
    return Relaxation(said, without, total)


def _field(piece: Piece, typed: str, parsed: Callable[[str], Query]) -> str:
    """What a filter narrows: `before:` and `after:` are one condition on the date."""
    return parsed(typed[piece.start : piece.end]).filters[0].field
