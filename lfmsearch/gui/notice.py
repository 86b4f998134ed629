"""A page in place of rows: what is the case, and what can be done about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from lfmsearch.gui.announcing import announce
from lfmsearch.gui.states import Offer, Page
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, PASSAGE

_WIDTH = 480
# What Return in the box takes up; what leads elsewhere is clicked.
_BY_RETURN = frozenset({"drop", "search", "loose"})


class Notice(QWidget):
    """Shows a Page."""

    taken = Signal(object)
    """An Offer that was taken up."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page: Page | None = None
        self._buttons: list[QPushButton] = []
        self._title, self._detail = QLabel(self), QLabel(self)
        self._title.setFont(scaled(self.font(), 1.15, weight=QFont.Weight.DemiBold))
        self._detail.setFont(scaled(self.font(), PASSAGE))
        for label in (self._title, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        layout.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GRID)
        layout.addLayout(self._offers)
        layout.addStretch(3)
        theme.changed.connect(self._dress)
        self._dress()

    def show_page(self, page: Page) -> None:
        """Show another page."""
        if page == self._page:
            return
        self._page = page
        self._title.setText(page.title)
        self._detail.setText(page.detail)
        self._detail.setVisible(bool(page.detail))
        self._fit()
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for offer in page.offers:
            is_first = not self._buttons and offer.does in _BY_RETURN
            button = QPushButton(f"{offer.label}  ↵" if is_first else offer.label, self)
            button.setAccessibleName(offer.label)
            button.clicked.connect(partial(self._take, offer))
            self._buttons.append(button)
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(f"{page.title}. {page.detail}".strip())
        announce(self, self.accessibleName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines for the new width."""
        super().resizeEvent(event)
        self._fit()

    def enter(self) -> None:
        """Return was pressed in the box: take the first offer, where it goes on with the search."""
        if self._page is not None and self._page.offers and self._page.offers[0].does in _BY_RETURN:
            self._take(self._page.offers[0])

    def buttons(self) -> list[QPushButton]:
        """Return what can be done, as it is offered."""
        return list(self._buttons)

    def _fit(self) -> None:
        """Tell the labels how wide and high they are: those that break their lines guess it for lines as long as they like."""
        width = max(0, min(_WIDTH, self.width() - 6 * GRID))
        for label in (self._title, self._detail):
            label.setMinimumHeight(0)  # else what it wants is never less than what it had
            label.setFixedSize(width, max(0, label.heightForWidth(width)))

    def _take(self, offer: Offer) -> None:
        self.taken.emit(offer)

    def _dress(self) -> None:
        self._title.setStyleSheet(f"color: {self._theme.tokens.text};")
        self._detail.setStyleSheet(f"color: {self._theme.tokens.soft};")
