"""What stands under a search box, and what joins it to the box: the same in the quick-find and in the window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lfmsearch.gui.completing import Completing
from lfmsearch.gui.finder import Finder
from lfmsearch.gui.link import Link
from lfmsearch.gui.notice import Notice
from lfmsearch.gui.resultlist import ResultList
from lfmsearch.gui.searchbox import SearchBox
from lfmsearch.gui.start import Start
from lfmsearch.gui.states import Offer, page_of
from lfmsearch.gui.theme import Theme


class Searching(QStackedWidget):
    """
    Shows the rows of a search; where there are none, why; under an empty box, what one may begin with.

    Args:
        box, finder, rows: what is joined. They belong to whoever made them.
    """

    opens = Signal(object)
    """A Row that is to be opened."""
    offered = Signal(object)
    """An Offer that was taken up and leads out of the search."""
    shown = Signal()
    """What is shown may be another."""

    def __init__(
        self, box: SearchBox, finder: Finder, rows: ResultList, link: Link, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._box, self._finder, self._rows, self._link = box, finder, rows, link
        self.start, self.notice = Start(link, theme, self), Notice(theme, self)
        for page in (self.start, rows, self.notice):
            self.addWidget(page)
        Completing(box, link, f"{finder.lane}-suggest", self)
        box.changed.connect(self._type)
        box.entered.connect(self._enter)
        box.stepped.connect(self._step)
        box.recalled.connect(lambda: self.start.move_by(-1))
        rows.pointed.connect(finder.select)
        rows.opened.connect(lambda index: self.opens.emit(finder.listing.rows[index]))
        finder.changed.connect(self.show_state)
        finder.opens.connect(self.opens)
        self.start.chosen.connect(self.search)
        self.start.opens.connect(self.opens)
        self.notice.taken.connect(self._take)
        link.status_changed.connect(lambda _: self._stands())
        link.standing_changed.connect(lambda _: self.show_state())

    @property
    def has_rows(self) -> bool:
        """Whether rows are shown."""
        return self.currentWidget() is self._rows

    def search(self, query: str) -> None:
        """Search for `query`."""
        self._box.put(query)
        self._box.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """What was recent when it was hidden may be old by now."""
        super().showEvent(event)
        self._refresh()

    def show_state(self) -> None:
        """Show the rows, or what stands in their place."""
        listing, link = self._finder.listing, self._link
        self._rows.show_rows(listing, self._finder.loose_from)
        nothing_chosen = link.status is not None and not link.status.by_source
        if not listing.text and link.standing.state in ("ready", "starting") and not nothing_chosen:
            self.setCurrentWidget(self.start)
        elif listing.rows:
            self.setCurrentWidget(self._rows)
        else:
            found = self._finder.found
            results = None if self._finder.waits else found.results
            page = page_of(link.standing, link.status, results, found.error, self._box.chips)
            if page is not None:
                self.notice.show_page(page)
                self.setCurrentWidget(self.notice)
            elif self.currentWidget() is self.start:
                self.setCurrentWidget(self._rows)
        self.shown.emit()

    def _type(self, query: str) -> None:
        self._finder.type(query)
        if not query:
            self._refresh()
        self.show_state()

    def _enter(self) -> None:
        if self.currentWidget() is self.notice and self._finder.listing.is_current:
            self.notice.enter()
        elif self._box.query:
            self._finder.enter()
        else:
            self.start.enter()

    def _step(self, steps: int) -> None:
        if self._box.query:
            self._finder.move(steps)
        else:
            self.start.move_by(steps)

    def _take(self, offer: Offer) -> None:
        if offer.does == "drop":
            self._box.remove(offer.what)
        elif offer.does == "loose":
            self._finder.show_loose()
        elif offer.does == "search":
            self.search(offer.what)
        else:
            self.offered.emit(offer)

    def _stands(self) -> None:
        self._refresh()
        self.show_state()

    def _refresh(self) -> None:
        """Ask what is recent, while that is looked at."""
        if self.isVisible() and not self._box.query:
            self.start.refresh()
