"""What settings and the first run are built of: pages, cards with rows between hairlines, switches, soft words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lfmsearch.gui.icons import pixmap
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, PASSAGE, Tokens

Tone = Literal["text", "soft", "warn", "bad", "accent"]


class Chooser(QComboBox):
    """
    One of a few.

    Args:
        choices: what is kept, and how it is called.
    """

    def __init__(self, theme: Theme, name: str, choices: dict[str, str], chosen: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        for value, called in choices.items():
            self.addItem(called, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, with an arrow of ours: the style draws none into a rounded box."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = pixmap("down", self._theme.tokens.soft, 16, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 24, (self.height() - 16) // 2, arrow)


def dress(view: QWidget, theme: Theme) -> None:
    """Give a window the looks of cards, now and when the theme changes."""
    _Dresser(view, theme)


class _Dresser(QObject):
    """Lives as long as its view."""

    def __init__(self, view: QWidget, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        theme.changed.connect(self._apply)
        self._apply()

    @Slot()
    def _apply(self) -> None:
        self._view.setStyleSheet(stylesheet_of(self._theme.tokens))


def label(text: str, *, tone: Tone = "text", size: float = 1.0, strong: bool = False, wraps: bool = True) -> QLabel:
    """Return words on a page; `size` is relative to the system's font."""
    made = QLabel(text)
    made.setProperty("tone", tone)
    made.setWordWrap(wraps)
    made.setTextFormat(Qt.TextFormat.PlainText)
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    made.setFont(scaled(made.font(), size, weight=weight))
    made.setSizePolicy(
        QSizePolicy.Policy.Ignored if wraps else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
    )
    return made


def set_tone(words: QLabel, tone: Tone) -> None:
    """Give words another tone."""
    if words.property("tone") != tone:
        words.setProperty("tone", tone)
        words.style().unpolish(words)
        words.style().polish(words)


class Row(QWidget):
    """A line of a card: what it is, a softer sentence below, and what one does with it at the right."""

    def __init__(self, title: str, detail: str = "", *controls: QWidget, mark: QWidget | None = None) -> None:
        super().__init__()
        self.title = label(title, wraps=True)
        self.detail = label(detail, tone="soft", size=PASSAGE)
        self.detail.setVisible(bool(detail))
        words = QVBoxLayout()
        words.setSpacing(GRID // 4)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GRID, int(1.25 * GRID), 2 * GRID, int(1.25 * GRID))
        line.setSpacing(int(1.5 * GRID))
        if mark is not None:
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        for control in controls:
            line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
            if isinstance(control, QCheckBox) and not control.accessibleName():
                control.setAccessibleName(title)
                control.setAccessibleDescription(detail)
            elif control.focusPolicy() and not control.accessibleName() and not getattr(control, "text", str)():
                control.setAccessibleName(title)

    def say(self, detail: str, tone: Tone = "soft") -> None:
        """Say something else below the title."""
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        set_tone(self.detail, tone)


class Card(QFrame):
    """Rows that belong together, on one surface, hairlines between them."""

    def __init__(self, heading: str = "", *rows: QWidget) -> None:
        super().__init__()
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._inside = QFrame()
        self._inside.setProperty("card", "yes")
        self._inside.setLayout(self._rows)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        if heading:
            outer.addWidget(label(heading, tone="soft", size=META, strong=True))
        outer.addWidget(self._inside)
        for row in rows:
            self.add(row)

    def add(self, row: QWidget, *, before_last: bool = False) -> None:
        """Add a row at the end, or before the last one."""
        at = self._rows.count() - 1 if before_last and self._rows.count() else self._rows.count()
        widgets = [row]
        if self._rows.count():
            line = QFrame()
            line.setProperty("hairline", "yes")
            line.setFixedHeight(1)
            widgets = [row, line] if before_last else [line, row]
        for offset, widget in enumerate(widgets):
            self._rows.insertWidget(at + offset, widget)

    def clear(self) -> None:
        """Take all rows out."""
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()


class Page(QScrollArea):
    """A page: its title, a sentence about it, cards below each other."""

    def __init__(self, title: str, about: str = "", *, margin: int = 4 * GRID) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        inside = QWidget()
        inside.setProperty("page", "yes")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(margin, 3 * GRID, margin, 3 * GRID)
        self._column.setSpacing(int(2.5 * GRID))
        head = QVBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(label(title, size=1.45, strong=True))
        self.about = label(about, tone="soft")
        self.about.setVisible(bool(about))
        head.addWidget(self.about)
        self._column.addLayout(head)
        self._column.addStretch(1)
        self.setWidget(inside)

    def add(self, card: QWidget) -> None:
        """Add a card at the end."""
        self._column.insertWidget(self._column.count() - 1, card)


class Switch(QCheckBox):
    """On or off, at once."""

    def __init__(self, theme: Theme, *, on: bool = False, flipped: Callable[[bool], None] | None = None) -> None:
        super().__init__()
        self._theme = theme
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)
        if flipped is not None:
            self.clicked.connect(flipped)

    def sizeHint(self) -> QSize:
        """Return its size: 36 by 20, and room for the ring of the focus."""
        return QSize(40, 24)

    def hitButton(self, _: object) -> bool:
        """Return whether a click is on it: anywhere."""
        return True

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw it."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(2, (self.height() - 20) / 2, 36, 20)
        on = self.isChecked()
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-1.5, -1.5, 1.5, 1.5), 11.5, 11.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if on else tokens.faint))
        painter.drawRoundedRect(track, 10, 10)
        painter.setBrush(QColor(tokens.on_accent if on else tokens.surface))
        painter.drawEllipse(QRectF(track.x() + (18 if on else 2), track.y() + 2, 16, 16))


