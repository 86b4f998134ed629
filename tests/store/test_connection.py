"""Opening the index file, and what is said when that cannot be."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from lfmsearch.errors import IndexDamaged, IndexLocked, IndexTooNew, LfmsearchError, MachineError
from lfmsearch.store import migrations
from lfmsearch.store.connection import (
    APPLICATION_ID,
    connect,
    one_moment,
    rest,
    set_aside,
    transaction,
    translated,
    version,
)
from lfmsearch.store.lock import writer_lock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


def schema(connection: apsw.Connection) -> list[str]:
    return [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")]


def test_a_new_index_is_ours_and_up_to_date(path: Path) -> None:
    """It names its format, is of the latest schema, and writes beside readers."""
    with closing(connect(path, write=True)) as connection:
        assert connection.execute("PRAGMA application_id").get == APPLICATION_ID
        assert connection.execute("PRAGMA user_version").get == migrations.LATEST
        assert connection.execute("PRAGMA journal_mode").get == "wal"
        assert connection.execute("PRAGMA foreign_keys").get == 1


@pytest.mark.parametrize("version", range(len(migrations.STEPS)))
def test_an_older_index_reaches_the_schema_of_a_new_one(path: Path, tmp_path: Path, version: int) -> None:
    """From every earlier version, also from one that was cut off before its first step."""
    old = apsw.Connection(str(path))
    old.execute(f"PRAGMA application_id={APPLICATION_ID}")
    for number, step in enumerate(migrations.STEPS[:version], 1):
        old.execute(step)
        old.execute(f"PRAGMA user_version={number}")
    old.close()

    with closing(connect(path, write=True)) as migrated, closing(connect(tmp_path / "new.db", write=True)) as fresh:
        assert schema(migrated) == schema(fresh)
        assert migrated.execute("PRAGMA user_version").get == migrations.LATEST


def test_a_migration_that_is_cut_off_leaves_nothing_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step is wholly there or still to do."""
    monkeypatch.setattr(migrations, "STEPS", (migrations.STEPS[0] + "CREATE TABLE broken (;",))
    with pytest.raises(apsw.SQLError):
        connect(path, write=True)
    monkeypatch.undo()

    with closing(connect(path, write=True)) as connection:
        assert connection.execute("PRAGMA user_version").get == migrations.LATEST


def test_every_table_of_ours_is_strict(path: Path) -> None:
    """A number never becomes text unnoticed."""
    with closing(connect(path, write=True)) as connection:
        tables = list(connection.execute("SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main'"))

    ours = {name: strict for name, strict, kind in tables if kind == "table" and not name.startswith("sqlite_")}
    assert {name for name, strict in ours.items() if not strict} == set()
    assert {"file", "document", "chunk", "vector", "place"} <= set(ours)


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_the_index_is_readable_by_its_owner_alone(path: Path) -> None:
    """Whatever the umask, and with it what SQLite puts beside it."""
    before = os.umask(0)
    try:
        with closing(connect(path, write=True)) as connection:
            connection.execute("INSERT INTO fact VALUES ('x', 1)")
            modes = {name.name: stat.S_IMODE(name.stat().st_mode) for name in path.parent.iterdir()}
    finally:
        os.umask(before)

    assert set(modes) == {"index.db", "index.db-wal", "index.db-shm"}
    assert set(modes.values()) == {0o600}


def test_a_newer_index_is_refused_with_both_versions_named(path: Path) -> None:
    """An older program must not write into what it does not know."""
    with closing(connect(path, write=True)) as connection:
        connection.execute(f"PRAGMA user_version={migrations.LATEST + 4}")

    for write in (True, False):
        with pytest.raises(IndexTooNew, match=rf"schema {migrations.LATEST + 4}; this one knows {migrations.LATEST}"):
            connect(path, write=write)


def test_an_older_index_is_not_read_but_named(path: Path) -> None:
    """A reader does not migrate; it says which command does."""
    connect(path, write=True).close()
    raw = apsw.Connection(str(path))
    raw.execute("PRAGMA user_version=0")
    raw.close()

    with pytest.raises(LfmsearchError, match="earlier version") as error:
        connect(path, write=False)
    assert "lfmsearch index" in error.value.hint


