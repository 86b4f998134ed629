"""How what is typed may go on: which of the service's suggestions is offered, and what it makes of the text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lfmsearch.types import Suggestion

# Fewer letters of a plain word begin too much; after a field everything is offered.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Completion:
    """
    One way to go on.

    Args:
        shown: as a person reads it.
        text: what stands in the box once it is taken.
    """

    shown: str
    text: str


def completion(typed: str, suggestions: Sequence[Suggestion]) -> Completion | None:
    """Return the first way to go on from the end of `typed` that adds something; None where there is none."""
    for each in suggestions:
        begun = typed[each.start : each.end]
        is_value = each.field != "field"
        if ":" not in begun and len(begun.lstrip("-")) < _SHORTEST:
            continue
        if each.typed.casefold() == begun.casefold():
            continue
        # The space ends a value, which makes a chip of it; a field waits for its value.
        made = f"{typed[: each.start]}{each.typed}{' ' if is_value else ''}"
        shown = f"{each.typed.partition(':')[0]}: {each.label}" if is_value and each.label else each.typed
        return Completion(shown, made)
    return None


def is_begun(typed: str) -> bool:
    """Return whether what stands at the end may be gone on with: a field, or a word of some letters."""
    last = typed.rpartition(" ")[2].lstrip("-")
    return ":" in last or (len(last) >= _SHORTEST and last[0].isalpha())
