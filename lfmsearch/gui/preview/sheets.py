"""The tables of a workbook, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from lfmsearch.gui.preview.matches import pattern
from lfmsearch.gui.preview.table import TablePreview
from lfmsearch.gui.preview.tabletext import Sheet
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META


class SheetsPreview(QWidget):
    """Shows the table of the passage; the others by their tabs."""

    stepped = Signal()
    """Another match is looked at, or another table."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheets: list[Sheet] = []
        self._words: Sequence[str] = ()
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(self.tr("Sheets"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFont(scaled(self.font(), META))
        self.table = TablePreview(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._show)
        self.table.stepped.connect(self.stepped)
        theme.changed.connect(self._dress)
        self._dress()

    def show_sheets(self, sheets: Sequence[Sheet], words: Sequence[str]) -> None:
        """Show these, first the one with the passage."""
        self._sheets, self._words = list(sheets), words
        at = next((at for at, sheet in enumerate(sheets) if sheet.passage[0] < sheet.passage[1]), 0)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in sheets:
            self.tabs.addTab(sheet.name.replace("&", "&&"))
        self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(sheets) > 1)
        self._show(at)

    def clear(self) -> None:
        """Show nothing."""
        self.show_sheets([], ())

    def next_match(self, step: int = 1) -> None:
        """Go to the next match, or with -1 to the one before; past the last of a table to that of the next table that has one."""
        table = self.table
        if not 0 <= table.current + step < len(table.matches) and table.current >= 0:
            find, count = pattern(self._words), len(self._sheets)
            order = [(self.tabs.currentIndex() + step * n) % count for n in range(1, count)]
            for at in order:
                if any(find.search(cell) for row in self._sheets[at].rows for cell in row):
                    self.tabs.setCurrentIndex(at)
                    table.current = -1 if step > 0 else 0
                    break
        table.next_match(step)

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._sheets):
            self.table.show_sheet(self._sheets[at], self._words)
        else:
            self.table.clear()
        self.stepped.emit()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.tabs.setStyleSheet(
            f"QTabBar {{ background: {tokens.ground}; border-top: 1px solid {tokens.line}; }}"
            f"QTabBar::tab {{ color: {tokens.soft}; background: transparent; padding: 6px {GRID + 4}px;"
            f" border: none; border-top: 2px solid transparent; }}"
            f"QTabBar::tab:selected {{ color: {tokens.text}; background: {tokens.surface};"
            f" border-top: 2px solid {tokens.accent}; }}"
            f"QTabBar::tab:hover {{ color: {tokens.text}; }}"
        )
