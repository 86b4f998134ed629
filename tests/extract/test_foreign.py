"""Other programs' SQLite files are read whatever their programs do meanwhile, and are left as they were."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from extract.reading import documents_at

from lfmsearch.errors import ExtractError
from lfmsearch.extract import foreign, walfile
from lfmsearch.extract.blob import Blob, Limits, Skipped
from lfmsearch.extract.pool import Pool
from lfmsearch.extract.read import read
from lfmsearch.types import Document, Outcome

JOPLIN = """
CREATE TABLE folders (id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT "");
CREATE TABLE notes (id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT "", body TEXT NOT NULL DEFAULT "");
CREATE TABLE tags (id TEXT PRIMARY KEY, title TEXT);
CREATE TABLE note_tags (id TEXT PRIMARY KEY, note_id TEXT, tag_id TEXT);
CREATE TABLE resources (id TEXT PRIMARY KEY, title TEXT);
"""
# Keeps a database open as a notes program does, writes what it is told, and says `ok` when it is on disk.
PROGRAM = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = " + sys.argv[2])
connection.execute("PRAGMA wal_autocheckpoint = 0")
for line in sys.stdin:
    connection.executescript(line) if line.startswith("CREATE") else connection.execute(line)
    print("ok", flush=True)
"""


class Program:
    """Another program at work on its database."""

    def __init__(self, path: Path, journal: str = "wal") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path), journal],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def does(self, sql: str) -> None:
        """Run one statement; returns when it is done."""
        self._process.stdin.write(" ".join(sql.split()) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "ok\n"

    def crashes(self) -> None:
        self._process.kill()
        self.ends()

    def ends(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path / "notes.sqlite")
    made.does(JOPLIN)
    made.does("INSERT INTO notes VALUES ('a', 'First', 'only in the log')")
    yield made
    made.ends()


def made(path: Path, *statements: str) -> Path:
    """A database that no program has open."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.executescript(statement)
        connection.commit()
    return path


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """All that is there, with sizes and dates."""
    return {item.name: (item.stat().st_size, item.stat().st_mtime_ns) for item in folder.iterdir()}


def rows(path: Path, table: str, *columns: str) -> list[tuple[object, ...]]:
    with foreign.opened(str(path)) as database:
        return list(database.rows(table, *columns))


def test_what_stands_in_the_log_alone_is_read(program, tmp_path):
    """A program keeps its latest notes in `-wal` as long as it runs; they are seen, and nothing changes beside it."""
    before = state(tmp_path)

    assert (tmp_path / "notes.sqlite-wal").stat().st_size
    assert rows(tmp_path / "notes.sqlite", "notes", "id", "body") == [("a", "only in the log")]
    assert state(tmp_path) == before


def test_a_child_that_may_not_write_reads_the_log_too(program, tmp_path):
    """The same through the real child, which the system forbids to write."""
    before = state(tmp_path)

    with Pool(roots=[str(tmp_path)]) as pool:
        found = [item for _, item in pool.read([str(tmp_path / "notes.sqlite")])]
        again = state(tmp_path)
        program.does("INSERT INTO notes VALUES ('b', 'Second', 'later')")
        later = [item for _, item in pool.read([str(tmp_path / "notes.sqlite")])]

    assert [item.title for item in found if isinstance(item, Document)] == ["First"]
    assert again == before
    assert [item.title for item in later if isinstance(item, Document)] == ["First", "Second"]
    assert isinstance(found[-1], Outcome)
    assert found[-1].state == "indexed"


def test_the_program_can_write_while_it_is_read(program, tmp_path):
    """No lock of ours stops a commit; what was begun to be read stays as it was."""
    with foreign.opened(str(tmp_path / "notes.sqlite")) as database:
        first = list(database.rows("notes", "id"))
        program.does("INSERT INTO notes VALUES ('b', 'Second', '')")
        second = list(database.rows("notes", "id"))

    assert first == second == [("a",)]
    assert rows(tmp_path / "notes.sqlite", "notes", "id") == [("a",), ("b",)]


def test_the_program_tidies_up_after_itself_as_ever(program, tmp_path):
    """When it ends, its log is gone, read or not; and reading the file then brings none back."""
    rows(tmp_path / "notes.sqlite", "notes", "id")
    program.ends()
    before = state(tmp_path)

    assert list(before) == ["notes.sqlite"]
    assert rows(tmp_path / "notes.sqlite", "notes", "id") == [("a",)]
    assert state(tmp_path) == before


def test_the_log_of_a_program_that_crashed_is_read(program, tmp_path):
    """What it had written is there, though nobody has the file open."""
    program.crashes()
    before = state(tmp_path)

    assert rows(tmp_path / "notes.sqlite", "notes", "id") == [("a",)]
    assert state(tmp_path) == before


def test_a_log_without_its_index_is_read_in_memory(program, tmp_path):
    """A copy of a database and its log, without `-shm`: SQLite would have to make one, so it is not asked."""
    program.does("PRAGMA wal_checkpoint(TRUNCATE)")
    program.does("INSERT INTO notes VALUES ('b', 'Second', hex(zeroblob(9000)))")
    program.does("DELETE FROM notes WHERE id = 'a'")
    program.does("BEGIN")
    program.does("INSERT INTO notes VALUES ('c', 'Third', 'not committed')")
    copy = copied(tmp_path)
    before = state(copy)

    assert sorted(before) == ["notes.sqlite", "notes.sqlite-wal"]
    assert rows(copy / "notes.sqlite", "notes", "id", "body") == [("b", "0" * 18000)]
    assert state(copy) == before


def test_a_log_that_breaks_off_is_read_up_to_its_last_whole_change(program, tmp_path):
    """A copy that was made while it was written, and one whose log is of an earlier round, or of nothing."""
    program.does("INSERT INTO notes VALUES ('b', 'Second', '')")
    copy = copied(tmp_path)
    log = copy / "notes.sqlite-wal"
    whole = log.read_bytes()

    log.write_bytes(whole[:-100])
    assert rows(copy / "notes.sqlite", "notes", "id") == [("a",)]
    log.write_bytes(whole[:-100] + bytes(100))
    assert rows(copy / "notes.sqlite", "notes", "id") == [("a",)]
    log.write_bytes(whole + bytes((whole[0], *whole[1:2000])))
    assert rows(copy / "notes.sqlite", "notes", "id") == [("a",), ("b",)]


def test_a_log_without_its_index_that_is_too_large_says_so(program, tmp_path, monkeypatch):
    """What cannot be held in memory is not half read."""
    monkeypatch.setattr(walfile, "MOST_BYTES", 5000)

    with pytest.raises(ExtractError, match="stand in a file beside it"):
        rows(copied(tmp_path) / "notes.sqlite", "notes", "id")


def copied(folder: Path) -> Path:
    """The database and its log alone."""
    copy = folder / "copy"
    copy.mkdir()
    for name in ("notes.sqlite", "notes.sqlite-wal"):
        shutil.copy(folder / name, copy / name)
    return copy


def test_a_transaction_in_work_is_waited_for_by_coming_back(tmp_path):
    """With the older kind of journal, half of a change may be in the file: it is not read, and the reason is said."""
    path = tmp_path / "notes.sqlite"
    program = Program(path, "delete")
    program.does(JOPLIN)
    program.does("PRAGMA cache_size = 1")
    program.does("BEGIN IMMEDIATE")
    program.does("INSERT INTO notes VALUES ('a', '', hex(zeroblob(200000)))")

    with pytest.raises(ExtractError, match="being written just now; it is read when that is done"):
        documents_at(path)

    program.does("COMMIT")
    assert rows(path, "notes", "id") == [("a",)]
    program.ends()


def test_a_change_while_it_is_read_is_noticed(tmp_path):
    """Without a log nothing keeps the two apart: what was read is then not used."""
    path = made(tmp_path / "a.db", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)")

    with pytest.raises(ExtractError, match="being written just now"), foreign.opened(str(path)) as database:
        list(database.rows("t", "x"))
        made(path, "INSERT INTO t VALUES (2)")


@pytest.mark.parametrize("name", ["a b.db", "what?mode=rwc#x.db", "100%25.db", "straße.db", "a&immutable=0.db"])
def test_any_name_is_opened_as_it_is(tmp_path, name):
    """Nothing in a name is taken for an option."""
    path = made(tmp_path / name, "CREATE TABLE t (x)", "INSERT INTO t VALUES (7)")

    assert rows(path, "t", "x") == [(7,)]
    assert [item.name for item in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow UTF-8 names alone")
def test_a_name_that_is_not_utf8_is_opened(tmp_path):
    """Its bytes reach SQLite unchanged."""
    made(tmp_path / "a.db", "CREATE TABLE t (x)", "INSERT INTO t VALUES (7)")
    odd = os.path.join(os.fsencode(tmp_path), b"caf\xe9.db")
    os.rename(tmp_path / "a.db", odd)  # noqa: PTH104

    with foreign.opened(os.fsdecode(odd)) as database:
        assert list(database.rows("t", "x")) == [(7,)]


def test_only_plain_tables_are_read(tmp_path):
    """A view, a virtual table or a computed column may hold any program: they are not there."""
    path = made(
        tmp_path / "a.db",
        "CREATE TABLE plain (x, y AS (x + 1))",
        "INSERT INTO plain VALUES (1)",
        "CREATE VIEW notes AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS id FROM r",
        "CREATE VIRTUAL TABLE words USING fts5(a)",
    )

    with foreign.opened(str(path)) as database:
        assert "plain" in database.tables
        assert not database.tables & {"notes", "words"}
        assert list(database.rows("notes", "id")) == []
        assert list(database.rows("plain", "x", "y", "z")) == [(1, None, None)]


def test_a_view_in_the_place_of_the_notes_is_not_a_notes_database(tmp_path):
    """What decides is which plain tables there are."""
    path = made(
        tmp_path / "a.db",
        JOPLIN.replace("CREATE TABLE notes", "CREATE TABLE others"),
        "CREATE VIEW notes AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS id FROM r",
    )

    with pytest.raises(Skipped, match="no reader for it"):
        documents_at(path)


def test_work_without_end_is_ended(tmp_path, monkeypatch):
    """A table that is larger than any program keeps is given up after a number of steps."""
    path = made(
        tmp_path / "a.db",
        "CREATE TABLE t (x)",
        "INSERT INTO t WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 50000) SELECT n FROM r",
    )
    monkeypatch.setattr(foreign, "_STEPS", 1_000)
    monkeypatch.setattr(foreign, "_MOST_STEPS", 20_000)

    with pytest.raises(ExtractError, match="took too long"):
        rows(path, "t", "x")


def test_one_huge_value_is_refused_and_the_others_are_read(tmp_path):
    """A value above 64 MB is named by itself; the row's other values and the other rows are there."""
    path = made(tmp_path / "a.db", "CREATE TABLE t (x, y)", "INSERT INTO t VALUES (1, zeroblob(70000000)), (2, 'text')")

    with foreign.opened(str(path)) as database:
        assert list(database.rows("t", "rowid", "x")) == [(1, 1), (2, 2)]
        assert database.value("t", "y", 2) == "text"
        assert database.value("t", "y", 3) is None
        with pytest.raises(foreign.TooLargeError, match="larger than 64 MB"):
            database.value("t", "y", 1)


def test_no_more_is_taken_out_than_is_allowed(tmp_path):
    """Many values that are each small fill the memory too."""
    path = made(tmp_path / "a.db", "CREATE TABLE t (x)", "INSERT INTO t VALUES (zeroblob(600)), (zeroblob(600))")

    with (
        pytest.raises(ExtractError, match="more than can be read at once"),
        foreign.opened(str(path), most_bytes=1000) as database,
    ):
        list(database.rows("t", "x"))


def test_a_damaged_database_says_so(tmp_path):
    """Pages that hold nonsense, and a file that breaks off."""
    path = made(
        tmp_path / "a.sqlite",
        JOPLIN,
        "INSERT INTO notes WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 500)"
        " SELECT n, n, hex(zeroblob(200)) FROM r",
    )
    data = bytearray(path.read_bytes())
    for at in range(12 * 4096, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)

    with pytest.raises(ExtractError, match="damaged: its tables cannot be read"):
        documents_at(path)


def test_a_file_that_only_begins_like_a_database_is_no_notes_database(tmp_path):
    """So little is left that nobody can tell whose it was."""
    (tmp_path / "a.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)

    assert foreign.tables(str(tmp_path / "a.db")) == frozenset()
    with pytest.raises(Skipped, match="a program's database"):
        documents_at(tmp_path / "a.db")


def test_a_schema_that_is_no_text_is_a_damaged_one(tmp_path):
    """SQLite quotes the nonsense it found, which is no text either."""
    path = made(tmp_path / "a.db", "CREATE TABLE notes (id TEXT)")
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE notes", b"CREATE TABLE \xff\xfe\xfd)("))

    with pytest.raises(ExtractError, match="damaged: its tables"), foreign.opened(str(path)):
        pass
    assert foreign.tables(str(path)) == frozenset()


def test_text_that_is_no_utf8_is_read_as_far_as_it_goes(tmp_path):
    """One bad byte costs one letter."""
    path = made(tmp_path / "a.db", "CREATE TABLE t (x)", "INSERT INTO t VALUES (CAST(x'61ff62' AS TEXT))")

    assert rows(path, "t", "x") == [("a\ufffdb",)]


def test_a_database_in_use_is_recognised_while_it_is_written(tmp_path):
    """A program's database without a reader is skipped, busy or not: there is nothing to wait for."""
    path = made(tmp_path / "places.sqlite", "CREATE TABLE moz_places (x)")
    (tmp_path / "places.sqlite-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))

    with pytest.raises(Skipped, match="no reader for it"):
        documents_at(path)


def test_the_file_is_let_go_before_its_text_is_read(program, tmp_path):
    """The connection is closed before any note is parsed: the program can clear its log in between."""
    program.does("INSERT INTO notes VALUES ('b', 'Second', '')")
    with Blob.opened(str(tmp_path / "notes.sqlite"), Limits()) as blob:
        reading = read(blob)
        assert next(reading).title == "First"
        program.does("PRAGMA wal_checkpoint(TRUNCATE)")
        cleared = (tmp_path / "notes.sqlite-wal").stat().st_size == 0
        assert next(reading).title == "Second"

    assert cleared
