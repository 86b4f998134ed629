"""An index that remembers what was searched for and opened, as far as its owner lets it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from lfmsearch import config as settings
from lfmsearch.errors import HitNotFound
from lfmsearch.models.loaded import LoadedModel
from lfmsearch.models.loaded_late import LoadedLate
from lfmsearch.search.remembered import Remembered, thing_of
from lfmsearch.search.searched import SearchedIndex
from lfmsearch.store.connection import translated
from lfmsearch.system.paths import Home
from lfmsearch.types import Hit, Query, Recent

# A mail from the future is junk or a clock gone wrong; what is dated tomorrow may be somewhere ahead of us.
_AHEAD_SECONDS = 86_400.0


class RememberingIndex(SearchedIndex):
    """The history of `lfmsearch.Index`. Used by one thread at a time."""

    def __init__(self, home: Home, model: LoadedModel, late: LoadedLate, *, late_bytes: int) -> None:
        super().__init__(home, model, late, late_bytes=late_bytes)
        self._remembered = Remembered(home.history_path)

    def recent(self, *, limit: int = 8) -> Recent:
        """Return the last searches, the Documents last opened, and those that changed last; at most `limit` of each."""
        from lfmsearch.store.census import Census

        history, now = self._remembered.history(), self._remembered.now()
        with translated(self.home.index_path):
            census = Census(self._reading())
            held = dict.fromkeys(census.identified(one.thing for one in history.opened))
            opened = [number for number in held if number is not None]
            changed = census.newest(2 * limit, until=now + _AHEAD_SECONDS)
            return Recent(
                searches=tuple(one.text for one in history.searches[:limit]),
                opened=self._shown(opened, limit),
                changed=self._shown(changed, limit),
                remembering=self._remembers(),
            )

    def remember(self, *, query: str = "", hit_or_path: str = "") -> None:
        """
        Remember a search that was meant, a Document that was opened, or both; nothing while history is turned off.

        A path that is not indexed, or holds several Documents, is none that could be found again: it is not remembered.

        Raises:
            HitNotFound: a Hit names no Document.
        """
        from lfmsearch.search.history import with_opened, with_search
        from lfmsearch.search.ids import is_hit

        if not self._remembers():
            return
        if query:
            self._remembered.change(lambda history, now: with_search(history, query, now))
        if not hit_or_path:
            return
        with contextlib.nullcontext() if is_hit(hit_or_path) else contextlib.suppress(HitNotFound):
            number = self._meant(hit_or_path)
            thing = thing_of(self._reader().documents([number])[number])
            self._remembered.change(lambda history, now: with_opened(history, thing, now))

    def not_this(self, query: str, hit_or_path: str, *, undo: bool = False) -> None:
        """
        Remember that a Document is not what `query` is for, so that it comes lower there; `undo` takes it back.

        Raises:
            HitNotFound: there is no such Document.
        """
        from lfmsearch.search.history import with_unwanted

        number = self._meant(hit_or_path)
        thing = thing_of(self._reader().documents([number])[number])
        if undo or self._remembers():
            self._remembered.change(lambda history, now: with_unwanted(history, query, thing, now, unwanted=not undo))

    def clear_history(self, *, query: str = "", hit_or_path: str = "") -> None:
        """
        Forget one search, or all about one Document; with neither, everything.

        Raises:
            HitNotFound: there is no such Document.
            MachineError: the file cannot be removed.
        """
        from lfmsearch.search.history import without

        if not query and not hit_or_path:
            self._remembered.erase()
            return
        number = self._meant(hit_or_path) if hit_or_path else None
        thing = thing_of(self._reader().documents([number])[number]) if number is not None else None
        self._remembered.change(lambda history, _: without(history, text=query, thing=thing))

    def opened_lifts(self, query: str) -> dict[int, float]:
        """Return how much each Document is to be lifted in the answer to `query`, as `history.lifts` has it."""
        from lfmsearch.store.census import Census

        lifts = self._remembered.lifts(Census(self._reading()), query)
        return lifts if lifts and self._remembers() else {}

    def _meant(self, hit_or_path: str) -> int:
        from lfmsearch.search.similar import document_meant

        return document_meant(self._reader(), hit_or_path)

    def _shown(self, numbers: Sequence[int], limit: int) -> tuple[Hit, ...]:
        from lfmsearch.search.hits import hits
        from lfmsearch.search.searcher import Ranking

        order = tuple((number, 0.0) for number in numbers)
        ranking = Ranking(order=order, words={}, meaning={}, terms=(), weight=0.0, comparison=None, took_ms={})
        return tuple(hits(self._reader(), Query("", ""), ranking, start=0, limit=limit))

    def _remembers(self) -> bool:
        return settings.load(self.home).history  # as it is now: a service goes on for weeks
