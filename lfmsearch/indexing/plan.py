"""
What to do next. Pure.

The indexer holds no plan: after each unit of work it looks at the facts again, so pause, battery, an unplugged drive and changed
settings need no transitions of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Step(Enum):
    """One kind of work."""

    FORGET = "forget"
    SCAN = "scan"
    READ = "read"
    MERGE = "merge"
    EMBED = "embed"
    LATE = "late"
    TIDY = "tidy"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to do, and what stands against it."""

    stale: bool = False
    paused: bool = False
    unscanned: bool = False
    unread: bool = False
    saving_power: bool = False
    scattered: bool = False
    unembedded: bool = False
    late_wanted: bool = False
    untidy: bool = False


def next_step(facts: Facts) -> Step:
    """
    Choose the next step.

    Deletion waits for nothing: a search must not return what the user removed. Words come before meaning, because reading makes a
    File findable within milliseconds and embedding takes seconds; embedding is what costs the battery.
    """
    if facts.stale:
        return Step.FORGET
    if facts.paused:
        return Step.WAIT
    if facts.unscanned:
        return Step.SCAN
    if facts.unread:
        return Step.READ
    if facts.saving_power:
        return Step.WAIT
    if facts.scattered:
        return Step.MERGE
    if facts.unembedded:
        return Step.EMBED
    if facts.late_wanted:
        return Step.LATE
    if facts.untidy:
        return Step.TIDY
    return Step.WAIT
