"""
SQLite files of other programs: read as they lie there, never written, never kept waiting, nothing left beside them.

A connection is open no longer than it takes to fetch what is wanted into memory. While there are changes in a `-wal` file
they are read under SQLite's own locks, which stop no writer; else the file is read as one that nobody changes, and afterwards
it is looked whether that was so. Both leave the `-wal`, the `-shm` and the dates of the files as they are. A `-wal` without a
`-shm` (a copy, most often) is put together with its file in memory.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE
from lfmsearch.extract.walfile import merged

# What a rollback journal begins with while a transaction may still need it (https://sqlite.org/fileformat2.html, 3).
_HOT = bytes.fromhex("d9d505f920a163d7")
# A writer holds its locks for milliseconds; a longer wait is for the next scan.
_PATIENCE_S = 2.0
# Steps of SQLite's machine between two looks, and in all: enough for a million rows of a hundred columns.
_STEPS, _MOST_STEPS = 100_000, 300_000_000
# The last: where SQLite says what is damaged, its bytes may be no text.
_FAULTS = (sqlite3.Error, OverflowError, UnicodeError)
_BUSY = "It is being written just now; it is read when that is done."


class TooLargeError(ExtractError):
    """One value is, and can be left out."""


class Database:
    """
    The plain tables of a database, as `opened` gives them.

    Nothing else of it is run: no view, no virtual table, no computed column, no index. A name that is not a plain table has
    no rows.
    """

    def __init__(self, connection: sqlite3.Connection, *, most_bytes: int) -> None:
        self._connection = connection
        self._left = most_bytes
        self._columns: dict[str, frozenset[str]] = {}
        # What is no table of its own (a view, a virtual table) has no root page.
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
        self.tables = frozenset(name for (name,) in found if isinstance(name, str))

    def columns(self, table: str) -> frozenset[str]:
        """Return the names of its stored columns, and `rowid`; none when there is no such table."""
        if table in self.tables and table not in self._columns:
            held = self._connection.execute(f"PRAGMA table_info({_quoted(table)})")
            self._columns[table] = frozenset(row[1] for row in held) | {"rowid"}
        return self._columns.get(table, frozenset())

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield these columns of every row; None for a column that this version of the program does not have."""
        if held := self.columns(table):
            wanted = ", ".join(_quoted(name) if name in held else "NULL" for name in columns)
            for row in self._connection.execute(f"SELECT {wanted} FROM {_quoted(table)} NOT INDEXED"):
                yield self._counted(row)

    def value(self, table: str, column: str, rowid: int) -> Any:
        """Return one value, None when there is none. Raises TooLargeError when it is above 64 MB."""
        if column not in self.columns(table):
            return None
        sql = f"SELECT {_quoted(column)} FROM {_quoted(table)} WHERE rowid = ?"
        try:
            row = self._connection.execute(sql, (rowid,)).fetchone()
        except sqlite3.DataError as error:
            raise TooLargeError(f"It is larger than {WHOLE >> 20} MB.") from error
        return self._counted(row)[0] if row else None

    def _counted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        self._left -= sum(len(value) for value in row if isinstance(value, (str, bytes)))
        if self._left < 0:
            raise ExtractError("It holds more than can be read at once.")
        return row


@contextmanager
def opened(path: str, *, most_bytes: int = 256 << 20) -> Iterator[Database]:
    """
    Open a database for as long as the block lasts; take what is wanted out of it there, and no more.

    Args:
        most_bytes: what may be taken out in all.

    Raises:
        ExtractError: it is being written, it is damaged, or it holds too much. Also at the end of the block, when it was
            changed meanwhile: what was taken is then not to be used.
    """
    before = _state(path)
    try:
        with closing(_connection(path, log=before.log)) as connection:
            yield Database(connection, most_bytes=most_bytes)
    except (*_FAULTS, FileNotFoundError) as error:
        raise ExtractError(_reason(error) if _state(path) == before else _BUSY) from error
    if before.log != "shared" and _state(path) != before:
        raise ExtractError(_BUSY)


def tables(path: str) -> frozenset[str]:
    """Return the plain tables of a database; none when it is so damaged that it cannot be told."""
    # Whose it is can most often be told from the file alone, also while it is being written; a new one is all in its log.
    with suppress(*_FAULTS), closing(_connection(path, log="none")) as connection:
        if found := Database(connection, most_bytes=WHOLE).tables:
            return found
    with suppress(ExtractError), opened(path) as database:
        return database.tables
    return frozenset()


class _State(NamedTuple):
    """What tells whether a database was changed; `log` is whether changes wait in a `-wal` file, and others can see them there."""

    log: Literal["none", "shared", "alone"]
    files: tuple[tuple[int, int], ...]
    changes: bytes


def _state(path: str) -> _State:
    try:
        files = [os.stat(path)]
        changes = _begin(path, 100)[24:28]  # how many there were, in the header
    except OSError as error:
        raise ExtractError("It is no longer there.") from error
    if _begin(path + "-journal", len(_HOT)) == _HOT:
        raise ExtractError(_BUSY)
    log: Literal["none", "shared", "alone"] = "none"
    if _begin(path + "-wal", 1):
        log = "shared" if os.path.exists(path + "-shm") else "alone"
    if log == "alone":
        with suppress(OSError):
            files.append(os.stat(path + "-wal"))
    return _State(log, tuple((file.st_mtime_ns, file.st_size) for file in files), changes)


def _begin(path: str, length: int) -> bytes:
    """The first bytes of a file; none of one that is not there."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  names that are no UTF-8
            return file.read(length)
    except FileNotFoundError:
        return b""


def _connection(path: str, *, log: Literal["none", "shared", "alone"]) -> sqlite3.Connection:
    # `readonly_shm`: the index of the log is read where it is, and never made where it is not.
    options = "mode=ro&readonly_shm=1" if log == "shared" else "mode=ro&immutable=1"
    name = os.path.abspath(path).replace(os.sep, "/")
    uri = f"file://{'' if name[0] == '/' else '/'}{quote(os.fsencode(name))}?{options}"
    if log == "alone":
        uri = ":memory:"
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S, isolation_level=None, cached_statements=0)
    try:
        if log == "alone":
            connection.deserialize(merged(path))
        connection.text_factory = _text
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, WHOLE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        left = iter(range(_MOST_STEPS // _STEPS))
        connection.set_progress_handler(lambda: next(left, None) is None, _STEPS)
        for setting in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
    except BaseException:
        connection.close()
        raise
    return connection


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _reason(error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return _BUSY
    if code == sqlite3.SQLITE_INTERRUPT:
        return "Reading its tables took too long."
    return "It is damaged: its tables cannot be read."
