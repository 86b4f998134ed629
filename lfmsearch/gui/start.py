"""What stands under an empty box: what was searched for and opened last, what is new, or three things to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from lfmsearch.gui.delegate import RowDelegate
from lfmsearch.gui.icons import pixmap
from lfmsearch.gui.link import Link
from lfmsearch.gui.results import ROW
from lfmsearch.gui.rows import Row
from lfmsearch.gui.states import examples
from lfmsearch.gui.telling import spoken
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, ROUND_ROW
from lfmsearch.gui.words import translate
from lfmsearch.types import Recent

_SEARCHES, _THINGS = 3, 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is read and not chosen."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A query that can be asked; `glyph` says whether it was before."""

    query: str
    glyph: str = "search"


Item = Heading | Ask | Row


def items_of(recent: Recent | None) -> list[Item]:
    """Return what is offered: what was, and where nothing was yet, what one can ask."""
    found: list[Item] = []
    if recent is not None and recent.searches:
        found.append(Heading(translate("Start", "Searched for last")))
        found += [Ask(query, "clock") for query in recent.searches[:_SEARCHES]]
    else:
        found.append(Heading(translate("Start", "Try asking")))
        found += [Ask(example) for example in examples()]
    if recent is not None and (things := recent.opened or recent.changed):
        opened = translate("Start", "Opened last")
        found.append(Heading(opened if recent.opened else translate("Start", "New and changed")))
        found += [Row(hit) for hit in things[:_THINGS]]
    return found


class Start(QWidget):
    """A short list; a line of it is chosen with the arrows or the pointer while the box keeps the focus."""

    chosen = Signal(str)
    """A query to search for."""
    opens = Signal(object)
    """A Row to open."""

    def __init__(self, link: Link, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._link, self._theme = link, theme
        self._items = _Items(self)
        self.list = QListView(self)
        self.list.setModel(self._items)
        self.list.setItemDelegate(_StartDelegate(theme, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Recent and suggested"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._point)
        self.list.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        theme.changed.connect(self._dress)
        self._dress()
        self._items.show(items_of(None))

    def refresh(self) -> None:
        """Ask what is recent, and show it."""

        def show(recent: Recent) -> None:
            self._items.show(items_of(recent))

        self._link.ask(lambda client: client.recent(), show, owner=self, lane="recent", replaces="recent")

    def move_by(self, steps: int) -> None:
        """Choose another line."""
        rows = [row for row, item in enumerate(self._items.items) if not isinstance(item, Heading)]
        current = self.list.currentIndex().row()
        # From nowhere the up key takes the first line too: it is the newest search.
        place = min(max(rows.index(current) + steps, 0), len(rows) - 1) if current in rows else 0
        if rows:
            self.list.setCurrentIndex(self._items.index(rows[place]))

    def enter(self) -> None:
        """Take the line that is chosen."""
        if self.list.currentIndex().isValid():
            self._choose(self.list.currentIndex())

    def _point(self, index: QModelIndex) -> None:
        if not isinstance(self._items.items[index.row()], Heading):
            self.list.setCurrentIndex(index)

    def _choose(self, index: QModelIndex) -> None:
        item = self._items.items[index.row()]
        if isinstance(item, Ask):
            self.chosen.emit(item.query)
        elif isinstance(item, Row):
            self.opens.emit(item)

    def _dress(self) -> None:
        self.list.setStyleSheet("QListView { background: transparent; border: none; padding: 4px 0; outline: none; }")


class _Items(QAbstractListModel):
    """The lines of the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def show(self, items: list[Item]) -> None:
        if items != self.items:
            self.beginResetModel()
            self.items = items
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == ROW:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(item, Row):
                return spoken(item.hit, datetime.now().astimezone())
            return item.text if isinstance(item, Heading) else item.query
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        is_heading = isinstance(self.items[index.row()], Heading)
        return Qt.ItemFlag.NoItemFlags if is_heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _StartDelegate(RowDelegate):
    """Paints headings and queries; things as everywhere."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item = index.data(ROW)
        if isinstance(item, Row):
            return super().sizeHint(option, index)
        return QSize(200, option.fontMetrics.lineSpacing() + (2 * GRID + 2 if isinstance(item, Ask) else 2 * GRID))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(ROW)
        if isinstance(item, Row):
            super().paint(painter, option, index)
            return
        tokens, area = self._theme.tokens, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        inner = area.adjusted(2 * GRID, 0, -2 * GRID, 0)
        if isinstance(item, Heading):
            painter.setFont(scaled(option.font, META, weight=QFont.Weight.DemiBold))
            painter.setPen(QColor(tokens.soft))
            painter.drawText(inner.adjusted(0, GRID, 0, 0), side, item.text)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.selected))
                painter.drawRoundedRect(area.adjusted(GRID, 0, -GRID, 0), ROUND_ROW, ROUND_ROW)
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            left = inner.right() - 18 if mirrored else inner.left() + 2
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(QPointF(left, inner.center().y() - 8), pixmap(item.glyph, tokens.soft, 16, ratio))
            painter.setFont(option.font)
            painter.setPen(QColor(tokens.text))
            beside = inner.adjusted(0 if mirrored else 32, 0, -32 if mirrored else 0, 0)
            shown = option.fontMetrics.elidedText(item.query, Qt.TextElideMode.ElideRight, int(beside.width()))
            painter.drawText(beside, side, shown)
        painter.restore()
