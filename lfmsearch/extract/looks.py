"""How Excel shows a number: as a date, a percentage, an amount of money, or as it is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from lfmsearch.extract.ooxml import Package, attribute, local

# Built-in number formats that show a date (14–17, 22, 27–36, 50–58), a time (18–21, 45–47) or a percentage.
_DATES = frozenset((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)))
_TIMES = frozenset((18, 19, 20, 21, 45, 46, 47))
_PERCENTAGES = {9: 0, 10: 2}
# What is quoted, escaped or in brackets of a format says nothing about its kind.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MONEY = re.compile(r'\[\$([^\]-]{1,5})[^\]]*\]|"?\s?([$€£¥₹₽₩₺]|CHF|EUR|USD|GBP|kr\.?|zł|Kč|Ft)\s?"?')
_MOST_DECIMALS = 10
_DIGITS = re.compile(r"[0#?]")
_PLACES = re.compile(r"\.([0#?]+)")


class Look(NamedTuple):
    """What a cell's style makes of a number; `before` and `after` are the sign of its currency."""

    kind: Literal["", "date", "time", "percent", "money"] = ""
    decimals: int = 0
    before: str = ""
    after: str = ""


PLAIN = Look()


def looks_of(package: Package, name: str) -> list[Look]:
    """Return the Look of each cell style of a workbook; `name` is its part of styles."""
    root = package.root(name)
    codes: dict[int, str] = {}
    looks: list[Look] = []
    for part in root if root is not None else ():
        if local(part.tag) == "numFmts":
            for item in part:
                codes[_number(attribute(item, "numFmtId"))] = attribute(item, "formatCode")
        elif local(part.tag) == "cellXfs":
            looks.extend(look_of(_number(attribute(item, "numFmtId")), codes) for item in part)
    return looks


def look_of(number: int, codes: dict[int, str]) -> Look:
    """Return the Look of a number format: one of the workbook's own `codes`, else a built-in one."""
    if number not in codes:
        if number in _PERCENTAGES:
            return Look("percent", _PERCENTAGES[number])
        return Look("date") if number in _DATES else Look("time") if number in _TIMES else PLAIN
    first = codes[number].split(";", 1)[0]  # of positive numbers
    code = _LITERAL.sub("", first).lower()
    if "y" in code or "d" in code or ("m" in code and not re.search(r"[hs]", code) and "0" not in code):
        return Look("date")
    if re.search(r"[hs]", code) and "0.0" not in code:
        return Look("time")
    places = _PLACES.search(code)
    decimals = min(len(places[1]), _MOST_DECIMALS) if places else 0
    if "%" in code:
        return Look("percent", decimals)
    digits, sign = _DIGITS.search(first), _MONEY.search(first)
    if not digits or not sign:
        return PLAIN
    text = sign[1] or sign[2]
    return (
        Look("money", decimals, before=text) if sign.start() < digits.start() else Look("money", decimals, after=text)
    )


def shown(amount: float, look: Look, epoch: datetime) -> str:
    """
    Return a number as its cell shows it, but for dates, which are in ISO, and thousands, which are not parted: so people type them.

    Args:
        epoch: the workbook's day 0.
    """
    if look.kind in ("date", "time") and 0 <= amount < 2_958_466:  # 9999-12-31
        return _moment(amount, look.kind == "date", epoch)
    if look.kind == "percent":
        return f"{_rounded(amount, look.decimals, shift=2)}%"
    if look.kind == "money":
        minus = "-" if amount < 0 else ""
        return f"{minus}{look.before}{_rounded(abs(amount), look.decimals)} {look.after}".rstrip()
    # 15 digits are what Excel keeps and shows; 0.1 + 0.2 is written 0.30000000000000004.
    return str(int(amount)) if amount.is_integer() and abs(amount) < 1e15 else f"{amount:.15g}"


def _rounded(amount: float, decimals: int, *, shift: int = 0) -> str:
    """As Excel rounds: halves go up, of what is written in decimals and not of its binary neighbour."""
    if abs(amount) >= 1e15 or amount != amount:  # noqa: PLR0124  not a number
        return f"{amount * 10**shift:.15g}"
    return str(Decimal(repr(amount)).scaleb(shift).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _moment(amount: float, is_date: bool, epoch: datetime) -> str:  # noqa: FBT001
    # Excel believes in 29 February 1900; days before March 1900 are one further from its epoch.
    days = amount + 1 if amount < 60 and epoch.year == 1899 and is_date else amount
    moment = epoch + timedelta(seconds=round(days * 86_400))
    if not is_date and amount < 1:
        return moment.time().isoformat("seconds" if moment.second else "minutes")
    if moment.time() == datetime.min.time():
        return moment.date().isoformat()
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
