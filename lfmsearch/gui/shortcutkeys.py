"""The keys at work in a window, and the sheet on which they can be changed."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lfmsearch.gui import shortcuts
from lfmsearch.gui.shortcuts import SHORTCUTS
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, PASSAGE
from lfmsearch.gui.words import translate
from lfmsearch.system.paths import Home


class Keys(QObject):
    """
    Hears the shortcuts of a window. Those of the box and the list are heard there and only listed here.

    Args:
        home: where the user's own keys are written.
    """

    pressed = Signal(str)
    """The name of a shortcut."""
    changed = Signal()
    """The user has chosen other keys, and they are written down."""

    def __init__(self, home: Home, window: QWidget) -> None:
        super().__init__(window)
        self._home, self._window = home, window
        self._keys = shortcuts.keys_of(home)
        self._heard: list[QShortcut] = []
        self._listen()

    def of(self, name: str) -> str:
        """Return the keys of a shortcut, in Qt's portable form."""
        return self._keys.get(name, "")

    def change(self, keys: dict[str, str]) -> None:
        """Take other keys from now on, and keep them."""
        self._keys = self._keys | keys
        shortcuts.put(self._home, self._keys)
        self._listen()
        self.changed.emit()

    def show_sheet(self, theme: Theme) -> None:
        """Show all shortcuts, where they can be changed."""
        sheet = Sheet(self, theme, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def _listen(self) -> None:
        for shortcut in self._heard:
            shortcut.deleteLater()
        self._heard = []
        for one in SHORTCUTS:
            if one.fixed:
                continue
            for keys in filter(None, (part.strip() for part in self.of(one.name).split(";"))):
                heard = QShortcut(QKeySequence(keys), self._window)
                heard.activated.connect(partial(self.pressed.emit, one.name))
                self._heard.append(heard)


class Sheet(QDialog):
    """Every shortcut with its keys. One that another has is refused, and says whose it is."""

    def __init__(self, keys: Keys, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys, self._theme = keys, theme
        self._new = {one.name: keys.of(one.name) for one in SHORTCUTS}
        self.edits: dict[str, QKeySequenceEdit] = {}
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(560, 640)
        self.said = QLabel(self)
        self.said.setFont(scaled(self.font(), META))
        self.said.setStyleSheet(f"color: {theme.tokens.bad};")
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for group, members in groupby(SHORTCUTS, key=lambda one: one.group):
            heading = QLabel(translate("Shortcut", group), inner)
            heading.setFont(scaled(self.font(), META, weight=QFont.Weight.DemiBold))
            heading.setStyleSheet(f"color: {theme.tokens.soft};")
            heading.setContentsMargins(0, 12, 0, 4)
            heading.setIndent(0)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for one in members:
                self._add(one, grid, inner)
        area = QScrollArea(self)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        default = QPushButton(self.tr("Back to the defaults"), self)
        buttons.addButton(default, QDialogButtonBox.ButtonRole.ResetRole)
        default.setAutoDefault(False)
        default.clicked.connect(self._reset)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)

    def _add(self, one: shortcuts.Shortcut, grid: QGridLayout, inner: QWidget) -> None:
        row = grid.rowCount()
        title = QLabel(translate("Shortcut", one.title), inner)
        title.setFont(scaled(self.font(), PASSAGE))
        grid.addWidget(title, row, 0)
        if one.fixed:
            shown = " ".join(shortcuts.shown(part) for part in one.keys.split(";"))
            label = QLabel(shown, inner)
            label.setAccessibleName(f"{title.text()}: {shown}")
            label.setStyleSheet(f"color: {self._theme.tokens.soft}; padding: 4px 8px;")
            grid.addWidget(label, row, 1)
            return
        edit = QKeySequenceEdit(QKeySequence(self._new[one.name]), inner)
        edit.setMaximumSequenceLength(1)
        edit.setFixedWidth(160)
        edit.setAccessibleName(title.text())
        edit.keySequenceChanged.connect(partial(self._change, one.name))
        title.setBuddy(edit)
        self.edits[one.name] = edit
        grid.addWidget(edit, row, 1)

    def _change(self, name: str, sequence: QKeySequence) -> None:
        wanted = sequence.toString(QKeySequence.SequenceFormat.PortableText)
        if wanted == self._new[name]:
            return
        other = shortcuts.taken_by(wanted, name, self._new) if wanted else ""
        if other:
            title = next(one.title for one in SHORTCUTS if one.name == other)
            said = self.tr("{0} is taken: {1}.").format(shortcuts.shown(wanted), translate("Shortcut", title))
            self.said.setText(said)
            self.edits[name].setKeySequence(QKeySequence(self._new[name]))
            return
        self.said.clear()
        self._new[name] = wanted
        self._keys.change({name: wanted})

    def _reset(self) -> None:
        self._new = {one.name: one.keys for one in SHORTCUTS}
        self._keys.change(self._new)
        for name, edit in self.edits.items():
            edit.setKeySequence(QKeySequence(self._new[name]))
