"""
The words leg: how text becomes terms, and how pages of Documents are ranked by them (BM25 in FTS5).

One row of words is a *page*: up to `PAGE_CHUNKS` Chunks of one Document, so an ordinary Document is one row and is ranked as a
whole, and a book is found by the part that speaks of the matter. Measured against one row a Chunk on four English sets:
+0.005 to +0.016 nDCG@10, half the rows, a fifth faster.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import apsw

from lfmsearch.store.scope import Scope
from lfmsearch.store.terms import expressions

PAGE_CHUNKS = 16  # about 4,000 tokens: longer than nearly every mail and note, shorter than a chapter

# Weights of the columns title, people, names, headings, body.
WEIGHTS = (2.0, 1.0, 1.0, 1.0, 1.0)

# A term in more than half of all rows weighs nothing in FTS5's BM25 and costs most of the time. (Leaving out what is in a fifth of them
# is twice as fast, and costs 0.016 nDCG@10 on mail.)
COMMON_SHARE = 0.5
# In a small index even that costs nothing, and a Document that holds only such a word is found by it.
FEW_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look up: an FTS5 expression, how many rows hold it, and its weight log((N - n + ½) / (n + ½)), at least 1e-6."""

    expression: str
    rows: int
    idf: float


@dataclass(frozen=True, slots=True)
class WordsMatch:
    """A page found by words. `score` is BM25, positive, more is better."""

    document_id: int
    page_id: int
    score: float


class Words:
    """Look-ups by words over one connection; used by one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._tokenizer = connection.fts5_tokenizer("porter", ["unicode61", "remove_diacritics", "2"])

    def rows(self) -> int:
        """Return how many pages there are."""
        return int(self._connection.execute("SELECT count(*) FROM page").get)

    def terms(self, words: Sequence[str]) -> list[Term]:
        """Return what to look up for plain words, without repeats; too common ones left out unless nothing else is there."""
        rows = self.rows()
        found: dict[str, Term] = {}
        for word in words:
            for expression in expressions(word):
                if expression not in found:
                    held = min(self._rows_with(expression), rows)
                    found[expression] = Term(expression, held, max(1e-6, math.log((rows - held + 0.5) / (held + 0.5))))
        if rows < FEW_ROWS:
            return list(found.values())
        if not any(0 < term.rows <= rows * COMMON_SHARE for term in found.values()):
            return list(found.values())  # words that no row holds find nothing: the common ones are all there is
        return [term for term in found.values() if term.rows <= rows * COMMON_SHARE]

    def ranked(self, terms: Sequence[Term], scope: Scope, limit: int) -> list[WordsMatch]:
        """Return the best `limit` pages that hold any of `terms`, best first; none outside `scope`."""
        present = [term for term in terms if term.rows]
        if not present:
            return []
        within = (
            f"AND word.rowid IN (SELECT page.id FROM page WHERE page.document_id IN ({scope.sql}))" if scope.sql else ""
        )
        # The unary plus keeps FTS5 from being asked once for every row of the scope.
        within = within.replace("word.rowid IN", "+word.rowid IN")
        weights = ", ".join(map(str, WEIGHTS))
        sql = f"""
            SELECT page.document_id, page.id, -found.score FROM (
                SELECT word.rowid AS id, bm25(word, {weights}) AS score FROM word
                WHERE word MATCH ? {within} ORDER BY score LIMIT ?) AS found
            JOIN page ON page.id = found.id ORDER BY found.score, page.id"""
        match = " OR ".join(term.expression for term in present)
        return [WordsMatch(*row) for row in self._connection.execute(sql, (match, *scope.values, limit))]

    def holding_all(self, terms: Sequence[Term], pages: Mapping[int, int]) -> set[int]:
        """
        Return those Documents of which one page holds every word that was looked up, in any of its forms.

        Args:
            pages: the Document of each page to look at.
        """
        by_word: dict[str, list[str]] = {}
        for term in terms:
            held = by_word.setdefault(getattr(term, "word", "") or term.expression, [])
            if term.rows:
                held.append(term.expression)
        if not by_word or not all(by_word.values()):
            return set()
        match = " AND ".join(f"({' OR '.join(expressions)})" for expressions in by_word.values())
        sql = "SELECT rowid FROM word WHERE word MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
        return {pages[row] for (row,) in self._connection.execute(sql, (match, json.dumps(list(pages))))}

    def languages_of(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the language of each of these Documents; empty where it has too little text to tell."""
        sql = "SELECT id, language FROM document WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._connection.execute(sql, (json.dumps(list(ids)),)))

    def _rows_with(self, expression: str) -> int:
        """How many rows hold the expression, at most: of a phrase, its rarest part; of a prefix, the sum of what begins so."""
        prefix = expression.endswith("*")
        text = expression.rstrip("*").strip('"')
        tokens = [
            str(token[0])
            for token in self._tokenizer(text.encode(), apsw.FTS5_TOKENIZE_QUERY, None, include_offsets=False)
        ]
        counts = []
        for position, token in enumerate(tokens):
            begins = prefix and position == len(tokens) - 1
            sql = (
                "SELECT sum(doc) FROM vocabulary WHERE term >= ?1 AND term < ?2"
                if begins
                else "SELECT doc FROM vocabulary WHERE term = ?1"
            )
            values = (token, token + "\U0010ffff") if begins else (token,)
            counts.append(int(self._connection.execute(sql, values).get or 0))
        return min(counts, default=0)
