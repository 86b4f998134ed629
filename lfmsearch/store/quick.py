"""
The words leg while one types: what stands at the top, out of few rows.

Of 100,000 mails half hold a common word, and FTS5's `bm25()` takes some 3 µs for each of them and counts every word's rows anew: a
second for what is gone with the next key. Here the rows that hold all the words are scored, and where those are few the rows of the
rarest ones (what holds none of them seldom comes first); no more than `MOST_SCORED`, those with the words in title or name apart from
the rest. The formula is the one of `bm25()`, so what is found here keeps its score when the whole question is asked, but for words that
follow one another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import apsw

from lfmsearch.store.bm25 import K1, WEIGHTS, B
from lfmsearch.store.connection import version
from lfmsearch.store.scope import Scope
from lfmsearch.store.terms import is_lexical, normal, pairs, quoted, spelled
from lfmsearch.store.words import TYPED_WEIGHT, Term, Words, WordsMatch

# Among fewer pages everything is scored.
FEWEST_ROWS = 10_000
MOST_SCORED = 200
# A word that is being typed stands for the commonest words that begin so.
MOST_BEGUN = 8
# Of a word in more rows the forms change little at the top.
MOST_WITH_FORMS = 1_000
# In more than this share it says nothing, as long as there are others.
TELLING_SHARE = 0.5
_TITLE, _PEOPLE, _NAMES, _HEADINGS, _BODY = WEIGHTS
_LISTED = Scope("SELECT id FROM temp.quick_scope")


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    One word of the query.

    Args:
        phrases: FTS5 expressions, each of one word of the index or several in order; those that are in no row may be among them.
        group: what it is in all its forms; typed: as it is typed, None where that is the same.
    """

    phrases: tuple[str, ...]
    group: Term
    typed: Term | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """What it adds to a score, as `Words.terms` has it."""
        return (self.group,) if self.typed is None else (self.typed, self.group)


@dataclass(frozen=True, slots=True)
class Glance:
    """The best pages found, best first, and those among them that hold every word."""

    found: tuple[WordsMatch, ...]
    whole: frozenset[int]


