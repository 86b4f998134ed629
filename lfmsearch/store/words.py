"""
The words leg: how text becomes terms, and how pages of Documents are ranked by them (BM25, see `bm25`).

One row of words is a *page*: up to `PAGE_CHUNKS` Chunks of one Document, so an ordinary Document is one row and is ranked as a
whole, and a book is found by the part that speaks of the matter. Measured against one row a Chunk on four English sets:
+0.005 to +0.016 nDCG@10, half the rows, a fifth faster.

A word is looked up twice: as the group of its forms and of the compounds that hold it, which rank as one word, and, at half the weight,
as it is typed. So every form is found and the one that was typed comes first. Measured against the typed word alone: +0.02 to +0.09
nDCG@10 in nine languages; against the group alone +0.01 on English and +0.02 on others; at the same weight -0.01 and -0.01.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar, cast

import apsw

from lfmsearch.store import tokenizer
from lfmsearch.store.bm25 import Bm25, idf
from lfmsearch.store.connection import version
from lfmsearch.store.lexicon import Lexicon
from lfmsearch.store.scope import Scope
from lfmsearch.store.spoken import Spoken
from lfmsearch.store.terms import (
    JOINT,
    camel_parts,
    expressions,
    grouped,
    in_letters,
    is_lexical,
    joined,
    normal,
    pairs,
    phrase,
    quoted,
    spelled,
)

T = TypeVar("T")

PAGE_CHUNKS = 16  # about 4,000 tokens: longer than nearly every mail and note, shorter than a chapter

# A term in more than half of all rows weighs nothing in BM25 and costs most of the time. (Leaving out what is in a fifth of them
# is twice as fast, and costs 0.016 nDCG@10 on mail.)
COMMON_SHARE = 0.5
# In a small index even that costs nothing, and a Document that holds only such a word is found by it.
FEW_ROWS = 2_000
# Of a word as it is typed; 1 of all its forms as one. (0.35 does as well.)
TYPED_WEIGHT = 0.5
# Of two words that follow one another in the query and in a text; 1 of a word with its forms (the sequential dependence of Metzler and
# Croft, 2005). Measured +0.023 nDCG@10 on mails by their subject, +0.003 on abstracts, -0.002 to +0.002 on six other sets.
NEIGHBOURS_WEIGHT = 0.2
# Of numbers that follow one another and are one. Measured +0.008 nDCG@10 on mails by their subject, +0.001 on abstracts; 0.6 and 1.5 do
# nearly as well.
NUMBER_WEIGHT = 1.0
# Two words each in more rows than this are not looked for side by side: it takes as long as the rarer one has rows.
MOST_NEIGHBOURS = 5_000
# Of a word that is in more than this share of all rows with its forms, and in half as many without, the forms add cost alone: measured
# -0.002 to +0.001 nDCG@10 and a fifth of the time.
COMMON_WITH_FORMS = 0.2
# So many times the rows that are wanted have to hold one of the rarer words, and what holds only commoner ones is not scored.
ENOUGH = 2
# Look-ups that are kept while the index stays as it is, some five a word: who types on asks for the same again.
MOST_KEPT = 5_000

# Of fewer rows in a language nothing is told.
FEWEST_IN_LANGUAGE = 100
# Where other languages are in the index, a word is weighed by how rare it is in its own: what is everywhere in Korean texts is rare
# among all. Measured on eleven languages in one index: +0.005 nDCG@10, Arabic +0.013, Korean +0.021, French +0.015. In steps, so
# that what weighs next to nothing falls away.
STEPS_OF_WEIGHT = 8
# What fewer rows hold is rare in any case, and nobody has to look in which language.
RARE_SHARE = 0.1

# A word with a digit in it; it never goes back, so that a long one takes no longer than it is.
_PIECE = re.compile(r"(?<![^\W_])[^\W\d_]*+\d[^\W_]*+")
_NUMBERS = re.compile(rf"{_PIECE.pattern}(?:[\s./,:()+-]{{1,3}}{_PIECE.pattern})+")


@dataclass(frozen=True, slots=True)
class Term:
    """
    One thing to look up: an FTS5 expression, how many rows hold it, and its idf log((N - n + ½) / (n + ½)), at least 1e-6.

    `word` is the word of the query it stands for; `forms` are other words it matches too; `meant` is the word of the index that is
    looked up in its place, where the typed one is nowhere. What it adds to a score is multiplied by `weight`.
    """

    expression: str
    rows: int
    idf: float
    weight: float = 1.0
    word: str = ""
    forms: tuple[str, ...] = ()
    meant: str = ""


class WordsMatch(NamedTuple):
    """
    A page found by words. `score` is BM25, positive, more is better. `exact` says that the whole query is the Document's title or
    file name.
    """

    document_id: int
    page_id: int
    score: float
    exact: bool = False


class Words:
    """Look-ups by words over one connection that only reads; `spoken` says in which languages. Used by one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        if not connection.readonly("main"):
            raise ValueError("This connection writes: it knows no groups of words, and would find a part of them.")
        self.connection = connection
        self._cut = tokenizer.cutter(connection)
        self._bm25 = Bm25(connection)
        self.lexicon = Lexicon(connection)
        self.spoken = Spoken(connection, self.kept)
        self._kept: dict[tuple[str, ...], Any] = {}
        self._kept_of = 0

    def rows(self) -> int:
        """Return how many pages there are."""
        return int(self.kept(("rows",), lambda: self.connection.execute("SELECT count(*) FROM page").get))

    def kept(self, key: tuple[str, ...], look: Callable[[], T]) -> T:
        """Return what `look` gives, looked up once as long as the index stays as it is."""
        now = version(self.connection)
        if now != self._kept_of or len(self._kept) > MOST_KEPT:
            self._kept, self._kept_of = {}, now
        if key not in self._kept:
            self._kept[key] = look()
        return cast("T", self._kept[key])

    def languages_holding(self, words: Sequence[str]) -> dict[str, float]:
        """Return how much of `words`, by how much each tells, the Documents in each language hold."""
        typed = (term for word in words for term in self._as_typed(word) if term.rows)
        return self.spoken.holding((term.expression, term.idf) for term in typed)

    def terms(self, words: Sequence[str], language: str = "", *, forms: bool = True) -> list[Term]:
        """
        Return what to look up for plain words; too common ones left out unless nothing else is there.

        Args:
            language: of the words, a two-letter code; empty where it is not known.
            forms: whether to look up more than what is typed.
        """
        rows = self.rows()
        found: dict[tuple[str, float], Term] = {}
        for word in words:
            for term in self._of_word(word, language, rows) if forms else self._as_typed(word):
                found.setdefault((term.expression, term.weight), term)
        own = self._rows_in(language, rows)
        weighed = [self._in_language(term, language, own, rows) if own < rows else term for term in found.values()]
        telling = [term for term in weighed if term.weight and (term.rows <= rows * COMMON_SHARE or rows < FEW_ROWS)]
        # Words that no row holds find nothing: where no other is left, the common ones are all there is.
        return telling if any(term.rows for term in telling) else list(found.values())

    def neighbours(self, words: Sequence[str]) -> list[Term]:
        """Return what to look up beside `words` for those that follow one another: that they do so in a text too."""
        found: dict[str, Term] = {}
        rows = self.rows()
        most = rows * COMMON_SHARE if rows >= FEW_ROWS else rows
        held = [self._rows_with(expression) if (expression := spelled(word)) else 0 for word in words]
        for place, (one, other) in enumerate(itertools.pairwise(words)):
            rarer, commoner = sorted(held[place : place + 2])
            if 0 < rarer <= MOST_NEIGHBOURS and commoner <= most:
                expression = phrase(f"{one} {other}")
                found[expression] = self.counted(expression, rarer, f"{one} {other}", NEIGHBOURS_WEIGHT)
        return list(found.values())

    def numbers(self, text: str) -> list[Term]:
        """
        Return what to look up for numbers that follow one another in `text`, with nothing but signs between: they are one (a date, a
        sum, a telephone number), and its pieces tell little.
        """
        found: dict[str, Term] = {}
        for run in _NUMBERS.findall(text):
            pieces = _PIECE.findall(run)
            expression = phrase(" ".join(pieces))
            held = min(self._rows_with(spelled(piece)) for piece in pieces)
            if 0 < held <= MOST_NEIGHBOURS:
                found[expression] = self.counted(expression, held, run, NUMBER_WEIGHT)
        return list(found.values())

    def _rows_in(self, language: str, rows: int) -> float:
        """About how many rows there are in a language; all where nothing can be told of it."""
        documents = self.spoken.documents()
        own = rows * documents.get(language, 0) / (sum(documents.values()) or 1)
        return own if own >= FEWEST_IN_LANGUAGE else rows

    def _in_language(self, term: Term, language: str, own: float, rows: int) -> Term:
        """
        Weigh a term by how rare it is among the `own` rows in its language: BM25 weighs it by how rare it is among all.

        What other languages use too weighs by how common it is in all of them, and that is left so.
        """
        held: float = term.rows
        if held > own * RARE_SHARE:
            held *= self.spoken.share(term.expression, language)
        steps = round(STEPS_OF_WEIGHT * min(1.0, idf(held, own) / idf(held, rows)))
        return replace(term, weight=term.weight * steps / STEPS_OF_WEIGHT)

    def _as_typed(self, word: str) -> Iterator[Term]:
        return (self.term(expression, word) for expression in expressions(word))

    def _of_word(self, word: str, language: str, rows: int) -> list[Term]:
        """What a word of the query stands for, kept until the index changes."""
        return self.kept(("word", word, language), lambda: list(self._wanted(word, language, rows)))

    def _wanted(self, word: str, language: str, rows: int) -> Iterator[Term]:
        for pair in pairs(word):
            yield self.term(pair, word)
        whole = spelled(word)
        if not whole:
            return
        if (name := in_letters(word)) and (term := self.term(quoted(name), word)).rows:
            yield term
            return
        typed = self.term(whole, word, TYPED_WEIGHT)
        named = camel_parts(word)
        if named:
            yield self.term(quoted(" ".join(named)), word)
        inner = joined(word)
        if inner:
            yield typed
        for part in inner or [normal(word)]:
            if not is_lexical(part) or (rows >= FEW_ROWS and typed.rows > rows * COMMON_SHARE):
                yield from (typed, replace(typed, weight=1.0))
            else:
                yield from self._with_forms(part, word, language, rows)

    def _with_forms(self, part: str, word: str, language: str, rows: int) -> Iterator[Term]:
        """The terms of `part`, a word of letters in normal form, all or some of the typed `word`."""
        forms, meant = self.lexicon.forms(part, language), ""
        typed = self.term(quoted(part), word, TYPED_WEIGHT)
        if not forms and not typed.rows and (meant := self.lexicon.nearest(part)):
            part, forms = meant, self.lexicon.forms(meant, language)
            typed = self.term(quoted(part), word, TYPED_WEIGHT, meant=meant)
        group = self.term(grouped(sorted((part, *forms))), word, forms=tuple(forms), meant=meant)
        if rows >= FEW_ROWS and group.rows > rows * COMMON_WITH_FORMS and typed.rows > group.rows / 2:
            yield replace(typed, weight=1.0)
        else:
            yield from (typed, group)
        for piece in self.lexicon.parts(part, language):
            forms = self.lexicon.forms(piece, language)
            yield self.term(grouped(sorted((piece, *forms))), word, forms=tuple(forms), meant=meant)

    def term(
        self, expression: str, word: str, weight: float = 1.0, *, forms: tuple[str, ...] = (), meant: str = ""
    ) -> Term:
        """Return what an expression adds to a score; it stands for `word`, and is counted now."""
        return self.counted(expression, self._rows_with(expression), word, weight, forms=forms, meant=meant)

    def counted(
        self,
        expression: str,
        held: int,
        word: str,
        weight: float = 1.0,
        *,
        forms: tuple[str, ...] = (),
        meant: str = "",
    ) -> Term:
        """
        Return the same where it is known how many rows hold it, at most.

        A word that is meant in the place of another weighs what that does, which is nowhere: the less of a query was guessed, the
        better it is answered.
        """
        rows = self.rows()
        held = min(held, rows)
        return Term(expression, held, idf(0 if meant else held, rows), weight, word, forms, meant)

    def corrections(self, words: Sequence[str]) -> dict[str, str]:
        """Return for the words that occur nowhere, nor any form of them, the one of the index each is a slip of one key away from."""
        language = next(iter(self.spoken.documents()), "")
        found: dict[str, str] = {}
        for word in words:
            bare = normal(word)
            if is_lexical(bare) and not self._rows_with(quoted(bare)) and not self.lexicon.forms(bare, language):
                found[word] = self.lexicon.nearest(bare)
        return {word: meant for word, meant in found.items() if meant}

    def occurring(self, words: Collection[str]) -> set[str]:
        """Return those of some words of letters that stand somewhere as they are."""
        known = self.lexicon.known({normal(word) for word in words})
        return {word for word in words if normal(word) in known}

    def ranked(self, terms: Sequence[Term], scope: Scope, limit: int) -> list[WordsMatch]:
        """Return the best `limit` pages that hold any of `terms`, best first; none outside `scope`."""
        present = [term for term in terms if term.rows]
        if not present:
            return []
        within = None
        if scope.sql:
            inside = self.connection.execute(f"SELECT id FROM page WHERE document_id IN ({scope.sql})", scope.values)
            within = [row for (row,) in inside]
        rarer = _rarer(present, ENOUGH * limit) if within is None else []
        best = dict(self._bm25.best(present, limit, holding=rarer, within=within))
        sql = "SELECT page.document_id, page.id FROM json_each(?) AS asked CROSS JOIN page ON page.id = asked.value"
        rows = self.connection.execute(sql, (json.dumps(list(best)),))
        return [WordsMatch(document, row, best[row]) for document, row in rows]

    def holding_all(self, terms: Sequence[Term], pages: Mapping[int, int]) -> set[int]:
        """
        Return those Documents of which one page holds every word that was looked up, in any of its forms.

        Args:
            pages: the Document of each page to look at.
        """
        by_word: dict[str, list[str]] = {}
        for term in terms:
            held = by_word.setdefault(term.word or term.expression, [])
            if term.rows:
                held.append(term.expression)
        if not by_word or not all(by_word.values()):
            return set()
        return {pages[row] for row in self._bm25.holding(list(by_word.values()), pages)}

    def _rows_with(self, expression: str) -> int:
        """How many rows hold the expression, at most: of a phrase, its rarest part; of a prefix, the sum."""
        return self.kept(("rows", expression), lambda: self._counted(expression))

    def _counted(self, expression: str) -> int:
        prefix = expression.endswith("*")
        text = expression.rstrip("*").strip('"')
        if JOINT in text:
            return int(self.connection.execute("SELECT count(*) FROM word WHERE word MATCH ?", (expression,)).get)
        tokens = self._cut(text)
        counts = []
        for position, token in enumerate(tokens):
            begins = prefix and position == len(tokens) - 1
            sql = (
                "SELECT sum(doc) FROM vocabulary WHERE term >= ?1 AND term < ?2"
                if begins
                else "SELECT doc FROM vocabulary WHERE term = ?1"
            )
            values = (token, token + "\U0010ffff") if begins else (token,)
            counts.append(int(self.connection.execute(sql, values).get or 0))
        return min(counts, default=0)


def _rarer(terms: Sequence[Term], enough: int) -> list[str]:
    """The expressions of the rarest terms that `enough` rows hold together; none where that takes all of them."""
    rarer, held = list[str](), 0
    for term in sorted(terms, key=lambda term: term.rows):
        if held >= enough:
            return rarer
        rarer.append(term.expression)
        held += term.rows
    return []
