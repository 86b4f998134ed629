"""Passages as the service gives them."""

from __future__ import annotations

from typing import Any

from lfmsearch.types import Locator, Part, Passage


def passage(*parts: tuple[str, dict[str, Any]], at: int = 0, **fields: Any) -> Passage:
    """A Passage of parts: each a text and the fields of its Part; the Hit points at part `at`."""
    text, made = "", []
    for said, named in parts:
        text += "\n\n" if made else ""
        where = {"locator": Locator(**named.pop("where", {})), **named} if named else {}
        made.append(Part(len(text), **where))
        text += said
    start = made[at].start if made else 0
    end = start + len(parts[at][0]) if parts else 0
    locator = made[at].locator if made else Locator()
    given = {"title": "Title", "path": "/home/a/b", "type": "txt", **fields}
    return Passage(text=text, start=start, end=end, locator=locator, parts=tuple(made), **given)
