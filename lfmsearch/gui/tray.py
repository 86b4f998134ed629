"""The icon in the tray or menu bar: how things are, and a menu for what is wanted most. Never the only way in or out."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from lfmsearch.gui.condition import Condition, Word
from lfmsearch.gui.icons import pixmap
from lfmsearch.gui.tokens import Tokens

IS_MAC = sys.platform == "darwin"
RECENT_SHOWN = 5
_SIZES = (16, 22, 24, 32, 44, 48, 64)


class Tray(QObject):
    """
    The icon and its menu.

    Signals:
        window_wanted, quickfind_wanted, settings_wanted, problems_wanted: from the menu; the first two also by a click.
        search_wanted (str): one of the recent searches.
        pause_wanted (object): seconds, or None until it is resumed.
        resume_wanted (bool): whether to go on although a policy (battery, heat) would wait.
        quit_wanted (bool): whether the background service ends too.
    """

    window_wanted = Signal()
    quickfind_wanted = Signal()
    settings_wanted = Signal()
    problems_wanted = Signal()
    search_wanted = Signal(str)
    pause_wanted = Signal(object)
    resume_wanted = Signal(bool)
    quit_wanted = Signal(bool)

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._word: Word | None = None
        self.menu = QMenu()
        self._fill()
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.show_condition(Condition("idle", "lfmsearch"))

    @staticmethod
    def is_there() -> bool:
        """Return whether this desktop has a place for the icon. GNOME has none without an extension."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Put the icon where it belongs."""
        self.icon.show()

    def hide(self) -> None:
        """Take it away."""
        self.icon.hide()

    def dress(self, tokens: Tokens) -> None:
        """Take other colours."""
        self._tokens = tokens
        if self._word is not None:
            self.icon.setIcon(tray_icon(self._word, tokens))

    def show_condition(self, condition: Condition) -> None:
        """Show how things are: in the icon, its tooltip, the head of the menu, and which of pause and resume is offered."""
        if condition.word != self._word:
            self._word = condition.word
            self.icon.setIcon(tray_icon(condition.word, self._tokens))
        self.icon.setToolTip(f"lfmsearch\n{condition.sentence}")
        self.condition.setText(_short(condition.sentence))
        paused = condition.word == "paused"
        self.pause.menuAction().setVisible(not paused)
        self.resume.setVisible(paused and condition.is_paused_by_user)
        self.go_on.setVisible(paused and not condition.is_paused_by_user)

    def show_problems(self, count: int) -> None:
        """Offer the problems where there are some."""
        self.problems.setVisible(count > 0)
        self.problems.setText(self.tr("%n file(s) could not be read…", "", count))

    def show_recent(self, searches: list[str]) -> None:
        """Offer the last searches, the newest first."""
        for action in self.recent.actions():
            self.recent.removeAction(action)
            action.deleteLater()
        for text in searches[:RECENT_SHOWN]:
            action = QAction(_short(text).replace("&", "&&"), self.recent)
            action.triggered.connect(lambda _=False, wanted=text: self.search_wanted.emit(wanted))
            self.recent.addAction(action)
        self.recent.menuAction().setVisible(bool(searches))

    def show_keys(self, keys: str) -> None:
        """Write the hotkey beside what it does; empty where there is none."""
        name = self.tr("Quick-find")
        self.quickfind.setText(f"{name}\t{keys}" if keys else name)

    def say(self, title: str, text: str) -> None:
        """Say something once, as this desktop shows such things."""
        if self.icon.supportsMessages():
            self.icon.showMessage(title, text, self.icon.icon(), 8000)

    def _fill(self) -> None:
        menu = self.menu
        self.condition = menu.addAction("")
        self.condition.setEnabled(False)
        menu.addSeparator()
        self.quickfind = menu.addAction(self.tr("Quick-find"), self.quickfind_wanted.emit)
        self.window = menu.addAction(self.tr("Open lfmsearch"), self.window_wanted.emit)
        self.recent = menu.addMenu(self.tr("Recent searches"))
        self.recent.menuAction().setVisible(False)
        menu.addSeparator()
        self.pause = menu.addMenu(self.tr("Pause indexing"))
        self.pause.addAction(self.tr("For 30 minutes"), lambda: self.pause_wanted.emit(1800.0))
        self.pause.addAction(self.tr("For 2 hours"), lambda: self.pause_wanted.emit(7200.0))
        self.pause.addAction(self.tr("Until tomorrow"), lambda: self.pause_wanted.emit(until_tomorrow(_now())))
        self.pause.addAction(self.tr("Until I resume it"), lambda: self.pause_wanted.emit(None))
        self.resume = menu.addAction(self.tr("Resume indexing"), lambda: self.resume_wanted.emit(False))
        self.go_on = menu.addAction(self.tr("Go on anyway for an hour"), lambda: self.resume_wanted.emit(True))
        self.problems = menu.addAction("", self.problems_wanted.emit)
        self.problems.setVisible(False)
        menu.addSeparator()
        self.settings = menu.addAction(self.tr("Settings…"), self.settings_wanted.emit)
        menu.addSeparator()
        self.quit = menu.addAction(self.tr("Quit; indexing goes on"), lambda: self.quit_wanted.emit(False))
        self.end = menu.addAction(self.tr("Quit and stop indexing"), lambda: self.quit_wanted.emit(True))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        reasons = QSystemTrayIcon.ActivationReason
        # On macOS a click opens the menu, which is set; it may arrive as Unknown, and counts as the click it is.
        if reason == reasons.Trigger or (reason == reasons.Unknown and IS_MAC and not self.icon.contextMenu()):
            self.quickfind_wanted.emit()
        elif reason == reasons.MiddleClick:
            self.window_wanted.emit()


