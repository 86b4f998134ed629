"""The filters at the left of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lfmsearch.gui.measures import number
from lfmsearch.gui.narrowing import Choice, Section
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, PASSAGE, ROUND_ROW


class FilterPanel(QScrollArea):
    """Sections of choices; each is switched on and off, and is a chip in the box while it is on."""

    switched = Signal(str, bool)
    """An operator as it is typed, and whether it is wanted."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sections: tuple[Section, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Filters"))
        self._inner = QWidget(self)
        self._inner.setAutoFillBackground(False)
        self._layout = QVBoxLayout(self._inner)
        self._layout.setContentsMargins(GRID, GRID, GRID, 2 * GRID)
        self._layout.setSpacing(0)
        self.setWidget(self._inner)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self._build)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these; lines that stay keep the focus."""
        if tuple(sections) == self._sections:
            return
        before, self._sections = self._sections, tuple(sections)
        if _shape(before) != _shape(self._sections):
            self._build()
            return
        buttons = self._inner.findChildren(ChoiceButton)
        choices = [choice for section in self._sections for choice in section.choices]
        for button, choice in zip(buttons, choices, strict=True):
            button.take(choice)

    def focus_first(self) -> None:
        """Give the keyboard to the first line."""
        if buttons := self._inner.findChildren(ChoiceButton):
            buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for section in self._sections:
            title = QLabel(section.title, self._inner)
            title.setFont(scaled(self.font(), META, weight=QFont.Weight.DemiBold))
            title.setStyleSheet(f"color: {self._theme.tokens.soft};")
            title.setContentsMargins(GRID, 2 * GRID - 2, GRID, 4)
            title.setIndent(0)
            self._layout.addWidget(title)
            for choice in section.choices:
                button = ChoiceButton(choice, section.title, self._theme, self._inner)
                button.switched.connect(self.switched)
                self._layout.addWidget(button)
        self._layout.addStretch(1)


class ChoiceButton(QAbstractButton):
    """One line: what it is called, and how many it would leave."""

    switched = Signal(str, bool)

    def __init__(self, choice: Choice, section: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._section = theme, section
        self.choice = choice
        self.setCheckable(True)
        self.setFont(scaled(self.font(), PASSAGE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda on: self.switched.emit(self.choice.typed, on))
        self.take(choice)

    def take(self, choice: Choice) -> None:
        """Show another choice in the same place."""
        self.choice = choice
        self.setChecked(choice.is_on)
        self.setToolTip(choice.typed)
        counted = "" if choice.count is None else f", {number(choice.count)}"
        self.setAccessibleName(f"{self._section}: {choice.label}{counted}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a line; it takes what width there is."""
        return QSize(120, self.fontMetrics().lineSpacing() + GRID + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return switches as Space does; arrows move between the lines."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the line."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selected if self.isChecked() else tokens.raised))
            painter.drawRoundedRect(self.rect(), ROUND_ROW, ROUND_ROW)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), ROUND_ROW, ROUND_ROW)
        inner = self.rect().adjusted(GRID, 0, -GRID, 0)
        is_empty = self.choice.count == 0 and not self.isChecked()
        room = inner.width()
        if self.choice.count:
            said = number(self.choice.count)
            painter.setPen(QColor(tokens.soft))
            painter.setFont(scaled(self.font(), META / PASSAGE))
            end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, end, said)
            room -= painter.fontMetrics().horizontalAdvance(said) + GRID
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.faint if is_empty else tokens.accent if self.isChecked() else tokens.text))
        shown = self.fontMetrics().elidedText(self.choice.label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)


def _shape(sections: Sequence[Section]) -> list[tuple[str, int]]:
    return [(section.title, len(section.choices)) for section in sections]
