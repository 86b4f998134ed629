"""Rows of cells → Sections of style `table`: one row a line, cells joined by ` | `."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lfmsearch.types import Locator, Section

# Rows without text are kept as empty lines, so that rows can be counted in the text; more of them begin a new Section.
_GAP = 20


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
        """Yield what was added; the sheet's name is its heading."""
        headings = (self._sheet,) if self._sheet else ()
        for first, lines in self._groups:
            yield Section("\n".join(lines), Locator(sheet=self._sheet, row=first), headings, "table")
