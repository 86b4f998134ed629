"""What stands under an empty box: what was opened and searched last, and three things to ask."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lfmsearch.gui.icons import icon
from lfmsearch.gui.link import Link
from lfmsearch.gui.states import examples
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import META

_ASKS = Qt.ItemDataRole.UserRole


class Start(QWidget):
    """A short list; a line of it is chosen with the arrows or the pointer while the box keeps the focus."""

    chosen = Signal(str)
    """A query to search for."""
    opens = Signal(object)
    """A Row to open."""

    def __init__(self, link: Link, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._link, self._theme = link, theme
        self.list = QListWidget(self)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Recent and suggested"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.itemClicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is current."""
        tokens = self._theme.tokens
        self.list.clear()
        self._heading(self.tr("Try asking"))
        for example in examples():
            item = QListWidgetItem(icon("search", tokens.soft), example)
            item.setData(_ASKS, example)
            item.setSizeHint(QSize(100, 40))
            self.list.addItem(item)
        self.list.setStyleSheet(
            f"QListWidget {{ background: transparent; border: none; padding: 8px 8px; outline: none; }}"
            f"QListWidget::item {{ padding: 0 8px; border-radius: 6px; color: {tokens.text}; }}"
            f"QListWidget::item:selected {{ background: {tokens.selected}; color: {tokens.text}; }}"
            f"QListWidget::item:disabled {{ color: {tokens.soft}; }}"
        )

    def move_by(self, steps: int) -> None:
        """Choose another line."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled]
        if not rows:
            return
        current = self.list.currentRow()
        if current not in rows:
            self.list.setCurrentRow(rows[0] if steps > 0 else rows[-1])
            return
        place = min(max(rows.index(current) + steps, 0), len(rows) - 1)
        self.list.setCurrentRow(rows[place])

    def enter(self) -> None:
        """Take the line that is chosen."""
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        if isinstance(query := item.data(_ASKS), str):
            self.chosen.emit(query)

    def _heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(scaled(self.font(), META, weight=QFont.Weight.DemiBold))
        item.setSizeHint(QSize(100, 28))
        self.list.addItem(item)
