"""An index as it is searched: nothing here writes to it."""

from __future__ import annotations

import functools
import os
import time
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from lfmsearch.errors import BadQuery
from lfmsearch.models.loaded import LoadedModel
from lfmsearch.models.loaded_late import LoadedLate
from lfmsearch.store.connection import Connection, connect, one_moment, translated
from lfmsearch.store.reader import Reader
from lfmsearch.system.paths import Home
from lfmsearch.types import Mode, Passage, Query, Relaxation, Results, Suggestion

# Search is imported where it is used: a run of the indexer over an unchanged tree takes half a second in all.
if TYPE_CHECKING:
    from lfmsearch.search.covered import KeptCoverage
    from lfmsearch.search.current import CurrentSearcher
    from lfmsearch.search.rerank import Reranker
    from lfmsearch.search.searcher import Ranking, Searcher
    from lfmsearch.search.vocabulary import KeptVocabulary
    from lfmsearch.store.late import LateStore
    from lfmsearch.store.rows import Generation
    from lfmsearch.store.sample import Sampled
    from lfmsearch.types import Coverage, Explanation


# Documents ranked while one types: more than a list shows at once.
_QUICKLY = 60


class SearchedIndex:
    """
    The reading side of `lfmsearch.Index`. A context manager; used by one thread at a time.

    Args:
        home: whose index it is.
        model: loads the query model, when meaning is first asked for.
        late: loads the model that ranks again, where that is wanted.
        late_bytes: how much its token vectors may take on the disk.
    """

    def __init__(self, home: Home, model: LoadedModel, late: LoadedLate, *, late_bytes: int) -> None:
        self.home, self._model, self._late, self._late_bytes = home, model, late, late_bytes
        self._connection: Connection | None = None
        self._reranker: Reranker | None = None
        self._kept: LateStore | None = None
        self._current: CurrentSearcher | None = None
        self._vocabulary: KeptVocabulary | None = None
        self._covered: KeptCoverage | None = None

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
        """
        Return the Documents that answer `query`, best first.

        Args:
            query: in the query language of the README.
            limit: Hits a page, at least 1.
            page: from 1.
            sort: `relevance` or `date`.
            mode: both legs, or `words` or `meaning` alone.
            facets: whether to count of what the Documents found are; it takes some milliseconds.
            quick: whether it is still being typed, so that the first Hits are wanted before the next key: of a large index few rows are
                looked at.
            rerank: whether late interaction ranks the first Hits again; None leaves it to the setting `rerank`, for both legs.

        Raises:
            BadQuery: it cannot be understood, or there is no such page; the message says why.
        """
        from lfmsearch.search.facets import facets as counted_facets
        from lfmsearch.search.hits import hits
        from lfmsearch.search.notices import answer_notices, rerank_notices
        from lfmsearch.search.query import notices, read_now
        from lfmsearch.search.relaxed import NEARLY_NOTHING, relaxations
        from lfmsearch.search.searcher import CANDIDATES
        from lfmsearch.store.census import Census

        _check_page(page, limit)
        started = time.perf_counter()
        parsed = read_now(query)
        with translated(self.home.index_path), one_moment(self._reading()):
            searcher = self._search_parts(mode)
            reader = self._reader()
            ranking = self._lifted(
                query, searcher.rank(parsed, mode, limit=_QUICKLY if quick else CANDIDATES, quick=quick)
            )
            ranking = self._reranked(parsed, ranking, mode, rerank=rerank)
            found = hits(reader, parsed, ranking, start=(page - 1) * limit, limit=limit, sort=sort)
            active = reader.active_generation()
            coverage = self._coverage(reader, active)
            counted = counted_facets(Census(self._reading()).facts(n for n, _ in ranking.order)) if facets else ()
            kept_away: tuple[Relaxation, ...] = ()
            if len(ranking.order) <= NEARLY_NOTHING:
                count = functools.partial(_count, searcher)
                kept_away = relaxations(query, parsed=read_now, count=count, found=len(ranking.order))
        took = {"total": (time.perf_counter() - started) * 1000, **ranking.took_ms}
        model = active.model if active is not None and ranking.comparison is not None else ""
        return Results(
            query=parsed,
            hits=tuple(found),
            took_ms=took,
            coverage=coverage,
            total=len(ranking.order),
            related=ranking.related_count,
            model=model,
            reranker=ranking.reranker,
            notices=(
                *notices(parsed),
                *answer_notices(
                    coverage,
                    mode,
                    unread=reader.pending_count(),
                    by_meaning=searcher.has_meaning,
                    has_generation=active is not None,
                ),
                *rerank_notices(
                    asked=rerank is True and bool(ranking.order) and bool(parsed.text.strip()),
                    reranked=bool(ranking.reranker),
                    has_model=rerank is not True or self._late.chosen() is not None,
                ),
            ),
            relaxations=kept_away,
            facets=counted,
        )

    def similar(self, hit_or_path: str, *, limit: int = 10, page: int = 1) -> Results:
        """
        Return the Documents like the one that a Hit or a path means, best first. Embeds nothing and loads no model.

        The Query of the answer holds the words that tell most about it; its raw text is what was asked.

        Raises:
            HitNotFound: the index has no such Document, or the path holds several.
            BadQuery: there is no such page.
        """
        from lfmsearch.search.hits import hits
        from lfmsearch.search.similar import document_meant, similar
        from lfmsearch.store.kin import Kin
        from lfmsearch.store.words import Words

        _check_page(page, limit)
        started = time.perf_counter()
        with translated(self.home.index_path):
            reader, connection = self._reader(), self._reading()
            number = document_meant(reader, hit_or_path)
            query, ranking = similar(reader, Kin(connection), Words(connection), self._parts().vectors(), number)
            found = hits(reader, query, ranking, start=(page - 1) * limit, limit=limit)
            active = reader.active_generation()
            coverage = self._coverage(reader, active)
        by_meaning = active is not None and ranking.comparison is not None
        return Results(
            query=replace(query, raw=hit_or_path),
            hits=tuple(found),
            took_ms={"total": (time.perf_counter() - started) * 1000, **ranking.took_ms},
            coverage=coverage,
            total=len(ranking.order),
            model=active.model if active is not None and by_meaning else "",
            notices=() if by_meaning else ("It has no vectors yet, so what is like it is looked up by its words.",),
        )

    def suggest(self, typed: str, *, cursor: int | None = None, limit: int = 8) -> tuple[Suggestion, ...]:
        """
        Return ways to go on typing a query: fields, and people, tags, types and folders that occur in the index.

        Args:
            cursor: offset into `typed`; None for its end.
        """
        from lfmsearch.search.suggest import suggestions, vocabulary
        from lfmsearch.search.vocabulary import KeptVocabulary
        from lfmsearch.store.background import BackgroundLookup
        from lfmsearch.store.census import Census

        with translated(self.home.index_path):
            if self._vocabulary is None:
                again = BackgroundLookup(self.home.index_path, lambda connection: vocabulary(Census(connection)))
                self._vocabulary = KeptVocabulary(Census(self._reading()), again)
            return suggestions(typed, self._vocabulary(), cursor=cursor, limit=limit)

    def explain(self, hit: str, query: str) -> Explanation:
        """
        Return why the passage of a Hit answers a query: which word is answered by which, and by what sentence.

        By late interaction where its model is here and the setting `rerank` is not off, also where that has to be loaded; else by the
        words and by the sentence nearest in meaning. Raises HitNotFound, BadQuery.
        """
        from lfmsearch.search.explained import explained
        from lfmsearch.search.ids import parsed_hit
        from lfmsearch.search.query import read_now

        number, ordinal = parsed_hit(hit)
        parsed = read_now(query)
        with translated(self.home.index_path):
            reader = self._reader()
            encoder = None if self._late.rerank == "off" else self._late.for_query(asked=True)
            active = reader.active_generation()
            embedder = self._model.for_queries(active.recipe) if active and encoder is None else None
            store = self._late_store()
            return explained(reader, number, ordinal, parsed, encoder=encoder, embedder=embedder, store=store)

    def passage(self, hit: str, *, around: int = 0) -> Passage:
        """
        Return a Document's text and where in it the passage of a Hit lies.

        Args:
            around: characters wanted before and after the passage; 0 for all there are.

        Raises:
            HitNotFound: the index has no such Document.
        """
        from lfmsearch.search.ids import parsed_hit
        from lfmsearch.search.passage import passage

        return passage(self._reader(), *parsed_hit(hit), around=around)

    def resolve(self, hit_or_path: str) -> str:
        """Return the path of the file a Hit lies in; a path is returned as it is. Raises HitNotFound."""
        from lfmsearch.search.ids import is_hit

        if os.path.lexists(hit_or_path) or not is_hit(hit_or_path):
            return os.path.abspath(os.path.expanduser(hit_or_path))
        return self.passage(hit_or_path).path

    def documents_at(self, path: str) -> list[int]:
        """Return the ids of the Documents in the file at `path`, the outermost first; empty when it is not indexed."""
        return self._reader().documents_at(path)

    def ranking(self, query: Query, mode: Mode = "both", *, limit: int = 200, rerank: bool | None = False) -> Ranking:
        """Return the ranked Documents of a parsed Query with what each leg said: what evaluation and `why` look at."""
        with translated(self.home.index_path), one_moment(self._reading()):
            return self._reranked(query, self._search_parts(mode).rank(query, mode, limit=limit), mode, rerank=rerank)

    def has_met(self) -> bool:
        """Return whether searches have met what `settle` has to write down. From any thread."""
        return self._reranker is not None and self._reranker.has_news()

    def settle(self, store: LateStore) -> bool:
        """
        Write down what searches met, so that what they missed can be encoded; return whether there was anything. From any thread.

        Args:
            store: over this Home's token vectors, of the thread that calls.
        """
        return self._reranker is not None and self._reranker.settle(store)

    def samples(self, limit: int) -> list[Sampled]:
        """Return passages of at most `limit` Documents to measure by, the same ones each time."""
        from lfmsearch.store.sample import sampled

        with translated(self.home.index_path):
            return sampled(self._reading(), limit)

    def rest(self) -> None:
        """Give back the models and the vectors in memory; the next search loads them again."""
        if self._kept is not None:
            self.settle(self._kept)
            self._kept.close()
        self._reranker = self._kept = None
        self._late.close()
        if self._current is not None:
            self._current.close()
        self._current = None
        self._model.close()

    def close(self) -> None:
        """Give everything back. Idempotent."""
        self.rest()
        if self._vocabulary is not None:
            self._vocabulary.close()
        if self._covered is not None:
            self._covered.close()
        if self._connection is not None:
            self._connection.close()
        self._connection = self._vocabulary = self._covered = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Inside

    def _reader(self) -> Reader:
        return Reader(self._reading())

    def _reading(self) -> Connection:
        if self._connection is None:
            self._connection = connect(self.home.index_path, write=False)
        return self._connection

    def _coverage(self, reader: Reader, active: Generation | None) -> Coverage:
        from lfmsearch.search.covered import KeptCoverage, counted_again
        from lfmsearch.store.background import BackgroundLookup
        from lfmsearch.store.census import Census

        if self._covered is None:
            self._covered = KeptCoverage(BackgroundLookup(self.home.index_path, counted_again))
        return self._covered(
            reader.coverage,
            active.id if active else None,
            Census(self._reading()).version(),
            is_complete=active is not None and reader.is_embedded(active.id),
        )

    def _lifted(self, query: str, ranking: Ranking) -> Ranking:
        """The Ranking with what is recent, and what was opened, a little higher; what is called as was typed stays first."""
        from lfmsearch.search.lifted import is_called, lifted

        if not ranking.parts:
            return ranking
        now = time.time()
        days_old = {number: (now - moment) / 86_400 for number, moment in ranking.moments.items()}
        best = self._reader().documents([number for number, _ in ranking.order[:1]])
        first = [number for number, document in best.items() if is_called(document, query)]
        return replace(lifted(ranking, self.opened_lifts(query), days_old, first=first), first=frozenset(first))

    def opened_lifts(self, query: str) -> dict[int, float]:  # noqa: ARG002 - here nothing is remembered
        """Return how much each Document is to be lifted in the answer to `query`, -1 to 1."""
        return {}

    def _reranked(self, query: Query, ranking: Ranking, mode: Mode, *, rerank: bool | None) -> Ranking:
        """What was found, ranked again where that is wanted: of one leg alone only when asked."""
        if rerank is False or (rerank is None and (mode != "both" or self._late.rerank == "off")):
            return ranking
        from lfmsearch.search.rerank import Reranker
        from lfmsearch.store.passages import Passages

        if self._reranker is None:
            self._reranker = Reranker(self._late, self._late_store())
        return self._reranker.reranked(query, ranking, self._reader(), Passages(self._reading()), asked=rerank)

    def _late_store(self) -> LateStore:
        from lfmsearch.store.late import LateStore

        if self._kept is None:
            self._kept = LateStore(self.home.late_path, budget_bytes=self._late_bytes)
        return self._kept

    def _search_parts(self, mode: Mode) -> Searcher:
        return self._parts().searcher(mode)

    def _parts(self) -> CurrentSearcher:
        from lfmsearch.search.current import CurrentSearcher
        from lfmsearch.search.measured import Measured

        if self._current is None:
            self._current = CurrentSearcher(self._reading(), self._model, Measured(self.home.measured_path))
        return self._current


def _count(searcher: Searcher, query: Query) -> int:
    """How many Documents answer to a Query by its words, else by its filters alone, counted up to `MOST`."""
    from lfmsearch.search.relaxed import MOST

    return len(searcher.rank(query, "words", limit=MOST).order)


def _check_page(page: int, limit: int) -> None:
    if limit < 1 or page < 1:
        raise BadQuery(f"There is no page {page} of {limit} hits.", "Both count from 1.")
