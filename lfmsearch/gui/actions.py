"""What can be done with a Hit. Nothing here changes, moves or locks a file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui.link import Link
from lfmsearch.gui.rows import Row
from lfmsearch.gui.telling import plain, printable
from lfmsearch.gui.words import said, told
from lfmsearch.service.client import Client
from lfmsearch.system import opening
from lfmsearch.system.opening import Opening


class Actions(QObject):
    """
    Opens, shows, copies. For the GUI thread; what takes time is done in another.

    Args:
        show: shows a file in its folder; the system's own way when None.
    """

    said = Signal(str)
    """One sentence about what was done, or why it could not be."""

    def __init__(self, link: Link, parent: QObject, *, show: Callable[[str], None] = opening.reveal) -> None:
        super().__init__(parent)
        self._link, self._show = link, show

    def open(self, row: Row, query: str = "") -> None:
        """Open it in its own program, at the passage where that can be asked. It is remembered, with the `query` it was found by."""
        self._link.ask(
            lambda client: client.launch(row.hit.id, query=query),
            self._opened,
            failed=self._failed,
            owner=self,
            lane="actions",
        )

    def reveal(self, row: Row) -> None:
        """Show its file in its folder."""
        path, show = row.hit.path, self._show
        self._link.ask(lambda _: show(path), lambda _: None, failed=self._failed, owner=self, lane="actions")

    def copy_path(self, row: Row) -> None:
        """Put its path on the clipboard, as plain text."""
        QGuiApplication.clipboard().setText(plain(printable(row.hit.path)))
        self.said.emit(self.tr("The path is on the clipboard."))

    def copy_file(self, row: Row) -> None:
        """Put its file on the clipboard, to be pasted as a copy."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(row.hit.path)])
        data.setText(printable(row.hit.path))
        QGuiApplication.clipboard().setMimeData(data)
        self.said.emit(self.tr("The file is on the clipboard."))

    def not_this(self, row: Row, query: str, *, undo: bool = False) -> None:
        """Remember that it is not what this search is for, or take that back."""
        self._link.ask(
            lambda client: client.not_this(query, row.hit.id, undo=undo),
            lambda _: None,
            failed=self._failed,
            owner=self,
            lane="actions",
        )

    def copy_passage(self, row: Row) -> None:
        """Put the whole passage on the clipboard."""

        def copy(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.said.emit(self.tr("The passage is on the clipboard."))

        def passage(client: Client) -> str:
            found = client.passage(row.hit.id)
            return found.text[found.start : found.end] or found.text

        self._link.ask(passage, copy, failed=self._failed, owner=self, lane="actions")

    def _opened(self, done: Opening) -> None:
        if done.reason:
            self.said.emit(said(done.reason))

    def _failed(self, error: LfmsearchError) -> None:
        self.said.emit(told(error))
