"""
Token vectors of passages that searches have met, in a file of their own: a cache, safe to delete.

The queue is here too: a passage that a search wanted and that has no vectors yet is a row without a value, and the hottest is encoded
first. Heat is how often a passage was among the candidates, halved every 30 days; what is coldest goes when the file is full.

Any process of this user may read and write; a writer waits for another for a moment only, and then leaves it.
"""

from __future__ import annotations

import logging
import math
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import apsw

from lfmsearch.errors import DiskFull, MachineError
from lfmsearch.store.connection import made_private, transaction

log = logging.getLogger(__name__)
T = TypeVar("T")

VERSION = 1
# A value has about 4 kB: three fit a page of 16, where pages of 4 would be half empty.
PAGE_BYTES = 16 << 10
# A cache is not worth waiting for.
BUSY_MS = 200
HALF_LIFE_SECONDS = 30 * 86_400
# What is over the budget goes down to this share of it, so that not every passage that comes makes one go.
KEPT_SHARE = 0.9
# A passage whose encoding was begun so often and never ended takes the program down: it is left.
TRIES = 2

_SCHEMA = """
CREATE TABLE recipe (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    recipe_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    heat REAL NOT NULL,
    bytes INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    UNIQUE (recipe_id, hash)
);
CREATE INDEX by_heat ON passage (heat, bytes);
CREATE TABLE value (passage_id INTEGER PRIMARY KEY, rows BLOB NOT NULL);
"""


class LateStore:
    """
    The cache in one file, made when something is first written. Used by one thread at a time.

    A damaged file is set aside, with a warning in the log, and a new one begun: no method raises for that.

    Args:
        budget_bytes: how much the values may take together.
        clock: seconds since 1970.
    """

    def __init__(self, path: Path, *, budget_bytes: int, clock: Callable[[], float] = time.time) -> None:
        self._path, self._budget, self._clock = path, budget_bytes, clock
        self._connection: apsw.Connection | None = None

    def get(self, recipe: str, hashes: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values of those passages that have one under this recipe."""
        sql = """SELECT passage.hash, value.rows FROM passage JOIN value ON value.passage_id = passage.id
                 WHERE recipe_id = (SELECT id FROM recipe WHERE name = ?) AND hash = ?"""

        def read(connection: apsw.Connection) -> dict[bytes, bytes]:
            return dict(connection.executemany(sql, ((recipe, key) for key in hashes)))

        return self._tried(read, {})

    def touch(self, recipe: str, hashes: Sequence[bytes]) -> None:
        """Warm passages that a search has met, and ask for the vectors of those that have none."""

        def write(connection: apsw.Connection) -> None:
            with transaction(connection):
                number = _recipe_id(connection, recipe)
                connection.executemany(
                    """INSERT INTO passage (recipe_id, hash, heat) VALUES (?1, ?2, ?3)
                       ON CONFLICT DO UPDATE SET heat = warmer(heat, ?3)""",
                    ((number, key, self._clock() / HALF_LIFE_SECONDS) for key in hashes),
                )

        self._written(write)

    def put(self, recipe: str, values: Sequence[tuple[bytes, bytes]]) -> None:
        """
        Store the values of passages by their hash, and let the coldest go where the budget is exceeded. While another program writes,
        nothing is stored.

        Raises DiskFull, MachineError.
        """

        def write(connection: apsw.Connection) -> None:
            with transaction(connection):
                number = _recipe_id(connection, recipe)
                for key, value in values:
                    sql = """INSERT INTO passage (recipe_id, hash, heat, bytes) VALUES (?1, ?2, ?3, ?4)
                             ON CONFLICT DO UPDATE SET bytes = ?4, tries = 0 RETURNING id"""
                    heat = self._clock() / HALF_LIFE_SECONDS
                    passage = connection.execute(sql, (number, key, heat, len(value))).get
                    connection.execute("INSERT OR REPLACE INTO value VALUES (?, ?)", (passage, value))
                self._evict(connection)

        self._written(write, must=True)

    def wanted(self, recipe: str, limit: int) -> list[bytes]:
        """Return passages that have been asked for and have no vectors, the hottest first."""
        sql = """SELECT hash FROM passage WHERE recipe_id = (SELECT id FROM recipe WHERE name = ?)
                 AND bytes = 0 AND tries < ? ORDER BY heat DESC, id LIMIT ?"""
        return self._tried(lambda connection: [key for (key,) in connection.execute(sql, (recipe, TRIES, limit))], [])

    def attempt(self, recipe: str, key: bytes) -> None:
        """Record that the encoding of a passage is about to be tried; `put` takes the record back."""
        self._change("tries = tries + 1", recipe, key)

    def give_up(self, recipe: str, key: bytes) -> None:
        """Take back an attempt that was broken off on purpose."""
        self._change("tries = tries - 1", recipe, key)

    def sample(self, recipe: str, count: int) -> list[bytes]:
        """Return the values of some passages, always the same while nothing is written: by their hashes, which say nothing of them."""
        sql = """SELECT value.rows FROM passage JOIN value ON value.passage_id = passage.id
                 WHERE recipe_id = (SELECT id FROM recipe WHERE name = ?) ORDER BY hash LIMIT ?"""
        return self._tried(lambda connection: [value for (value,) in connection.execute(sql, (recipe, count))], [])

    def keep_only(self, present: Callable[[Sequence[bytes]], set[bytes]]) -> int:
        """
        Forget passages that are in no Document any more, of every recipe, and erase their bytes; return how many went.

        Args:
            present: gives those of some hashes that are still needed.
        """

        def write(connection: apsw.Connection) -> int:
            hashes = [key for (key,) in connection.execute("SELECT DISTINCT hash FROM passage")]
            gone: list[bytes] = []
            for start in range(0, len(hashes), 1000):
                part = hashes[start : start + 1000]
                there = present(part)
                gone += (key for key in part if key not in there)
            if gone:
                with transaction(connection):
                    connection.executemany("DELETE FROM passage WHERE hash = ?", ((key,) for key in gone))
                    connection.execute("DELETE FROM value WHERE passage_id NOT IN (SELECT id FROM passage)")
                # What was taken away is also gone from the log beside the file.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return len(gone)

        return self._tried(write, 0)

    def counts(self) -> tuple[int, int, int]:
        """Return how many passages have vectors, how many bytes these take, and how many passages wait for theirs."""
        sql = "SELECT total(bytes > 0), total(bytes), total(bytes = 0) FROM passage"
        found = self._tried(lambda connection: connection.execute(sql).get, (0, 0, 0))
        return int(found[0]), int(found[1]), int(found[2])

    def damage(self) -> str:
        """Return what is wrong with the file, in a sentence; empty when it is sound or not there. Reads all of it, changes nothing."""
        if not self._path.exists():
            return ""
        try:
            connection = apsw.Connection(os.fspath(self._path), flags=apsw.SQLITE_OPEN_READONLY)
            try:
                said = connection.execute("PRAGMA integrity_check(1)").get
            finally:
                connection.close()
        except apsw.Error as error:
            said = str(error)
        return "" if said == "ok" else said

    def close(self) -> None:
        """Close the file. Idempotent; it is opened again when it is next used."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _change(self, assignment: str, recipe: str, key: bytes) -> None:
        sql = f"UPDATE passage SET {assignment} WHERE recipe_id = (SELECT id FROM recipe WHERE name = ?) AND hash = ?"

        def write(connection: apsw.Connection) -> None:
            connection.execute(sql, (recipe, key))

        self._written(write)

    def _evict(self, connection: apsw.Connection) -> None:
        total = connection.execute("SELECT total(bytes) FROM passage").get
        if total <= self._budget:
            return
        sql = "SELECT id, bytes FROM passage WHERE bytes > 0 ORDER BY heat, id"
        gone = []
        for number, size in connection.execute(sql):
            if total <= KEPT_SHARE * self._budget:
                break
            gone.append((number,))
            total -= size
        connection.executemany("DELETE FROM passage WHERE id = ?", gone)
        connection.executemany("DELETE FROM value WHERE passage_id = ?", gone)

    def _tried(self, work: Callable[[apsw.Connection], T], otherwise: T) -> T:
        """Do what can do without the file: `otherwise` where it is not there or cannot be used now."""
        if not self._path.exists():
            return otherwise
        try:
            return self._done(work)
        except apsw.Error as error:
            self._said(error)
            return otherwise

    def _written(self, work: Callable[[apsw.Connection], None], *, must: bool = False) -> None:
        try:
            self._done(work)
        except apsw.BusyError:
            log.info("the token vectors are being written by another program")
        except apsw.Error as error:
            if not must:
                self._said(error)
            elif isinstance(error, apsw.FullError):
                raise DiskFull(f"The disk that holds {self._path} is full.", "Make room; nothing is lost.") from error
            else:
                raise MachineError(f"{self._path} cannot be written ({error}).", "It may be deleted.") from error

    def _done(self, work: Callable[[apsw.Connection], T]) -> T:
        try:
            return work(self._opened())
        except (apsw.CorruptError, apsw.NotADBError) as error:
            self.close()
            kept = self._path.with_name("late.damaged.db")
            log.warning("the token vectors were damaged (%s) and are set aside as %s", type(error).__name__, kept.name)
            self._path.replace(kept)
            for suffix in ("-wal", "-shm"):
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)
            return work(self._opened())

    def _opened(self) -> apsw.Connection:
        if self._connection is None:
            made_private(self._path)
            connection = apsw.Connection(os.fspath(self._path))
            try:
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _said(self, error: apsw.Error) -> None:
        log.warning("the token vectors cannot be used now: %s", type(error).__name__)


