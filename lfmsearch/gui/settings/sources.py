"""Settings: what is searched, by which rules, and what is left out and why."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui import words
from lfmsearch.gui.cards import Card, Page, Row, dress, label
from lfmsearch.gui.link import Link
from lfmsearch.gui.setup.places import Places, add_all, permission_row, shown_path
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import GRID, PASSAGE
from lfmsearch.service.offers import LeftOut
from lfmsearch.types import Source, SourceSummary


class Sources(Page):
    """The page."""

    def __init__(self, link: Link, theme: Theme) -> None:
        super().__init__(
            self.tr("What is searched"),
            self.tr(
                "Changes are taken up at once. What is removed here is erased from the index, never from your disk."
            ),
        )
        self._link, self._theme = link, theme
        self.card = Card("")
        self.add(self.card)
        more = QPushButton(self.tr("Add folders, mail or notes…"))
        more.clicked.connect(self._more)
        rules = QPushButton(self.tr("What is left out, and why"))
        rules.setProperty("quiet", "yes")
        rules.clicked.connect(self._show_left_out)
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(more)
        line.addWidget(rules)
        line.addStretch(1)
        self.add(buttons)
        self._shown: list[SourceSummary] | None = None
        link.status_changed.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Read anew what is searched."""
        self._link.ask(lambda client: client.sources(), self._show, owner=self, lane="sources", replaces="sources")

    def _show(self, summaries: list[SourceSummary]) -> None:
        if summaries == self._shown:
            return
        self._shown = summaries
        self.card.clear()
        for summary in summaries:
            self.card.add(self._row(summary))
            if not summary.available and os.path.exists(summary.source.path) and sys.platform == "darwin":
                self.card.add(permission_row(os.path.basename(summary.source.path)))
        if not summaries:
            self.card.add(Row(self.tr("Nothing yet"), self.tr("Choose folders, mail or notes below.")))

    def _row(self, summary: SourceSummary) -> Row:
        source = summary.source
        facts = [shown_path(source.path), self.tr("%n document(s)", "", summary.documents)]
        if summary.problems:
            facts.append(self.tr("%n problem(s)", "", summary.problems))
        if summary.in_cloud:
            facts.append(self.tr("%n kept in the cloud", "", summary.in_cloud))
        rules = len(source.include) + len(source.exclude)
        if rules:
            facts.append(self.tr("%n rule(s) of yours", "", rules))
        change = QPushButton(self.tr("Rules…"))
        change.setProperty("quiet", "yes")
        change.clicked.connect(lambda: self._change(source))
        remove = QPushButton(self.tr("Remove…"))
        remove.setProperty("quiet", "yes")
        remove.clicked.connect(lambda: self._remove(summary))
        row = Row(os.path.basename(source.path) or source.path, " · ".join(facts), change, remove)
        if not summary.available:
            row.say(
                f"{shown_path(source.path)} · {self.tr('not there now; what was read of it stays findable')}", "warn"
            )
        return row

    def _more(self) -> None:
        dialog = AddPlaces(self._link, self._theme, self)
        if dialog.exec() and (chosen := dialog.places.chosen()):
            self._link.ask(
                lambda client: add_all(client, chosen), lambda _: self.refresh(), failed=self._fail, owner=self
            )

    def _change(self, source: Source) -> None:
        dialog = RulesDialog(source, self._theme, self)
        if dialog.exec():
            include, exclude = dialog.patterns()
            self._link.ask(
                lambda client: client.change_source(source.path, include=include, exclude=exclude),
                lambda _: self.refresh(),
                failed=self._fail,
                owner=self,
            )

    def _remove(self, summary: SourceSummary) -> None:
        title = self.tr("Stop searching “{0}”?").format(os.path.basename(summary.source.path))
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, parent=self)
        box.setInformativeText(
            self.tr("What was read of it is erased from the index. The folder and everything in it stay as they are.")
        )
        yes = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is yes:
            path = summary.source.path
            self._link.ask(
                lambda client: client.remove(path),
                lambda _: self.refresh(),
                failed=self._fail,
                owner=self,
                lane="removing",
            )

    def _show_left_out(self) -> None:
        self._link.ask(
            lambda client: client.left_out(), lambda said: LeftOutDialog(said, self._theme, self).show(), owner=self
        )

    def _fail(self, error: LfmsearchError) -> None:
        QMessageBox.warning(self, "lfmsearch", words.told(error))


