"""Numbers, sizes, times and places as a person reads them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `1 file`, `1,200 files`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def size(number: int) -> str:
    """Return `812 bytes`, `48.2 MB`; steps of 1,000, as disks are sold and `larger:` counts."""
    amount = float(number)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 999.95:
            return f"{amount:.1f} {unit}" if number >= 1000 else count(number, "byte")
    return f"{amount / 1000:.1f} TB"


def duration(seconds: float) -> str:
    """Return `4 s`, `12 min`, `3 h 20 min`; never more exact than a guess can be."""
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 48 else f"{hours / 24:.0f} days"


def place(path: str) -> str:
    """Return a path on one line, with the user's home as `~`."""
    path = path.replace("\n", "\ufffd").replace("\t", "\ufffd")
    home = str(Path.home())
    if path == home:
        return "~"
    return "~" + path[len(home) :] if home != os.sep and path.startswith(home + os.sep) else path


def day(moment: datetime) -> str:
    """Return `1 Mar 2024`."""
    return f"{moment.day} {moment:%b %Y}"
