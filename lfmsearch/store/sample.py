"""Texts of the index to measure by: a few of its Documents, the same ones each time."""

from __future__ import annotations

from dataclasses import dataclass

import apsw

# A chunk's worth of a text is enough to make a question from.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Sampled:
    """A Document and one passage of it. `language` is empty where it has too little text to tell."""

    document_id: int
    title: str
    language: str
    text: str


def sampled(connection: apsw.Connection, limit: int, *, language: str | None = None) -> list[Sampled]:
    """
    Return passages of at most `limit` Documents, one each, spread over the whole index; fewer where there are fewer.

    The choice depends on the ids alone: an index that has not changed gives the same passages again.

    Args:
        language: of the Documents; None for any.
    """
    # Multiplying by an odd number turns neighbours into strangers (Knuth's multiplicative hashing).
    where = "" if language is None else "WHERE language = ?"
    sql = f"""SELECT d.id, d.title, d.language, substr(c.text, 1, {_LONGEST}) FROM (
                  SELECT id, title, language FROM document {where} ORDER BY (id * 2654435761) % 4294967296 LIMIT ?) AS d
              JOIN chunk c ON c.document_id = d.id AND c.hash IS NOT NULL
              AND c.ordinal = 1 + (d.id * 40503) % (SELECT max(ordinal) FROM chunk WHERE document_id = d.id)"""
    values = (limit,) if language is None else (language, limit)
    return [Sampled(*row) for row in connection.execute(sql, values)]


def languages(connection: apsw.Connection) -> dict[str, int]:
    """Return how many Documents are in each language, the most first; those in none that could be told are left out."""
    sql = "SELECT language, count(*) FROM document WHERE language <> '' GROUP BY language ORDER BY 2 DESC, 1"
    return {str(code): int(count) for code, count in connection.execute(sql)}
