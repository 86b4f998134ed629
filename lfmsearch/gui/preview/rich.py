"""The preview of a note in Markdown: headings, lists and code set as such. Nothing is loaded: no picture, no style, no address."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from lfmsearch.gui.preview.lit import Lit, reads_only
from lfmsearch.gui.preview.marked import BEGIN, END
from lfmsearch.gui.preview.matches import Units, matches
from lfmsearch.gui.preview.text import code_font
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID

_SIZES = {1: 1.3, 2: 1.2, 3: 1.08, 4: 1.0, 5: 1.0, 6: 1.0}


class SealedDocument(QTextDocument):
    """A document that loads nothing, whatever its text names."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        """Give an empty picture for everything: where nothing is given, Qt looks for a file of that name itself."""
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(Qt.GlobalColor.transparent)
        return empty


class RichPreview(QTextEdit):
    """Shows Markdown. Read-only; text can be selected and copied."""

    stepped = Signal()
    """Another match is looked at."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[str, tuple[str, ...]] = ("", ())
        self.setDocument(SealedDocument(self))
        self.lit = Lit(self, theme)
        reads_only(self)
        self.setAccessibleName(self.tr("Preview"))
        theme.changed.connect(self._dress)

    def show_markdown(self, text: str, words: Sequence[str]) -> None:
        """Show a text, as `marked.markdown` makes it, at its passage."""
        self._shown = (text, tuple(words))
        self._build()
        begin, end = self._taken(BEGIN), self._taken(END)
        passage = (begin, end) if 0 <= begin < end else (0, 0)
        plain = self.document().toPlainText()
        units = Units(plain)
        self.lit.take([units.span(span) for span in matches(plain, words)], passage)

    def clear(self) -> None:
        """Show nothing."""
        self._shown = ("", ())
        self.lit.drop()
        super().clear()

    def next_match(self, step: int = 1) -> None:
        """Go to the next match, or with -1 to the one before."""
        self.lit.step(step)
        self.stepped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint the passage, then draw the text."""
        self.lit.paint_passage()
        super().paintEvent(event)

    def _build(self) -> None:
        self.lit.drop()
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setIndentWidth(3 * GRID - 2)
        document.setMarkdown(
            self._shown[0],
            QTextDocument.MarkdownFeature(
                QTextDocument.MarkdownFeature.MarkdownDialectGitHub.value
                | QTextDocument.MarkdownFeature.MarkdownNoHTML.value
            ),
        )
        self._set()

    def _set(self) -> None:
        """Give the blocks our own sizes, distances and colours."""
        tokens = self._theme.tokens
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # laid out once, not after every block
        block = self.document().begin()
        while block.isValid():
            shape = block.blockFormat()
            level = shape.headingLevel()
            is_code = shape.hasProperty(QTextFormat.Property.BlockCodeFence) or shape.hasProperty(
                QTextFormat.Property.BlockCodeLanguage
            )
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            room, letters = QTextBlockFormat(), QTextCharFormat()
            room.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if level:
                font = scaled(self.font(), _SIZES.get(level, 1.0), weight=QFont.Weight.DemiBold)
                letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
                letters.setFontWeight(QFont.Weight.DemiBold)
                if font.pointSizeF() > 0:
                    letters.setFontPointSize(font.pointSizeF())
                room.setTopMargin(GRID + 4 if block.position() else 0)
                room.setBottomMargin(4)
            elif is_code:
                letters.setFont(code_font(self.font()))
                room.setBackground(QColor(tokens.raised))
                room.setTopMargin(0)
                room.setBottomMargin(0)
            elif block.textList() is not None:
                room.setTopMargin(0)
                room.setBottomMargin(3 if block.next().textList() is not None else GRID)
            else:
                room.setTopMargin(0)
                room.setBottomMargin(GRID)
            if shape.intProperty(QTextFormat.Property.BlockQuoteLevel):
                letters.setForeground(QColor(tokens.soft))
            cursor.mergeBlockFormat(room)
            if letters.propertyCount():
                cursor.mergeCharFormat(letters)
            block = block.next()
        whole.endEditBlock()

    def _taken(self, mark: str) -> int:
        """Where a mark stood; it is taken out."""
        cursor = self.document().find(mark)
        if cursor.isNull():
            return -1
        position = cursor.selectionStart()
        cursor.removeSelectedText()
        return position

    def _dress(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Link, QColor(self._theme.tokens.accent))
        self.setPalette(palette)
        if self._shown[0]:
            at = self.verticalScrollBar().value()
            self.show_markdown(*self._shown)
            self.verticalScrollBar().setValue(at)
