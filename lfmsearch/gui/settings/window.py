"""The settings: a list of pages at the left, the page at the right. Everything is taken up at once."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from lfmsearch.gui.cards import dress
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.icons import icon
from lfmsearch.gui.link import Link
from lfmsearch.gui.settings.index import IndexPage
from lfmsearch.gui.settings.look import Look
from lfmsearch.gui.settings.models import Models
from lfmsearch.gui.settings.power import Power
from lfmsearch.gui.settings.sources import Sources
from lfmsearch.gui.theme import Theme

PageName = Literal["general", "sources", "models", "power", "index"]
_ICONS = {"general": "settings", "sources": "folder", "models": "similar", "power": "pause", "index": "file"}


class Settings(QWidget):
    """
    The window.

    Signals:
        erased: everything lfmsearch had made is gone.
    """

    erased = Signal()

    def __init__(self, link: Link, theme: Theme, hotkey: HeldHotkey) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._theme = theme
        self.setWindowTitle(self.tr("Settings"))
        self.resize(860, 640)
        self.setMinimumSize(640, 420)
        index = IndexPage(link)
        index.erased.connect(self.erased)
        self.pages: dict[PageName, QWidget] = {
            "general": Look(link, theme, hotkey),
            "sources": Sources(link, theme),
            "models": Models(link),
            "power": Power(link, theme),
            "index": index,
        }
        names: dict[PageName, str] = {
            "general": self.tr("General"),
            "sources": self.tr("What is searched"),
            "models": self.tr("Model"),
            "power": self.tr("Power"),
            "index": self.tr("Index and privacy"),
        }
        self.list = QListWidget()
        self.list.setProperty("side", "yes")
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setFixedWidth(208)
        self._stack = QStackedWidget()
        for name, page in self.pages.items():
            item = QListWidgetItem(names[name])
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
            self._stack.addWidget(page)
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list)
        line.addWidget(self._stack, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        theme.changed.connect(self._dress)
        dress(self, theme)
        self._dress()
        self.show_page("general")

    def show_page(self, name: PageName) -> None:
        """Turn to a page."""
        self.list.setCurrentRow(list(self.pages).index(name))

    def _dress(self) -> None:
        for row, name in enumerate(self.pages):
            self.list.item(row).setIcon(icon(_ICONS[name], self._theme.tokens.soft))
