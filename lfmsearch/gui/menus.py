"""The menus: of the window, and of a row."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from lfmsearch.gui import telling
from lfmsearch.gui.icons import icon
from lfmsearch.gui.rows import Row
from lfmsearch.gui.shortcutkeys import Keys
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.words import translate
from lfmsearch.search.chips import typed_form


class MainMenu(QToolButton):
    """The button at the right of the box."""

    wanted = Signal(str)
    """The name of a place or a shortcut."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("Menu"))
        self.setAccessibleName(self.tr("Menu"))
        self.setStyleSheet("QToolButton::menu-indicator { image: none; } QToolButton { border: none; padding: 6px; }")
        menu = QMenu(self)
        for name, label in (
            ("settings", self.tr("Settings…")),
            ("problems", self.tr("Files that could not be read…")),
            ("", ""),
            ("pause", self.tr("Pause indexing for an hour")),
            ("resume", self.tr("Go on indexing")),
            ("", ""),
            ("shortcuts", self.tr("Keyboard shortcuts")),
            ("quit", self.tr("Quit")),
        ):
            if name:
                menu.addAction(label, partial(self.wanted.emit, name))
            else:
                menu.addSeparator()
        self.setMenu(menu)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setIcon(icon("more", self._theme.tokens.soft))


def main_menu(parent: QWidget, theme: Theme) -> MainMenu:
    """Return the window's menu button."""
    return MainMenu(parent, theme)


def row_menu(row: Row, keys: Keys, narrow: Callable[[str], None], parent: QWidget) -> QMenu:
    """
    Return all that can be done with a row.

    Args:
        narrow: takes an operator to be added to the search.
    """
    menu = QMenu(parent)

    def add(name: str, label: str, *, is_on: bool = True) -> None:
        action = menu.addAction(label)
        action.setEnabled(is_on)
        action.setShortcut(QKeySequence(keys.of(name).partition(";")[0]))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, and no second time heard
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(partial(keys.pressed.emit, name))

    hit = row.hit
    add("open", translate("Menu", "Open"), is_on=hit.available)
    add("reveal", translate("Menu", "Show in folder"), is_on=hit.available)
    menu.addSeparator()
    add("copy_file", translate("Menu", "Copy file"))
    add("copy_path", translate("Menu", "Copy path"))
    add("copy_passage", translate("Menu", "Copy passage"))
    menu.addSeparator()
    add("similar", translate("Menu", "More like this"))
    add("why", translate("Menu", "Why this?"))
    if hit.thread and row.others:
        add("fold", translate("Menu", "Show the whole conversation"))
    menu.addSeparator()
    add("not_this", translate("Menu", "Not this"))
    writers = [person.address or person.name for person in hit.people if person.role == "from"]
    leave_out = menu.addMenu(translate("Menu", "Leave out"))

    def leave(label: str, what: str, typed: str) -> None:
        leave_out.addAction(label.format(what.replace("&", "&&")), partial(narrow, typed))

    folder = os.path.dirname(hit.path)
    leave(translate("Menu", "Everything in {0}"), telling.folder(hit.path), typed_form("in", folder, excluded=True))
    if hit.type:
        leave(translate("Menu", "Everything of type {0}"), hit.type, f"-type:{hit.type}")
    if writers:
        leave(translate("Menu", "Everything from {0}"), writers[0], typed_form("from", writers[0], excluded=True))
    return menu
