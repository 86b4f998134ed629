"""
The spans of time a query may name: `2024`, `2024-03`, `2024-03-01`, `2024-01..2024-06`, `lastmonth`, `7d`.

A span is half-open, start included, end not; an open end is None.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

FORMS = "2024, 2024-03, 2024-03-01, 2024-01..2024-06, today, yesterday, thisweek, lastmonth, 7d"
Span = tuple[datetime | None, datetime | None]

_DAY = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_AGO = re.compile(r"(\d{1,4})(h|d|w|m|y)", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)


def span(text: str, *, now: datetime, week_start: int) -> Span:
    """
    Return the span that `text` names.

    Args:
        text: one of `FORMS`, or open: `2024..`, `..2024`.
        now: the present, with the user's time zone; see `local`.
        week_start: first day of the week, 0 for Monday to 6 for Sunday.

    Raises:
        ValueError: it names no span, or one that ends before it begins.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return _named(text, now, week_start)
    start = _named(first, now, week_start)[0] if first else None
    end = _named(last, now, week_start) if last else (None, None)
    # A moment as the end of a range is that moment; a day, month or year is included whole.
    stop = end[0] if _MOMENT.match(last) else end[1]
    if start is None and stop is None:
        raise ValueError(text)
    if start is not None and stop is not None and start >= stop:
        raise ValueError(text)
    return start, stop


def local(moment: datetime, now: datetime) -> datetime:
    """
    Return the wall-clock `moment` in the time zone of `now`.

    What `datetime.now().astimezone()` gives carries only today's offset: for it the system's own rules are asked,
    so that a day in July is right when asked for in January.
    """
    zone = now.tzinfo
    if zone is None or (type(zone) is timezone and zone.tzname(None) == now.astimezone().tzname()):
        try:
            return moment.replace(tzinfo=None).astimezone()
        except (OSError, OverflowError):  # Windows knows no rules before 1970
            zone = now.astimezone().tzinfo
    return moment.replace(tzinfo=zone)


def _named(text: str, now: datetime, week_start: int) -> tuple[datetime, datetime]:
    try:
        if _MOMENT.match(text):
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo else local(moment, now)
            return moment, moment + timedelta(seconds=1)
        start, end = _calendar(text, now.replace(tzinfo=None), week_start)
        return local(start, now), local(end, now)
    except (OverflowError, ValueError) as error:
        raise ValueError(text) from error


def _calendar(text: str, now: datetime, week_start: int) -> tuple[datetime, datetime]:
    """The same on the wall clock, without a zone."""
    if match := _DAY.fullmatch(text):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        start = datetime(year, month or 1, day or 1)  # noqa: DTZ001
        if (match[2] and not month) or (match[3] and not day):
            raise ValueError(text)
        return start, start + timedelta(days=1) if day else _months(start, 1 if month else 12)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    if match := _AGO.fullmatch(text.lower()):
        count, unit = int(match[1]), match[2]
        if unit == "h":
            return now.replace(microsecond=0) - timedelta(hours=count), tomorrow
        if unit in "dw":
            return today - timedelta(days=count * (7 if unit == "w" else 1)), tomorrow
        return _months(today, -count * (12 if unit == "y" else 1)), tomorrow
    week = today - timedelta(days=(today.weekday() - week_start) % 7)
    month_start = today.replace(day=1)
    year_start = month_start.replace(month=1)
    spans = {
        "today": (today, tomorrow),
        "yesterday": (today - timedelta(days=1), today),
        "thisweek": (week, week + timedelta(days=7)),
        "lastweek": (week - timedelta(days=7), week),
        "thismonth": (month_start, _months(month_start, 1)),
        "lastmonth": (_months(month_start, -1), month_start),
        "thisyear": (year_start, _months(year_start, 12)),
        "lastyear": (_months(year_start, -12), year_start),
    }
    found = spans.get(re.sub(r"[\s_-]", "", text.lower()))
    if found is None:
        raise ValueError(text)
    return found


def _months(day: datetime, count: int) -> datetime:
    """Move by whole months; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    following = datetime(year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: DTZ001
    last = (following - timedelta(days=1)).day
    return day.replace(year=year, month=month + 1, day=min(day.day, last))