class QuickWords:
    """Look-ups of what is being typed, beside `Words` over the same connection; used by the same thread."""

    def __init__(self, words: Words) -> None:
        self._connection, self._words = words.connection, words
        self._places: list[tuple[range, float, float]] = []
        self._average = 1.0
        self._whole: set[int] = set()
        self._scoped: tuple[object, ...] = ()
        words.connection.register_fts5_function("quick_score", self._score)

    def is_worth_it(self) -> bool:
        """Return whether there are so many pages that scoring all takes longer than a keystroke."""
        return self._words.rows() >= FEWEST_ROWS

    def wanted(self, words: Sequence[str], language: str) -> list[Wanted]:
        """Return what to look up for words, of which the last may be unfinished (`inv*`); too common ones left out where others are."""
        rows = self._words.rows()
        found = [one for word in words for one in self._kept(word, language)]
        telling = [one for one in found if 0 < one.group.rows <= rows * TELLING_SHARE]
        return telling or [one for one in found if one.group.rows]

    def scoped(self, scope: Scope) -> Scope:
        """
        Return the same Scope over the Documents it lets through, which are listed once, as long as it and the index stay the same.

        Who typed a filter types words behind it, and to look at the people of 100,000 mails takes longer than a keystroke.
        """
        if not scope.sql:
            return scope
        wanted = (scope.sql, scope.values, version(self._connection))
        if wanted != self._scoped:
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS quick_scope (id INTEGER PRIMARY KEY)")
            self._connection.execute("DELETE FROM temp.quick_scope")
            self._connection.execute(f"INSERT OR IGNORE INTO temp.quick_scope {scope.sql}", scope.values)
            self._scoped = wanted
        return _LISTED

    def ranked(self, wanted: Sequence[Wanted], scope: Scope, limit: int) -> Glance:
        """Return the best `limit` pages of those looked at; none outside `scope`, as `scoped` gives it."""
        if not wanted:
            return Glance((), frozenset())
        self._plan(wanted)
        scores: dict[int, float] = {}
        each = [f"({' OR '.join(one.phrases)})" for one in wanted]
        together = " AND ".join(each)
        scores |= self._scored(wanted, together, scope, MOST_SCORED)
        if len(scores) == MOST_SCORED:
            scores |= self._scored(wanted, f"{{title names}} : ({together})", scope, MOST_SCORED // 2)
        elif len(wanted) > 1:
            scores |= self._scored(wanted, " OR ".join(_rarest(wanted)), scope, MOST_SCORED - len(scores))
        best = sorted(scores, key=lambda row: (-scores[row], row))[:limit]
        sql = "SELECT page.id, page.document_id FROM json_each(?) AS asked CROSS JOIN page ON page.id = asked.value"
        documents = dict(self._connection.execute(sql, (json.dumps(best),)))
        found = tuple(WordsMatch(documents[row], row, scores[row]) for row in best if row in documents)
        return Glance(found, frozenset(documents[row] for row in best if row in documents and row in self._whole))

    def _kept(self, word: str, language: str) -> list[Wanted]:
        return self._words.kept(("quick", word, language), lambda: list(self._of_word(word, language)))

    def _of_word(self, word: str, language: str) -> Iterator[Wanted]:
        for pair in pairs(word):
            yield Wanted((pair,), self._words.term(pair, word))
        whole = spelled(word)
        if not whole:
            return
        bare = normal(word.rstrip("*"))
        if word.endswith("*") and bare.isalnum():
            yield self._begun(bare, word)
            return
        typed = self._words.term(whole, word, TYPED_WEIGHT)
        if not is_lexical(bare) or typed.rows > MOST_WITH_FORMS:
            yield Wanted((whole,), self._words.term(whole, word, 1.0 + TYPED_WEIGHT))
            return
        forms = self._words.lexicon.forms(bare, language)
        held = dict(self._rows_of(forms))
        group = self._words.counted(whole, typed.rows + sum(held.values()), word, forms=tuple(held))
        yield Wanted((whole, *map(quoted, held)), group, typed)

    def _begun(self, bare: str, word: str) -> Wanted:
        """The commonest words that begin so, with the one that is typed, which may be whole."""
        sql = "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT ?"
        held: dict[str, int] = dict(self._connection.execute(sql, (bare, bare + "\U0010ffff", MOST_BEGUN)))
        if len(held) == MOST_BEGUN:
            held |= self._rows_of([bare])
        group = self._words.counted(f'"{bare}"*', sum(held.values()), word, 1.0 + TYPED_WEIGHT)
        return Wanted(tuple(map(quoted, held)) or (quoted(bare),), group)

    def _rows_of(self, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield how many rows hold each of these words of the index; those that none holds are left out."""
        sql = "SELECT term, doc FROM json_each(?) AS asked CROSS JOIN vocabulary ON term = asked.value"
        return iter(self._connection.execute(sql, (json.dumps(list(words), ensure_ascii=False),)))

    def _plan(self, wanted: Sequence[Wanted]) -> None:
        """Note which phrases of the query to come stand for which word, and what that adds to a score at most."""
        self._places, first = [], 0
        for one in wanted:
            typed = one.typed.weight * one.typed.idf if one.typed is not None else 0.0
            places = range(first, first + len(one.phrases))
            self._places.append((places, one.group.weight * one.group.idf * (K1 + 1), typed * (K1 + 1)))
            first = places.stop
        self._whole.clear()
        self._average = 0.0

    def _scored(self, wanted: Sequence[Wanted], among: str, scope: Scope, most: int) -> dict[int, float]:
        """The scores of the first `most` rows that match `among`. What is scored comes first, so that its phrases are 0 and up."""
        scored = " OR ".join(phrase for one in wanted for phrase in one.phrases)
        within = f"AND (SELECT document_id FROM page WHERE page.id = word.rowid) IN ({scope.sql})" if scope.sql else ""
        sql = f"SELECT word.rowid, quick_score(word) FROM word WHERE word MATCH ? {within} LIMIT ?"
        return dict(self._connection.execute(sql, (f"({scored}) AND ({among})", *scope.values, most)))

    def _score(self, row: apsw.FTS5ExtensionApi, *_: object) -> float:
        """BM25 of one row, called by FTS5."""
        self._average = self._average or row.column_total_size(-1) / max(1, row.row_count)
        length = K1 * (1 - B + B * row.column_size(-1) / self._average)
        located, score, holds_all = row.phrase_locations, 0.0, True
        for places, most, most_typed in self._places:
            often = 0.0
            for place in places:
                title, people, names, headings, body = located(place)
                times = (
                    len(title) * _TITLE
                    + len(people) * _PEOPLE
                    + len(names) * _NAMES
                    + len(headings) * _HEADINGS
                    + len(body) * _BODY
                )
                if times and most_typed and place == places.start:
                    score += most_typed * times / (times + length)
                often += times
            if often:
                score += most * often / (often + length)
            else:
                holds_all = False
        if holds_all:
            self._whole.add(row.rowid)
        return score


def _rarest(wanted: Sequence[Wanted]) -> Iterator[str]:
    """The phrases of the rarest words, of so many as together are in few rows."""
    left = MOST_SCORED
    for place, one in enumerate(sorted(wanted, key=lambda one: one.group.rows)):
        if place and one.group.rows > left:
            return
        left -= one.group.rows
        yield from one.phrases
