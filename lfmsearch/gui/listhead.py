"""The line above the results: how many, in which order, and how much of everything that is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lfmsearch.gui import telling
from lfmsearch.gui.announcing import announce
from lfmsearch.gui.finder import Finder
from lfmsearch.gui.icons import icon
from lfmsearch.gui.measures import number
from lfmsearch.gui.states import coverage_of
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META
from lfmsearch.gui.words import translate
from lfmsearch.types import Hit, Results, Status


class ListHead(QWidget):
    """Counts and the order; what the results are like, when they are not those of the box."""

    ordered = Signal(str)
    """`relevance` or `date`."""
    asked = Signal(str)
    """The query as it was probably meant is wanted."""
    left = Signal()
    """The results of the box are wanted again."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count, self.covered = QLabel(self), QLabel(self)
        self.like = QToolButton(self)
        self.like.setAutoRaise(True)
        self.like.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.like.setIconSize(QSize(12, 12))
        self.like.setAccessibleName(self.tr("Back to the search"))
        self.like.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.like.hide()
        self.like.clicked.connect(self._leave)
        self._meant = ""
        self.meant = QToolButton(self)
        self.meant.setAutoRaise(True)
        self.meant.setFont(scaled(self.font(), META))
        self.meant.hide()
        self.meant.clicked.connect(lambda: self.asked.emit(self._meant))
        self._orders = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._count)
        row.addWidget(self.like, 1)
        self._space = QWidget(self)
        row.addWidget(self._space, 1)
        for sort, label in (("relevance", self.tr("Relevance")), ("date", self.tr("Date"))):
            button = QToolButton(self)
            button.setText(label)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setFont(scaled(self.font(), META))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(self.tr("Sort by {0}").format(label))
            button.setProperty("sort", sort)
            button.clicked.connect(lambda _, sort=sort: self.ordered.emit(sort))
            self._orders.addButton(button)
            row.addWidget(button)
        self._orders.buttons()[0].setChecked(True)
        for label_ in (self._count, self.covered):
            label_.setFont(scaled(self.font(), META))
        self.like.setFont(scaled(self.font(), META))
        self._count.setAccessibleName(self.tr("Number of results"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 6, GRID, 6)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.covered)
        layout.addWidget(self.meant)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.changed.connect(self._dress)
        self._dress()

    def show_like(self, hit: Hit) -> None:
        """Say that the results are those like a Hit."""
        self.like.setText(self.tr("Like “{0}”").format(telling.title(hit)))
        self.like.show()
        self._count.hide()

    def show_state(self, results: Results | None, status: Status | None, finder: Finder) -> None:
        """Show how many there are, and how much of everything has been searched."""
        is_like = finder.is_like
        self.like.setVisible(is_like)
        self._count.setVisible(not is_like)
        self._space.setVisible(not is_like)
        text = ""
        if results is not None and finder.listing.text:
            count = results.related if results.related is not None else max(results.total, len(results.hits))
            text = translate("State", "%n result(s)", "", count).replace(str(count), number(count))
            loose = max(0, len(results.hits) - count) if results.related is not None else 0
            if loose:
                text += " · " + translate("State", "%n loosely related", "", loose)
        if text != self._count.text() and not finder.waits:
            announce(self, text)
        self._count.setText(text)
        self._meant = results.meant if results is not None and not is_like else ""
        self.meant.setText(self.tr("Did you mean “{0}”?").format(self._meant))
        self.meant.setVisible(bool(self._meant))
        covered = coverage_of(status)
        self.covered.setText(covered)
        self.covered.setVisible(bool(covered))
        for button in self._orders.buttons():
            button.setChecked(button.property("sort") == finder.sort)
            button.setEnabled(not is_like)

    def turn(self) -> None:
        """Take the other order."""
        next(button for button in self._orders.buttons() if not button.isChecked()).click()

    def _leave(self) -> None:
        self.left.emit()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.like.setIcon(icon("close", tokens.soft))
        self.setStyleSheet(
            f"ListHead {{ background: {tokens.surface}; border-bottom: 1px solid {tokens.line}; }}"
            f"QLabel {{ color: {tokens.soft}; }}"
            f"QToolButton {{ color: {tokens.soft}; border: none; border-radius: 6px; padding: 3px 8px; }}"
            f"QToolButton:hover {{ background: {tokens.raised}; }}"
            f"QToolButton:checked {{ color: {tokens.accent}; background: {tokens.selected}; }}"
            f"QToolButton:focus {{ border: 1px solid {tokens.accent}; padding: 2px 7px; }}"
        )