def warmer(heat: float, now: float) -> float:
    """
    Return the heat of what had `heat` and is met now, both in half-lives since 1970. Pure.

    A heat is the base-2 logarithm of the sum of 2^moment over all the times it was met, so that it needs no cooling: what is met now
    counts twice as much as what was met a half-life ago, and heats of any age can be compared.
    """
    higher, lower = max(heat, now), min(heat, now)
    return higher + math.log2(1 + 2 ** (lower - higher))


def _prepare(connection: apsw.Connection) -> None:
    connection.set_busy_timeout(BUSY_MS)
    connection.create_scalar_function("warmer", warmer, 2, deterministic=True)  # type: ignore[arg-type]
    connection.execute("PRAGMA secure_delete=ON; PRAGMA synchronous=NORMAL")
    if connection.execute("PRAGMA user_version").get == VERSION:
        return
    # A file of another version is a cache of another time: it begins anew.
    connection.execute(f"PRAGMA page_size={PAGE_BYTES}; PRAGMA journal_mode=WAL")
    with transaction(connection):
        if connection.execute("PRAGMA user_version").get == VERSION:
            return
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            connection.execute(f'DROP TABLE "{table}"')
        connection.execute(_SCHEMA)
        connection.execute(f"PRAGMA user_version={VERSION}")


def _recipe_id(connection: apsw.Connection, recipe: str) -> int:
    connection.execute("INSERT OR IGNORE INTO recipe (name) VALUES (?)", (recipe,))
    return int(connection.execute("SELECT id FROM recipe WHERE name = ?", (recipe,)).get)
