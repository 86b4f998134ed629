"""Counts, sizes and times as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from lfmsearch.service.offers import StoreOffer
from lfmsearch.types import Preview

translate = QCoreApplication.translate


def count(number: int) -> str:
    """Return a number as this language groups it."""
    return QLocale().toString(number)


def files(number: int) -> str:
    """Return so many files."""
    return translate("Measures", "%n file(s)", "", number).replace(str(number), count(number))


def size(number: int) -> str:
    """Return so many bytes, in thousands of thousands as disks and hubs count them."""
    formats = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(number, 0 if number < 1e9 else 1, formats)


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
