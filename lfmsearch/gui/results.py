"""The rows as Qt's lists take them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl

from lfmsearch.gui.rows import Row
from lfmsearch.gui.telling import printable, spoken

ROW = Qt.ItemDataRole.UserRole
"""The Row itself."""

_Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """A list of Rows. `show` changes as little as it can, so that a view keeps its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Take the rows to be shown now."""
        before, after = len(self.rows), len(rows)
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self.rows = [*self.rows, *rows[before:]]
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self.rows = self.rows[:after]
            self.endRemoveRows()
        changed = [place for place in range(min(before, after)) if self.rows[place] != rows[place]]
        self.rows = list(rows)
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the Row, its title, or what a screen reader says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row.hit, datetime.now().astimezone())
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return what may be done with a row: be selected, and be dragged out."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what a dragged row is: a file, and its path as text."""
        return ["text/uri-list", "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the files of the dragged rows."""
        paths = [self.rows[index.row()].hit.path for index in indexes]
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
        data.setText("\n".join(printable(path) for path in paths))
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """Only ever a copy: dragging a result cannot move the user's file."""
        return Qt.DropAction.CopyAction
