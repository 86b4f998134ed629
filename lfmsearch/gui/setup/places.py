"""Choosing what may be found: the user's folders, and the mail and notes of this machine. Nothing is read before it is added."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui import measures
from lfmsearch.gui.cards import Card, Row, Switch
from lfmsearch.gui.link import Link
from lfmsearch.gui.telling import below_home, isolated_path
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import GRID
from lfmsearch.gui.words import said
from lfmsearch.service.client import Client
from lfmsearch.service.offers import StoreOffer
from lfmsearch.types import Preview

# Where macOS lets a person give a program a folder that it keeps closed.
PRIVACY = "x-apple.systempreferences:com.apple.preference.security?Privacy_FilesAndFolders"

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may become a Source: a folder (kind empty), or a store of its kind."""

    path: str
    kind: str = ""


def suggested() -> list[tuple[str, bool]]:
    """Return the folders that are offered first, and whether they are chosen without a click."""
    where = QStandardPaths.StandardLocation
    wanted = ((where.DocumentsLocation, True), (where.DesktopLocation, True), (where.DownloadLocation, False))
    home = os.path.realpath(Path.home())
    found: dict[str, bool] = {}
    for location, chosen in wanted:
        path = QStandardPaths.writableLocation(location)
        # Where a desktop has no such folder it names the home itself.
        if path and os.path.isdir(path) and os.path.realpath(path) != home:
            found.setdefault(path, chosen)
    return list(found.items())


def shown_path(path: str) -> str:
    """Return a path below the home as `~/…`, kept apart from right-to-left words beside it."""
    return isolated_path(below_home(path))


def add_all(client: Client, chosen: list[Choice]) -> None:
    """Make what was chosen Sources."""
    for choice in chosen:
        client.add(choice.path, kind=choice.kind)


class Places(QWidget):
    """
    Two cards of choices.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self, link: Link, theme: Theme) -> None:
        super().__init__()
        self._link, self._theme = link, theme
        self._offered: dict[Choice, tuple[Row, QCheckBox]] = {}
        self.folders = Card(self.tr("Folders"))
        self.stores = Card(self.tr("Mail and notes on this computer"))
        self._looking = Row(self.tr("Looking for mail and notes…"))
        self.stores.add(self._looking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(int(2.5 * GRID))
        column.addWidget(self.folders)
        column.addWidget(self.stores)
        other = QPushButton(self.tr("Choose…"))
        other.clicked.connect(self._ask_folder)
        self.folders.add(Row(self.tr("Another folder"), "", other))
        for path, chosen in suggested():
            self.add_folder(path, chosen=chosen)
        link.ask(
            lambda client: client.discover(),
            self._show_stores,
            failed=self._failed,
            owner=self,
            lane="discover",
            waits=True,
        )

    def offered(self) -> list[tuple[Choice, QCheckBox]]:
        """Return every choice there is so far, and what switches it."""
        return [(choice, box) for choice, (_, box) in self._offered.items()]

    def chosen(self) -> list[Choice]:
        """Return what is chosen now."""
        return [choice for choice, (_, box) in self._offered.items() if box.isChecked()]

    def add_folder(self, path: str, *, chosen: bool = True) -> None:
        """Offer a folder; its files are counted by name and size alone."""
        choice = Choice(path)
        if choice in self._offered:
            self._offered[choice][1].setChecked(True)
            return
        row = self._offer(
            choice, os.path.basename(path) or path, f"{shown_path(path)} · {self.tr('counting…')}", chosen=chosen
        )
        self.folders.add(row, before_last=True)
        self._link.ask(
            lambda client: client.preview(path),
            lambda seen: self._show_preview(choice, row, seen),
            failed=lambda error: row.say(f"{shown_path(path)} · {said(error.message)}", "warn"),
            owner=row,
            lane="preview",
            waits=True,
        )

    def _offer(self, choice: Choice, title: str, detail: str, *, chosen: bool) -> Row:
        box = Switch(self._theme, on=chosen, flipped=lambda _: self.changed.emit())
        row = Row(title, detail, box)
        self._offered[choice] = (row, box)
        return row

    def _show_preview(self, choice: Choice, row: Row, seen: Preview) -> None:
        row.say(f"{shown_path(choice.path)} · {measures.preview(seen)}")
        closed = [reason for path, reason in seen.problems if path == choice.path]
        if not closed:
            return
        row.say(f"{shown_path(choice.path)} · {said(closed[0])}", "warn")
        if sys.platform == "darwin":
            self.folders.add(permission_row(row.title.text()), before_last=True)

    def _show_stores(self, offers: list[StoreOffer]) -> None:
        self.stores.clear()
        for offer in offers:
            place = shown_path(offer.path)
            if offer.problem:
                self.stores.add(row := Row(offer.title))
                row.say(f"{place} · {said(offer.problem)}", "warn")
            elif offer.added:
                self.stores.add(Row(offer.title, f"{place} · {self.tr('searched already')}"))
            else:
                self.stores.add(
                    self._offer(
                        Choice(offer.path, offer.kind), offer.title, f"{place} · {measures.store(offer)}", chosen=False
                    )
                )
        if not offers:
            self.stores.add(
                Row(self.tr("None found"), self.tr("Mailboxes and notes inside your folders are read too."))
            )

    def _failed(self, error: LfmsearchError) -> None:
        self._looking.say(said(error.message), "warn")

    def _ask_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), str(Path.home()))
        if path:
            self.add_folder(os.path.normpath(path))
            self.changed.emit()


def permission_row(folder: str) -> Row:
    """Return a line that says how macOS opens a folder it keeps closed."""
    opens = QPushButton(translate("Places", "Open privacy settings"))
    opens.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(PRIVACY)))
    row = Row(
        translate("Places", "macOS keeps “{0}” closed to lfmsearch").format(folder),
        translate(
            "Places", "Allow it under Files and Folders, then choose the folder again. Nothing is tried until then."
        ),
        opens,
    )
    row.say(row.detail.text(), "warn")
    return row
