"""The state of things in one line, kept current."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from lfmsearch.gui.announcing import announce
from lfmsearch.gui.icons import pixmap
from lfmsearch.gui.link import Link
from lfmsearch.gui.states import Line, line_of
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import META

# Progress comes ten times a second; a line that changes so often cannot be read.
_PAUSE_SECONDS = 0.5
_SAID_MS = 4000


class StatusLine(QWidget):
    """A dot and a sentence: what is indexed, what is being done, what is wrong."""

    def __init__(self, link: Link, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._link, self._theme = link, theme
        self._progress: dict[str, Any] | None = None
        self._shown_at = 0.0
        self._said = ""
        self._undo: Callable[[], None] | None = None
        self._saying = QTimer(self, singleShot=True)
        self._saying.timeout.connect(self._unsay)
        self._dot, self._text = QLabel(self), QLabel(self)
        self._text.setFont(scaled(self.font(), META))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAccessibleName(self.tr("State of the index"))
        self._button = QToolButton(self)
        self._button.setText(self.tr("Undo"))
        self._button.setFont(self._text.font())
        self._button.setAutoRaise(True)
        self._button.clicked.connect(self.undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._dot)
        layout.addWidget(self._text)
        layout.addWidget(self._button)
        layout.addStretch(1)
        link.standing_changed.connect(lambda _: self._show())
        link.status_changed.connect(lambda _: self._show())
        link.happened.connect(self._happened)
        theme.changed.connect(self._show)
        self._show()

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._text.text()

    def say(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Show a sentence for a moment: what was just done, and a button that takes it back where it can be."""
        self._said, self._undo = sentence, undo
        announce(self, sentence)
        self._show()
        self._saying.start(_SAID_MS if undo is None else 2 * _SAID_MS)

    def undo(self) -> None:
        """Take back what was just said to be done."""
        undo, self._undo = self._undo, None
        self._unsay()
        if undo is not None:
            undo()

    def _unsay(self) -> None:
        self._said, self._undo = "", None
        self._show()

    def _happened(self, event: dict[str, Any]) -> None:
        if event["event"] == "progress":
            self._progress = event
            if time.monotonic() - self._shown_at < _PAUSE_SECONDS:
                return
        elif event["event"] in ("state", "changed"):
            self._progress = None
        self._show()

    def _show(self) -> None:
        self._shown_at = time.monotonic()
        status = self._link.status
        line = Line(self._said, "busy") if self._said else line_of(self._link.standing, status, self._progress)
        tokens = self._theme.tokens
        colour = {"busy": tokens.accent, "trouble": tokens.bad}.get(line.tone, tokens.faint)
        self._dot.setPixmap(pixmap("dot", colour, 8, self.devicePixelRatioF()))
        self._dot.setVisible(bool(line.text))
        self._text.setText(line.text)
        self._text.setToolTip(line.text)
        self._button.setVisible(self._undo is not None)
        self._button.setStyleSheet(f"QToolButton {{ color: {tokens.accent}; border: none; padding: 0 4px; }}")
        self._text.setStyleSheet(f"color: {tokens.bad if line.tone == 'trouble' else tokens.soft};")
