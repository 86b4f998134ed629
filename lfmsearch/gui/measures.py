"""Counts, sizes and times as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from lfmsearch.gui.words import translate
from lfmsearch.service.offers import StoreOffer
from lfmsearch.types import Preview


def number(value: int) -> str:
    """Return a count as this language groups it."""
    return QLocale().toString(value)


def files(count: int) -> str:
    """Return so many files."""
    return translate("Measures", "%n file(s)", "", count).replace(str(count), number(count))


def size(count: int) -> str:
    """Return so many bytes, in thousands of thousands as disks and hubs count them."""
    formats = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(count, 1 if 1e6 <= count < 1e7 or count >= 1e9 else 0, formats)


def time(seconds: float) -> str:
    """Return roughly so long."""
    if seconds < 60:
        return translate("Measures", "less than a minute")
    if seconds < 90 * 60:
        minutes = max(1, round(seconds / 60))
        return translate("Measures", "about %n minute(s)", "", minutes)
    hours = round(seconds / 3600)
    return translate("Measures", "about %n hour(s)", "", hours)


def preview(seen: Preview) -> str:
    """Return what reading a folder would take."""
    if not seen.files:
        return translate("Measures", "Nothing to read in it.")
    parts = [files(seen.files), size(seen.bytes)]
    if seen.seconds:
        parts.append(time(seen.seconds))
    return " · ".join(parts)


def store(offer: StoreOffer) -> str:
    """Return how much a mail program or notes app holds."""
    amount = f"{files(offer.files)} · {size(offer.bytes)}"
    return amount if offer.counted else translate("Measures", "more than {0}").format(amount)
