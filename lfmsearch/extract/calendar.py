"""Calendar files and invitations (iCalendar, RFC 5545): what, when, where and with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.types import Document, Person, Section

_FOLD = re.compile(r"\n[ \t]")
_LINE = re.compile(r'([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^;:"]*)(?:,(?:"[^"]*"|[^;:,"]*))*)*):(.*)')
_ITEMS = frozenset(("VEVENT", "VTODO", "VJOURNAL"))
_ESCAPE = re.compile(r"\\(.)")
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?")
_ADDRESS = re.compile(r"(?i)^mailto:")


@dataclass(slots=True)
class _Item:
    """One event or task."""

    said: dict[str, str] = field(default_factory=dict)
    dates: dict[str, tuple[datetime, bool]] = field(default_factory=dict)  # and whether it names an hour
    people: list[Person] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document of a calendar file: a section for each event and task."""
    name, items = _read(decoded(blob.read()))
    dates = [date for item in items for key in ("DTSTART", "DUE") if (date := item.dates.get(key))]
    first = items[0].said.get("SUMMARY", "") if items else ""
    yield blob.document(
        (Section(text) for item in items if (text := _shown(item))),
        title=first if len(items) == 1 else name or first,
        people=tuple(dict.fromkeys(person for item in items for person in item.people))[:200],
        date=dates[0][0] if dates else None,
        tags=tuple(tag for item in items for tag in item.tags),
    )


def _read(text: str) -> tuple[str, list[_Item]]:
    """The calendar's name, and what is in it."""
    name = ""
    items: list[_Item] = []
    open_item: _Item | None = None
    inside: list[str] = []
    for line in _FOLD.sub("", text).split("\n"):
        found = _LINE.match(line)
        if not found:
            continue
        key, value = found[1].upper(), found[3].strip()
        if key == "BEGIN":
            inside = [*inside[-10:], value.upper()]
            if value.upper() in _ITEMS:
                open_item = _Item()
                items.append(open_item)
        elif key == "END":
            inside = inside[:-1]
            if value.upper() in _ITEMS:
                open_item = None
        elif open_item is not None and inside and inside[-1] in _ITEMS:  # not of its alarm
            _take(open_item, key, found[2], value)
        elif key == "X-WR-CALNAME":
            name = _text(value)
    return name, items


def _take(item: _Item, key: str, parameters: str, value: str) -> None:
    if key in ("SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "URL"):
        item.said.setdefault(key, _text(value))
    elif key in ("DTSTART", "DTEND", "DUE"):
        zone = re.search(r"(?i);TZID=\"?([^;:\"]+)", parameters)
        if date := _date(value, zone[1] if zone else ""):
            item.dates.setdefault(key, date)
    elif key in ("ORGANIZER", "ATTENDEE"):
        named = re.search(r'(?i);CN="?([^;"]*)', parameters)
        address = _ADDRESS.sub("", value) if "@" in value else ""
        shown = _text(named[1]).strip() if named else ""
        if shown or address:
            role = "author" if key == "ORGANIZER" else "to"
            item.people.insert(
                0 if role == "author" else len(item.people), _person(shown, address, author=role == "author")
            )
    elif key == "CATEGORIES":
        item.tags += [_text(tag).strip() for tag in value.split(",")]


def _person(name: str, address: str, *, author: bool) -> Person:
    return Person("" if name == address else name[:200], address[:320], "author" if author else "to")


def _shown(item: _Item) -> str:
    lines = [item.said.get("SUMMARY", "")]
    start, end = item.dates.get("DTSTART"), item.dates.get("DTEND") or item.dates.get("DUE")
    if start or end:
        lines.append(" – ".join(dict.fromkeys(_when(*date) for date in (start, end) if date)))
    lines += [item.said.get("LOCATION", ""), ", ".join(person.name or person.address for person in item.people[:50])]
    lines += ["", item.said.get("DESCRIPTION", ""), item.said.get("COMMENT", ""), item.said.get("URL", "")]
    return "\n".join(lines).strip()


def _when(date: datetime, hour: bool) -> str:  # noqa: FBT001  a pair that is unpacked
    return date.strftime("%Y-%m-%d %H:%M") if hour else date.strftime("%Y-%m-%d")


def _date(value: str, zone: str) -> tuple[datetime, bool] | None:
    found = _DATE.match(value)
    if not found:
        return None
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        date = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59))  # noqa: DTZ001
        if utc:
            return date.replace(tzinfo=UTC), True
        try:
            return date.replace(tzinfo=ZoneInfo(zone)) if zone else date.astimezone(), bool(hour)
        except (LookupError, ValueError, OSError):  # a zone of the writer's own; most are near the reader's
            return date.astimezone(), bool(hour)
    except (ValueError, OverflowError, OSError):
        return None


def _text(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


EXTRACTOR = documents
