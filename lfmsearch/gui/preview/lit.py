"""What is lit in a text that is shown: the matches, the one that is looked at, and the passage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from lfmsearch.gui.preview.matches import around
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import GRID, mixed

Edit = QPlainTextEdit | QTextEdit
Span = tuple[int, int]


def reads_only(edit: Edit) -> None:
    """Let a text be read, selected and copied, and not changed."""
    edit.setReadOnly(True)
    edit.setFrameShape(QFrame.Shape.NoFrame)
    edit.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    edit.document().setDocumentMargin(2 * GRID)


class Lit:
    """Lights an Edit. All spans are positions of its document."""

    def __init__(self, edit: Edit, theme: Theme) -> None:
        self._edit, self._theme = edit, theme
        self.passage: Span = (0, 0)
        self.matches: list[Span] = []
        self.current = -1

    def take(self, matches: Sequence[Span], passage: Span) -> None:
        """Light these and go to the first match of the passage; to the passage where it has none."""
        self.matches, self.passage, self.current = list(matches), passage, -1
        self.light()
        inside = [start for start, _ in self.matches if passage[0] <= start < passage[1]]
        self.go(inside[0] if inside else passage[0])

    def drop(self) -> None:
        """Light nothing."""
        self.matches, self.passage, self.current = [], (0, 0), -1
        self._edit.setExtraSelections([])

    def step(self, steps: int) -> None:
        """Go to the next match, or with -1 to the one before; the first step goes to the first of the passage."""
        if not self.matches:
            return
        if self.current < 0:
            first = around([start for start, _ in self.matches], self.passage[0])
            self.current = first if steps > 0 else first - 1
        else:
            self.current += steps
        self.current %= len(self.matches)
        self.light()
        self.go(self.matches[self.current][0])

    def is_last(self, step: int) -> bool:
        """Whether no other match comes after the current one, or with -1 before it."""
        if self.current < 0:
            return not self.matches
        return self.current == (len(self.matches) - 1 if step > 0 else 0)

    def top(self) -> int:
        """Return the position at the top of what is in sight, counted from the passage."""
        return self._edit.cursorForPosition(QPoint(2, 2)).position() - self.passage[0]

    def current_place(self) -> int | None:
        """Return where the match stands that is looked at, counted from the passage; None where none is."""
        return self.matches[self.current][0] - self.passage[0] if self.current >= 0 else None

    def restore(self, top: int, current: int | None) -> None:
        """Show again what was at the top, and the match that was looked at, after text came before and behind."""
        if current is not None:
            wanted = current + self.passage[0]
            self.current = next((at for at, (start, _) in enumerate(self.matches) if start == wanted), -1)
            self.light()
        cursor, bar = self._cursor(max(0, top + self.passage[0])), self._edit.verticalScrollBar()
        if isinstance(self._edit, QPlainTextEdit):
            line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
            bar.setValue(cursor.block().firstLineNumber() + max(0, line.lineNumber() if line.isValid() else 0))
        else:
            bar.setValue(bar.value() + self._edit.cursorRect(cursor).top())

    def go(self, position: int) -> None:
        """Bring a position into the middle."""
        cursor = self._cursor(position)
        self._edit.setTextCursor(cursor)
        if isinstance(self._edit, QPlainTextEdit):
            self._edit.centerCursor()
        else:
            bar, place = self._edit.verticalScrollBar(), self._edit.cursorRect(cursor)
            bar.setValue(bar.value() + place.top() - self._edit.viewport().height() // 3)
        self._edit.horizontalScrollBar().setValue(0)

    def light(self) -> None:
        """Light them in the colours in force."""
        tokens = self._theme.tokens
        lit, here = QTextCharFormat(), QTextCharFormat()
        lit.setBackground(QColor(tokens.lit))
        lit.setForeground(QColor(tokens.lit_text))
        here.setBackground(QColor(tokens.accent))
        here.setForeground(QColor(tokens.on_accent))
        spans = [(span, here if at == self.current else lit) for at, span in enumerate(self.matches)]
        self._edit.setExtraSelections([self._selection(span, how) for span, how in spans if span[0] < span[1]])

    def paint_passage(self) -> None:
        """Tint the passage; called before the text is painted."""
        whole = self.passage[1] - self.passage[0] >= self._edit.document().characterCount() - 2
        if whole or self.passage[0] >= self.passage[1]:
            return  # to mark all is to mark nothing
        top, bottom = self._edge(self.passage[0]), self._edge(self.passage[1])
        tokens, viewport = self._theme.tokens, self._edit.viewport()
        painter = QPainter(viewport)
        band = QRectF(0, top.top() - 3, viewport.width(), bottom.bottom() - top.top() + 6)
        bar = viewport.width() - 3 if self._edit.isRightToLeft() else 0
        painter.fillRect(band, QColor(mixed(tokens.surface, tokens.raised, 0.6)))
        painter.fillRect(QRectF(bar, band.top(), 3, band.height()), QColor(tokens.accent))
        painter.end()

    def _edge(self, position: int) -> QRect:
        return self._edit.cursorRect(self._cursor(position))

    def _cursor(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(min(position, max(0, self._edit.document().characterCount() - 1)))
        return cursor

    def _selection(self, span: Span, how: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = self._cursor(span[0])
        last = max(0, self._edit.document().characterCount() - 1)
        made.cursor.setPosition(min(span[1], last), QTextCursor.MoveMode.KeepAnchor)
        made.format = how
        return made
