"""What changes Generations and their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import apsw

from lfmsearch.store.connection import transaction
from lfmsearch.store.lexicon import Learner

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class GenerationWriter:
    """The part of the Writer that has to do with meaning."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._run = connection.execute
        self._learner = Learner(connection)

    def generation(self, recipe: str, model: str, dimensions: int) -> int:
        """
        Return the id of a VectorRecipe's Generation, made when it is new.

        The first one answers at once; a later one is built beside the active one until `activate`.
        """
        with transaction(self._connection):
            number = self._run("SELECT id FROM generation WHERE recipe = ?", (recipe,)).get
            if number is None:
                empty = self._run("SELECT count(*) FROM generation WHERE state = 'active'").get == 0
                self._run(
                    "INSERT INTO generation (recipe, model, dimensions, state) VALUES (?, ?, ?, ?)",
                    (recipe, model, dimensions, "active" if empty else "building"),
                )
                number = self._connection.last_insert_rowid()
                self._run("DELETE FROM attempt")  # what took one model down may do with another
            else:
                self._run("UPDATE generation SET state = 'building' WHERE id = ? AND state = 'retired'", (number,))
        return int(number)

    def activate(self, generation_id: int) -> None:
        """Let a complete Generation answer, and retire the one that did."""
        with transaction(self._connection):
            self._run("UPDATE generation SET state = 'retired' WHERE id <> ?", (generation_id,))
            if self._connection.changes():
                self._run("UPDATE fact SET value = value + 1 WHERE key = 'untidy'")
            self._run("UPDATE generation SET state = 'active' WHERE id = ?", (generation_id,))

    def attempt(self, hashes: Sequence[bytes]) -> None:
        """Record that embeddings are about to be tried; `embedded` takes the record back."""
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO attempt (hash, tries) VALUES (?, 1) ON CONFLICT (hash) DO UPDATE SET tries = tries + 1",
                ((value,) for value in hashes),
            )

    def give_up(self, hashes: Sequence[bytes]) -> None:
        """Take back attempts that were not carried out."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE attempt SET tries = tries - 1 WHERE hash = ?", ((value,) for value in hashes)
            )
            self._run("DELETE FROM attempt WHERE tries <= 0")

    def embedded(self, generation_id: int, items: Sequence[tuple[bytes, npt.NDArray[np.int8]]]) -> None:
        """
        Store vectors, one transaction for all of `items`.

        Args:
            items: passage hash and int8[parts, dimensions].
        """
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO vector (generation_id, hash, part, value) VALUES (?, ?, ?, ?)",
                ((generation_id, key, part, row.tobytes()) for key, rows in items for part, row in enumerate(rows)),
            )
            self._connection.executemany("DELETE FROM attempt WHERE hash = ?", ((key,) for key, _ in items))

    def all_embedded(self, generation_id: int) -> None:
        """Record that every passage written so far has a vector in a Generation, so that this need not be counted again."""
        self._run(
            "INSERT OR REPLACE INTO fact SELECT ?, value FROM fact WHERE key = 'written'",
            (f"embedded {generation_id}",),
        )

    def tidy(self) -> int:
        """Take away vectors that no Chunk needs and Generations that are retired; return how many vectors went."""
        with transaction(self._connection):
            before = self._connection.total_changes()
            self._run("DELETE FROM vector WHERE generation_id IN (SELECT id FROM generation WHERE state = 'retired')")
            self._run("DELETE FROM vector WHERE hash NOT IN (SELECT hash FROM chunk WHERE hash IS NOT NULL)")
            gone = self._connection.total_changes() - before
            self._run("DELETE FROM generation WHERE state = 'retired'")
            # A Generation's id may be given again: nothing said of the old one may stay.
            self._run(
                "DELETE FROM fact WHERE key LIKE 'embedded %' AND key NOT IN (SELECT 'embedded ' || id FROM generation)"
            )
            self._learner.forget_unused()
            self._run("UPDATE fact SET value = 0 WHERE key = 'untidy'")
            self._run("DELETE FROM attempt WHERE hash NOT IN (SELECT hash FROM chunk WHERE hash IS NOT NULL)")
        if gone:
            # What was taken away is also gone from the log beside the file.
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone
