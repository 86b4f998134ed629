"""The first run: what may be found, by which model, and how to come back. Three steps; reading begins with the first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui.cards import Page, dress, label, set_tone
from lfmsearch.gui.condition import condition_of
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.link import Link
from lfmsearch.gui.settings.look import SummonCard, login_card
from lfmsearch.gui.setup.model import ModelCard
from lfmsearch.gui.setup.places import Places, add_all
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import GRID, META
from lfmsearch.gui.words import told
from lfmsearch.types import Status


class FirstRun(QWidget):
    """
    The three steps. For as long as nothing is searched.

    Signals:
        finished: the user has gone through, or goes on without.
    """

    finished = Signal()

    def __init__(self, link: Link, theme: Theme, hotkey: HeldHotkey) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._link = link
        self.setWindowTitle(self.tr("Welcome to lfmsearch"))
        self.resize(720, 640)
        self.places = Places(link, theme)
        self.model = ModelCard(link)
        self._pages = QStackedWidget()
        self._add_steps(theme, hotkey)
        self._says = label("", tone="soft", size=META, wraps=False)
        self._dots = QLabel()
        self.back = QPushButton(self.tr("Back"))
        self.back.setProperty("quiet", "yes")
        self.back.clicked.connect(lambda: self.go(self._pages.currentIndex() - 1))
        self.next = QPushButton()
        self.next.setProperty("main", "yes")
        self.next.clicked.connect(self._forward)
        self._lay_out()
        self.places.changed.connect(self._refresh)
        self.model.rested.connect(self._refresh)
        link.status_changed.connect(self._show_status)
        dress(self, theme)
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it is going on without."""
        super().closeEvent(event)
        self.finished.emit()

    def _add_steps(self, theme: Theme, hotkey: HeldHotkey) -> None:
        first = Page(
            self.tr("What may be found?"),
            self.tr(
                "Choose folders, mail and notes. Nothing has been read so far, and nothing ever leaves this computer."
            ),
        )
        first.add(self.places)
        second = Page(
            self.tr("Find by meaning"),
            self.tr(
                "With a model, “what did the plumber charge” finds the invoice that never says plumber. "
                "Without one, search is by words alone; you can add it later."
            ),
        )
        second.add(self.model)
        third = Page(self.tr("Always at hand"), self.tr("One key brings up the search, whatever you are doing."))
        third.add(SummonCard(self._link.home, hotkey))
        third.add(login_card(self._link, theme))
        for page in (first, second, third):
            self._pages.addWidget(page)

    def _lay_out(self) -> None:
        line = QFrame()
        line.setProperty("hairline", "yes")
        line.setFixedHeight(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(4 * GRID, int(1.5 * GRID), 4 * GRID, int(1.5 * GRID))
        foot.setSpacing(GRID)
        foot.addWidget(self._dots)
        foot.addSpacing(GRID)
        foot.addWidget(self._says, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(line)
        column.addLayout(foot)

    def go(self, step: int) -> None:
        """Turn to a step, from 0."""
        self._pages.setCurrentIndex(step)
        self._refresh()

    def _forward(self) -> None:
        step = self._pages.currentIndex()
        if step == 0 and (chosen := self.places.chosen()):
            self._link.ask(lambda client: add_all(client, chosen), lambda _: None, failed=self._fail, owner=self)
        if step == self._pages.count() - 1:
            self.close()
        else:
            self.go(step + 1)

    def _refresh(self) -> None:
        step, last = self._pages.currentIndex(), self._pages.count() - 1
        chosen = len(self.places.chosen())
        starts = self.tr("Read %n place(s)", "", chosen) if chosen else self.tr("Choose later")
        on = self.tr("Next") if self.model.is_here() else self.tr("Go on without")
        self.next.setText((starts, on, self.tr("Begin to search"))[step])
        # One button asks to be pressed: on the second step it is the download, as long as there is one to make.
        self.next.setProperty("main", "no" if step == 1 and not self.model.is_here() else "yes")
        self.next.style().unpolish(self.next)
        self.next.style().polish(self.next)
        self.back.setVisible(step > 0)
        self._dots.setText(" ".join("●" if each == step else "○" for each in range(last + 1)))
        self._dots.setAccessibleName(self.tr("Step {0} of {1}").format(step + 1, last + 1))
        self._dots.setProperty("tone", "accent")

    def _show_status(self, status: Status) -> None:
        if status.by_source:
            set_tone(self._says, "soft")
            self._says.setText(condition_of(self._link.standing.state, "", status).sentence)

    def _fail(self, error: LfmsearchError) -> None:
        set_tone(self._says, "bad")
        self._says.setText(told(error))
