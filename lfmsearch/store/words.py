"""
The words leg: how text becomes terms, and how pages of Documents are ranked by them (BM25 in FTS5).

One row of words is a *page*: up to `PAGE_CHUNKS` Chunks of one Document, so an ordinary Document is one row and is ranked as a
whole, and a book is found by the part that speaks of the matter. Measured against one row a Chunk on four English sets:
+0.005 to +0.016 nDCG@10, half the rows, a fifth faster.

A word is looked up twice: as it is typed, and as the group of its forms and of the compounds that hold it, which rank as one word. So
every form is found and the one that was typed comes first. Measured against the typed word alone: +0.02 to +0.07 nDCG@10 in nine
languages.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import apsw

from lfmsearch.store import tokenizer
from lfmsearch.store.lexicon import Lexicon
from lfmsearch.store.names import decoded
from lfmsearch.store.scope import Scope
from lfmsearch.store.terms import (
    JOINT,
    camel_parts,
    expressions,
    grouped,
    is_lexical,
    normal,
    pairs,
    phrase,
    quoted,
    spelled,
)

PAGE_CHUNKS = 16  # about 4,000 tokens: longer than nearly every mail and note, shorter than a chapter

# Weights of the columns title, people, names, headings, body.
WEIGHTS = (2.0, 1.0, 1.0, 1.0, 1.0)

# A term in more than half of all rows weighs nothing in FTS5's BM25 and costs most of the time. (Leaving out what is in a fifth of them
# is twice as fast, and costs 0.016 nDCG@10 on mail.)
COMMON_SHARE = 0.5
# In a small index even that costs nothing, and a Document that holds only such a word is found by it.
FEW_ROWS = 2_000
# A word in more than this share of all rows is looked up as it is typed alone: most are function words, and all its forms together
# would say even less.
COMMONEST_WITH_FORMS = 0.3
# In so few rows forms cost nothing.
FEW_WITH_FORMS = 100
# Documents whose title or place holds the whole query, looked at for one that is called so.
MOST_CALLED = 500

_NAME = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """
    One thing to look up: an FTS5 expression, how many rows hold it, and its weight log((N - n + ½) / (n + ½)), at least 1e-6.

    `word` is the word of the query it stands for; `forms` are other words it matches too; `meant` is the word of the index that is
    looked up in its place, where the typed one is nowhere.
    """

    expression: str
    rows: int
    idf: float
    word: str = ""
    forms: tuple[str, ...] = ()
    meant: str = ""


@dataclass(frozen=True, slots=True)
class WordsMatch:
    """
    A page found by words. `score` is BM25, positive, more is better. `exact` says that the whole query is the Document's title or
    file name.
    """

    document_id: int
    page_id: int
    score: float
    exact: bool = False


class Words:
    """Look-ups by words over one connection that only reads; used by one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._tokenizer = connection.fts5_tokenizer("unicode61", list(tokenizer.ARGUMENTS))
        self._lexicon = Lexicon(connection)

    def rows(self) -> int:
        """Return how many pages there are."""
        return int(self._connection.execute("SELECT count(*) FROM page").get)

    def languages(self) -> dict[str, int]:
        """Return how many Documents there are in each language that is known, the commonest first."""
        sql = "SELECT language, count(*) FROM document WHERE language <> '' GROUP BY language ORDER BY 2 DESC, 1"
        return dict(self._connection.execute(sql))

    def terms(self, words: Sequence[str], language: str = "", *, forms: bool = True) -> list[Term]:
        """
        Return what to look up for plain words; too common ones left out unless nothing else is there.

        Args:
            language: of the words, a two-letter code; empty where it is not known.
            forms: whether to look up more than what is typed.
        """
        rows = self.rows()
        found: dict[str, Term] = {}
        counts: dict[str, int] = {}

        def held_by(expression: str) -> int:
            if expression not in counts:
                counts[expression] = min(self._rows_with(expression), rows)
            return counts[expression]

        for word in words:
            wanted = self._wanted(word, language, held_by, rows) if forms else _as_typed(word)
            for key, expression, others, meant in wanted:
                if key not in found:
                    held = held_by(expression)
                    idf = max(1e-6, math.log((rows - held + 0.5) / (held + 0.5)))
                    found[key] = Term(expression, held, idf, word, others, meant)
        if rows < FEW_ROWS:
            return list(found.values())
        if not any(0 < term.rows <= rows * COMMON_SHARE for term in found.values()):
            return list(found.values())  # words that no row holds find nothing: the common ones are all there is
        return [term for term in found.values() if term.rows <= rows * COMMON_SHARE]

    def _wanted(
        self, word: str, language: str, held_by: Callable[[str], int], rows: int
    ) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
        """
        Yield (key, expression, forms, meant) of a word: what has a key that was given already need not be looked up again.

        Args:
            held_by: how many rows hold an expression, of all `rows`.
        """
        for pair in pairs(word):
            yield pair, pair, (), ""
        typed = spelled(word)
        if not typed:
            return
        bare = normal(word)
        if not is_lexical(bare):
            yield typed, typed, (), ""
            yield f"again {typed}", typed, (), ""  # as often as a word that has forms
            if parts := camel_parts(word):
                yield quoted(" ".join(parts)), quoted(" ".join(parts)), (), ""
            return
        held = held_by(typed)
        if held > max(COMMONEST_WITH_FORMS * rows, FEW_WITH_FORMS):
            yield typed, typed, (), ""
            return
        forms = self._lexicon.forms(bare, language)
        meant = "" if forms or held else self._lexicon.nearest(bare)
        if meant:
            bare, forms = meant, self._lexicon.forms(meant, language)
        yield quoted(bare), quoted(bare), (), meant
        yield from self._group(bare, forms, meant)
        if parts := camel_parts(word):
            yield quoted(" ".join(parts)), quoted(" ".join(parts)), (), ""
        for part in self._lexicon.parts(bare, language):
            yield from self._group(part, self._lexicon.forms(part, language), meant)

    def _group(self, word: str, forms: Sequence[str], meant: str) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
        group = tuple(sorted((word, *forms)))
        yield f"group {group}", grouped(group), tuple(forms), meant

    def corrections(self, words: Sequence[str]) -> dict[str, str]:
        """Return for the words that occur nowhere, nor any form of them, the one of the index each is a slip of one key away from."""
        language = next(iter(self.languages()), "")
        found: dict[str, str] = {}
        for word in words:
            bare = normal(word)
            if is_lexical(bare) and not self._rows_with(quoted(bare)) and not self._lexicon.forms(bare, language):
                found[word] = self._lexicon.nearest(bare)
        return {word: meant for word, meant in found.items() if meant}

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
            held = by_word.setdefault(term.word or term.expression, [])
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

    def with_called(self, found: Sequence[WordsMatch], names: Sequence[str], scope: Scope) -> list[WordsMatch]:
        """Return matches with those first, and marked, that are called by the first of `names` that anything is called by."""
        called = next(filter(None, (self.called(name, scope) for name in names)), [])
        if not called:
            return list(found)
        by_document: dict[int, WordsMatch] = {}
        for match in found:
            by_document.setdefault(match.document_id, match)
        first = [by_document.get(number) or WordsMatch(number, self._first_page(number), 0.0) for number in called]
        first.sort(key=lambda match: (-match.score, match.document_id))
        rest = (match for match in found if match.document_id not in called)
        return [*(replace(match, exact=True) for match in first), *rest]

    def _first_page(self, number: int) -> int:
        return int(self._connection.execute("SELECT min(id) FROM page WHERE document_id = ?", (number,)).get)

    def called(self, text: str, scope: Scope) -> list[int]:
        """Return the Documents in `scope` whose title, alias or file name is `text`, whatever its case, accents and signs between."""
        wanted = _NAME.findall(normal(text))
        expression = phrase(" ".join(text.replace("*", " ").split()))
        if not wanted or not expression:
            return []
        within = f"AND page.document_id IN ({scope.sql})" if scope.sql else ""
        sql = f"""
            SELECT DISTINCT document.id, document.title, document.aliases FROM word JOIN page ON page.id = word.rowid
            JOIN document ON document.id = page.document_id WHERE word MATCH ? {within} LIMIT {MOST_CALLED}"""
        named = list(self._connection.execute(sql, (f"{{title names}} : {expression}", *scope.values)))
        return [
            number
            for number, title, aliases in named
            if any(_NAME.findall(normal(name)) == wanted for name in self._names(number, title, aliases))
        ]

    def _names(self, number: int, title: str, aliases: str) -> Iterator[str]:
        """Yield what a Document is called: its title, its aliases, its file names with and without their endings."""
        yield title
        yield from json.loads(aliases)
        sql = (
            "SELECT file.path, place.member FROM place JOIN file ON file.id = place.file_id WHERE place.document_id = ?"
        )
        for path, member in self._connection.execute(sql, (number,)):
            name = os.path.basename(decoded(path)) if not member else re.split("[/:]", member)[-1]
            yield name
            yield os.path.splitext(name)[0]

    def _rows_with(self, expression: str) -> int:
        """How many rows hold the expression, at most: of a phrase, its rarest part; of a prefix, the sum."""
        prefix = expression.endswith("*")
        text = expression.rstrip("*").strip('"')
        if JOINT in text:
            return int(self._connection.execute("SELECT count(*) FROM word WHERE word MATCH ?", (expression,)).get)
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


def _as_typed(word: str) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    for expression in expressions(word):
        yield expression, expression, (), ""
