"""
The stable list: what is shown while answers arrive, and what Return opens. Pure: no Qt.

Words answer first, words and meaning together a moment later. The row that is selected keeps its place and what it shows once it has
been there long enough to be read, or once the user has moved to it; everything else arranges itself around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from lfmsearch.types import Hit

Stage = Literal["words", "both"]

FIRM_SECONDS: Final = 0.15
"""A first row that has been shown for so long is not replaced: nobody reads and presses Return in less."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    One line of the list: a Hit, and those folded beneath it.

    Args:
        others: further messages of its thread.
        depth: 1 for one that was unfolded.
    """

    hit: Hit
    others: tuple[Hit, ...] = ()
    depth: int = 0

    @property
    def key(self) -> str:
        """The Document, the same whichever of its passages was found."""
        return self.hit.id.partition(":")[0]


def grouped(hits: Sequence[Hit], *, unfolded: frozenset[str] = frozenset()) -> list[Row]:
    """
    Return Hits as rows, the messages of one thread beneath its best one.

    Args:
        unfolded: threads whose messages have rows of their own, right below the best.
    """
    heads: dict[str, list[Hit]] = {}
    for hit in hits:
        heads.setdefault(hit.thread or f"document {hit.id}", []).append(hit)
    rows = []
    for thread, (first, *others) in heads.items():
        if thread in unfolded:
            rows.append(Row(first))
            rows += [Row(other, depth=1) for other in others]
        else:
            rows.append(Row(first, tuple(others)))
    return rows


def merged(shown: Sequence[Row], answer: Sequence[Row], pinned: int | None) -> list[Row]:
    """
    Return the rows of `answer`, the row `pinned` of what is shown at its place.

    Where the answer has too few rows to come before it, those that were shown there stay.
    """
    if pinned is None:
        return list(answer)
    kept = shown[pinned]
    rest: list[Row] = []
    for row in answer:
        if row.key == kept.key:
            kept = row
            continue
        others = tuple(hit for hit in row.others if Row(hit).key != kept.key)
        rest.append(row if len(others) == len(row.others) else Row(row.hit, others, row.depth))
    known = {row.key for row in rest} | {Row(hit).key for row in rest for hit in row.others}
    spare = (row for row in shown[:pinned] if row.key not in known)
    while len(rest) < pinned:
        rest.append(next(spare))
    return [*rest[:pinned], kept, *rest[pinned:]]


@dataclass(slots=True)
class Listing:
    """
    What is typed, what is shown, and which row is selected. Times are seconds of one clock.

    Args:
        text: as typed now.
        shown: the text that the rows answer; they stay until there is an answer to `text`.
        selected: -1 where there are no rows.
        touched: whether the user chose the selected row.
        opens: Return was pressed before there was an answer: the first row that answers is opened.
    """

    text: str = ""
    shown: str = ""
    stage: Stage = "both"
    rows: list[Row] = field(default_factory=list)
    selected: int = -1
    touched: bool = False
    opens: bool = False
    _since: float = 0.0
    _owed: int = 0

    @property
    def is_current(self) -> bool:
        """Whether what is shown answers what is typed."""
        return self.text == self.shown

    @property
    def chosen(self) -> Row | None:
        """The selected row."""
        return self.rows[self.selected] if self.selected >= 0 else None

    def typed(self, text: str) -> bool:
        """Take what is in the box now, and return whether it is another text."""
        if text == self.text:
            return False
        self.text, self.opens, self._owed = text, False, 0
        return True

    def answered(self, text: str, stage: Stage, rows: Sequence[Row], now: float) -> bool:
        """Take an answer, and return whether the list has changed. One to another text, or by less than is shown, changes nothing."""
        if text != self.text or (self.is_current and stage == "words" and self.stage == "both"):
            return False
        if not self.is_current:
            self.rows, self.shown, self.stage, self._since = list(rows), text, stage, now
            self.touched = bool(self._owed and rows)
            self.selected = min(self._owed, len(rows) - 1)
            self._owed = 0
        else:
            firm = self.touched or now - self._since >= FIRM_SECONDS
            before = self.chosen
            self.rows = merged(self.rows, rows, self.selected if firm and before else None)
            self.stage = stage
            self.selected = min(max(self.selected, 0), len(self.rows) - 1)
            if before is None or self.chosen is None or self.chosen.key != before.key:
                self._since = now
        return True

    def move(self, steps: int) -> None:
        """Select another row. While there is no answer to what is typed, the steps are taken in the answer."""
        if not self.is_current:
            self._owed = max(0, self._owed + steps)
        elif self.rows:
            self.select(self.selected + steps)

    def select(self, index: int) -> None:
        """Select a row of those shown; the first or last where there is none of that number."""
        if self.rows:
            self.selected = min(max(index, 0), len(self.rows) - 1)
            self.touched = True

    def enter(self) -> Row | None:
        """Return was pressed: return the row to open; None where what is typed has to be searched for first."""
        if self.is_current:
            return self.chosen
        self.opens = True
        return None

    def due(self) -> Row | None:
        """Return the row that an earlier Return asked for, once; None while there is none."""
        if not (self.opens and self.is_current):
            return None
        if self.chosen is not None or self.stage == "both":
            self.opens = False
        return self.chosen

    def drop(self, key: str) -> None:
        """Take a row out; the selection goes to the one that takes its place."""
        self.rows = [row for row in self.rows if row.key != key]
        self.selected = min(self.selected, len(self.rows) - 1)
