"""Rows of cells → Sections of style `table`: one row a line, cells joined by ` | `, the names of the columns over each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lfmsearch.types import Locator, Section

# Rows without text are kept as empty lines, so that rows can be counted in the text; more of them begin a new Section.
_GAP = 20
# Under so many rows the names of the columns are still in sight; what comes later stands under them as under a heading.
_IN_SIGHT = 20
# The names of the columns stand in one of these rows; above them may be a title.
_TOP = 5
_LONGEST_NAME = 60


def line_of(cells: Sequence[str]) -> str:
    """Return the cells of a row as one line; empty ones at the end are left out."""
    texts = [" ".join(cell.split()) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return " | ".join(texts)


class Rows:
    """Collects the rows of one sheet in order."""

    def __init__(self, sheet: str | None = None) -> None:
        self._sheet = sheet
        self._groups: list[tuple[int, list[str]]] = []

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Add row `number`, counted from 1; one without text is left out."""
        line = line_of(cells)
        if not line:
            return
        if self._groups:
            first, lines = self._groups[-1]
            gap = number - first - len(lines)
            if 0 <= gap <= _GAP:
                lines.extend([""] * gap)
                lines.append(line)
                return
        self._groups.append((number, [line]))

    def sections(self) -> Iterator[Section]:
        """Yield what was added; the sheet's name is its heading, and further down the names of the columns too."""
        headings = (self._sheet,) if self._sheet else ()
        for first, lines in self._groups:
            columns = column_names(lines[:_IN_SIGHT]) if len(lines) > _IN_SIGHT else ""
            cut = _IN_SIGHT if columns else len(lines)
            yield Section("\n".join(lines[:cut]), Locator(sheet=self._sheet, row=first), headings, "table")
            if columns:
                below = Locator(sheet=self._sheet, row=first + cut)
                yield Section("\n".join(lines[cut:]), below, (*headings, columns), "table")


def column_names(lines: Sequence[str]) -> str:
    """
    Return the line among the first few that names the columns, empty when none does.

    It is a line of different words with fewer figures than the lines below it: where all are words, a line of names cannot be
    told from a line of data.
    """
    for at, line in enumerate(lines[:_TOP]):
        names = line.split(" | ")
        if len(names) < 2 or len(set(names)) < len(names) or not all(_is_name(name) for name in names):
            continue
        below = [row.split(" | ") for row in lines[at + 1 :] if row]
        for column in range(len(names)):
            values = [row[column] for row in below if column < len(row) and row[column]]
            if values and sum(any(letter.isdigit() for letter in value) for value in values) * 2 > len(values):
                return line
    return ""


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME and not any(letter.isdigit() for letter in text)