def stylesheet_of(tokens: Tokens) -> str:
    """Return how pages and cards look."""
    return f"""
QFrame[card="yes"] {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 8px; }}
QFrame[hairline="yes"] {{ background: {tokens.line}; border: none; }}
QWidget[page="yes"], QWidget[bare="yes"] {{ background: {tokens.ground}; }}
QLabel[tone="text"] {{ color: {tokens.text}; }}
QLabel[tone="soft"] {{ color: {tokens.soft}; }}
QLabel[tone="warn"] {{ color: {tokens.warn}; }}
QLabel[tone="bad"] {{ color: {tokens.bad}; }}
QLabel[tone="accent"] {{ color: {tokens.accent}; }}
QPushButton[quiet="yes"] {{ background: transparent; border: 1px solid transparent; color: {tokens.accent}; padding: 5px 8px; }}
QPushButton[flush="yes"] {{ padding-left: 0; border-left-width: 0; }}
QPushButton[quiet="yes"]:hover {{ background: {tokens.raised}; }}
QPushButton[quiet="yes"]:focus {{ border-color: {tokens.accent}; }}
QPushButton[main="yes"] {{ background: {tokens.accent}; color: {tokens.on_accent}; border-color: {tokens.accent}; padding: 6px 16px; }}
QPushButton[main="yes"]:hover {{ border-color: {tokens.text}; }}
QPushButton[main="yes"]:focus {{ border-color: {tokens.text}; }}
QPushButton[main="yes"]:disabled {{ background: {tokens.raised}; color: {tokens.faint}; border-color: {tokens.line}; }}
QPushButton[danger="yes"] {{ color: {tokens.bad}; }}
QProgressBar {{ background: {tokens.raised}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {tokens.accent}; border-radius: 3px; }}
QListWidget[side="yes"] {{ background: {tokens.raised}; border: none; border-right: 1px solid {tokens.line};
  padding: 12px 8px; outline: none; }}
QListWidget[side="yes"]::item {{ padding: 7px 10px; border-radius: 6px; color: {tokens.text}; margin: 1px 0; }}
QListWidget[side="yes"]::item:hover {{ background: {tokens.surface}; }}
QListWidget[side="yes"]::item:selected {{ background: {tokens.selected}; color: {tokens.text}; }}
QPlainTextEdit, QLineEdit {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 6px; padding: 5px 8px;
  selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent}; }}
QPlainTextEdit:focus, QLineEdit:focus {{ border-color: {tokens.accent}; }}
QComboBox {{ background: {tokens.raised}; border: 1px solid {tokens.line}; border-radius: 6px; padding: 5px 28px 5px 10px; }}
QComboBox:focus {{ border-color: {tokens.accent}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {tokens.surface}; border: 1px solid {tokens.line};
  selection-background-color: {tokens.selected}; selection-color: {tokens.text}; }}
QCheckBox {{ spacing: 8px; }}
"""
