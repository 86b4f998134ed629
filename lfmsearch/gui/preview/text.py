"""The preview of anything that has text: at the passage, with the matches lit; code with the numbers of its lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from lfmsearch.gui.preview.lit import Lit, reads_only
from lfmsearch.gui.preview.matches import Units, matches
from lfmsearch.gui.preview.reading import Reading, is_right_to_left
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, PASSAGE


class TextPreview(QPlainTextEdit):
    """Shows a Reading. Read-only; text can be selected and copied."""

    stepped = Signal()
    """Another match is looked at."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading = Reading("")
        self._numbers = _Numbers(self)
        self._own = QFont(self.font())
        self.lit = Lit(self, theme)
        reads_only(self)
        self.setAccessibleName(self.tr("Preview"))
        self.updateRequest.connect(self._scrolled)
        theme.changed.connect(self._dress)

    def show_reading(self, reading: Reading, words: Sequence[str]) -> None:
        """Show a text at its passage."""
        is_code = bool(reading.numbers)
        self._reading = reading
        self.lit.drop()
        self.setFont(code_font(self._own) if is_code else self._own)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap if is_code else QPlainTextEdit.LineWrapMode.WidgetWidth)
        # Qt sets every paragraph of a plain text on one side, whichever way it runs.
        to_right = is_right_to_left(reading.text[reading.passage[0] :] or reading.text)
        option = self.document().defaultTextOption()
        option.setAlignment(Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft)
        self.document().setDefaultTextOption(option)
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.setPlainText(reading.text)
        units = Units(reading.text)
        self._set(units)
        self._make_room()
        self.lit.take([units.span(span) for span in matches(reading.text, words)], units.span(reading.passage))

    def clear(self) -> None:
        """Show nothing."""
        self._reading = Reading("")
        self.lit.drop()
        self._make_room()
        super().clear()

    def next_match(self, step: int = 1) -> None:
        """Go to the next match, or with -1 to the one before."""
        self.lit.step(step)
        self.stepped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint the passage, then draw the text."""
        self.lit.paint_passage()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the text."""
        super().resizeEvent(event)
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), self._numbers.wanted(), area.height()))

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that are in sight."""
        painter = QPainter(self._numbers)
        tokens = self._theme.tokens
        painter.fillRect(event.rect(), QColor(tokens.surface))
        painter.setFont(scaled(self.font(), META))
        first, last = self._lines()
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > event.rect().bottom():
                break
            at = block.blockNumber()
            number = self._reading.numbers[at] if at < len(self._reading.numbers) else 0
            if number:
                painter.setPen(QColor(tokens.text if first <= at <= last else tokens.soft))
                line = QRectF(0, place.top(), self._numbers.width() - GRID, place.height())
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            block = block.next()
        painter.end()

    def _lines(self) -> tuple[int, int]:
        """The blocks of the passage."""
        start, end = self.lit.passage
        if start >= end:
            return -1, -2
        find = self.document().findBlock
        return find(start).blockNumber(), find(end).blockNumber()

    def _set(self, units: Units) -> None:
        """Headings stand out, what is quoted stands back."""
        heading, quoted = QTextCharFormat(), QTextCharFormat()
        heading.setFontWeight(QFont.Weight.DemiBold)
        quoted.setForeground(QColor(self._theme.tokens.soft))
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # laid out once, not after every span
        for spans, how in ((self._reading.headings, heading), (self._reading.quoted, quoted)):
            for span in spans:
                cursor = QTextCursor(self.document())
                cursor.setPosition(units.at(span[0]))
                cursor.setPosition(units.at(span[1]), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(how)
        whole.endEditBlock()

    def _make_room(self) -> None:
        wide = self._numbers.wanted()
        self.setViewportMargins(wide, 0, 0, 0)
        self._numbers.setVisible(wide > 0)
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), wide, area.height()))

    def number_of_digits(self) -> int:
        """How many digits the longest number of a line has; 0 where lines are not counted."""
        return len(str(max(self._reading.numbers))) if self._reading.numbers else 0

    def _scrolled(self, rect: QRect, down: int) -> None:
        if down:
            self._numbers.scroll(0, down)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def _dress(self) -> None:
        self._set(Units(self._reading.text))
        self.lit.light()
        self._numbers.update()


class _Numbers(QWidget):
    """The column beside the text; it has no text of its own for a screen reader."""

    def __init__(self, text: TextPreview) -> None:
        super().__init__(text)
        self._text = text

    def wanted(self) -> int:
        """How wide it has to be, in pixels."""
        digits = self._text.number_of_digits()
        return 3 * GRID + digits * self._text.fontMetrics().horizontalAdvance("9") if digits else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the text draw them."""
        self._text.paint_numbers(event)


def code_font(beside: QFont) -> QFont:
    """Return the system's font of equal widths, of the size that goes with `beside`."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if beside.pointSizeF() > 0:
        font.setPointSizeF(beside.pointSizeF() * PASSAGE)
    else:
        font.setPixelSize(round(beside.pixelSize() * PASSAGE))
    return font
