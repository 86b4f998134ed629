"""
A Query becomes a ranking: words and meaning, fused.

Words are looked up in a second thread while the query is embedded: SQLite and llama.cpp both release the interpreter.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from lfmsearch.search.function_words import content_words, query_language
from lfmsearch.search.fuse import Parts, Scale, fuse, ordered, speakers, totals
from lfmsearch.search.likeness import Likeness
from lfmsearch.search.meant import meant
from lfmsearch.search.trust import Trusts, languages_of_query
from lfmsearch.store.called import misnamed, with_called
from lfmsearch.store.census import Census
from lfmsearch.store.quick import QuickWords
from lfmsearch.store.reader import Reader
from lfmsearch.store.scope import EVERYTHING, Scope, scope_of
from lfmsearch.store.terms import accented, phrase
from lfmsearch.store.vectors import Comparison, MeaningMatch, Vectors, best_of_each
from lfmsearch.store.words import Term, Words, WordsMatch
from lfmsearch.types import Mode, Query

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Documents taken from each leg: nDCG@10 no longer changes beyond, and paging rarely goes deeper.
CANDIDATES = 200
# Documents found by words whose language is taken for the query's.
SPOKEN = 20
EVERYTHING_KNOWN = Trusts()
# By how much a query all of whose words stand somewhere in the index may be answered more weakly than one of which none does.
KNOWN_WORDS_LOWER = 0.35
# Documents with the text in title or place looked at for one that is called so, while one types.
MOST_CALLED_QUICKLY = 50


# Of words of fewer letters that nobody wrote, a third and more are one slip away from one that somebody did.
SHORTEST_GUESSED = 6


class QueryEmbedder(Protocol):
    """What a search needs of an Embedder."""

    model_id: str

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        """Return float32[d] of length 1."""
        ...


@dataclass(frozen=True, slots=True)
class LateMatch:
    """What late interaction says of a Document: its place among those ranked again, from 1, and the MaxSim of its passage."""

    ordinal: int
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """
    The Documents found, best first, with what each leg said of them, and late interaction where it took part.

    Args:
        parts: what each score is the sum of.
        strengths: how strong each answer is by itself, comparable between queries of this index.
        likeness: how like the query each Document is in meaning, by the passages of a page together.
        related: those that are more than loosely related; None says all.
        moments: when they were written or changed, in epoch seconds, where there are parts.
        late: what late interaction says of those it ranked again; reranker: the id of its model, empty where it took no part.
        first: Documents that stand before all others whatever else is said of them, such as one whose name was typed in full.
    """

    order: tuple[tuple[int, float], ...]
    words: Mapping[int, WordsMatch]
    meaning: Mapping[int, MeaningMatch]
    terms: tuple[Term, ...]
    weight: float
    comparison: Comparison | None
    took_ms: Mapping[str, float]
    parts: Mapping[int, Parts] = field(default_factory=dict)
    strengths: Mapping[int, float] = field(default_factory=dict)
    likeness: Mapping[int, float] = field(default_factory=dict)
    related: frozenset[int] | None = None
    moments: Mapping[int, int] = field(default_factory=dict)
    late: Mapping[int, LateMatch] = field(default_factory=dict)
    reranker: str = ""
    first: frozenset[int] = frozenset()

    @property
    def related_count(self) -> int:
        """How many of the Documents are more than loosely related; they come first."""
        return sum(number in self.related for number, _ in self.order) if self.related is not None else len(self.order)

    def is_related(self, document: int) -> bool:
        """Whether a Document is more than loosely related."""
        return self.related is None or document in self.related

    def words_rank(self, document: int) -> int | None:
        """Return the place of a Document in the words leg, from 1."""
        return _rank(self.words, document)

    def meaning_rank(self, document: int) -> int | None:
        """Return the place of a Document in the meaning leg, from 1."""
        return _rank(self.meaning, document)


@dataclass(frozen=True, slots=True)
class _Looked:
    """
    What the words leg gave.

    Args:
        terms: what was looked up.
        weight: of all that was said.
        found: the pages, those of Documents called as was typed first; heard: those found without the filters.
        whole: the Documents that hold every word, where that is known.
    """

    terms: Sequence[Term] = ()
    weight: float = 0.0
    found: Sequence[WordsMatch] = ()
    heard: Sequence[WordsMatch] = ()
    whole: frozenset[int] | None = None


class Searcher:
    """
    Answers queries over one read-only connection. Used by one thread at a time.

    Args:
        words, vectors, reader: over the same connection; `vectors` is None while nothing is embedded.
        embedder: of the Generation that `vectors` holds; None searches by words alone.
        trusts: how far its model knows each language.
        lines: by mode, the strength below which a Document is only loosely related; where there is none, every one is related.
    """

    def __init__(
        self,
        reader: Reader,
        words: Words,
        vectors: Vectors | None,
        embedder: QueryEmbedder | None,
        *,
        trusts: Trusts = EVERYTHING_KNOWN,
        lines: Mapping[str, float] | None = None,
    ) -> None:
        self._reader, self._words, self._vectors, self._embedder = reader, words, vectors, embedder
        self.trusts, self.lines = trusts, lines or {}
        self._census, self._quick = Census(words.connection), QuickWords(words)
        self._second = ThreadPoolExecutor(1, thread_name_prefix="words")

    @property
    def has_meaning(self) -> bool:
        """Whether there are vectors to compare with and a model to embed the query."""
        return self._embedder is not None and self._vectors is not None

    def close(self) -> None:
        """End the second thread."""
        self._second.shutdown()

    def rank(self, query: Query, mode: Mode = "both", *, limit: int = CANDIDATES, quick: bool = False) -> Ranking:
        """
        Return the Documents that answer a Query, the related ones before those that are only loosely so.

        Each leg sees only what the Query's filters let through.

        Args:
            quick: whether what comes first is to be there before the next key, out of few of the rows where there are many.
        """
        scope = _scope(query)
        took: dict[str, float] = {}
        others = [*(word for group in query.any_of for word in group), *query.phrases]
        wanted, said = [*content_words(query.words), *others], [*query.words, *others]
        by_words = mode != "meaning" and bool(wanted)
        by_meaning = (
            mode != "words" and self._embedder is not None and self._vectors is not None and bool(query.text.strip())
        )
        looking = (
            self._second.submit(
                self._at_a_glance if quick and self._quick.is_worth_it() else self._by_words,
                query.text,
                wanted,
                said,
                scope,
                limit,
                took,
            )
            if by_words
            else None
        )
        vector = None
        try:
            if by_meaning and self._embedder is not None:
                with _timed(took, "embed"):
                    vector = self._embedder.embed_query(query.text)
        finally:
            looked = looking.result() if looking else _Looked()
        terms, weight, found, heard = looked.terms, looked.weight, looked.found, looked.heard
        words = _best_pages(found, limit)
        if not wanted and not query.text.strip():
            newest = [(document, 0.0) for document in self._reader.newest(scope, limit)]
            return Ranking(tuple(newest), {}, {}, (), 0.0, None, took)
        meaning: dict[int, MeaningMatch] = {}
        near: dict[int, MeaningMatch] = {}
        around, spoken = near, words
        comparison, compared, alike = None, None, dict[int, float]()
        scale, trusts = Scale(weight, 1.0, trust=0.0), dict[int, float]()  # words alone
        if vector is not None and self._vectors is not None:
            with _timed(took, "meaning"):
                comparison = self._vectors.compared(vector)
                meaning, near = _nearest(comparison, words, scope, limit)
                # Who speaks, and in which language is asked, is the same whatever is filtered: filters only leave out.
                spoken = _best_pages(heard, limit) if scope.sql else words
                around = _nearest(comparison, spoken, EVERYTHING, limit)[1] if scope.sql and spoken else near
                compared = Likeness(comparison, [*(near if around is near else near | around).values()])
                alike = compared.of_query()
                meaning = dict(sorted(meaning.items(), key=lambda item: -alike.get(item[0], -1.0)))
                scale = Scale(weight, self._vectors.deviation())
        facts = self._census.languages_and_moments(words.keys() | near.keys() | around.keys())
        if comparison is not None and mode != "meaning" and self.trusts.made_for:
            scale, trusts = self._trusted(scale, query, spoken, {number: spoke for number, (spoke, _) in facts.items()})
        moments = {number: moment for number, (_, moment) in facts.items()}
        scores, likeness = _scores(words), _those(alike, near)
        louder = emphasis(looked.terms)
        positive = {document: max(like, 0.0) for document, like in likeness.items()}
        strengths = {
            document: louder * strength
            for document, strength in totals(scores, positive, scale, trusts, least=0.0).items()
        }
        told = likeness
        if compared is not None and spoken:
            with _timed(took, "meaning"):
                speaking = speakers(totals(_scores(spoken), _those(alike, around), scale, trusts))
                told = _those(compared.heard(speaking), near)
        parts = fuse(scores, told, scale, trusts)
        answered: Mode = "words" if comparison is None else mode
        called = {document for document, match in words.items() if match.exact}  # first, always
        related = self._related(query, strengths, looked, words, answered) | called
        order = sorted(ordered(parts, called), key=lambda item: item[0] not in related)
        return Ranking(
            tuple(order), words, meaning, tuple(terms), weight, comparison, took,
            parts=parts, strengths=strengths, likeness=likeness, related=related, moments=moments,
        )  # fmt: skip

    def _trusted(
        self, scale: Scale, query: Query, words: Mapping[int, WordsMatch], spoken: Mapping[int, str]
    ) -> tuple[Scale, dict[int, float]]:
        """How far the model knows the language of this query; and of each Document, where it knows that less."""
        first = ((match.score, spoken.get(document, "")) for document, match in itertools.islice(words.items(), SPOKEN))
        trust = self.trusts.of_query(languages_of_query(query.words, query.text), first)
        less = {
            language: known / trust for language in set(spoken.values()) if (known := self.trusts.of(language)) < trust
        }
        return replace(scale, trust=trust), {
            document: less[language] for document, language in spoken.items() if language in less
        }

    def _related(
        self,
        query: Query,
        strengths: Mapping[int, float],
        looked: _Looked,
        words: Mapping[int, WordsMatch],
        mode: Mode,
    ) -> frozenset[int]:
        """The Documents above the line: strong enough, or holding all that was asked for. All, where no line is known."""
        least = self.lines.get(mode)
        if least is None or query.phrases:
            return frozenset(strengths)
        above = {document for document, strength in strengths.items() if strength >= least}
        if looked.whole is not None:
            return frozenset(above | looked.whole)
        if len(above) < len(strengths) and words and _is_told(looked.terms):
            above |= self._words.holding_all(
                looked.terms, {match.page_id: match.document_id for match in words.values()}
            )
        return frozenset(above)

    def _language(self, text: str, said: Sequence[str]) -> str:
        return query_language(text, self._words.spoken.documents(), lambda: self._words.languages_holding(said))

    def _by_words(
        self, text: str, wanted: Sequence[str], said: Sequence[str], scope: Scope, limit: int, took: dict[str, float]
    ) -> _Looked:
        """
        Look up `wanted`, of all that was `said`.

        Function words that are not looked up still count in the weight: the fewer words of a question carry content, the less its
        words decide.
        """
        with _timed(took, "words"):
            language = self._language(text, said)
            terms = self._words.terms(wanted, language)
            everything = terms if wanted == said else self._words.terms(said, language)
            weight = sum(term.weight * term.idf for term in everything)
            looked_up = [*terms, *self._words.neighbours(wanted), *self._words.numbers(text)]
            pages = self._words.ranked(looked_up, scope, limit * 2)
            names = (*([name] for name in _names(text, terms)), misnamed(self._words.connection, text))
            found = with_called(self._words.connection, pages, names, scope)
            heard = self._words.ranked(looked_up, EVERYTHING, limit * 2) if scope.sql else pages
            return _Looked(terms, weight, found, heard)

    def _at_a_glance(
        self, text: str, wanted: Sequence[str], said: Sequence[str], scope: Scope, limit: int, took: dict[str, float]
    ) -> _Looked:
        """The same out of few rows."""
        with _timed(took, "words"):
            language = self._language(text, said)
            scope = self._quick.scoped(scope)
            ones = self._quick.wanted(wanted, language)
            everything = ones if wanted == said else self._quick.wanted(said, language)
            weight = sum(term.weight * term.idf for one in everything for term in one.terms)
            glance = self._quick.ranked(ones, scope, limit * 2)
            found = with_called(self._words.connection, glance.found, [[text]], scope, most=MOST_CALLED_QUICKLY)
            return _Looked([term for one in ones for term in one.terms], weight, found, glance.found, glance.whole)


def emphasis(terms: Sequence[Term]) -> float:
    """
    Return by how much an answer is stronger for how many of the query's words stand in the index, by their weight.

    What nobody wrote has words that no Document holds: the more of them are known, the more a weak answer is one.
    """
    known = sum(term.idf for term in terms if term.rows and not term.meant) / (sum(term.idf for term in terms) or 1.0)
    return 1.0 / (1.0 - KNOWN_WORDS_LOWER * known)


def _is_told(terms: Sequence[Term]) -> bool:
    """Whether so little of a query was guessed that what holds all of it is an answer: one word at most, and no short one."""
    guessed = {term.word for term in terms if term.meant}
    return not guessed or (len(guessed) == 1 and len(min(guessed)) >= SHORTEST_GUESSED)


def _names(text: str, terms: Sequence[Term]) -> list[str]:
    """The text as typed, and with slips of the keyboard mended where there are some."""
    mended = meant(text, lambda _: {term.word: term.meant for term in terms if term.meant})
    return [text, mended] if mended else [text]


def _best_pages(found: Sequence[WordsMatch], limit: int) -> dict[int, WordsMatch]:
    """The best page of each of the first `limit` Documents, best first."""
    best: dict[int, WordsMatch] = {}
    for match in found:
        if len(best) == limit:
            break
        best.setdefault(match.document_id, match)
    return best


def _nearest(
    comparison: Comparison, words: Mapping[int, WordsMatch], scope: Scope, limit: int
) -> tuple[dict[int, MeaningMatch], dict[int, MeaningMatch]]:
    """The Documents found by meaning, and these with those found by words alone."""
    meaning = {match.document_id: match for match in comparison.nearest(scope, limit)}
    alone = [document for document in words if document not in meaning]
    others = best_of_each(comparison.chunks_of(alone)) if alone else []
    return meaning, meaning | {match.document_id: match for match in others}


def _scores(words: Mapping[int, WordsMatch]) -> dict[int, float]:
    return {document: match.score for document, match in words.items()}


def _those(alike: Mapping[int, float], wanted: Mapping[int, object]) -> dict[int, float]:
    return {document: alike[document] for document in wanted if document in alike}


def _scope(query: Query) -> Scope:
    return scope_of(
        query.filters,
        phrases=[expression for text in query.phrases if (expression := phrase(text))],
        accented=[word for text in query.phrases for word in accented(text)],
        without=[expression for text in query.without if (expression := phrase(text))],
    )


def _rank(matches: Mapping[int, object], document: int) -> int | None:
    return next((place for place, number in enumerate(matches, 1) if number == document), None)


@contextlib.contextmanager
def _timed(took: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        took[stage] = took.get(stage, 0.0) + (time.perf_counter() - started) * 1000
