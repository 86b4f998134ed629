"""How a row looks: laid out once for a width, painted from what was laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lfmsearch.gui import telling
from lfmsearch.gui.icons import glyph_of, pixmap
from lfmsearch.gui.results import ROW
from lfmsearch.gui.rows import Row
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, PASSAGE, ROUND_ROW, TITLE, Tokens, mixed
from lfmsearch.gui.words import translate
from lfmsearch.types import Hit

_Index = QModelIndex | QPersistentModelIndex
_GLYPH: Final = 20
# Formats whose passages hold marks beside the words.
_MARKED: Final = frozenset({"md", "txt", "org", "rst", "note"})
_INDENT: Final = 3 * GRID
# Rows laid out at once: a page of results in two widths.
_KEPT: Final = 150


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row, laid out: what is drawn where, from its upper left corner."""

    texts: tuple[tuple[QTextLayout, QPointF, str], ...]
    glyph: str


# Wider than any line, in pixels.
_WIDEST = 1_000_000.0


class RowDelegate(QStyledItemDelegate):
    """
    Paints Rows. Layouts are kept until the width, the colours or the font change.

    Args:
        lines: of the passage; with 1 it shares its line with the place, with more it has its own.
    """

    def __init__(self, theme: Theme, parent: QWidget, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._theme, self._lines = theme, lines
        self._laid: dict[tuple[object, ...], _Laid] = {}
        self._heights: dict[str, int] = {}
        theme.changed.connect(self._laid.clear)
        self.loose_from: int | None = None  # the first row that is only loosely related

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a row; all are equal, but one with a heading above it."""
        heading = self.heading_height(option.font) if index.row() == self.loose_from else 0
        return QSize(200, self.row_height(option.font) + heading)

    def row_height(self, font: QFont) -> int:
        """Return the height of a row in pixels."""
        key = font.key()
        if key not in self._heights:
            self._heights[key] = self._height(font)
        return self._heights[key]

    def _height(self, font: QFont) -> int:
        title, passage, meta = _fonts(font)
        own = QFontMetricsF(passage).lineSpacing() * self._lines if self._lines > 1 else 0
        under = QFontMetricsF(meta).lineSpacing() if self._lines > 1 else QFontMetricsF(passage).lineSpacing()
        return round(2 * (GRID + 1) + QFontMetricsF(title).lineSpacing() + 2 + under + own + (2 if own else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        tokens = self._theme.tokens
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if index.row() == self.loose_from:
            area = self._paint_heading(painter, area, option.font, tokens, mirrored=mirrored)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selected if chosen else tokens.raised))
            painter.drawRoundedRect(area.adjusted(GRID, 0, -GRID, 0), ROUND_ROW, ROUND_ROW)
        laid = self._layout(row, area.width(), option.font, tokens, mirrored=mirrored)
        ratio = painter.device().devicePixelRatioF()
        inset = 2 * GRID + row.depth * _INDENT
        left = area.right() - inset - _GLYPH if mirrored else area.left() + inset
        drawn = pixmap(laid.glyph, tokens.accent if chosen else tokens.soft, _GLYPH, ratio)
        painter.drawPixmap(QPointF(left, area.top() + GRID + 1), drawn)
        for text, at, colour in laid.texts:
            painter.setPen(QColor(colour))
            text.draw(painter, area.topLeft() + at)
        painter.restore()

    # Laying out

    def _layout(self, row: Row, width: float, font: QFont, tokens: Tokens, *, mirrored: bool) -> _Laid:
        key = (row, width, tokens.name, font.key(), mirrored, datetime.now().astimezone().date())
        laid = self._laid.get(key)
        if laid is None:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            laid = self._laid[key] = self._lay_out(row, width, font, tokens, mirrored=mirrored)
        return laid

    def _lay_out(self, row: Row, width: float, font: QFont, tokens: Tokens, *, mirrored: bool) -> _Laid:
        hit = row.hit
        title_font, passage_font, meta_font = _fonts(font)
        left = 2 * GRID + _GLYPH + GRID + 4 + row.depth * _INDENT
        right = 2 * GRID
        room = max(40.0, width - left - right)
        line = _Line(room, tokens, mirrored=mirrored)

        date = telling.when(hit.date, datetime.now().astimezone())
        beside = line.text(date, meta_font)
        beside_width = beside.maximumWidth()
        top = float(GRID + 1)
        title = line.text(telling.title(hit), title_font, width=room - beside_width - (2 * GRID if date else 0))
        metrics = QFontMetricsF(title_font)
        drop = metrics.ascent() - QFontMetricsF(meta_font).ascent()
        start, end = (right, width - left) if mirrored else (left, width - right)
        at_title = end - title.boundingRect().width() if mirrored else start
        at_date = start if mirrored else end - beside_width
        texts = [(title, QPointF(at_title, top), tokens.text), (beside, QPointF(at_date, top + drop), tokens.soft)]
        top += metrics.lineSpacing() + 2

        place = " · ".join(part for part in (telling.place(hit), telling.locator(hit), self._more(row)) if part)
        if self._lines > 1:
            under = line.text(place, meta_font, width=room)
            texts.append((under, QPointF(end - under.boundingRect().width() if mirrored else start, top), tokens.soft))
            top += QFontMetricsF(meta_font).lineSpacing() + 2
            shown = line.passage(hit, passage_font, width=room, lines=self._lines)
            texts.append((shown, QPointF(start, top), mixed(tokens.text, tokens.soft, 0.5)))
        else:
            # The place at the right, so that passages begin below one another and below their titles.
            under = line.text(place, meta_font, width=room * (0.32 if hit.snippet.text else 1.0))
            wide = under.boundingRect().width()
            drop = QFontMetricsF(passage_font).ascent() - QFontMetricsF(meta_font).ascent()
            at_place = (start if mirrored else end - wide) if hit.snippet.text else (end - wide if mirrored else start)
            texts.append((under, QPointF(at_place, top + drop), tokens.soft))
            if hit.snippet.text:
                taken = wide + 2 * GRID
                shown = line.passage(hit, passage_font, width=room - taken, lines=1)
                texts.append(
                    (shown, QPointF(start + taken if mirrored else start, top), mixed(tokens.text, tokens.soft, 0.5))
                )
        return _Laid(tuple(texts), glyph_of(hit.kind, hit.type))

    def _more(self, row: Row) -> str:
        said = []
        others, places = len(row.others), len(row.hit.places)  # names: lupdate understands no more
        if others:
            said.append(translate("Hit", "%n more in this conversation", "", others))
        if places > 1:
            said.append(translate("Hit", "in %n places", "", places))
        if not row.hit.available:
            said.append(translate("Hit", "not connected"))
        return " · ".join(said)

    def heading_height(self, font: QFont) -> int:
        """Return the height of the line above what is only loosely related."""
        return round(QFontMetricsF(scaled(font, META)).lineSpacing() + 2 * GRID)

    def _paint_heading(self, painter: QPainter, area: QRectF, font: QFont, tokens: Tokens, *, mirrored: bool) -> QRectF:
        height = self.heading_height(font)
        head = QRectF(area.left() + 2 * GRID, area.top(), area.width() - 4 * GRID, height)
        painter.setFont(scaled(font, META))
        painter.setPen(QColor(tokens.soft))
        said = translate("Hit", "Below this, only loosely related")
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(head, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, said)
        used = QFontMetricsF(painter.font()).horizontalAdvance(said) + 12
        start, end = (head.left(), head.right() - used) if mirrored else (head.left() + used, head.right())
        painter.setPen(QColor(tokens.line))
        painter.drawLine(QPointF(start, head.center().y()), QPointF(end, head.center().y()))
        return area.adjusted(0, height, 0, 0)


@dataclass(frozen=True, slots=True)
class _Line:
    """Lays texts out, in the colours of one theme."""

    room: float
    tokens: Tokens
    mirrored: bool = False

    def text(self, text: str, font: QFont, *, width: float = 10_000.0) -> QTextLayout:
        """One line, cut with “…” where it is wider than `width`."""
        layout = _fitted(text, font)
        if layout.lineCount() and layout.lineAt(0).naturalTextWidth() > width:
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))
            return _fitted(shown, font)
        return layout

    def passage(self, hit: Hit, font: QFont, *, width: float, lines: int) -> QTextLayout:
        """The passage with its matches lit, in so many lines, cut with “…”."""
        metrics = QFontMetricsF(font)
        room = max(8, int(width * lines / max(1.0, metrics.averageCharWidth())))
        read = telling.cells(telling.smoothed(hit.snippet) if hit.type in _MARKED else hit.snippet)
        found = telling.excerpt(read, int(room * 0.8))
        before, after = _before_last_line(found.text, font, width, lines)
        shown = before + metrics.elidedText(after, Qt.TextElideMode.ElideRight, width)
        lit = QTextCharFormat()
        lit.setBackground(QColor(self.tokens.lit))
        lit.setForeground(QColor(self.tokens.lit_text))
        formats = []
        for begin, end in found.highlights:
            spot = QTextLayout.FormatRange()
            spot.start, spot.length, spot.format = _units(found.text[:begin]), _units(found.text[begin:end]), lit
            formats.append(spot)
        return _made(shown, font, width, lines, formats)


def _fitted(text: str, font: QFont) -> QTextLayout:
    """A layout of one line, as wide as its text: shaped once, where to measure, cut and lay it out would be three times."""
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(_WIDEST)
        line.setLineWidth(line.naturalTextWidth() + 1)
        line.setPosition(QPointF(0, 0))
    layout.endLayout()
    return layout


def _made(
    text: str, font: QFont, width: float, lines: int, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap if lines > 1 else QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats(list(formats))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _before_last_line(text: str, font: QFont, width: float, lines: int) -> tuple[str, str]:
    """A text cut where the last of `lines` begins, or the last that it has."""
    if lines == 1:
        return "", text
    whole = _made(text, font, width, lines)
    return _at(text, whole.lineAt(whole.lineCount() - 1).textStart()) if whole.lineCount() else ("", text)


def _at(text: str, unit: int) -> tuple[str, str]:
    """A text cut at one of Qt's UTF-16 units."""
    coded = text.encode("utf-16-le", "surrogatepass")
    return coded[: 2 * unit].decode("utf-16-le", "surrogatepass"), coded[2 * unit :].decode(
        "utf-16-le", "surrogatepass"
    )


def _units(text: str) -> int:
    """How many of Qt's UTF-16 units a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fonts(font: QFont) -> tuple[QFont, QFont, QFont]:
    """The fonts of title, passage and what stands beside them."""
    key = font.key()
    if key not in _SCALED:
        _SCALED[key] = scaled(font, TITLE, weight=QFont.Weight.DemiBold), scaled(font, PASSAGE), scaled(font, META)
    return _SCALED[key]


# By the key of the font they are made of; a program has two or three.
_SCALED: dict[str, tuple[QFont, QFont, QFont]] = {}
