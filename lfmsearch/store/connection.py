"""
Open the index file, and translate what SQLite says into our own errors.

apsw carries its own SQLite with FTS5 and can load extensions on every Python; the standard library's binding often cannot.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import apsw

from lfmsearch.errors import DiskFull, IndexDamaged, IndexLocked, IndexTooNew, LfmsearchError, MachineError
from lfmsearch.store import migrations, tokenizer
from lfmsearch.store.scope import register_functions

APPLICATION_ID = 0x4C464D53  # "LFMS": file(1) and we can tell the index from any other SQLite file

# A writer holds the file for some milliseconds at a time; whoever waits longer than this has met another program.
BUSY_MS = 10_000
# 64 MiB of mapped pages serve reads without copies; the rest goes through the page cache (8 MiB).
MMAP_BYTES = 64 << 20
CACHE_KIB = 8 << 10


Connection = apsw.Connection


def connect(path: Path, *, write: bool) -> apsw.Connection:
    """
    Open the index at `path`, made or migrated first when `write`.

    The connection may be used from any thread, by one at a time.

    Raises:
        IndexTooNew: a later lfmsearch wrote it.
        IndexDamaged: it is no index, or SQLite cannot read it.
        MachineError: it cannot be opened (missing while reading, no permission).
    """
    with translated(path):
        if write:
            made_private(path)
            flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        else:
            flags = apsw.SQLITE_OPEN_READONLY
        connection = apsw.Connection(os.fspath(path), flags=flags | apsw.SQLITE_OPEN_NOMUTEX)
        try:
            _prepared(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
        return connection


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, naming the index file."""
    try:
        yield
    except apsw.FullError as error:
        raise DiskFull(
            f"The disk that holds {path} is full.",
            "Make room and run the same command again; nothing done so far is lost.",
        ) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise IndexDamaged(
            f"The index {path} is damaged ({error}).",
            "Run `lfmsearch index`: the damaged file is kept aside and the index is built again from your files.",
        ) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise IndexLocked(f"Another program is using the index {path}.", "Try again in a moment.") from error
    except (apsw.CantOpenError, apsw.PermissionsError, apsw.ReadOnlyError, apsw.IOError, apsw.AuthError) as error:
        raise MachineError(
            f"The index {path} cannot be used ({error}).", "Check the folder's permissions and the disk."
        ) from error


@contextlib.contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """
    One transaction that takes the write lock at once, so that it cannot fail half-way for want of it.

    Inside another one it is part of that: what is written is written with the outer one, or not at all.
    """
    if _is_open(connection):
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # A full disk may already have rolled back; rolling back twice would hide the first error.
        if _is_open(connection):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextlib.contextmanager
def one_moment(connection: apsw.Connection) -> Iterator[None]:
    """Let all that is read inside be of one moment, whatever is written meanwhile. Inside another one it is part of that."""
    if _is_open(connection):
        yield
        return
    connection.execute("BEGIN; PRAGMA data_version").fetchall()  # it begins with what is read first
    try:
        yield
    finally:
        if _is_open(connection):
            connection.execute("COMMIT")  # what was noted in temporary tables stays


def version(connection: apsw.Connection) -> int:
    """Return a number that changes when the index does, by whichever connection. Inside `one_moment` this costs nothing."""
    if not _is_open(connection):
        connection.execute("PRAGMA data_version").fetchall()  # looks; the number of the next line is of the last look
    return connection.data_version()


def rest(connection: apsw.Connection) -> None:
    """Give back the pages that a connection keeps in memory; it goes on as before."""
    for pragma in ("shrink_memory", "mmap_size=0", f"mmap_size={MMAP_BYTES}"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def set_aside(path: Path) -> Path:
    """Move a damaged index out of the way, under a name that says when, and return where it is kept."""
    kept = path.with_name(f"index.damaged-{time.strftime('%Y%m%d-%H%M%S')}.db")
    path.replace(kept)
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    return kept


def load_vectors_extension(connection: apsw.Connection) -> None:
    """Load sqlite-vec into this connection."""
    import sqlite_vec

    connection.enable_load_extension(enable=True)
    connection.load_extension(sqlite_vec.loadable_path())
    connection.enable_load_extension(enable=False)


def measured_distance() -> tuple[str, str, float]:
    """Return the versions of SQLite and sqlite-vec, and how far the second says that (0, 3) is from (4, 0)."""
    with contextlib.closing(apsw.Connection(":memory:")) as connection:
        load_vectors_extension(connection)
        found = connection.execute("SELECT sqlite_version(), vec_version(), vec_distance_l2('[0, 3]', '[4, 0]')")
        sqlite, extension, distance = next(found)
    return str(sqlite), str(extension), float(distance)


def made_private(path: Path) -> None:
    """Create the file 0600 before SQLite does: its -wal and -shm take the same mode."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepared(connection: apsw.Connection, path: Path, *, write: bool) -> None:
    connection.set_busy_timeout(BUSY_MS)
    application_id = _number(connection, "PRAGMA application_id")
    version = _number(connection, "PRAGMA user_version")
    fresh = application_id == 0 and version == 0 and _number(connection, "SELECT count(*) FROM sqlite_master") == 0
    if not fresh and application_id != APPLICATION_ID:
        raise IndexDamaged(f"{path} is not an lfmsearch index.", "Move that file away and run `lfmsearch index`.")
    if version > migrations.LATEST:
        raise IndexTooNew(
            f"{path} was written by a later lfmsearch (schema {version}; this one knows {migrations.LATEST}).",
            "Update lfmsearch, or set LFMSEARCH_HOME to another folder.",
        )
    connection.execute(f"PRAGMA mmap_size={MMAP_BYTES}; PRAGMA cache_size=-{CACHE_KIB}; PRAGMA temp_store=memory")
    register_functions(connection)
    if not write:
        if version < migrations.LATEST:
            raise LfmsearchError(
                f"The index {path} is of an earlier version.", "Run `lfmsearch index` once to bring it up to date."
            )
        tokenizer.register(connection)
        connection.execute("CREATE VIRTUAL TABLE temp.occurrence USING fts5vocab (main, word, instance)")  # see `bm25`
        return
    connection.execute("PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
    if fresh:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    migrations.migrate(connection, version)


def _is_open(connection: apsw.Connection) -> bool:
    return connection.in_transaction


def _number(connection: apsw.Connection, sql: str) -> int:
    value = connection.execute(sql).get
    return int(value) if isinstance(value, int) else 0
