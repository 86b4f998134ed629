"""
The tokenizer of connections that search: several words may stand for one.

The table of words names SQLite's own `unicode61`, which cuts what is written, in C. Where an index is only searched, this one takes
its name: it gives the words of a group (`terms.grouped`) to FTS5 as synonyms, so that BM25 sees one word with all their rows. An OR of
them would weigh each by how rare it is by itself, the rarest form most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import apsw

from lfmsearch.store.terms import JOINT

ARGUMENTS = ("remove_diacritics", "2", "categories", "L* N* Co Mn Mc")
"""Of `unicode61`, as the schema has them: marks belong to the word, without which Thai and Devanagari fall apart."""

_JOINT = JOINT.encode()


def cutter(connection: apsw.Connection) -> Callable[[str], list[str]]:
    """Return what cuts a text into words as the index has them."""
    own = connection.fts5_tokenizer("unicode61", list(ARGUMENTS))
    return lambda text: [
        str(token[0]) for token in own(text.encode(), apsw.FTS5_TOKENIZE_QUERY, None, include_offsets=False)
    ]


def register(connection: apsw.Connection) -> None:
    """Let a connection that only reads understand groups of words. Before its first query of words."""
    connection.execute(
        "SELECT count(*) FROM sqlite_schema"
    )  # where the file is damaged this says so; what follows says no more than no
    own = connection.fts5_tokenizer("unicode61", list(ARGUMENTS))

    def tokenize(text: bytes, reason: int, locale: str | None) -> Iterable[Any]:
        if _JOINT in text and reason & apsw.FTS5_TOKENIZE_QUERY:
            return [(0, len(text), *text.decode().split(JOINT))]
        return own(text, reason, locale)

    connection.register_fts5_tokenizer("unicode61", lambda _connection, _arguments: tokenize)