class AddPlaces(QDialog):
    """The choices of the first run, later."""

    def __init__(self, link: Link, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add what is searched"))
        self.resize(620, 560)
        self.places = Places(link, theme)
        for _, box in self.places.offered():
            box.setChecked(False)
        page = Page(self.tr("Add what is searched"), self.tr("Nothing is read before you add it."), margin=3 * GRID)
        page.add(self.places)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        add = buttons.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        add.setProperty("main", "yes")
        add.setEnabled(False)
        self.places.changed.connect(lambda: add.setEnabled(bool(self.places.chosen())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        _lay_out(self, page, buttons)
        dress(self, theme)


class RulesDialog(QDialog):
    """The patterns of one Source."""

    def __init__(self, source: Source, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rules"))
        self.resize(560, 520)
        page = Page(
            self.tr("Rules for “{0}”").format(os.path.basename(source.path)), shown_path(source.path), margin=3 * GRID
        )
        self.exclude = _patterns(source.exclude, "Drafts/\n*.bak")
        self.include = _patterns(source.include, "*.md")
        for title, about, box in (
            (
                self.tr("Leave out"),
                self.tr("One pattern a line: a name, a folder with / at its end, *.ending."),
                self.exclude,
            ),
            (
                self.tr("Take in all the same"),
                self.tr("What is left out everywhere (hidden files, caches, programs) and is wanted here."),
                self.include,
            ),
        ):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GRID // 2)
            column.addWidget(label(title, strong=True))
            column.addWidget(label(about, tone="soft", size=PASSAGE))
            column.addSpacing(GRID // 2)
            column.addWidget(box)
            box.setAccessibleName(title)
            page.add(holder)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("main", "yes")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        _lay_out(self, page, buttons)
        dress(self, theme)

    def patterns(self) -> tuple[list[str], list[str]]:
        """Return what is taken in and what is left out."""
        return _lines(self.include), _lines(self.exclude)


class LeftOutDialog(QDialog):
    """What is left out everywhere, by reason."""

    def __init__(self, said: list[LeftOut], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What is left out"))
        self.resize(620, 560)
        page = Page(
            self.tr("What is left out, and why"),
            self.tr(
                "A rule of yours takes in what is wanted all the same. “lfmsearch why FILE” says which rule holds a file back."
            ),
            margin=3 * GRID,
        )
        for each in said:
            names = "  ".join((*each.patterns, *map(shown_path, each.places)))
            page.add(Card("", Row(_begun(words.said(each.reason)), names)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        _lay_out(self, page, buttons)
        dress(self, theme)


def _begun(phrase: str) -> str:
    """A phrase as it begins a sentence."""
    return phrase[:1].upper() + phrase[1:]


def _patterns(lines: tuple[str, ...], example: str) -> QPlainTextEdit:
    box = QPlainTextEdit("\n".join(lines))
    box.setPlaceholderText(example)
    box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    box.setMinimumHeight(84)
    box.setTabChangesFocus(True)
    return box


def _lines(box: QPlainTextEdit) -> list[str]:
    return [line.strip() for line in box.toPlainText().splitlines() if line.strip()]


def _lay_out(dialog: QDialog, page: QScrollArea, buttons: QDialogButtonBox) -> None:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page, 1)
    foot = QHBoxLayout()
    foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
    foot.addWidget(buttons)
    column.addLayout(foot)
