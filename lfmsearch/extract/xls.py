"""Excel's binary workbooks, old (xls) and new (xlsb). Not its XML ones: a sparse sheet of those makes calamine end the process."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from lfmsearch.errors import ExtractError
from lfmsearch.extract import biff, embedded
from lfmsearch.extract.about import About
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.ole import Compound
from lfmsearch.extract.ooxml import Package
from lfmsearch.extract.tables import Rows
from lfmsearch.extract.xlsx import without_codes
from lfmsearch.types import Document, Section

_FILEPASS, _EOF, _SST_ITEM = 0x2F, 0x0A, 19
_DRAWN = ("xl/drawings/drawing", "xl/charts/chart", "xl/diagrams/data")


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the Document: a table for each sheet, with sheet and row of each; then the files embedded in it."""
    if blob.type == "xlsb":
        with Package(blob) as package:
            about = package.about()
            beside = [
                package.drawn(name) for name in package.names if name.startswith(_DRAWN) and name.endswith(".xml")
            ]
            sections, problem = _sheets(blob, about, lambda: shared_strings(package))
            yield _document(blob, about, sections, beside, problem)
            yield from embedded.documents(blob, package.embedded())
        return
    with Compound(blob) as compound:
        about = compound.about()
        stream = compound.stream("Workbook" if "Workbook" in compound else "Book")
        if is_encrypted(stream):
            raise ExtractError("It is protected by a password.")
        beside = [without_codes(text) if is_margin else text.strip() for is_margin, text in biff.texts(stream)]
        sections, problem = _sheets(blob, about, list)
        yield _document(blob, about, sections, beside, problem)
        yield from embedded.documents(blob, embedded.stored(compound))


def _document(blob: Blob, about: About, sections: list[Section], beside: Iterable[str], problem: str) -> Document:
    if texts := [text for text in dict.fromkeys(beside) if any(map(str.isalnum, text))]:
        sections.append(Section("\n\n".join(texts)))
    return about.document(blob, sections, problem=problem)


def _sheets(blob: Blob, about: About, strings: Callable[[], list[str]]) -> tuple[list[Section], str]:
    """
    The rows of all sheets, and what is wrong with them. A sheet without rows is found by its name.

    Args:
        strings: the texts of its cells, where they can be read without its sheets.
    """
    sections: list[Section] = []
    broken: list[str] = []
    with blob.open() as file:
        try:
            workbook = calamine.CalamineWorkbook.from_filelike(file)
        except BaseException as error:
            reason = _reason(error)
            if texts := strings():
                return [
                    Section("\n".join(texts))
                ], "Its sheets cannot be read; these are the texts of its cells, without their order."
            raise reason from error
        left = blob.limits.max_text_chars
        for sheet in workbook.sheets_metadata:
            if sheet.typ is calamine.SheetTypeEnum.WorkSheet and left > 0:
                try:
                    rows, spent = _rows(workbook, sheet.name, left)
                except BaseException as error:  # noqa: BLE001
                    _reason(error)
                    broken.append(sheet.name)
                    continue
                left -= spent
                found = list(rows.sections())
                sections.extend(found)
                if found:
                    continue
            about.says(sheet.name)
    if broken and not sections:
        raise ExtractError("It is damaged: its sheets cannot be read.")
    return sections, f"Of its sheets, {', '.join(broken)} could not be read." if broken else ""


def shared_strings(package: Package) -> list[str]:
    """Return the texts of an xlsb's cells from the list that they share, [MS-XLSB] 2.4.303 (BrtSSTItem)."""
    name = "xl/sharedStrings.bin"
    data = package.read(name) if name in package else b""
    found: list[str] = []
    at = 0
    try:
        while at < len(data):
            kind, at = _number(data, at, most=2)
            length, at = _number(data, at, most=4)
            if kind == _SST_ITEM and length >= 5:
                (count,) = struct.unpack_from("<I", data, at + 1)
                found.append(data[at + 5 : at + min(5 + 2 * count, length)].decode("utf-16-le", "replace"))
            at += length
    except IndexError:
        pass  # what stands before the damage
    return list(dict.fromkeys(found))


def _number(data: bytes, at: int, *, most: int) -> tuple[int, int]:
    """A number of at most so many bytes, seven bits in each, and where the next thing lies."""
    number = 0
    for place in range(most):
        byte = data[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most


def is_encrypted(stream: bytes) -> bool:
    """Whether a workbook's stream has a FILEPASS record among its first, [MS-XLS] 2.4.117; calamine only calls it damaged."""
    for kind, _ in biff.records(stream):
        if kind in (_FILEPASS, _EOF):
            return kind == _FILEPASS
    return False


def _rows(workbook: calamine.CalamineWorkbook, name: str, left: int) -> tuple[Rows, int]:
    sheet = workbook.get_sheet_by_name(name)
    rows = Rows(name)
    first = sheet.start[0] if sheet.start else 0
    spent = 0
    for number, values in enumerate(sheet.to_python(skip_empty_area=True), start=first + 1):
        cells = [shown(value) for value in values]
        rows.add(number, cells)
        spent += sum(map(len, cells))
        if spent > left:
            break
    return rows, spent


def shown(value: object) -> str:
    """Return a cell as a person would read it; dates in ISO."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        # 15 digits are what Excel keeps and shows.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, (date, timedelta)):
        return str(value)
    return value if isinstance(value, str) else str(value)


def _reason(error: BaseException) -> ExtractError:
    """What to tell the user; raises what is neither calamine's error nor its panic."""
    if isinstance(error, calamine.PasswordError) or "password" in str(error).lower():
        return ExtractError("It is protected by a password.")
    if isinstance(error, calamine.CalamineError) or type(error).__name__ == "PanicException":
        return ExtractError("It is damaged: its sheets cannot be read.")
    raise error


EXTRACTOR = documents
