"""How a Hit is told: its place, people, date and passage as short texts. No widgets."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QTime

from lfmsearch.gui.words import translate
from lfmsearch.types import Hit, Snippet

_FIRST_STRONG, _LEFT_TO_RIGHT, _END = "\u2068", "\u2066", "\u2069"


def isolated(text: str) -> str:
    """Return a name whose direction does not reach what stands beside it."""
    return f"{_FIRST_STRONG}{text}{_END}" if text else ""


def isolated_path(path: str) -> str:
    """Return a path that reads from the left, whatever its names are written in."""
    return f"{_LEFT_TO_RIGHT}{path}{_END}" if path else ""


def plain(text: str) -> str:
    """Return what was isolated as it is: for the clipboard."""
    return re.sub("[\u2066-\u2069]", "", text)


def printable(text: str) -> str:
    """Return a path in characters that can be shown and copied; bytes that are no text become marks."""
    return os.fsencode(text).decode("utf-8", "replace")


def below_home(path: str, home: Path | None = None) -> str:
    """Return a path as it can be shown, the user's own folder as `~`."""
    shown, own = printable(path), str(home or Path.home())
    return "~" + shown[len(own) :] if shown == own or shown.startswith(own + os.sep) else shown


def folder(path: str, home: Path | None = None) -> str:
    """Return the folder of a file as a person says it: below `~`, the middle left out where it is deep."""
    parent = below_home(os.path.dirname(path), home)
    parts = list(Path(parent).parts)
    return parent if len(parts) <= 5 else str(Path(*parts[:2], "…", *parts[-2:]))


def place(hit: Hit) -> str:
    """Return where or from whom a Hit is: the writer of a mail, what it is attached to, or its folder."""
    if hit.kind == "mail":
        writers = [person.name or person.address for person in hit.people if person.role in ("from", "author")]
        return isolated(writers[0]) if writers else isolated_path(folder(hit.path))
    if hit.inside:
        if hit.name:
            return translate("Hit", "{0} in “{1}”").format(isolated(hit.name), isolated(hit.inside))
        return translate("Hit", "in “{0}”").format(isolated(hit.inside))
    return isolated_path(folder(hit.path))


def title(hit: Hit) -> str:
    """Return its title; its file's name where it has none."""
    return isolated(hit.title.strip() or printable(os.path.basename(hit.path)))


def when(date: datetime | None, now: datetime, locale: QLocale | None = None) -> str:
    """Return a date as short as it is clear: a time today, a day this year, else with its year."""
    if date is None:
        return ""
    locale = locale or QLocale()
    local, today = date.astimezone(now.tzinfo), now.date()
    if local.date() == today:
        return locale.toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    if local.date() == today - timedelta(days=1):
        return translate("Hit", "yesterday")
    day = QDate(local.year, local.month, local.day)
    near = local.year == today.year or timedelta(0) <= now - local < timedelta(days=180)
    return locale.toString(day, _day_month(locale) if near else _day_month_year(locale))


def at_length(date: datetime | None, locale: QLocale | None = None) -> str:
    """Return a date in full, with its time."""
    if date is None:
        return ""
    local = date.astimezone()
    day = (locale or QLocale()).toString(QDate(local.year, local.month, local.day), QLocale.FormatType.LongFormat)
    return f"{day}, {(locale or QLocale()).toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)}"


# Marks of Markdown that are nothing to be read: emphasis, rules of tables, signs of headings and boxes.
_MARKS = re.compile(
    r"\*\*|__|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)|(?:\|\s*:?-{3,}:?\s*)+\|?|(?:^|(?<=\s))#{1,6}\s|\[[ x]\]\s"
)


# Signs between cells that have nothing on one side.
_NO_CELL = re.compile(r"(?:^|(?<=^…))\s*\|\s+|\|\s+(?=\|)|\s+\|\s*$")


def smoothed(snippet: Snippet) -> Snippet:
    """Return a passage without the marks that its format writes around words; what is lit stays lit."""
    return _without(snippet, _MARKS)


def _without(snippet: Snippet, marks: re.Pattern[str]) -> Snippet:
    """A passage with every match of `marks` taken out; what is lit stays lit."""
    kept, moved, last = [], [], 0
    for match in marks.finditer(snippet.text):
        kept.append(snippet.text[last : match.start()])
        moved.append((match.end(), match.end() - match.start()))
        last = match.end()
    if not moved:
        return snippet
    kept.append(snippet.text[last:])

    def new(position: int) -> int:
        return position - sum(
            min(length, length - max(0, end - position)) for end, length in moved if end - length < position
        )

    lit = tuple((new(start), new(end)) for start, end in snippet.highlights if new(start) < new(end))
    return Snippet("".join(kept), lit)


def cells(snippet: Snippet) -> Snippet:
    """Return a passage of a table with a lighter sign between its cells, and none before the first one; what is lit stays lit."""
    read = _without(snippet, _NO_CELL)
    return Snippet(read.text.replace(" | ", " · "), read.highlights)


def excerpt(snippet: Snippet, room: int) -> Snippet:
    """
    Return the passage so that its first match is among its first `room` characters; what was before it is cut at a word.

    A passage without a match begins at its beginning.
    """
    if not snippet.highlights or snippet.highlights[0][1] <= room:
        return snippet
    first = snippet.highlights[0][0]
    start = max(0, first - room // 3)
    if (space := snippet.text.find(" ", start, first)) >= 0:
        start = space + 1
    if snippet.text.startswith("· ", start):  # the cell before it was cut away
        start += 2
    shift = 1 - start
    lit = tuple((begin + shift, end + shift) for begin, end in snippet.highlights)
    return Snippet("…" + snippet.text[start:], lit)


def spoken(hit: Hit, now: datetime) -> str:
    """Return a Hit as a screen reader says it: title, place, date, passage."""
    passage = cells(hit.snippet).text.replace(" · ", ", ")
    parts = (hit.title or os.path.basename(hit.path), plain(place(hit)), when(hit.date, now), passage)
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def locator(hit: Hit) -> str:
    """Return where in its Document the passage stands; empty where there is nothing to say."""
    at = hit.locator
    if at.page is not None:
        return translate("Hit", "page {0}").format(at.page)
    if at.slide is not None:
        return translate("Hit", "slide {0}").format(at.slide)
    if at.sheet is not None:
        return translate("Hit", "sheet {0}").format(at.sheet)
    return ""


def _day_month(locale: QLocale) -> str:
    """The short date without its year, in the order of the locale: `d MMM`, `MMM d`."""
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return "MMM d" if pattern.find("M") < pattern.find("d") else "d MMM"


def _day_month_year(locale: QLocale) -> str:
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if pattern.startswith("y"):
        return "yyyy MMM d"
    return "MMM d, yyyy" if pattern.find("M") < pattern.find("d") else "d MMM yyyy"


def people(hit: Hit) -> list[str]:
    """Return who wrote it and to whom, each as a short text."""
    writers = [isolated(str(person)) for person in hit.people if person.role in ("from", "author")]
    readers = [isolated(person.name or person.address) for person in hit.people if person.role in ("to", "cc")]
    said = []
    if writers:
        said.append(translate("Hit", "from {0}").format(", ".join(writers[:3])))
    if readers:
        more = "" if len(readers) <= 3 else f" +{len(readers) - 3}"
        said.append(translate("Hit", "to {0}").format(", ".join(readers[:3])) + more)
    return said
