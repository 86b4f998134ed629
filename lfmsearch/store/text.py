"""The text of a Document as it lies in the index: its Chunks, and its rows of words."""

from __future__ import annotations

import json
from collections.abc import Sequence

import apsw

from lfmsearch.store.keys import passage_hash, storable
from lfmsearch.store.lexicon import Learner
from lfmsearch.store.terms import indexed
from lfmsearch.store.words import PAGE_CHUNKS
from lfmsearch.types import Chunk, Document


def replace_chunks(connection: apsw.Connection, number: int, chunks: Sequence[Chunk]) -> None:
    """Write the Chunks of Document `number` in place of those it had, and note that there is something to embed."""
    connection.execute("UPDATE fact SET value = value + 1 WHERE key = 'written'")
    connection.execute("DELETE FROM chunk WHERE document_id = ?", (number,))
    connection.executemany(
        "INSERT INTO chunk (document_id, ordinal, text, breadcrumb, locator, hash) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                c.ordinal,
                storable(c.text),
                storable(c.breadcrumb),
                json.dumps(c.locator.as_json()),
                passage_hash(c),
            )
            for c in chunks
        ),
    )


def drop_words(connection: apsw.Connection, number: int) -> list[str]:
    """
    Take away the rows of words of Document `number`, whose Chunks are still there; return the texts they were made of, as
    `terms.indexed` gives them.

    One by one: a statement that changes several rows is a savepoint to SQLite, at which FTS5 writes out what it gathers.
    """
    pages = connection.execute("SELECT id FROM page WHERE document_id = ?", (number,)).fetchall()
    if not pages:
        return []
    connection.executemany("DELETE FROM word WHERE rowid = ?", pages)
    connection.execute("DELETE FROM page WHERE document_id = ?", (number,))
    connection.execute("UPDATE fact SET value = value + 1 WHERE key = 'untidy'")
    # Its card says title, places, people and tags.
    sql = "SELECT text, breadcrumb FROM chunk WHERE document_id = ?"
    return [indexed(f"{text}\n{breadcrumb}") for text, breadcrumb in connection.execute(sql, (number,))]


def replace_words(
    connection: apsw.Connection,
    number: int,
    document: Document,
    chunks: Sequence[Chunk],
    *,
    names: str,
    learner: Learner,
) -> None:
    """
    Write the rows of words of Document `number` in place of those it had. Before its Chunks are changed.

    Args:
        chunks: its card first.
        names: file name and path in words.
    """
    before = drop_words(connection, number)
    title = indexed(storable("\n".join((document.title, *document.aliases))))
    people = indexed(storable(" ".join(f"{person.name} {person.address}" for person in document.people)))
    named = indexed(storable(" ".join([names, *document.tags])))
    texts = [title, people, named]
    body = chunks[1:]
    for start in range(0, max(len(body), 1), PAGE_CHUNKS):
        part = body[start : start + PAGE_CHUNKS]
        connection.execute(
            "INSERT INTO page (document_id, first, last) VALUES (?, ?, ?)",
            (number, part[0].ordinal if part else 0, part[-1].ordinal if part else 0),
        )
        row = connection.last_insert_rowid()
        headings = indexed(storable(" ".join(dict.fromkeys(chunk.breadcrumb for chunk in part))))
        text = indexed(storable("\n".join(chunk.text for chunk in part)))
        connection.execute(
            "INSERT INTO word (rowid, title, people, names, headings, body) VALUES (?, ?, ?, ?, ?, ?)",
            (row, title, people, named, headings, text),
        )
        texts += headings, text
    learner.learn(texts, before)
