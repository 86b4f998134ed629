"""Settings: how large the index is, looking again, building it anew, deleting everything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QPushButton

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui import measures
from lfmsearch.gui.cards import Card, Page, Row
from lfmsearch.gui.link import Link
from lfmsearch.gui.telling import isolated_path
from lfmsearch.gui.words import told
from lfmsearch.service.erasing import Extent
from lfmsearch.types import Status


class IndexPage(Page):
    """
    The page.

    Signals:
        erased: everything lfmsearch had made is gone; there is nothing left to show.
    """

    erased = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__(
            self.tr("Index and privacy"),
            self.tr(
                "Everything lfmsearch knows lies on this computer, readable by you alone. Nothing is sent anywhere."
            ),
        )
        self._link = link
        self._size = Row(self.tr("Index"), " ")
        self._place = Row(self.tr("Where it lies"), isolated_path(str(link.home.data_dir)))
        self.add(Card("", self._size, self._place))
        again = QPushButton(self.tr("Look now"))
        again.clicked.connect(lambda: self._link.ask(lambda client: client.index_now(), self._begun, owner=self))
        rebuild = QPushButton(self.tr("Rebuild…"))
        rebuild.clicked.connect(self._rebuild)
        self._again = Row(
            self.tr("Look for changes"), self.tr("Changes are noticed by themselves; this looks at every file."), again
        )
        self._anew = Row(
            self.tr("Build the index anew"),
            self.tr("Reads everything again. Only needed when something is wrong with it."),
            rebuild,
        )
        self.add(Card(self.tr("Upkeep"), self._again, self._anew))
        delete = QPushButton(self.tr("Delete everything…"))
        delete.setProperty("danger", "yes")
        delete.clicked.connect(self._delete)
        self._gone = Row(
            self.tr("Delete what lfmsearch has made"),
            self.tr("Index, models, history and settings. Your own files stay."),
            delete,
        )
        self.add(Card(self.tr("Leaving"), self._gone))
        link.status_changed.connect(self._show)
        if link.status is not None:
            self._show(link.status)

    def _show(self, status: Status) -> None:
        parts = [
            measures.size(status.index_bytes),
            self.tr("%n document(s)", "", status.coverage.documents),
            self.tr("%n passage(s)", "", status.chunks),
        ]
        self._size.say(" · ".join(parts))

    def _begun(self, _: None) -> None:
        self._again.say(self.tr("Looking through your folders now."), "accent")

    def _rebuild(self) -> None:
        about = self.tr("Until it is built, less is found. Sources, settings, models and history stay.")
        if self._sure(self.tr("Build the index anew?"), about, self.tr("Rebuild")):
            self._erase("index")

    def _delete(self) -> None:
        about = self.tr(
            "The index, the models, your history, the list of what is searched, and all settings are deleted, and lfmsearch quits. "
            "What stays: your own files, the program, and a log that names none of your files."
        )
        if self._sure(self.tr("Delete everything lfmsearch has made?"), about, self.tr("Delete everything")):
            self._erase("everything")

    def _erase(self, extent: Extent) -> None:
        row = self._anew if extent == "index" else self._gone

        def done(_: None) -> None:
            row.say(self.tr("It is being built anew.") if extent == "index" else self.tr("It is gone."), "accent")
            if extent == "everything":
                self.erased.emit()

        def failed(error: LfmsearchError) -> None:
            row.say(told(error), "bad")

        self._link.ask(lambda client: client.erase(extent), done, failed=failed, owner=self, lane="erasing")

    def _sure(self, title: str, about: str, does: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, parent=self)
        box.setInformativeText(about)
        yes = box.addButton(does, QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is yes
