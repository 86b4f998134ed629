"""
Excel workbooks, row by row.

Sparse sheets stay sparse: a cell in A1 and one in XFD1048576 are two cells, not seventeen thousand million.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from lfmsearch.extract import embedded
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.looks import PLAIN, Look, looks_of, shown
from lfmsearch.extract.ooxml import Package, attribute, local, relation_id
from lfmsearch.extract.tables import Rows
from lfmsearch.types import Document, Locator, Section

# Header and footer of the printed pages, and their codes: place, font, colour, size, page, file.
_MARGINS = frozenset(("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"))
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z&])')
# Cells between filled ones that are kept as empty columns; a lone cell far to the right does not make a thousand bars.
_MOST_EMPTY = 30


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the Document: a table for each sheet, with sheet and row of each; then the files embedded in it."""
    with Package(blob) as package:
        main = package.main_part("xl/workbook.xml")
        about = package.about()
        relations = package.relations(main)
        sheets, since_1904 = _workbook(package, main, relations)
        parts = dict(relations.values())
        strings = _strings(package, parts.get("sharedStrings", ""))
        looks = looks_of(package, parts.get("styles", ""))
        epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  sheets know no time zone
        sections: list[Section] = []
        left = blob.limits.max_text_chars
        for sheet, name in sheets:
            rows = Rows(sheet)
            beside: dict[str, None] = {}
            for number, cells in _rows(package, name, strings, looks, epoch, beside):
                rows.add(number, cells)
                left -= sum(map(len, cells))
                if left < 0 or blob.late:
                    break
            found = list(rows.sections())
            beside.update(dict.fromkeys(_beside(package, name)))
            if beside:
                found.append(Section("\n\n".join(beside), Locator(sheet=sheet), (sheet,) if sheet else ()))
            sections += found
            if not found:
                about.says(sheet)  # found by its name all the same
        yield about.document(blob, sections)
        yield from embedded.documents(blob, package.embedded())


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
            if kind in ("worksheet", "chartsheet") and name in package:
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


def _beside(package: Package, name: str) -> Iterator[str]:
    """What stands on a sheet and in no cell: comments, text boxes, charts."""
    for kind, part in package.relations(name).values():
        if part not in package:
            continue
        if kind in ("comments", "threadedComment"):
            yield from _comments(package, part)
        elif kind == "drawing":
            yield package.drawn(part)
            for inner, drawn in package.relations(part).values():
                if inner in ("chart", "diagramData") and drawn in package:
                    yield package.drawn(drawn)


def _comments(package: Package, name: str) -> Iterator[str]:
    held: list[str] = []
    for event, element in package.events(name):
        tag = local(element.tag)
        if event == "end" and tag in ("t", "text"):
            held.append(element.text or "")
        elif event == "end" and tag in ("comment", "threadedComment"):
            yield " ".join("".join(held).split())
            held.clear()


def _rows(
    package: Package, name: str, strings: list[str], looks: list[Look], epoch: datetime, beside: dict[str, None]
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
            look = looks[style] if style < len(looks) else PLAIN
            cells.append(_shown(value, kind, look, strings, epoch) if value else "".join(inline))
        elif tag in _MARGINS and (text := without_codes(element.text or "")):
            beside[text] = None
        elif tag == "row" and any(cells):
            yield number, cells


def without_codes(margin: str) -> str:
    """Return the text of a header or footer without what sets its place, font and numbers."""
    return " ".join(_MARGIN_CODE.sub(" ", margin).split())


def _shown(value: str, kind: str, look: Look, strings: list[str], epoch: datetime) -> str:
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
    return shown(amount, look, epoch)


def _column(reference: str) -> int:
    """`AB12` → 28, 0 when it says nothing."""
    return _lettered(reference.rstrip("0123456789"))


@lru_cache(maxsize=20_000)  # a sheet has 16,384 at most
def _lettered(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number if number <= 16_384 else 0


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


EXTRACTOR = documents
