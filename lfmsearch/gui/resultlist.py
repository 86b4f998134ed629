"""The list of results as a widget: it shows what a Finder has, and tells of the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from lfmsearch.gui.delegate import RowDelegate
from lfmsearch.gui.results import ResultsModel
from lfmsearch.gui.rows import Listing
from lfmsearch.gui.theme import Theme


class ResultList(QListView):
    """
    Rows that can be selected, opened, dragged out.

    Args:
        lines: of each passage.
        hovers: whether the pointer selects by moving, as in a launcher.
    """

    pointed = Signal(int)
    """A row was chosen by the mouse or a key."""
    opened = Signal(int)
    """A row was double-clicked; clicked where the pointer selects."""
    asked = Signal(int, QPoint)
    """The menu of a row is wanted, at a point of the screen."""

    def __init__(self, theme: Theme, parent: QWidget, *, lines: int = 1, hovers: bool = False) -> None:
        super().__init__(parent)
        self._hovers = hovers
        self.rows = ResultsModel(self)
        self.delegate = RowDelegate(theme, self, lines=lines)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(not hovers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Results"))
        self.customContextMenuRequested.connect(self._ask)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        theme.changed.connect(self.viewport().update)

    def show_rows(self, listing: Listing, loose_from: int | None = None) -> None:
        """Show what a Listing shows, its selected row visible."""
        if loose_from != self.delegate.loose_from:
            self.delegate.loose_from = loose_from
            self.scheduleDelayedItemsLayout()
        self.rows.show(listing.rows)
        if listing.selected >= 0:
            index = self.rows.index(listing.selected)
            if index != self.currentIndex():
                self.setCurrentIndex(index)
            if listing.selected == 0 and not listing.touched:
                self.scrollToTop()
            else:
                self.scrollTo(index)
        else:
            self.setCurrentIndex(QModelIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the row under the pointer."""
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if index.isValid():
            self.pointed.emit(index.row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row where one click does."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._hovers and event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select the row the pointer has moved to, where it selects."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._hovers and index.isValid():
            self.pointed.emit(index.row())

    def viewportEvent(self, event: QEvent) -> bool:
        """Keep Qt's own hover where the pointer does not select, since a selected row says it better."""
        if self._hovers and event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens; what moves is told; everything else goes to whoever holds the list."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if index.isValid():
                self.opened.emit(index.row())
            return
        super().keyPressEvent(event)
        if self.currentIndex() != index and self.currentIndex().isValid():
            self.pointed.emit(self.currentIndex().row())

    def _ask(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.pointed.emit(index.row())
            self.asked.emit(index.row(), self.viewport().mapToGlobal(at))
