"""Documents that are called what is typed: by title, other name or file name. They stand before all that only holds the words."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence

import apsw

from lfmsearch.store.lexicon import SHORTEST_MISTYPED, one_slip_away
from lfmsearch.store.names import decoded
from lfmsearch.store.scope import Scope
from lfmsearch.store.terms import normal, phrase
from lfmsearch.store.words import WordsMatch

# Documents whose title or place holds the whole query, looked at for one that is called so.
MOST_CALLED = 500

_NAME = re.compile(r"[^\W_]+")
# What may be the name of a file: of other texts, words are mended one by one.
_LIKE_A_FILE = re.compile(r"[^\W_][._][^\W_]")
# Of more words no other name is guessed.
LONGEST_GUESSED = 8
# The lexicon answers five times as fast, and does not know what is short or holds digits.
_LEXICAL = "SELECT word FROM lexicon WHERE word IN (SELECT value FROM json_each(?)) ORDER BY word"
_ANY = "SELECT DISTINCT asked.value FROM json_each(?) AS asked CROSS JOIN vocabulary ON vocabulary.term = asked.value"


def with_called(
    connection: apsw.Connection,
    found: Sequence[WordsMatch],
    names: Iterable[Iterable[str]],
    scope: Scope,
    *,
    most: int = MOST_CALLED,
) -> list[WordsMatch]:
    """
    Return matches with those first, and marked, that are called by one of the first `names` that anything is called by.

    Args:
        names: those that are as likely as one another together, the likeliest first.
        most: Documents looked at for each name.
    """
    called = next(
        filter(None, ({n for name in alike for n in called_by(connection, name, scope, most=most)} for alike in names)),
        set[int](),
    )
    if not called:
        return list(found)
    by_document: dict[int, WordsMatch] = {}
    for match in found:
        by_document.setdefault(match.document_id, match)
    first = [by_document.get(number) or WordsMatch(number, _first_page(connection, number), 0.0) for number in called]
    first.sort(key=lambda match: (-match.score, match.document_id))
    rest = (match for match in found if match.document_id not in called)
    return [*(match._replace(exact=True) for match in first), *rest]


def _first_page(connection: apsw.Connection, number: int) -> int:
    return int(connection.execute("SELECT min(id) FROM page WHERE document_id = ?", (number,)).get)


def called_by(connection: apsw.Connection, text: str, scope: Scope, *, most: int = MOST_CALLED) -> list[int]:
    """
    Return the Documents in `scope` whose title, alias or file name is `text`, whatever its case, accents and signs between.

    Args:
        most: Documents looked at.
    """
    wanted = _NAME.findall(normal(text))
    expression = phrase(" ".join(text.replace("*", " ").split()))
    if not wanted or not expression:
        return []
    within = f"AND page.document_id IN ({scope.sql})" if scope.sql else ""
    sql = f"""
        SELECT DISTINCT document.id, document.title, document.aliases FROM word JOIN page ON page.id = word.rowid
        JOIN document ON document.id = page.document_id WHERE word MATCH ? {within} LIMIT {most}"""
    named = list(connection.execute(sql, (f"{{title names}} : {expression}", *scope.values)))
    return [
        number
        for number, title, aliases in named
        if any(_NAME.findall(normal(name)) == wanted for name in _names(connection, number, title, aliases))
    ]


def misnamed(connection: apsw.Connection, text: str) -> Iterator[str]:
    """
    Yield what a file may be called whose name was typed with one slip, `text`; nothing where that stands anywhere as it is.

    Also short words, endings and numbers, which nobody would mend in a sentence: a whole name tells more than one word.
    """
    words = _NAME.findall(normal(text))
    if len(words) > LONGEST_GUESSED or not _LIKE_A_FILE.search(text):
        return
    if connection.execute("SELECT 1 FROM word WHERE word MATCH ? LIMIT 1", (phrase(" ".join(words)),)).get:
        return
    for place, word in enumerate(words):
        able = json.dumps(sorted(set(one_slip_away(word))), ensure_ascii=False)
        sql = _LEXICAL if word.isalpha() and len(word) > SHORTEST_MISTYPED else _ANY
        for (other,) in list(connection.execute(sql, (able,))):
            yield " ".join([*words[:place], other, *words[place + 1 :]])


def _names(connection: apsw.Connection, number: int, title: str, aliases: str) -> Iterator[str]:
    """Yield what a Document is called: its title, its aliases, its file names with and without their endings."""
    yield title
    yield from json.loads(aliases)
    sql = "SELECT file.path, place.member FROM place JOIN file ON file.id = place.file_id WHERE place.document_id = ?"
    for path, member in connection.execute(sql, (number,)):
        name = os.path.basename(decoded(path)) if not member else re.split("[/:]", member)[-1]
        yield name
        yield os.path.splitext(name)[0]
