"""
Excel workbooks, row by row.

Sparse sheets stay sparse: a cell in A1 and one in XFD1048576 are two cells, not seventeen thousand million.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.ooxml import Package, attribute, local, relation_id
from lfmsearch.extract.tables import Rows
from lfmsearch.types import Document, Section

# Built-in number formats that show a date (14–17, 22, 27–36, 50–58) or a time (18–21, 45–47).
_DATES = frozenset((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)))
_TIMES = frozenset((18, 19, 20, 21, 45, 46, 47))
# What is quoted, escaped or in brackets of a format says nothing about its kind.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# Cells between filled ones that are kept as empty columns; a lone cell far to the right does not make a thousand bars.
_MOST_EMPTY = 30


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: a table for each sheet, with sheet and row of each."""
    with Package(blob) as package:
        main = package.main_part("xl/workbook.xml")
        title, people, date, tags = package.about()
        relations = package.relations(main)
        sheets, since_1904 = _workbook(package, main, relations)
        parts = dict(relations.values())
        strings = _strings(package, parts.get("sharedStrings", ""))
        kinds = _kinds(package, parts.get("styles", ""))
        epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  sheets know no time zone
        sections: list[Section] = []
        left = blob.limits.max_text_chars
        for sheet, name in sheets:
            rows = Rows(sheet)
            for number, cells in _rows(package, name, strings, kinds, epoch):
                rows.add(number, cells)
                left -= sum(map(len, cells))
                if left < 0:
                    break
            sections.extend(rows.sections())
        yield blob.document(sections, title=title, people=people, date=date, tags=tags)


def _workbook(package: Package, main: str, relations: dict[str, tuple[str, str]]) -> tuple[list[tuple[str, str]], bool]:
    sheets = []
    since_1904 = False
    for event, element in package.events(main):
        if event != "start":
            continue
        tag = local(element.tag)
        if tag == "workbookPr":
            since_1904 = attribute(element, "date1904") in ("1", "true")
        elif tag == "sheet":
            kind, name = relations.get(relation_id(element), ("", ""))
            if kind == "worksheet" and name in package:
                sheets.append((element.get("name", ""), name))
    return sheets, since_1904


def _strings(package: Package, name: str) -> list[str]:
    strings: list[str] = []
    if name not in package:
        return strings
    held: list[str] = []
    phonetic = 0
    for event, element in package.events(name):
        tag = local(element.tag)
        if tag == "rPh":  # the reading of Japanese characters, not part of the text
            phonetic += 1 if event == "start" else -1
        elif event == "end" and tag == "t" and not phonetic:
            held.append(element.text or "")
        elif event == "end" and tag == "si":
            strings.append("".join(held))
            held.clear()
    return strings


def _kinds(package: Package, name: str) -> list[str]:
    """For each cell style: `date`, `time` or nothing."""
    root = package.root(name)
    if root is None:
        return []
    codes: dict[int, str] = {}
    kinds: list[str] = []
    for part in root:
        if local(part.tag) == "numFmts":
            for item in part:
                codes[_number(attribute(item, "numFmtId"))] = attribute(item, "formatCode")
        elif local(part.tag) == "cellXfs":
            kinds.extend(_kind(_number(attribute(item, "numFmtId")), codes) for item in part)
    return kinds


def _kind(number: int, codes: dict[int, str]) -> str:
    if number in codes:
        code = _LITERAL.sub("", codes[number]).lower()
        if "y" in code or "d" in code or ("m" in code and not re.search(r"[hs]", code) and "0" not in code):
            return "date"
        return "time" if re.search(r"[hs]", code) and "0.0" not in code else ""
    return "date" if number in _DATES else "time" if number in _TIMES else ""


def _rows(
    package: Package, name: str, strings: list[str], kinds: list[str], epoch: datetime
) -> Iterator[tuple[int, list[str]]]:
    number = 0
    cells: list[str] = []
    column = style = 0
    kind = ""
    value = ""
    inline: list[str] = []
    for event, element in package.events(name):
        tag = local(element.tag)
        if event == "start":
            if tag == "row":
                number = _number(element.get("r", "")) or number + 1
                cells, column = [], 0
            elif tag == "c":
                kind, style, value = element.get("t", "n"), _number(element.get("s", "")), ""
                inline.clear()
                place = _column(element.get("r", "")) or column + 1
                cells.extend([""] * min(max(place - column - 1, 0), _MOST_EMPTY))
                column = max(place, column)
        elif tag == "v":
            value = element.text or ""
        elif tag == "t":
            inline.append(element.text or "")
        elif tag == "c":
            shape = kinds[style] if style < len(kinds) else ""
            cells.append(_shown(value, kind, shape, strings, epoch) if value else "".join(inline))
        elif tag == "row" and any(cells):
            yield number, cells


def _shown(value: str, kind: str, shape: str, strings: list[str], epoch: datetime) -> str:
    if kind == "s":
        index = _number(value)
        return strings[index] if 0 <= index < len(strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind != "n":
        return value
    try:
        amount = float(value)
    except ValueError:
        return value
    if shape and 0 <= amount < 2_958_466:  # 9999-12-31
        return _moment(amount, shape, epoch)
    # 15 digits are what Excel keeps and shows; 0.1 + 0.2 is written 0.30000000000000004.
    return str(int(amount)) if amount.is_integer() and abs(amount) < 1e15 else f"{amount:.15g}"


def _moment(amount: float, shape: str, epoch: datetime) -> str:
    # Excel believes in 29 February 1900; days before March 1900 are one further from its epoch.
    days = amount + 1 if amount < 60 and epoch.year == 1899 and shape == "date" else amount
    moment = epoch + timedelta(seconds=round(days * 86_400))
    if shape == "time" and amount < 1:
        return moment.time().isoformat("seconds" if moment.second else "minutes")
    if moment.time() == datetime.min.time():
        return moment.date().isoformat()
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")


def _column(reference: str) -> int:
    """`AB12` → 28, 0 when it says nothing."""
    number = 0
    for letter in reference.upper():
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number if number <= 16_384 else 0


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


EXTRACTOR = documents
