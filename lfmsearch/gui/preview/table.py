"""The preview of a table: at its row, the names of the columns in sight, the matching words lit in their cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lfmsearch.gui.preview.matches import Units, around, pattern
from lfmsearch.gui.preview.tabletext import Sheet, letters
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, PASSAGE, mixed

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
# Widths of columns, in logical pixels; measured on so many rows.
_NARROWEST, _WIDEST_COLUMN, _MEASURED = 56, 320, 200
_MOST = 2_000


class TablePreview(QTableView):
    """Shows one Sheet. Cells can be selected and copied."""

    stepped = Signal()
    """Another match is looked at."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._sought: tuple[int, int] | None = None
        self._theme = theme
        self.table = _Table(self)
        self._cells = _Cells(theme, self)
        self.matches: list[tuple[int, int]] = []
        self.current = -1
        self.setModel(self.table)
        self.setItemDelegate(self._cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(self.tr("Table"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._dress)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.actionTriggered.connect(self._leave)
        self._dress()

    def show_sheet(self, sheet: Sheet, words: Sequence[str]) -> None:
        """Show a table at its passage."""
        self._cells.find, self._cells.passage, self._cells.current = pattern(words), sheet.passage, (-1, -1)
        self._cells.tints = sheet.passage[1] - sheet.passage[0] < len(sheet.rows)  # to mark all is to mark nothing
        self.table.take(sheet)
        self.current = -1
        found = self._cells.find
        self.matches = [
            (row, column)
            for row, cells in enumerate(sheet.rows)
            for column, cell in enumerate(cells)
            if words and found.search(cell)
        ][:_MOST]
        self._fit(sheet)
        first = next((cell for cell in self.matches if sheet.passage[0] <= cell[0] < sheet.passage[1]), None)
        self._go(*(first or (sheet.passage[0], 0)))

    def clear(self) -> None:
        """Show nothing."""
        self.matches, self.current = [], -1
        self.table.take(Sheet(""))

    def next_match(self, step: int = 1) -> None:
        """Go to the next cell with a match, or with -1 to the one before."""
        if not self.matches:
            return
        if self.current < 0:
            first = around([row for row, _ in self.matches], self._cells.passage[0])
            self.current = first if step > 0 else first - 1
        else:
            self.current += step
        self.current %= len(self.matches)
        self._cells.current = self.matches[self.current]
        self._go(*self.matches[self.current])
        self.viewport().update()
        self.stepped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy what is selected, as a spreadsheet takes it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, parted by tabs."""
        chosen = self.selectionModel().selectedIndexes()
        rows: dict[int, list[str]] = {}
        for index in sorted(chosen, key=lambda index: (index.row(), index.column())):
            rows.setdefault(index.row(), []).append(str(index.data() or ""))
        if rows:
            QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what was gone to in sight while what stands around it finds its place; until one scrolls oneself."""
        super().resizeEvent(event)
        if self._sought is not None and self._sought[0] < self.table.rowCount():
            self._go(*self._sought)

    def _leave(self, _: int) -> None:
        self._sought = None

    def _go(self, row: int, column: int) -> None:
        if not self.table.rowCount():
            return
        index = self.table.index(row, column)
        self._sought = (row, column)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        # A row is read from its first cell on: where most of the cell is in sight with that, it is not scrolled aside.
        bar, cell = self.horizontalScrollBar(), self.columnViewportPosition(column)
        if column == 0 or cell + bar.value() + self.columnWidth(column) * 2 // 3 <= self.viewport().width():
            bar.setValue(0)

    def _fit(self, sheet: Sheet) -> None:
        """Columns as wide as what stands in the first rows and around the passage."""
        near = slice(max(0, sheet.passage[0] - 20), sheet.passage[0] + 60)
        rows = [*sheet.rows[:_MEASURED], *sheet.rows[near]]
        metrics, head = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        for column in range(sheet.width):
            longest = max((cells[column] for cells in rows if column < len(cells)), key=len, default="")
            name = sheet.columns[column] if column < len(sheet.columns) else ""
            wide = max(metrics.horizontalAdvance(longest[:80]), head.horizontalAdvance(name)) + 3 * GRID
            self.setColumnWidth(column, min(max(wide, _NARROWEST), _WIDEST_COLUMN))

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.setFont(scaled(self.font(), 1.0))
        self.horizontalHeader().setFont(scaled(self.font(), PASSAGE, weight=QFont.Weight.DemiBold))
        self.verticalHeader().setFont(scaled(self.font(), META))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + GRID + 2)
        self.setStyleSheet(
            f"QTableView {{ background: {tokens.surface}; border: none; outline: none;"
            f" selection-background-color: {tokens.selected}; selection-color: {tokens.text}; }}"
            f"QHeaderView {{ background: {tokens.surface}; border: none; }}"
            f"QHeaderView::section {{ background: {tokens.surface}; color: {tokens.text}; border: none;"
            f" border-bottom: 1px solid {tokens.line}; padding: 6px {GRID}px; }}"
            f"QTableCornerButton::section {{ background: {tokens.surface}; border: none;"
            f" border-bottom: 1px solid {tokens.line}; }}"
            f"QHeaderView::section:vertical {{ color: {tokens.soft}; border-bottom: none; padding: 0 {GRID}px; }}"
        )
        self.viewport().update()


class _Table(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = Sheet("")

    def take(self, sheet: Sheet) -> None:
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._sheet.width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cells = self._sheet.rows[index.row()]
        text = cells[index.column()] if index.column() < len(cells) else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            below = next((cells[section] for cells in self._sheet.rows if section < len(cells) and cells[section]), "")
            return Qt.AlignmentFlag.AlignVCenter | side_of(below)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            columns = self._sheet.columns
            return columns[section] if section < len(columns) else "" if columns else letters(section)
        number = self._sheet.numbers[section]
        return str(number) if number else ""


class _Cells(QStyledItemDelegate):
    """Paints a cell: on one line, numbers to the right, words of Arabic and Hebrew from the right, matches lit."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.find = pattern(())
        self.passage = (0, 0)
        self.tints = True
        self.current = (-1, -1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, area = self._theme.tokens, option.rect
        selected = bool(option.state.value & QStyleOptionViewItem().state.State_Selected.value)
        if selected:
            painter.fillRect(area, QColor(tokens.selected))
        elif self.tints and self.passage[0] <= index.row() < self.passage[1]:
            painter.fillRect(area, QColor(mixed(tokens.surface, tokens.raised, 0.6)))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        text = str(index.data() or "")
        if not text:
            return
        inner = area.adjusted(GRID, 0, -GRID, 0)
        shown = option.fontMetrics.elidedText(text[:500], Qt.TextElideMode.ElideRight, inner.width())
        here = (index.row(), index.column()) == self.current
        layout = QTextLayout(shown, option.font)
        turned = QTextOption(side_of(shown))
        turned.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(turned)
        layout.setFormats(self._formats(shown, here=here))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(inner.width())
        layout.endLayout()
        painter.setPen(QColor(tokens.text))
        layout.draw(painter, QPointF(inner.left(), inner.top() + (inner.height() - line.height()) / 2))

    def _formats(self, text: str, *, here: bool) -> list[QTextLayout.FormatRange]:
        tokens, made, units = self._theme.tokens, [], Units(text)
        for match in self.find.finditer(text):
            start, end = units.span(match.span())
            lit = QTextLayout.FormatRange()
            lit.start, lit.length = start, end - start
            lit.format = QTextCharFormat()
            lit.format.setBackground(QColor(tokens.accent if here else tokens.lit))
            lit.format.setForeground(QColor(tokens.on_accent if here else tokens.lit_text))
            made.append(lit)
        return made


def side_of(text: str) -> Qt.AlignmentFlag:
    """Numbers stand at the right; words where they begin."""
    if text.strip("0123456789.,-+%€$£¥ ") == "" and any(map(str.isdigit, text)):
        return Qt.AlignmentFlag.AlignRight
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return Qt.AlignmentFlag.AlignLeft if strong == "L" else Qt.AlignmentFlag.AlignRight
