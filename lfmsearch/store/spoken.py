"""Which languages the Documents of an index are in, and in which of them a word is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

import apsw

T = TypeVar("T")


class Kept(Protocol):
    """What remembers look-ups as long as the index stays as it is."""

    def __call__(self, key: tuple[str, ...], look: Callable[[], T]) -> T:
        """Return what `look` gives, looked up once."""
        ...


# Rows with an expression that are looked at, from either end of all. Of 1,100 questions in eleven languages 8 tell as much as 32.
LOOKED_AT = 8

_WITH = f"""
    SELECT document.language FROM (
        SELECT * FROM (SELECT rowid AS id FROM word WHERE word MATCH ?1 ORDER BY rowid LIMIT {LOOKED_AT})
        UNION SELECT * FROM (SELECT rowid AS id FROM word WHERE word MATCH ?1 ORDER BY rowid DESC LIMIT {LOOKED_AT})
    ) AS held JOIN page ON page.id = held.id JOIN document ON document.id = page.document_id
    WHERE document.language <> ''"""


class Spoken:
    """
    Look-ups of languages over one connection. Used by one thread at a time.

    Args:
        kept: gives what was looked up under a key before, as long as the index stays as it is.
    """

    def __init__(self, connection: apsw.Connection, kept: Kept) -> None:
        self._run, self._kept = connection.execute, kept

    def documents(self) -> Mapping[str, int]:
        """Return how many Documents there are in each language that is known, the commonest first."""
        sql = "SELECT language, count(*) FROM document WHERE language <> '' GROUP BY language ORDER BY 2 DESC, 1"
        return self._kept(("languages",), lambda: dict(self._run(sql)))

    def holding(self, told: Iterable[tuple[str, float]]) -> dict[str, float]:
        """
        Return how much of a query the Documents in each language hold.

        Args:
            told: FTS5 expressions of its words, with how much each tells.
        """
        held: dict[str, float] = {}
        for expression, weight in told:
            for language, share in self._languages_with(expression).items():
                held[language] = held.get(language, 0.0) + weight * share
        return held

    def share(self, expression: str, language: str) -> float:
        """Return about which share of the rows that hold an expression is in a language."""
        return self._languages_with(expression).get(language, 0.0)

    def _languages_with(self, expression: str) -> Mapping[str, float]:
        """The share of each language in the rows that hold an expression, as the oldest and the newest of them tell."""

        def look() -> dict[str, float]:
            found = Counter(language for (language,) in self._run(_WITH, (expression,)))
            return {language: count / found.total() for language, count in found.items()}

        return self._kept(("spoken", expression), look)
