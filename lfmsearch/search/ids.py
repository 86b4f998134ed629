"""The ids of Hits: a Document's number, and the passage's after a colon. Pure, and light to import."""

from __future__ import annotations

import re

from lfmsearch.errors import HitNotFound

_HIT = re.compile(r"(\d+)(?::(\d+))?")


def is_hit(text: str) -> bool:
    """Return whether `text` has the form of a Hit's id."""
    return _HIT.fullmatch(text.strip()) is not None


def parsed_hit(text: str) -> tuple[int, int]:
    """Return Document and ordinal of a Hit's id, the first passage where it names none. Raises HitNotFound when it is none."""
    match = _HIT.fullmatch(text.strip())
    if match is None:
        raise HitNotFound(
            f"“{text}” is not the id of a hit.", "Ids look like 12 or 12:3; `lfmsearch search` prints them."
        )
    return int(match[1]), int(match[2] or 1)
