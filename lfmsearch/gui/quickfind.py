"""The quick-find: one box over everything, summoned by a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lfmsearch.gui.link import Link
from lfmsearch.gui.theme import Theme


class QuickFind(QWidget):
    """Made once at start and shown in one frame."""

    def __init__(self, link: Link, theme: Theme) -> None:
        super().__init__(
            None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self._link, self._theme = link, theme
        self.setWindowTitle("lfmsearch")

    def toggle(self) -> None:
        """Show it, or hide it when it is there and in front."""
        self.setVisible(not self.isVisible())
