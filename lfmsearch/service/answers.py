"""What a service answers from the index alone: everything that is asked and changes nothing."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import cast

from lfmsearch.config import Config
from lfmsearch.index import Index
from lfmsearch.indexing.late import LateWork
from lfmsearch.indexing.readers import pool_of
from lfmsearch.models.loaded import LoadedModel
from lfmsearch.models.loaded_late import LoadedLate, Rerank
from lfmsearch.search.measured import measure
from lfmsearch.service.kept import KeptReaders
from lfmsearch.sources import registry
from lfmsearch.store.connection import Connection, connect
from lfmsearch.store.late import LateStore
from lfmsearch.store.passages import Passages
from lfmsearch.system.opening import Opening
from lfmsearch.system.paths import Home
from lfmsearch.types import (
    Explanation,
    Mode,
    Passage,
    Picture,
    Preview,
    Recent,
    Results,
    SourceSummary,
    Status,
    Suggestion,
    Why,
)

# Between two countings lies so many times what the last one took.
_COUNT_SHARE = 9.0
# Or less, where a machine was asleep in the middle of it: nobody is told what was true so long ago.
_OLDEST_COUNT = 10.0


class Answers:
    """
    The reading verbs of `lfmsearch.service.verbs.Answering`, for as many threads as ask.

    Searches wait for each other and for nothing else; what needs no model is asked over a second connection, so that it does not
    wait for them either. Searches by words alone have a third: they are what is shown while one types, and come while the last
    question still waits for a model.

    Args:
        model: shared by both.
        late: the model that ranks again.
    """

    def __init__(self, home: Home, config: Config, model: LoadedModel, late: LoadedLate) -> None:
        self._home, self._config, self._model, self._late = home, config, model, late
        self._searching, self._asking, self._typing = threading.Lock(), threading.Lock(), threading.Lock()
        self._searched = Index(home, config, model=model, late=late)
        self._asked = Index(home, config, model=model, late=late)
        self._typed = Index(home, config, model=model)
        self._last_used = time.monotonic()
        self._drawing = ThreadPoolExecutor(1, "lfmsearch-drawing")  # a child ends with the thread that started it
        self._drawers = KeptReaders(lambda: pool_of(self._config, registry.sources(home), priority="normal"))
        self._drawn_from = Index(home, config, model=model)
        self._drawn_for: tuple[object, ...] = ()
        self._resting = False
        self._counted: Status | None = None
        self._counted_at = self._counting_took = 0.0

    def searching(self) -> None:
        """Called when a search begins."""

    def _wake(self) -> None:
        """Called when a search has left something for the indexer to do."""

    def settle(self, store: LateStore) -> bool:
        """Write down what searches have met; return whether there was anything."""
        return self._searched.settle(store)

    def late_work(self, connection: Connection, loading: Executor) -> LateWork:
        """Return what is to be encoded of what searches have met, for the indexer's thread; the model is loaded in `loading`."""
        store = LateStore(self._home.late_path, budget_bytes=self._config.late_disk_mb * 1_000_000)
        passages = Passages(connection)
        return LateWork(
            self._late, store, passages, settle=self.settle, load=lambda: loading.submit(self._late.warm).result()
        )

    def change_late(self, config: Config) -> None:
        """Rank again by other settings from now on."""
        with self._searching:
            rerank = cast("Rerank", config.rerank)
            self._late.change(wanted=config.reranker, rerank=rerank, budget_ms=config.rerank_budget_ms)

    def used(self) -> None:
        """Say that the model was used just now."""
        self._last_used = time.monotonic()
        self._resting = False

    def measure(self, loading: Executor, *, busy: Callable[[], bool]) -> None:
        """
        Measure what the scores of the index mean, where what is known no longer holds. Once `busy`, the next time measures all of it.

        Args:
            loading: loads the model, in a thread that gives way to nobody.
        """
        with contextlib.closing(connect(self._home.index_path, write=False)) as connection:
            measure(
                connection, self._home, lambda recipe: loading.submit(self._model.for_queries, recipe).result(), busy
            )

    def rest_after(self, seconds: float) -> bool:
        """Give back the model, the vectors and what is kept of the index when nobody has used them for so long; return whether."""
        self._drawing.submit(self._drawers.rest)
        if self._resting or time.monotonic() - self._last_used <= seconds:
            return False
        if not self._searching.acquire(blocking=False):
            return False
        self._searching.release()
        self._resting = True
        self.let_go()
        return True

    @contextlib.contextmanager
    def closed(self) -> Iterator[None]:
        """Hold all questions back, with nothing open, for as long as the index is being replaced."""
        self._drawing.submit(self._drawn_from.close).result()
        with self._searching, self._asking, self._typing:
            self._searched.close()
            self._asked.close()
            self._typed.close()
            self._counted = None
            yield
            connect(self._home.index_path, write=True).close()

    def let_go(self) -> None:
        """Close the index, once what is being answered is answered; whoever asks next opens it again."""
        self._drawing.submit(self._drawn_from.close).result()
        with self._searching:
            self._searched.close()
        with self._asking:
            self._asked.close()
            self._counted = None
        with self._typing:
            self._typed.close()

    def close(self) -> None:
        """Give everything back, once what is being answered is answered."""
        self.let_go()
        self._drawing.submit(self._drawers.close)
        self._drawing.shutdown()

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        page: int = 1,
        sort: str = "relevance",
        mode: Mode = "both",
        facets: bool = False,
        rerank: bool | None = None,
        quick: bool = False,
    ) -> Results:
        """As `Index.search`."""
        self.searching()
        if mode == "words" and not rerank:
            with self._typing:
                self.used()
                return self._typed.search(
                    query, limit=limit, page=page, sort=sort, mode=mode, facets=facets, quick=quick
                )
        with self._searching:
            self.used()
            found = self._searched.search(
                query, limit=limit, page=page, sort=sort, mode=mode, facets=facets, rerank=rerank, quick=quick
            )
        if self._searched.has_met():
            self._wake()
        return found

    def similar(self, hit_or_path: str, *, limit: int = 10, page: int = 1) -> Results:
        """As `Index.similar`."""
        self.searching()
        with self._searching:
            self.used()
            return self._searched.similar(hit_or_path, limit=limit, page=page)

    def suggest(self, typed: str, *, cursor: int | None = None, limit: int = 8) -> tuple[Suggestion, ...]:
        """As `Index.suggest`."""
        with self._asking:
            return self._asked.suggest(typed, cursor=cursor, limit=limit)

    def explain(self, hit: str, query: str) -> Explanation:
        """As `Index.explain`."""
        with self._searching:
            self.used()
            return self._searched.explain(hit, query)

    def passage(self, hit: str, *, around: int = 0) -> Passage:
        """As `Index.passage`."""
        with self._asking:
            return self._asked.passage(hit, around=around)

    def picture(self, hit: str, *, page: int = 0, width: int = 800, words: Sequence[str] = ()) -> Picture:
        """As `Index.picture`, one after the other, by a child that is kept while pictures are asked for."""
        return self._drawing.submit(self._drawn, hit, page, width, words).result()

    def resolve(self, hit: str) -> str:
        """As `Index.resolve`."""
        with self._asking:
            return self._asked.resolve(hit)

    def why(self, path: str, query: str | None = None) -> Why:
        """As `Index.why`."""
        with self._searching:
            return self._searched.why(path, query)

    def launch(self, hit: str, *, query: str = "") -> Opening:
        """As `Index.launch`."""
        with self._asking:
            return self._asked.launch(hit, query=query)

    def recent(self, *, limit: int = 8) -> Recent:
        """As `Index.recent`."""
        with self._asking:
            return self._asked.recent(limit=limit)

    def remember(self, *, query: str = "", hit_or_path: str = "") -> None:
        """As `Index.remember`."""
        with self._asking:
            self._asked.remember(query=query, hit_or_path=hit_or_path)

    def not_this(self, query: str, hit_or_path: str, *, undo: bool = False) -> None:
        """As `Index.not_this`."""
        with self._asking:
            self._asked.not_this(query, hit_or_path, undo=undo)

    def clear_history(self, *, query: str = "", hit_or_path: str = "") -> None:
        """As `Index.clear_history`."""
        with self._asking:
            self._asked.clear_history(query=query, hit_or_path=hit_or_path)

    def status(self) -> Status:
        """As `Index.status`. Counting a large index takes a while, and is done no more often than takes a tenth of the time."""
        with self._asking:
            began = time.monotonic()
            if self._counted is None or began - self._counted_at > min(
                _OLDEST_COUNT, _COUNT_SHARE * self._counting_took
            ):
                self._counted = self._asked.status()
                self._counted_at = time.monotonic()
                self._counting_took = self._counted_at - began
            return self._counted

    def count_anew(self) -> None:
        """Let the next `status` count, however soon it comes."""
        with self._asking:
            self._counted = None

    def sources(self) -> list[SourceSummary]:
        """As `Index.sources`."""
        with self._asking:
            return self._asked.sources()

    def preview(self, path: str, *, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Preview:
        """As `Index.preview`."""
        return Index(self._home, self._config, model=self._model).preview(path, include=include, exclude=exclude)

    def _drawn(self, hit: str, page: int, width: int, words: Sequence[str]) -> Picture:
        sources = (*registry.sources(self._home), self._config)
        if sources != self._drawn_for:  # the child may look where the Sources of its time are
            self._drawers.close()
            self._drawn_for = sources
        return self._drawn_from.picture(hit, page=page, width=width, words=words, pool=self._drawers())
