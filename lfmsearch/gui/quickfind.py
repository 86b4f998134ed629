"""The quick-find: one box over everything, summoned by a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lfmsearch.gui.actions import Actions
from lfmsearch.gui.finder import Finder
from lfmsearch.gui.link import Link
from lfmsearch.gui.resultlist import ResultList
from lfmsearch.gui.rows import Row
from lfmsearch.gui.searchbox import SearchBox
from lfmsearch.gui.searching import Searching
from lfmsearch.gui.shortcuts import keys_of, shown
from lfmsearch.gui.statusline import StatusLine
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META

ROWS = 8
"""As many as can be taken in at a glance."""

_WIDTH = 720
_ROUND = 12


class QuickFind(QWidget):
    """
    Made once at start and shown in one frame. It hides when another window gets the focus, on Esc, and on the key that showed it.

    Its height never changes while it is shown: nothing moves under the hand.
    """

    expands = Signal(str)
    """The query is to be seen in the window."""
    offered = Signal(object)
    """An Offer that was taken up."""

    def __init__(self, link: Link, theme: Theme) -> None:
        super().__init__(
            None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self._link, self._theme = link, theme
        self.setWindowTitle("lfmsearch")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.finder = Finder(link, "quickfind", ROWS, self)
        self._actions = Actions(link, self)
        self._shortcuts: dict[str, QShortcut] = {}
        self.status = StatusLine(link, theme, self)
        self.box = SearchBox(theme, self, size=1.4, margins=(2 * GRID, GRID + 4, GRID + 4, GRID + 4))
        self.list = ResultList(theme, self, hovers=True)
        self._middle = Searching(self.box, self.finder, self.list, link, theme, self)
        self.notice, self.start = self._middle.notice, self._middle.start
        self._rules = [QFrame(self), QFrame(self)]
        self._hints = QLabel(self)
        self._hints.setFont(scaled(self.font(), META))
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        foot.setSpacing(2 * GRID)
        foot.addWidget(self.status, 1)
        foot.addWidget(self._hints)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.box)
        layout.addWidget(self._rules[0])
        layout.addWidget(self._middle, 1)
        layout.addWidget(self._rules[1])
        layout.addLayout(foot)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = self.list.delegate.row_height(self.list.font())
        self._middle.setFixedHeight(ROWS * row + self.list.delegate.heading_height(self.list.font()) + GRID)
        self.setFixedWidth(_WIDTH)
        self._connect()
        self.read_keys()

    def read_keys(self) -> None:
        """Take the keys that the user has chosen."""
        self._keys = keys_of(self._link.home)
        for name, shortcut in self._shortcuts.items():
            shortcut.setKeys([QKeySequence(keys) for keys in self._keys[name].split(";")])
        self._dress()

    def toggle(self) -> None:
        """Show it, or hide it when it is there and in front."""
        if self.isVisible() and self.isActiveWindow():
            self.hide()
        else:
            self.summon()

    def summon(self) -> None:
        """Show it in front, on the screen with the pointer, its text selected so that typing begins anew."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        self.adjustSize()
        self.move(area.left() + (area.width() - self.width()) // 2, area.top() + area.height() // 6)
        self.show()
        self.raise_()
        self.activateWindow()
        self.box.setFocus()
        self.box.select_all()

    def showEvent(self, event: QShowEvent) -> None:
        """What was found before it was hidden may be old by now."""
        super().showEvent(event)
        if self.finder.listing.text:
            self.finder.again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners off where X11 may have nobody who blends windows: they would be black."""
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), _ROUND, _ROUND)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def changeEvent(self, event: QEvent) -> None:
        """Hide when the focus goes elsewhere, but not to a menu of its own."""
        super().changeEvent(event)
        if (
            event.type() == QEvent.Type.ActivationChange
            and not self.isActiveWindow()
            and QGuiApplication.focusWindow() is not None
        ):
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears first, then hides."""
        if event.key() == Qt.Key.Key_Escape:
            if self.box.query:
                self.box.clear()
            else:
                self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the box itself: a surface with a hairline around it."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)

    # Inside

    def _connect(self) -> None:
        self._middle.opens.connect(self._open)
        self._middle.offered.connect(self.offered)
        self._actions.said.connect(self.status.say)
        self._theme.changed.connect(self._dress)
        self.box.copied.connect(lambda: self._with_row(self._actions.copy_file))
        QShortcut(QKeySequence(Qt.Key.Key_Tab), self, self._expand)
        for name, does in (
            ("reveal", self._reveal),
            ("copy_path", lambda: self._with_row(self._actions.copy_path)),
        ):
            self._shortcuts[name] = QShortcut(self)
            self._shortcuts[name].activated.connect(does)

    def _open(self, row: object) -> None:
        assert isinstance(row, Row)
        self.hide()
        self._actions.open(row, self.box.query)

    def _reveal(self) -> None:
        if (row := self.finder.listing.chosen) is not None and self.finder.listing.is_current:
            self.hide()
            self._actions.reveal(row)

    def _with_row(self, does: Callable[[Row], None]) -> None:
        if (row := self.finder.listing.chosen) is not None and self.finder.listing.is_current:
            does(row)

    def _expand(self) -> None:
        self.hide()
        self.expands.emit(self.box.query)

    def _dress(self) -> None:
        tokens = self._theme.tokens
        for rule in self._rules:
            rule.setFixedHeight(1)
            rule.setStyleSheet(f"background: {tokens.line}; border: none;")
        self.list.setStyleSheet("QListView { background: transparent; border: none; padding: 4px 0; outline: none; }")
        strong = f'<span style="color:{tokens.text}">'
        hints = (
            ("↵", self.tr("open")),
            (shown(self._keys["reveal"]), self.tr("show in folder")),
            ("Tab", self.tr("window")),
        )
        self._hints.setText(" &nbsp;&nbsp; ".join(f"{strong}{key}</span> {says}" for key, says in hints))
        self._hints.setStyleSheet(f"color: {tokens.soft};")
        self.update()