def test_another_programs_database_is_not_taken_for_ours(path: Path) -> None:
    """Nothing is written into it."""
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    before = path.read_bytes()

    with pytest.raises(IndexDamaged, match="is not an lfmsearch index"):
        connect(path, write=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be taken for one" * 40, b"\0" * 5000])
def test_a_file_that_is_no_database_is_damage(path: Path, content: bytes) -> None:
    """One sentence that names the file, and what helps."""
    path.write_bytes(content)

    with pytest.raises(IndexDamaged, match=r"index\.db") as error:
        connect(path, write=False)
    assert error.value.hint


def test_damage_inside_is_said_when_it_is_met(path: Path) -> None:
    """A page overwritten with noise is IndexDamaged, not SQLite's own error."""
    with closing(connect(path, write=True)) as connection:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO fact VALUES (?, 1)", ((f"key {n} {'x' * 50}",) for n in range(2000)))
        connection.execute("COMMIT")
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * (path.stat().st_size - 4096 * 3))

    with pytest.raises(IndexDamaged), translated(path), closing(connect(path, write=False)) as connection:
        connection.execute("SELECT count(*), max(value) FROM fact").fetchall()
        connection.execute("SELECT * FROM chunk").fetchall()


def test_a_missing_index_cannot_be_read(path: Path) -> None:
    """Reading makes no file."""
    with pytest.raises(MachineError, match="cannot be used"):
        connect(path, write=False)
    assert not path.exists()


def test_a_damaged_index_is_kept_aside_with_nothing_of_it_left(path: Path) -> None:
    """Also its log and its shared memory go: they belong to the old file."""
    connect(path, write=True).close()
    path.with_name("index.db-wal").write_bytes(b"old")

    kept = set_aside(path)

    assert kept.exists()
    assert [name.name for name in path.parent.iterdir()] == [kept.name]


def test_a_transaction_inside_another_is_part_of_it(path: Path) -> None:
    """What fails outside takes back what was written inside."""
    connection = connect(path, write=True)

    with pytest.raises(ZeroDivisionError), transaction(connection):
        with transaction(connection):
            connection.execute("INSERT INTO fact VALUES ('inner', 1)")
        raise ZeroDivisionError

    assert connection.execute("SELECT count(*) FROM fact WHERE key = 'inner'").get == 0
    connection.close()


def test_a_second_writer_is_told_at_once(tmp_path: Path) -> None:
    """The lock is of the process: a killed one leaves it free."""
    path = tmp_path / "index.lock"
    code = f"""if True:
        import pathlib, sys
        from lfmsearch.store.lock import writer_lock
        with writer_lock(pathlib.Path({str(path)!r})):
            print("held", flush=True)
            sys.stdin.read()"""
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(IndexLocked), writer_lock(path):
            pass
        holder.kill()
        holder.wait()

    with writer_lock(path):
        pass


def test_a_connection_that_rests_goes_on_as_before(path: Path) -> None:
    """It gives memory back, nothing else."""
    with closing(connect(path, write=True)) as connection:
        connection.execute("INSERT INTO source (path, kind) VALUES ('/a', 'folder')")
        before = connection.execute("PRAGMA mmap_size").get

        rest(connection)

        assert connection.execute("SELECT path FROM source").get == "/a"
        assert connection.execute("PRAGMA mmap_size").get == before


def test_what_is_read_in_one_moment_does_not_see_what_is_written_meanwhile(path: Path) -> None:
    """Nor does its version change; both are seen behind it."""
    with closing(connect(path, write=True)) as writing, closing(connect(path, write=False)) as reading:
        before = version(reading)
        with one_moment(reading), one_moment(reading):
            writing.execute("INSERT INTO fact VALUES ('seen', 1)")
            assert reading.execute("SELECT value FROM fact WHERE key = 'seen'").get is None
            assert version(reading) == before
        assert version(reading) != before
        assert reading.execute("SELECT value FROM fact WHERE key = 'seen'").get == 1


def test_a_moment_ends_when_what_is_read_in_it_fails_and_keeps_what_was_listed(path: Path) -> None:
    """The next one sees what was written since, and the temporary table of the last."""
    connect(path, write=True).close()
    with closing(connect(path, write=False)) as reading:
        with pytest.raises(apsw.SQLError), one_moment(reading):
            reading.execute("CREATE TEMP TABLE listed AS SELECT 1")
            reading.execute("SELECT nothing FROM nowhere")
        assert not reading.in_transaction
        assert reading.execute("SELECT count(*) FROM listed").get == 1
