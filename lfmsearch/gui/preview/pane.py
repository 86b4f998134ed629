"""The right side of the window: one Hit at length."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lfmsearch.gui import telling
from lfmsearch.gui.link import Link
from lfmsearch.gui.preview.body import PreviewBody
from lfmsearch.gui.rows import Row
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, PASSAGE
from lfmsearch.gui.whythis import explained, missing, reasons
from lfmsearch.types import Explanation, Hit, Query

# Nothing is fetched for rows that are only passed over.
_REST_MS = 50
# A text that takes longer leaves the pane empty: that of another Hit must not stand under this one's title.
_LATE_MS = 200


class PreviewPane(QWidget):
    """What the selected Hit is called, where it is, what can be done with it, and what it says."""

    wants = Signal(str)
    """The name of a shortcut whose button was pressed."""

    def __init__(self, link: Link, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._link, self._theme = link, theme
        self._row: Row | None = None
        self._query: Query | None = None
        self._title, self._meta, self._path = QLabel(self), QLabel(self), _Elided(self)
        self.why = QLabel(self)
        self.body = PreviewBody(link, theme, self)
        self.text = self.body.text
        self._rule = QFrame(self)
        self._title.setFont(scaled(self.font(), 1.15, weight=QFont.Weight.DemiBold))
        self._title.setWordWrap(True)
        for label in (self._meta, self._path, self.why):
            label.setFont(scaled(self.font(), META if label is not self.why else PASSAGE))
        self._meta.setWordWrap(True)
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.RichText)
        self.why.hide()
        for label in (self._title, self._meta):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        self.buttons: dict[str, QPushButton] = {}
        for name, label_ in (
            ("open", self.tr("Open")),
            ("reveal", self.tr("Show in folder")),
            ("similar", self.tr("More like this")),
            ("why", self.tr("Why this?")),
        ):
            button = QPushButton(label_, self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self.wants.emit, name))
            self.buttons[name] = button
            buttons.addWidget(button)
        self.buttons["why"].setCheckable(True)
        buttons.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID + 4)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._meta)
        head.addWidget(self._path)
        head.addSpacing(GRID)
        head.addLayout(buttons)
        head.addWidget(self.why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._rule)
        layout.addWidget(self.body, 1)
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._fetch)
        self._late = QTimer(self, singleShot=True, interval=_LATE_MS)
        self._late.timeout.connect(self.body.clear)
        self.body.shown.connect(self._late.stop)
        theme.changed.connect(self._dress)
        self._dress()

    def show_row(self, row: Row | None, query: Query | None) -> None:
        """Show a Row that `query` found; the same one is not fetched again."""
        self._query = query
        same = row is not None and self._row is not None and row.hit.id == self._row.hit.id
        self._row = row
        if row is None:
            self._resting.stop()
            self.setEnabled(False)
            return
        self.setEnabled(True)
        self._tell(row.hit)
        if not same:
            self._resting.start()
            self._late.start()

    def toggle_why(self) -> None:
        """Show or hide why it was found."""
        self.why.setVisible(self.why.isHidden())
        self.buttons["why"].setChecked(not self.why.isHidden())
        self._explain()

    def _tell(self, hit: Hit) -> None:
        self._title.setText(telling.title(hit))
        facts = (*telling.people(hit), telling.at_length(hit.date), telling.locator(hit))
        self._meta.setText(" · ".join(fact for fact in facts if fact))
        self._meta.setVisible(bool(self._meta.text()) and hit.kind != "mail")  # a mail has a head of its own
        self._path.put(telling.below_home(hit.path))
        self.buttons["why"].setEnabled(self._query is not None)
        if self._query is None:
            self.why.setText(self.tr("It is like what you chose, by the meaning of its passages."))
        else:
            self._say_why(reasons(hit, self._query))
            self._explain()
        self.buttons["open"].setEnabled(hit.available)
        self.buttons["reveal"].setEnabled(hit.available)

    def _say_why(self, why: list[tuple[str, str]]) -> None:
        self.why.setText("<br>".join(f"<b>{_escaped(head)}</b>&nbsp; {_escaped(said)}" for head, said in why))

    def _explain(self) -> None:
        """Ask which word answers which, while that is looked at; what is known without asking stands there until then."""
        row, query = self._row, self._query
        if row is None or query is None or not self.why.isVisible():
            return

        def show(explanation: Explanation) -> None:
            if self._row is row and self._query is query:
                known = [pair for pair in reasons(row.hit, query) if pair[0] != missing()]
                self._say_why([*known, *explained(explanation)])

        self._link.ask(
            lambda client: client.explain(row.hit.id, query.raw), show, owner=self, lane="why", replaces="explain"
        )

    def _fetch(self) -> None:
        if self._row is not None:
            self.body.show_hit(self._row.hit)

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self._title.setStyleSheet(f"color: {tokens.text};")
        self._meta.setStyleSheet(f"color: {tokens.soft};")
        self._path.setStyleSheet(f"color: {tokens.soft};")
        self.why.setStyleSheet(
            f"color: {tokens.text}; background: {tokens.raised}; border-radius: 6px; padding: 8px 10px; margin-top: 6px;"
        )
        self._rule.setFixedHeight(1)
        self._rule.setStyleSheet(f"background: {tokens.line}; border: none;")


class _Elided(QLabel):
    """A path, its middle left out where it is too long for the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def put(self, text: str) -> None:
        """Take another text."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        """Leave out as much as the new width wants."""
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, max(40, self.width() - 2))
        self.setText(telling.isolated_path(shown))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
