"""Dates as documents write them, always with an offset; a date without one is in the user's time zone."""

from __future__ import annotations

import re
from datetime import datetime

_PDF = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?")


def written(text: str) -> datetime | None:
    """Return the date of an ISO 8601 text (`2024-03-01`, `2024-03-01 09:12`, `…T09:12:00Z`), None when it is none."""
    text = text.strip().strip("\"'")
    if not text[:4].isdigit() or len(text) < 8:
        return None
    try:
        return _local(datetime.fromisoformat(text.replace("/", "-")))
    except ValueError:
        try:
            return _local(datetime.fromisoformat(text[:10].replace("/", "-")))
        except ValueError:
            return None


def pdf_date(text: str) -> datetime | None:
    """Return the date of a PDF's `D:20240301091200+01'00'`, None when it is none."""
    found = _PDF.match(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, zulu, sign, hours, minutes = found.groups()
    iso = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    iso += "+00:00" if zulu else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    try:
        return _local(datetime.fromisoformat(iso))
    except ValueError:
        return None


def _local(date: datetime) -> datetime | None:
    if date.tzinfo is not None:
        return date
    try:
        return date.astimezone()
    except (OverflowError, OSError, ValueError):  # years the system's calendar does not have
        return None
