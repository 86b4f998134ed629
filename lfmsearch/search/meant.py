"""Did you mean: what was typed, with the words the index does not know in the form it does. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lfmsearch.search.pieces import pieces
from lfmsearch.search.query import words_at

Corrections = Callable[[Sequence[str]], Mapping[str, str]]
"""Given words as they were typed, the words they were meant to be, for those that occur nowhere and are near to one that does."""


def meant(typed: str, corrections: Corrections) -> str:
    """
    Return `typed` with its words corrected where they stand, everything else letter for letter; empty when there is nothing to correct.

    Filters, what is left out, and beginnings (`plumb*`) are kept: they say exactly what they say.
    """
    places = [
        (piece.start + start, piece.start + end)
        for piece in pieces(typed)
        if piece.kind in ("word", "phrase") and not piece.excluded
        for start, end in words_at(typed[piece.start : piece.end])
        if typed[piece.start + end : piece.start + end + 1] not in ("*", "＊")
    ]
    known = corrections(list(dict.fromkeys(typed[start:end] for start, end in places)))
    corrected, position = "", 0
    for start, end in places:
        word = typed[start:end]
        corrected += typed[position:start] + _cased(known.get(word, word), word)
        position = end
    corrected += typed[position:]
    return corrected if corrected != typed else ""


def _cased(word: str, like: str) -> str:
    """`word` with a capital where `like` has one."""
    return word[:1].upper() + word[1:] if like[:1].isupper() and word[:1].islower() else word
