"""Excel's binary workbooks, old (xls) and new (xlsb). Not its XML ones: a sparse sheet of those makes calamine end the process."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from lfmsearch.errors import ExtractError
from lfmsearch.extract import embedded
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.ole import Compound
from lfmsearch.extract.ooxml import Package
from lfmsearch.extract.tables import Rows
from lfmsearch.types import Document, Section

_FILEPASS, _EOF = 0x2F, 0x0A


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the Document: a table for each sheet, with sheet and row of each; then the files embedded in it."""
    if blob.type == "xlsb":
        with Package(blob) as package:
            about = package.about()
    else:
        with Compound(blob) as compound:
            about = compound.about()
            if is_encrypted(compound.stream("Workbook" if "Workbook" in compound else "Book")):
                raise ExtractError("It is protected by a password.")
    sections: list[Section] = []
    broken: list[str] = []
    with blob.open() as file:
        try:
            workbook = calamine.CalamineWorkbook.from_filelike(file)
        except BaseException as error:
            raise _reason(error) from error
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
            about.says(sheet.name)  # charts, and sheets with nothing but pictures: found by their names
    if broken and not sections:
        raise ExtractError("It is damaged: its sheets cannot be read.")
    problem = f"Of its sheets, {', '.join(broken)} could not be read." if broken else ""
    yield about.document(blob, sections, problem=problem)
    if blob.type == "xlsb":
        with Package(blob) as package:
            yield from embedded.documents(blob, package.embedded())
    else:
        with Compound(blob) as compound:
            yield from embedded.documents(blob, embedded.stored(compound))


def is_encrypted(stream: bytes) -> bool:
    """Whether a workbook's stream has a FILEPASS record among its first, [MS-XLS] 2.4.117; calamine only calls it damaged."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        if kind in (_FILEPASS, _EOF):
            return bool(kind == _FILEPASS)
        at += 4 + length
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
