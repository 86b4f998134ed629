"""Every file that could not be read, and why; with what can be done about it."""

from __future__ import annotations

import os
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui.cards import Card, Page, Row, dress
from lfmsearch.gui.link import Link
from lfmsearch.gui.setup.places import shown_path
from lfmsearch.gui.telling import isolated, printable
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import GRID
from lfmsearch.gui.words import said, told
from lfmsearch.system.opening import reveal
from lfmsearch.types import Problem, Status, Why

_AT_ONCE = 50


class Problems(QWidget):
    """A window of problems, grouped by reason, the most frequent first."""

    def __init__(self, link: Link, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._link, self._theme = link, theme
        self._problems: list[Problem] = []
        self._count = 0
        self.setWindowTitle(self.tr("Problems"))
        self.resize(760, 620)
        self.page = Page(self.tr("What could not be read"), self.tr("Reading the list…"))
        self.cards = QWidget()
        self._column = QVBoxLayout(self.cards)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(int(2.5 * GRID))
        self.more = QPushButton(self.tr("Show more"))
        self.more.clicked.connect(self._read_more)
        self.more.hide()
        self.again = QPushButton(self.tr("Try all again"))
        self.again.clicked.connect(lambda: self._retry([problem.path for problem in self._problems]))
        feet = QWidget()
        foot = QHBoxLayout(feet)
        foot.setContentsMargins(0, 0, 0, 0)
        self.again.hide()
        foot.addWidget(self.again)
        foot.addWidget(self.more)
        foot.addStretch(1)
        self.page.add(self.cards)
        self.page.add(feet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        dress(self, theme)
        link.status_changed.connect(self._look)
        self.refresh()

    def refresh(self) -> None:
        """Read them anew."""
        limit = max(_AT_ONCE, len(self._problems))
        self._link.ask(
            lambda client: (client.problems(limit=limit), client.status().problem_count),
            self._show,
            owner=self,
            lane="problems",
            replaces="problems",
        )

    def _look(self, status: Status) -> None:
        if self.isVisible() and status.problem_count != self._count:
            self.refresh()

    def _read_more(self) -> None:
        have = len(self._problems)
        self._link.ask(
            lambda client: (client.problems(offset=have, limit=_AT_ONCE), client.status().problem_count),
            lambda found: self._show(([*self._problems, *found[0]], found[1])),
            owner=self,
            lane="problems",
        )

    def _show(self, found: tuple[list[Problem], int]) -> None:
        self._problems, self._count = found
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if self._problems:
            about = self.tr(
                "%n file(s). They are still found by their names; nothing is hidden from you.", "", self._count
            )
        else:
            about = self.tr("Nothing: every file that was looked at could be read.")
        self.page.about.setText(about)
        for reason, problems in grouped(self._problems):
            shown = said(reason)
            card = Card(f"{shown} ({len(problems)})" if len(problems) > 1 else shown)
            for problem in problems:
                card.add(self._row(problem))
            self._column.addWidget(card)
        self.again.setVisible(bool(self._problems))
        self.more.setVisible(self._count > len(self._problems))

    def _row(self, problem: Problem) -> Row:
        why = QPushButton(self.tr("Why?"))
        show = QPushButton(self.tr("Show in folder"))
        again = QPushButton(self.tr("Try again"))
        for button in (why, show, again):
            button.setProperty("quiet", "yes")
        row = Row(isolated(printable(os.path.basename(problem.path))), detail_of(problem), why, show, again)
        why.clicked.connect(lambda: self._ask_why(problem))
        show.clicked.connect(
            lambda: self._link.do(lambda: reveal(problem.path), lambda _: None, failed=self._fail, owner=row)
        )
        again.clicked.connect(lambda: self._retry_one(problem, row))
        return row

    def _ask_why(self, problem: Problem) -> None:
        self._link.ask(lambda client: client.why(problem.path), self._say_why, failed=self._fail, owner=self)

    def _say_why(self, why: Why) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("Why?"), printable(os.path.basename(why.path)), parent=self)
        box.setInformativeText(f"{said(why.reason)}\n\n{shown_path(why.path)}")
        box.addButton(QMessageBox.StandardButton.Close)
        box.exec()

    def _retry_one(self, problem: Problem, row: Row) -> None:
        row.say(self.tr("It is being read again…"), "accent")
        self._retry([problem.path])

    def _retry(self, paths: list[str]) -> None:
        self._link.ask(lambda client: client.read_again(paths), lambda _: None, failed=self._fail, owner=self)

    def _fail(self, error: LfmsearchError) -> None:
        QMessageBox.warning(self, "lfmsearch", told(error))


def grouped(problems: list[Problem]) -> list[tuple[str, list[Problem]]]:
    """Return the problems by reason, the most frequent first, each in the order given."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.reason, []).append(problem)
    return sorted(found.items(), key=lambda each: -len(each[1]))


def detail_of(problem: Problem) -> str:
    """Return where it lies and since when it is one."""
    parts = [shown_path(os.path.dirname(problem.path))]
    try:
        since = datetime.fromisoformat(problem.since)
        parts.append(QLocale().toString(QDate(since.year, since.month, since.day), QLocale.FormatType.ShortFormat))
    except ValueError:
        pass
    return " · ".join(parts)
