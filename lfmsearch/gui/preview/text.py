"""The preview of anything that has text: all of it, at the passage, with the matches lit."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from lfmsearch.gui.preview.matches import lit_words, matches
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import GRID, mixed
from lfmsearch.types import Hit, Passage

# Characters shown before and after the passage: a book is not laid out to read one page of it.
_AROUND = 60_000


class TextPreview(QPlainTextEdit):
    """Shows a Passage. Read-only; text can be selected and copied."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passage: tuple[int, int] = (0, 0)
        self._matches: list[tuple[int, int]] = []
        self._current = -1
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Preview"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(2 * GRID)
        theme.changed.connect(self._light)

    def show_passage(self, passage: Passage, hit: Hit) -> None:
        """Show a text, its passage at the upper third."""
        first = max(0, passage.start - _AROUND)
        text = passage.text[first : passage.end + _AROUND].replace("\r\n", "\n").replace("\u2029", "\n")
        before, within = passage.text[first : passage.start], passage.text[passage.start : passage.end]
        start = _units(before.replace("\r\n", "\n"))
        self._passage = (start, start + _units(within.replace("\r\n", "\n")))
        self.setPlainText(text)
        self._matches = [(_units(text[:a]), _units(text[:b])) for a, b in matches(text, lit_words(hit))]
        self._current = -1
        self._light()
        inside = [a for a, _ in self._matches if self._passage[0] <= a < self._passage[1]]
        self._go(inside[0] if inside else start)

    def clear(self) -> None:
        """Show nothing."""
        self._passage, self._matches, self._current = (0, 0), [], -1
        super().clear()

    def next_match(self, step: int = 1) -> None:
        """Go to the next match, or with -1 to the one before."""
        if not self._matches:
            return
        if self._current < 0:
            at = self._passage[0]
            self._current = next((i for i, (a, _) in enumerate(self._matches) if a >= at), 0) - (step > 0)
        self._current = (self._current + step) % len(self._matches)
        self._light()
        self._go(self._matches[self._current][0])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the passage at its side, then draw the text."""
        top, bottom = self._edge(self._passage[0]), self._edge(self._passage[1])
        if self._passage[0] < self._passage[1]:
            painter = QPainter(self.viewport())
            band = QRectF(0, top.top() - 2, self.viewport().width(), bottom.bottom() - top.top() + 4)
            painter.fillRect(band, QColor(mixed(self._theme.tokens.surface, self._theme.tokens.raised, 0.6)))
            painter.fillRect(QRectF(0, band.top(), 3, band.height()), QColor(self._theme.tokens.accent))
            painter.end()
        super().paintEvent(event)

    def _edge(self, position: int) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, max(0, self.document().characterCount() - 1)))
        return self.cursorRect(cursor)

    def _go(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(position, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.centerCursor()
        self.horizontalScrollBar().setValue(0)

    def _light(self) -> None:
        tokens = self._theme.tokens
        lit = QTextCharFormat()
        lit.setBackground(QColor(tokens.lit))
        lit.setForeground(QColor(tokens.lit_text))
        here = QTextCharFormat(lit)
        here.setBackground(QColor(tokens.accent))
        here.setForeground(QColor(tokens.on_accent))
        spans = [(span, lit) for span in self._matches]
        if self._current >= 0:
            spans.append((self._matches[self._current], here))
        self.setExtraSelections([self._selection(span, how) for span, how in spans if span[0] < span[1]])

    def _selection(self, span: tuple[int, int], how: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = QTextCursor(self.document())
        last = max(0, self.document().characterCount() - 1)
        made.cursor.setPosition(min(span[0], last))
        made.cursor.setPosition(min(span[1], last), QTextCursor.MoveMode.KeepAnchor)
        made.format = how
        return made


def _units(text: str) -> int:
    """How many of Qt's UTF-16 units a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
