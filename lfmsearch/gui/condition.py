"""The condition of the whole, in one word for an icon and one sentence for its tooltip. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lfmsearch.gui.words import said, translate
from lfmsearch.types import Status

Word = Literal["idle", "indexing", "paused", "problem"]
WORKING = frozenset({"scanning", "reading", "embedding", "indexing"})


@dataclass(frozen=True, slots=True)
class Condition:
    """
    How things are.

    Args:
        word: what the icon shows.
        sentence: the same for a person, with what matters now.
        is_paused_by_user: whether `resume` alone ends the pause.
    """

    word: Word
    sentence: str
    is_paused_by_user: bool = False


def condition_of(service: str, message: str, status: Status | None) -> Condition:
    """
    Return the condition.

    Args:
        service: the state of `gui.link.Standing`.
        message: what it says went wrong.
        status: the last one that was read, None before the first.
    """
    if service in ("other", "failed"):
        return Condition("problem", said(message) or translate("Condition", "The background service does not start."))
    if service == "gone":
        return Condition("problem", translate("Condition", "The background service has ended and is started again."))
    if status is None or service == "starting":
        return Condition("idle", translate("Condition", "lfmsearch is starting."))
    if status.state == "paused":
        because = status.paused_because or ""
        return Condition(
            "paused", translate("Condition", "Paused. %1").replace("%1", said(because)).strip(), _by_user(because)
        )
    waiting = status.files.get("pending", 0)
    if status.state in WORKING and waiting:
        return Condition("indexing", translate("Condition", "Reading, %n file(s) to go.", "", waiting))
    if status.state in WORKING:
        behind = max(0, status.coverage.documents - status.coverage.meaning)
        if status.state == "embedding" and behind:
            return Condition("indexing", translate("Condition", "Learning the meaning of %n document(s).", "", behind))
        return Condition("indexing", translate("Condition", "Looking for changes."))
    held = status.coverage.documents
    return Condition("idle", translate("Condition", "Up to date: %n document(s).", "", held))


def _by_user(because: str) -> bool:
    """As `pause` words it, here and in `lfmsearch pause`."""
    return because.startswith("You paused")
