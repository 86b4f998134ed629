"""
Operators as chips, taken out of what was typed, and put back. Pure.

A chip is what was typed, letter for letter. A query is its chips and its text, with spaces between; it means what it meant before.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lfmsearch.errors import BadQuery
from lfmsearch.search.field import told
from lfmsearch.search.pieces import Piece, as_typed, joined, pieces
from lfmsearch.search.query import parse


@dataclass(frozen=True, slots=True)
class Chip:
    """
    One operator: a filter, or a word or phrase that is left out.

    Args:
        typed: as it was typed, `from:anna`, `-draft`.
        field: what it narrows; several of one field mean either. Empty for what is left out.
        told: its value as a person reads it.
        excluded: whether it says what is not wanted.
    """

    typed: str
    field: str
    told: str
    excluded: bool = False


def taken(typed: str, now: datetime, *, cursor: int | None = None) -> tuple[tuple[Chip, ...], str]:
    """
    Return the operators of `typed` that can be read, and the text without them.

    What cannot be read stays where it can be mended, and so does what OR joins and a quote that is still open.

    Args:
        cursor: offset into `typed`; a piece it stands in, or right behind, may go on and stays. None takes all.
    """
    chips: list[Chip] = []
    rest, position = "", 0
    for group in joined(pieces(typed)):
        [piece, *others] = group
        at_cursor = cursor is not None and piece.start <= cursor <= piece.end
        chip = None if others or at_cursor or not piece.closed else chip_of(typed[piece.start : piece.end], piece, now)
        if chip is not None:
            chips.append(chip)
            rest = _spaced(rest + typed[position : piece.start])
            position = len(typed) - len(typed[piece.end :].lstrip())
    return tuple(chips), rest + typed[position:]


def chip_of(typed: str, piece: Piece, now: datetime) -> Chip | None:
    """Return the chip that a piece is; None for plain words and phrases, and for what cannot be read."""
    if piece.kind == "filter":
        try:
            filters = parse(typed, now=now).filters
        except BadQuery:
            return None
        return Chip(typed, filters[0].field, " ".join(told(item) for item in filters), piece.excluded)
    if piece.excluded and piece.kind in ("word", "phrase") and re.search(r"\w", piece.text):
        return Chip(typed, "", piece.text.strip(), excluded=True)
    return None


def query_of(chips: Sequence[Chip], text: str) -> str:
    """Return the query as it would be typed whole."""
    for [piece, *others] in joined(pieces(text)):
        if piece.kind == "or" and not others:  # it joins nothing, and is not to join a chip
            text = f"{text[: piece.start]}or{text[piece.end :]}"
    return " ".join([*(chip.typed for chip in chips), text.strip()]).strip()


def typed_form(field: str, value: str, *, excluded: bool = False) -> str:
    """Return how one types `field` with `value`; what holds a space or a quote is put in quotes."""
    bare = as_typed(value).replace('"', " ").strip()
    quoted = bare if re.fullmatch(r"(?!//)[\w~./]\S*", bare) else f'"{bare}"'
    return f"{'-' if excluded else ''}{field}:{quoted}"


def settled(typed: str, folder: str) -> str:
    """Return the query with folders that are relative to `folder` made absolute: whoever answers it may stand elsewhere."""
    for piece in reversed(pieces(typed)):
        if piece.kind == "filter" and piece.field == "in" and re.match(r"\.{1,2}(?:[/\\]|$)", piece.text):
            path = os.path.normpath(os.path.join(folder, piece.text))
            typed = f"{typed[: piece.start]}{typed_form('in', path, excluded=piece.excluded)}{typed[piece.end :]}"
    return typed


def _spaced(text: str) -> str:
    """The text so far, ready to go on: one space at its end, none alone."""
    return f"{text.rstrip()} " if text.strip() else ""
