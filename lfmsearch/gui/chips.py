"""
Chips: operators of the query language that were typed, taken out of the text. Pure: no Qt.

A chip is what was typed, letter for letter; a query is its chips and its text with spaces between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lfmsearch.errors import BadQuery
from lfmsearch.search.field import told
from lfmsearch.search.query import parse

# As in the query language: a field, a colon, and a word or something in quotes.
_OPERATOR: Final = re.compile(r'(?:^|(?<=\s))-?[A-Za-z][A-Za-z_-]+:(?:"[^"]*"|[^\s"]\S*)(?=\s)')


@dataclass(frozen=True, slots=True)
class Chip:
    """
    One operator.

    Args:
        typed: as it was typed, `from:anna`.
        field: what it narrows; several of one field mean either.
        told: its value as a person reads it.
        excluded: whether it says what is not wanted.
    """

    typed: str
    field: str
    told: str
    excluded: bool = False


def chip_of(typed: str, now: datetime) -> Chip | None:
    """Return the chip that `typed` is; None where it is no operator, or one that cannot be read."""
    try:
        query = parse(typed, now=now)
    except BadQuery:
        return None
    if not query.filters or query.text:
        return None
    value = " ".join(told(item) for item in query.filters)
    return Chip(typed, query.filters[0].field, value, typed.startswith("-"))


def taken(text: str, now: datetime, cursor: int = -1) -> tuple[list[Chip], str]:
    """
    Return the operators in `text` that are finished, which a space says, and the text without them.

    Args:
        cursor: where one types; the operator there is still in hand.
    """
    chips: list[Chip] = []

    def take(match: re.Match[str]) -> str:
        in_hand = match.start() <= cursor <= match.end()
        chip = None if in_hand else chip_of(match[0], now)
        if chip is None:
            return match[0]
        chips.append(chip)
        return ""

    rest = _OPERATOR.sub(take, text)
    return chips, re.sub(r"^\s+|(?<=\s)\s+", "", rest) if chips else text


def query_of(chips: Sequence[Chip], text: str) -> str:
    """Return the query as it would be typed whole."""
    return " ".join([*(chip.typed for chip in chips), text.strip()]).strip()


def typed_form(field: str, value: str, *, excluded: bool = False) -> str:
    """Return how one types `field` with `value`; what holds a space is put in quotes."""
    quoted = f'"{value}"' if re.search(r"\s", value) else value
    return f"{'-' if excluded else ''}{field}:{quoted}"


def as_you_type(query: str) -> str:
    """Return the query with its last word as a beginning (`invo` → `invo*`): what is still being typed is no whole word."""
    last = re.search(r"(?:^|\s)(\w{2,})$", query)
    return f"{query}*" if last and not last[1].isdigit() and last[1] != "OR" and query.count('"') % 2 == 0 else query
