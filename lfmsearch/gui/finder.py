"""One search as it is typed: words at once, meaning when the hand rests, both merged into one stable list."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from lfmsearch.errors import BadQuery, LfmsearchError, ServiceNotRunning
from lfmsearch.gui.link import Link, Standing
from lfmsearch.gui.rows import Listing, Row, Stage, grouped
from lfmsearch.types import Hit, Mode, Results

# Meaning is asked for when no key was pressed for so long; words are asked for at every key. Where an answer takes long, in a large
# index, the hand is to rest longer, up to the second: else a search for half a word runs beside what is typed next, and delays it.
_REST_MS, _LONGEST_REST_MS = 120, 400
_RESTS_PER_ANSWER, _FORGOTTEN = 3.0, 0.8
# What is typed cannot be read: it may be half of something, so it is said only when the hand rests.
_SAY_MS = 700
# While files are read the list is brought up to date so often, and no more.
_REFRESH_MS = 3000
# Who has not found it among so many narrows the search down.
_MOST = 300
_BEGINNING = 3
# What is typed never begins so.
_LIKE = "\0like "


def as_you_type(query: str) -> str:
    """Return the query with its last word as a beginning (`invo` → `invo*`): what is still being typed is no whole word."""
    last = re.search(r"(?:^|\s)(\w+)$", query)
    if last is None or last[1].isdigit() or last[1] == "OR" or query.count('"') % 2:
        return query
    # Half of everything begins with two letters of an alphabet: that takes half a second among 100,000 documents, and says nothing.
    return f"{query}*" if len(last[1]) >= _BEGINNING or not last[1].isascii() else query


@dataclass(frozen=True, slots=True)
class Found:
    """What is known about the answer that is shown: the last Results, and the error in their place."""

    results: Results | None = None
    error: LfmsearchError | None = None


class Finder(QObject):
    """
    The search of one view. For the GUI thread.

    Args:
        lane: its name among the lanes of the Link; two views do not wait for each other.
        limit: how many Documents to ask for.
        clock: seconds.
    """

    changed = Signal()
    """The rows, the selection or what is known about them."""
    opens = Signal(object)
    """A Row to open: Return was pressed on it, or before it was found."""

    def __init__(
        self, link: Link, lane: str, limit: int, parent: QObject, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.listing = Listing()
        self.found = Found()
        self.limit = self._page = limit
        self.sort = "relevance"
        self.mode: Mode = "both"
        self.shows_loose = False  # whether the user wants what is only loosely related
        self.counts = False  # whether facets are wanted
        self.unfolded: frozenset[str] = frozenset()
        self.hidden: frozenset[str] = frozenset()
        self._link, self.lane, self._clock = link, lane, clock
        self._answer_ms = 0.0  # what an answer with meaning took lately
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._ask_both)
        self._saying = QTimer(self, singleShot=True, interval=_SAY_MS)
        self._saying.timeout.connect(self._say)
        self._refreshing = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refreshing.timeout.connect(self._ask_both)
        self._unsaid: LfmsearchError | None = None
        link.standing_changed.connect(self._stands)

    @property
    def waits(self) -> bool:
        """Whether an answer to what is typed is still to come."""
        return (
            bool(self.listing.text)
            and (not self.listing.is_current or self.listing.stage == "words")
            and self.found.error is None
        )

    @property
    def is_like(self) -> bool:
        """Whether the rows are those like a Hit, and not those of what is typed."""
        return self.listing.text.startswith(_LIKE)

    def refresh(self) -> None:
        """Ask once more when the index has changed, at most every few seconds; the selected row stays."""
        if not self._refreshing.isActive() and not self.is_like:
            self._refreshing.start()

    def type(self, query: str) -> None:
        """Take the query as it is now. The list stays until there is an answer."""
        query = query.strip(" ") if not query.strip() else query
        if self.listing.typed(query):
            self.hidden = self.unfolded = frozenset()
            self.shows_loose = False
            self.limit = self._page
            self._seek()

    def again(self) -> None:
        """Ask again for the same: the index, the order or the way of searching has changed."""
        self._seek()

    def enter(self) -> None:
        """Return was pressed: open the selected row, or the first as soon as there is an answer."""
        row = self.listing.enter()
        if row is not None:
            self.opens.emit(row)
        else:
            self._say()

    def move(self, steps: int) -> None:
        """Select another row."""
        self.listing.move(steps)
        self.changed.emit()

    def select(self, index: int) -> None:
        """Select a row that is shown."""
        if index != self.listing.selected or not self.listing.touched:
            self.listing.select(index)
            self.changed.emit()

    def fold(self, thread: str) -> None:
        """Show the messages of a thread as rows of their own, or beneath its best again."""
        self.unfolded ^= {thread}
        self._regroup()

    def hide(self, key: str) -> None:
        """Leave a Document out of this search until the text changes."""
        self.hidden |= {key}
        self.listing.drop(key)
        self.changed.emit()

    def like(self, hit: Hit) -> None:
        """Show what is like a Hit, until something else is typed."""
        text, limit = f"{_LIKE}{hit.id}", self.limit
        self.listing.typed(text)
        self._saying.stop()
        self._resting.stop()

        def show(results: Results) -> None:
            self._take(text, "both", results)

        def fail(error: LfmsearchError) -> None:
            self._fail(text, error)

        self._link.ask(
            lambda client: client.similar(hit.id, limit=limit), show, failed=fail, owner=self, lane=f"{self.lane}-both"
        )

    def more(self) -> None:
        """Ask for further rows, when there are any: whoever scrolls to the end wants them."""
        results = self.found.results
        if results is None or self.waits or self.is_like:
            return
        if len(results.hits) >= self.limit < min(_MOST, results.total):
            self.limit = min(_MOST, self.limit + self._page)
            self._ask_both()

    def show_loose(self) -> None:
        """Show what is only loosely related, where nothing else was found."""
        self.shows_loose = True
        self._regroup()

    @property
    def loose_from(self) -> int | None:
        """The first row from which on all are only loosely related; None where there is none."""
        rows = self.listing.rows
        first = len(rows)
        while first and not rows[first - 1].hit.related:
            first -= 1
        return first if first < len(rows) else None

    def order(self, sort: str) -> None:
        """Sort by `relevance` or `date`."""
        if sort != self.sort:
            self.sort = sort
            self.listing.shown = "\0"  # another list altogether: nothing keeps its place
            self._seek()

    # Inside

    def _seek(self) -> None:
        self._saying.stop()
        self._resting.stop()
        if not self.listing.text:
            self.found = Found()
            self.listing.answered("", "both", [], self._clock())
            self.changed.emit()
            return
        if self.sort == "relevance":
            self._ask(as_you_type(self.listing.text), "words", "words")
        self._resting.start()

    def _ask_both(self) -> None:
        if not self.listing.text or self.is_like:
            return
        self._ask(self.listing.text, "both", self.mode)

    def _ask(self, query: str, stage: Stage, mode: Mode) -> None:
        text, limit, sort = self.listing.text, self.limit, self.sort
        facets = self.counts and stage == "both"

        def show(results: Results) -> None:
            self._take(text, stage, results)

        def fail(error: LfmsearchError) -> None:
            self._fail(text, error)

        self._link.ask(
            lambda client: client.search(
                query, limit=limit, sort=sort, mode=mode, facets=facets, quick=stage == "words"
            ),
            show,
            failed=fail,
            owner=self,
            lane=f"{self.lane}-{stage}",
            replaces=stage,
        )

    def _take(self, text: str, stage: Stage, results: Results) -> None:
        if text != self.listing.text:
            return
        self._saying.stop()
        if self.listing.answered(text, stage, self._rows(results), self._clock()):
            self.found = Found(results)
            if stage == "both":
                self._answer_ms = max(results.took_ms.get("total", 0.0), _FORGOTTEN * self._answer_ms)
                self._resting.setInterval(
                    round(min(max(_REST_MS, _RESTS_PER_ANSWER * self._answer_ms), _LONGEST_REST_MS))
                )
            self.changed.emit()
            row = self.listing.due()
            if row is not None:
                self.opens.emit(row)

    def _rows(self, results: Results) -> list[Row]:
        if results.related == 0 and not self.shows_loose:
            return []
        hits = [hit for hit in results.hits if Row(hit).key not in self.hidden]
        return grouped(hits, unfolded=self.unfolded)

    def _regroup(self) -> None:
        if self.found.results is not None:
            self.listing.answered(self.listing.text, self.listing.stage, self._rows(self.found.results), self._clock())
            self.changed.emit()

    def _fail(self, text: str, error: LfmsearchError) -> None:
        if text != self.listing.text:
            return
        self._unsaid = error
        if isinstance(error, BadQuery):
            if self.listing.opens:
                self._say()
            else:
                self._saying.start()
        elif not isinstance(error, ServiceNotRunning):  # the Link says that, and asks again when it is back
            self._say()

    def _say(self) -> None:
        if self._unsaid is None:
            return
        self.found, self._unsaid = Found(error=self._unsaid), None
        self.listing.answered(self.listing.text, "both", [], self._clock())
        self.listing.rows, self.listing.selected = [], -1
        self.changed.emit()

    def _stands(self, standing: Standing) -> None:
        if standing.state == "ready" and self.listing.text and self.waits:
            self._seek()
