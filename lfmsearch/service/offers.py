"""What a window offers to somebody who sets lfmsearch up, as values: standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoreOffer:
    """
    A mail program's or notes app's files, found on this machine and not read.

    Args:
        kind: the `kind` of the Source it would be; `title`: as a person says it (`Thunderbird`).
        holds: mail, note or file.
        added: whether it is a Source already.
        problem: why it cannot be read as it is, and what to do; else empty.
        files, bytes: what would be read of it.
        counted: False when there was more than could be counted in a moment: then both are the least there is.
    """

    kind: str
    title: str
    holds: str
    path: str
    added: bool
    problem: str
    files: int
    bytes: int
    counted: bool


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """
    A model that is here or can be fetched.

    Args:
        role: embed (it finds by meaning) or late (it ranks again).
        is_here: whether its checked file lies on this machine; `answers`: whether it makes the vectors now.
        bytes: of its file, or to be fetched; 0 where nobody has published that.
        languages: two-letter codes.
        licence, licence_url, licence_summary: its terms: their name, where they are written, a sentence to decide by.
        host: where it would be fetched from.
        is_starter: whether it is the small one that is taken where the others cannot be had.
    """

    id: str
    title: str
    role: str
    is_here: bool
    answers: bool
    bytes: int
    languages: tuple[str, ...]
    licence: str
    licence_url: str
    licence_summary: str
    host: str
    is_starter: bool


@dataclass(frozen=True, slots=True)
class ModelCost:
    """What another model takes: passages that are embedded anew, seconds of work, bytes of disk; all 0 where nothing is to do."""

    passages: int = 0
    seconds: float = 0.0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out everywhere for one reason: names (patterns in gitignore syntax) and places (paths)."""

    reason: str
    patterns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
