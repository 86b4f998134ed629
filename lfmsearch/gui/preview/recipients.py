"""The head of a mail: who, to whom and when, many of them folded. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lfmsearch.types import Passage, Person, Role

SHOWN: Final = 3
"""So many of one line are named before the rest is folded; one more than that is named too, for its count would be as long."""

_ORDER: Final[tuple[Role, ...]] = ("from", "author", "to", "cc", "bcc")


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of the head.

    Args:
        folded: how many more there are.
    """

    role: Role
    people: tuple[Person, ...]
    folded: int = 0


def lines(passage: Passage, *, unfolded: bool = False) -> list[Line]:
    """Return the lines of people in the order of a letter, each address once in a line."""
    made = []
    for role in _ORDER:
        people = tuple(
            {
                (person.address or person.name).casefold(): person for person in passage.people if person.role == role
            }.values()
        )
        if not people:
            continue
        named = len(people) if unfolded or len(people) <= SHOWN + 1 else SHOWN
        made.append(Line(role, people[:named], len(people) - named))
    return made
