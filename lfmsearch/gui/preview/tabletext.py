"""The text of a table, back in rows and columns. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lfmsearch.gui.preview.reading import Piece, pieces
from lfmsearch.types import Passage

_CELL: Final = " | "
# The names of the columns stand in one of the first rows, below a title at most.
_TOP: Final = 5
_LONGEST_NAME: Final = 60


@dataclass(slots=True)
class Sheet:
    """
    One table.

    Args:
        columns: their names; empty where none are known.
        rows: of cells; each as long as it is, empty cells at its end are left out.
        numbers: of the rows as the file counts them, 0 where that is not known.
        passage: the first row the Hit points at and the first one after them; (0, 0) for none.
    """

    name: str
    columns: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    passage: tuple[int, int] = (0, 0)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max([len(self.columns), *map(len, self.rows)], default=0)


def sheets(passage: Passage) -> list[Sheet]:
    """Return the tables of a Passage in order. The names of the columns are no row of them."""
    made: list[Sheet] = []
    held = list(pieces(passage))
    for at, piece in enumerate(held):
        name = piece.locator.sheet or ""
        if not made or made[-1].name != name:
            made.append(Sheet(name))
        sheet = made[-1]
        following = held[at + 1].locator if at + 1 < len(held) else None
        start = len(sheet.rows)
        _add(sheet, piece, following.row if following and (following.sheet or "") == name else None)
        if piece.is_passage:
            sheet.passage = (start, len(sheet.rows))
        if piece.columns and not sheet.columns:
            sheet.columns = tuple(piece.columns.split(_CELL))
    for sheet in made:
        _take_names(sheet)
    return [sheet for sheet in made if sheet.rows or sheet.columns]


def _add(sheet: Sheet, piece: Piece, following: int | None) -> None:
    lines = [line for line in piece.text.split("\n") if line.strip()]
    first = piece.locator.row or 0
    # Rows without text are left out of a part: its rows can be counted only where the next begins right behind it.
    counted = bool(first) and (following is None or following - first == len(lines))
    for at, line in enumerate(lines):
        sheet.rows.append(tuple(cell.strip() for cell in line.split(_CELL)))
        sheet.numbers.append(first + at if first and (counted or at == 0) else 0)


def _take_names(sheet: Sheet) -> None:
    """Make a row of names the names of the columns, where one of the first is one."""
    for at, row in enumerate(sheet.rows[:_TOP]):
        known = bool(sheet.columns) and row == sheet.columns
        if not known and (sheet.columns or not _are_names(row) or at + 1 == len(sheet.rows) or sheet.numbers[0] != 1):
            continue
        sheet.columns = row
        del sheet.rows[at], sheet.numbers[at]
        first, last = sheet.passage
        sheet.passage = (first - (first > at), max(last - (last > at), 0))
        return


def _are_names(row: tuple[str, ...]) -> bool:
    is_name = all(cell and len(cell) <= _LONGEST_NAME and not any(map(str.isdigit, cell)) for cell in row)
    return len(row) > 1 and is_name and len(set(row)) == len(row)


def letters(column: int) -> str:
    """Return the name of a column that has none, as spreadsheets give it: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
