"""The line above a preview: by which view, which page, which match."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from lfmsearch.gui.icons import icon
from lfmsearch.gui.preview.views import View
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META
from lfmsearch.gui.words import translate


class PreviewBar(QWidget):
    """Shows only what there is a choice of."""

    chosen = Signal(str)
    """A View."""
    turned = Signal(int)
    """1 for the next page, -1 for the one before."""
    stepped = Signal(int)
    """1 for the next match, -1 for the one before."""
    left = Signal()
    """Back to what an attachment is attached to."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._shown: tuple[View, ...] = ()
        self.views: dict[str, QToolButton] = {}
        self.back = self._button(self.tr("Back"))
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back.setText(self.tr("Back"))
        self.back.clicked.connect(self.left)
        self.page, self.match = QLabel(self), QLabel(self)
        self._pages = (self._button(self.tr("Previous page")), self._button(self.tr("Next page")))
        self._matches = (self._button(self.tr("Previous match")), self._button(self.tr("Next match")))
        for buttons, signal in ((self._pages, self.turned), (self._matches, self.stepped)):
            for button, step in zip(buttons, (-1, 1), strict=True):
                button.clicked.connect(lambda _=False, step=step, signal=signal: signal.emit(step))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID - 6, 4, GRID, 4)
        self._row.setSpacing(2)
        self._row.addWidget(self.back)
        self._row.addStretch(1)
        for label, buttons in ((self.page, self._pages), (self.match, self._matches)):
            label.setFont(scaled(self.font(), META))
            self._row.addWidget(label)
            for button in buttons:
                self._row.addWidget(button)
            self._row.addSpacing(GRID)
        theme.changed.connect(self._dress)
        self._dress()

    def show_views(self, views: Sequence[View], now: View) -> None:
        """Offer these views."""
        if tuple(views) != self._shown:
            self._shown = tuple(views)
            for button in self.views.values():
                self._group.removeButton(button)
                self._row.removeWidget(button)
                button.deleteLater()
            self.views = {}
            for at, view in enumerate(views if len(views) > 1 else ()):
                button = self._button(_name(view))
                button.setText(_name(view))
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
                button.setCheckable(True)
                button.clicked.connect(lambda _=False, view=view: self.chosen.emit(view))
                self._group.addButton(button)
                self._row.insertWidget(1 + at, button)
                button.show()
                self.views[view] = button
        if now in self.views:
            self.views[now].setChecked(True)
        self._fit()

    def show_page(self, page: int, pages: int) -> None:
        """Say which page of how many; nothing for one alone."""
        self.page.setText(self.tr("Page {0} of {1}").format(page, pages))
        self._show((self.page, *self._pages), pages > 1)
        self._pages[0].setEnabled(page > 1)
        self._pages[1].setEnabled(page < pages)
        self._fit()

    def show_match(self, match: int, matches: int, *, more: bool = False) -> None:
        """Say which match of how many, from 1; 0 while none is looked at."""
        count = f"{matches}+" if more else str(matches)
        self.match.setText(
            self.tr("{0} of {1}").format(match, count)
            if match
            else self.tr("1 match")
            if matches == 1
            else self.tr("{0} matches").format(count)
        )
        self._show((self.match, *self._matches), matches > 0)
        self._fit()

    def show_back(self, title: str) -> None:
        """Offer the way back to a Document of that title; empty for none."""
        self.back.setVisible(bool(title))
        self.back.setAccessibleName(self.tr("Back to {0}").format(title))
        self.back.setToolTip(title)
        self._fit()

    def _fit(self) -> None:
        parts = (self.back, self.page, self.match)
        self.setVisible(bool(self.views) or any(not part.isHidden() for part in parts))

    def _show(self, parts: Sequence[QWidget], visible: bool) -> None:  # noqa: FBT001
        for part in parts:
            part.setVisible(visible)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIconSize(QSize(14, 14))
        button.setFont(scaled(self.font(), META))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.setStyleSheet(
            f"PreviewBar {{ background: {tokens.surface}; border-bottom: 1px solid {tokens.line}; }}"
            f"QToolButton {{ color: {tokens.soft}; border: none; border-radius: 6px; padding: 4px 8px; }}"
            f"QToolButton:hover {{ background: {tokens.raised}; color: {tokens.text}; }}"
            f"QToolButton:checked {{ background: {tokens.selected}; color: {tokens.accent}; }}"
            f"QLabel {{ color: {tokens.soft}; }}"
        )
        arts = ("left", "right", "up", "down")
        for button, art in zip((*self._pages, *self._matches), arts, strict=True):
            button.setIcon(icon(art, tokens.soft))
        self.back.setIcon(icon("left", tokens.soft))


def _name(view: View) -> str:
    return {
        "page": translate("PreviewBar", "Page"),
        "image": translate("PreviewBar", "Image"),
        "rich": translate("PreviewBar", "Note"),
        "table": translate("PreviewBar", "Table"),
        "code": translate("PreviewBar", "Code"),
        "text": translate("PreviewBar", "Text"),
    }[view]