def tray_icon(word: Word, tokens: Tokens) -> QIcon:
    """Return the icon for a condition: the lens, and at its corner what is different from idle."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_picture(word, tokens, size))
    # macOS paints a template in the colour of its menu bar.
    made.setIsMask(IS_MAC)
    return made


def until_tomorrow(now: datetime) -> float:
    """Return the seconds until tomorrow morning at six, when nobody waits for a result yet."""
    morning = (now + timedelta(days=1)).replace(hour=6, minute=0, second=0, microsecond=0)
    return (morning - now).total_seconds()


def _picture(word: Word, tokens: Tokens, size: int) -> QPixmap:
    name, colour = ("template", "#000000") if IS_MAC else ("app", "")
    drawn = QPixmap(pixmap(name, colour, size))
    if word == "idle":
        return drawn
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    mark = QRectF(size * 0.54, size * 0.54, size * 0.44, size * 0.44)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#000000"))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    rim = size * 0.06
    painter.drawEllipse(mark.adjusted(-rim, -rim, rim, rim))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    shades = {"indexing": tokens.accent, "paused": tokens.soft, "problem": tokens.bad}
    painter.setBrush(QColor("#000000" if IS_MAC else shades[word]))
    painter.drawEllipse(mark)
    pen = QPen(QColor(tokens.surface), max(1.0, size * 0.07), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setCompositionMode(
        QPainter.CompositionMode.CompositionMode_Clear
        if IS_MAC
        else QPainter.CompositionMode.CompositionMode_SourceOver
    )
    painter.setPen(pen)
    _sign(painter, word, mark)
    painter.end()
    return drawn


def _sign(painter: QPainter, word: Word, mark: QRectF) -> None:
    x, y, part = mark.center().x(), mark.center().y(), mark.width() / 4.2
    if word == "paused":
        for left in (x - part / 1.6, x + part / 1.6):
            painter.drawLine(QPointF(left, y - part), QPointF(left, y + part))
    elif word == "problem":
        painter.drawLine(QPointF(x, y - part), QPointF(x, y + part * 0.2))
        painter.drawPoint(QPointF(x, y + part))
    else:  # and so on
        for middle in (x - part * 1.1, x, x + part * 1.1):
            painter.drawPoint(QPointF(middle, y))


def _now() -> datetime:
    return datetime.now().astimezone()


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
