"""
What was searched for and opened, and what it lifts. Pure; `remembered` keeps it on the disk.

A thing is known by where it lies and by what it says (`Thing`), never by its id: the index can be deleted and built again.

What is opened often and lately is strong: each time counts one, and halves every `HALF_LIFE_DAYS` (Mozilla's frecency, with a smooth
decay in place of its steps).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

HALF_LIFE_DAYS = 14.0
# One time two months ago: it would lift by less than can be seen.
FADED = 0.05
# Beyond these nothing is kept: what was last wanted half a year ago says nothing of today.
MOST_SEARCHES, MOST_OPENED, MOST_UNWANTED = 200, 500, 200
MOST_DAYS = 180
# A pasted text is no search that one would pick from a list.
LONGEST_SEARCH = 200
# Within so long, a search that begins with the last one is the same one typed further.
TYPING_SECONDS = 60.0
_DAY = 86_400.0


class Thing(NamedTuple):
    """A Document as history knows it: path of its File, member inside it, and `kind/type/content key`."""

    path: str
    member: str
    key: str


@dataclass(frozen=True, slots=True)
class Searched:
    """A search that was meant: as typed, when last (epoch seconds), how often."""

    text: str
    at: float
    times: int = 1


@dataclass(frozen=True, slots=True)
class Opened:
    """A thing that was opened: when last (epoch seconds), and how strong it was then."""

    thing: Thing
    at: float
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A thing that was not what a search (as `asked` has it) was for."""

    asked: str
    thing: Thing
    at: float


@dataclass(frozen=True, slots=True)
class History:
    """All that is remembered, the newest first."""

    searches: tuple[Searched, ...] = ()
    opened: tuple[Opened, ...] = ()
    unwanted: tuple[Unwanted, ...] = ()


def with_search(history: History, text: str, now: float) -> History:
    """Return the history after a search; the same one again, or typed further, takes the place of the one before."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_SEARCH:
        return history
    before = next((one for one in history.searches if asked(one.text) == asked(text)), None)
    kept = [one for one in history.searches if one is not before]
    if kept and now - kept[0].at < TYPING_SECONDS and asked(text).startswith(asked(kept[0].text)):
        del kept[0]
    searched = Searched(text, now, before.times + 1 if before else 1)
    return trimmed(replace(history, searches=(searched, *kept)), now)


def with_opened(history: History, thing: Thing, now: float) -> History:
    """Return the history after a thing was opened. What was unwanted and is opened is wanted after all, for every search."""
    before = next((one for one in history.opened if _same(one.thing, thing)), None)
    kept = [one for one in history.opened if one is not before]
    opened = Opened(thing, now, 1.0 + (strength(before, now) if before else 0.0))
    unwanted = tuple(one for one in history.unwanted if not _same(one.thing, thing))
    return trimmed(replace(history, opened=(opened, *kept), unwanted=unwanted), now)


def with_unwanted(history: History, text: str, thing: Thing, now: float, *, unwanted: bool = True) -> History:
    """Return the history after a thing was said not to be what `text` is for, or that it is after all."""
    kept = [one for one in history.unwanted if one.asked != asked(text) or not _same(one.thing, thing)]
    said = [Unwanted(asked(text), thing, now)] if unwanted else []
    return trimmed(replace(history, unwanted=(*said, *kept)), now)


def without(history: History, *, text: str = "", thing: Thing | None = None) -> History:
    """Return the history without one search, and without one thing."""
    return History(
        searches=tuple(one for one in history.searches if not text or asked(one.text) != asked(text)),
        opened=tuple(one for one in history.opened if thing is None or not _same(one.thing, thing)),
        unwanted=tuple(one for one in history.unwanted if thing is None or not _same(one.thing, thing)),
    )


def trimmed(history: History, now: float) -> History:
    """Return the history without what is too old or too much."""
    oldest = now - MOST_DAYS * _DAY
    return History(
        searches=tuple(one for one in history.searches if one.at >= oldest)[:MOST_SEARCHES],
        opened=tuple(one for one in history.opened if one.at >= oldest)[:MOST_OPENED],
        unwanted=tuple(one for one in history.unwanted if one.at >= oldest)[:MOST_UNWANTED],
    )


def strength(opened: Opened, now: float) -> float:
    """Return how strong an opened thing is now: one for each time, halved every `HALF_LIFE_DAYS`."""
    days = max(now - opened.at, 0.0) / _DAY
    return float(opened.strength * 0.5 ** (days / HALF_LIFE_DAYS))


def lifts(history: History, text: str, now: float) -> dict[Thing, float]:
    """
    Return how much each thing is to be lifted in the answer to `text`: above 0 and below 1 for what was opened, -1 for what was
    said not to be wanted there.

    One time today is 0.5, three times 0.75, one time two weeks ago 0.33: what is opened every day never drowns the rest. What has
    faded below `FADED` is left out.
    """
    strong = {one.thing: strength(one, now) for one in history.opened}
    found = {thing: held / (1.0 + held) for thing, held in strong.items() if held >= FADED}
    return found | {one.thing: -1.0 for one in history.unwanted if one.asked == asked(text)}


def asked(text: str) -> str:
    """Return a search as it is compared with others: without case and surplus spaces."""
    return " ".join(text.casefold().split())


def to_text(history: History) -> str:
    """Return it as JSON, in ASCII: paths may hold bytes that are no text."""
    return json.dumps(
        {
            "searches": [[one.text, one.at, one.times] for one in history.searches],
            "opened": [[*one.thing, one.at, one.strength] for one in history.opened],
            "unwanted": [[one.asked, *one.thing, one.at] for one in history.unwanted],
        }
    )


def from_text(text: str) -> History:
    """
    Return the History that `to_text` wrote.

    Raises:
        ValueError: it is none.
    """
    try:
        held: Mapping[str, list[list[object]]] = json.loads(text)
        return History(
            searches=tuple(Searched(str(t), _number(at), int(_number(n))) for t, at, n in held["searches"]),
            opened=tuple(Opened(_thing(thing), _number(at), _number(s)) for *thing, at, s in held["opened"]),
            unwanted=tuple(Unwanted(str(t), _thing(thing), _number(at)) for t, *thing, at in held["unwanted"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is no history.") from error


def _same(one: Thing, other: Thing) -> bool:
    """Whether both are one: at one place (it may have been changed), or of one content (it may have been moved)."""
    return one[:2] == other[:2] or one.key == other.key


def _thing(parts: list[object]) -> Thing:
    path, member, key = parts
    return Thing(str(path), str(member), str(key))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return float(value)
