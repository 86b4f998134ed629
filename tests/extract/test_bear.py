"""Bear's database: notes in Markdown, their tags and files; tables numbered anew with each version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from extract.reading import documents_at

from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.extract.read import read
from lfmsearch.types import Document

TABLES = """
CREATE TABLE ZSFNOTE ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZARCHIVED INTEGER, ZENCRYPTED INTEGER,
    ZHASFILES INTEGER, ZHASIMAGES INTEGER, ZHASSOURCECODE INTEGER, ZLOCKED INTEGER, ZORDER INTEGER, ZPERMANENTLYDELETED INTEGER,
    ZPINNED INTEGER, ZSHOWNINTODAYWIDGET INTEGER, ZSKIPSYNC INTEGER, ZTODOCOMPLETED INTEGER, ZTODOINCOMPLETED INTEGER,
    ZTRASHED INTEGER, ZVERSION INTEGER, ZPASSWORD INTEGER, ZSERVERDATA INTEGER, ZARCHIVEDDATE TIMESTAMP,
    ZCONFLICTUNIQUEIDENTIFIERDATE TIMESTAMP, ZCREATIONDATE TIMESTAMP, ZENCRYPTIONDATE TIMESTAMP, ZLOCKEDDATE TIMESTAMP,
    ZMODIFICATIONDATE TIMESTAMP, ZORDERDATE TIMESTAMP, ZPINNEDDATE TIMESTAMP, ZTRASHEDDATE TIMESTAMP,
    ZCONFLICTUNIQUEIDENTIFIER VARCHAR, ZENCRYPTIONUNIQUEIDENTIFIER VARCHAR, ZLASTEDITINGDEVICE VARCHAR, ZSUBTITLE VARCHAR,
    ZTEXT VARCHAR, ZTITLE VARCHAR, ZUNIQUEIDENTIFIER VARCHAR, ZENCRYPTEDDATA BLOB, ZVECTORCLOCK BLOB );
CREATE TABLE ZSFNOTEFILE ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZDOWNLOADED INTEGER, ZENCRYPTED INTEGER,
    ZFILESIZE INTEGER, ZINDEX INTEGER, ZPERMANENTLYDELETED INTEGER, ZSKIPSYNC INTEGER, ZUNUSED INTEGER, ZUPLOADED INTEGER,
    ZVERSION INTEGER, ZNOTE INTEGER, ZPASSWORD INTEGER, ZFILENAME VARCHAR, ZNORMALIZEDFILEEXTENSION VARCHAR,
    ZSEARCHTEXT VARCHAR, ZUNIQUEIDENTIFIER VARCHAR, ZENCRYPTEDDATA BLOB );
CREATE TABLE ZSFNOTETAG ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZTITLE VARCHAR, ZUNIQUEIDENTIFIER VARCHAR );
CREATE TABLE Z_5PINNEDINTAGS ( Z_5PINNEDNOTES INTEGER, Z_13PINNEDINTAGS INTEGER,
    PRIMARY KEY (Z_5PINNEDNOTES, Z_13PINNEDINTAGS) );
CREATE TABLE Z_5TAGS ( Z_5NOTES INTEGER, Z_13TAGS INTEGER, PRIMARY KEY (Z_5NOTES, Z_13TAGS) );
"""
# 1 March 2024, 09:12 UTC, in seconds after 2001.
SPRING = 730977120.5


class Store:
    """A folder as the program keeps it."""

    def __init__(self, folder: Path, tables: str = TABLES) -> None:
        self.folder = folder
        self.path = folder / "database.sqlite"
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(tables)

    def add(self, table: str, **values: Any) -> None:
        self.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", *values.values())

    def run(self, sql: str, *values: Any) -> None:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(sql, values)
            connection.commit()

    def note(self, key: int, text: str | None, **values: Any) -> None:
        title = (text or "").split("\n")[0].lstrip("# ")
        self.add(
            "ZSFNOTE",
            **{
                "Z_PK": key,
                "ZUNIQUEIDENTIFIER": f"NOTE-{key}",
                "ZTITLE": title,
                "ZTEXT": text,
                "ZCREATIONDATE": SPRING,
                "ZMODIFICATIONDATE": SPRING + 86400,
                "ZTRASHED": 0,
                "ZPERMANENTLYDELETED": 0,
                "ZENCRYPTED": 0,
                **values,
            },
        )

    def file(
        self, key: int, note: int, name: str, data: bytes | None, *, folder: str = "Note Files", **values: Any
    ) -> None:
        self.add(
            "ZSFNOTEFILE",
            **{"Z_PK": key, "ZNOTE": note, "ZFILENAME": name, "ZUNIQUEIDENTIFIER": f"FILE-{key}", **values},
        )
        if data is not None:
            place = self.folder / "Local Files" / folder / f"FILE-{key}"
            place.mkdir(parents=True)
            (place / name).write_bytes(data)

    def documents(self) -> list[Document]:
        return documents_at(self.path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def texts(document: Document) -> str:
    return "\n\n".join(section.text for section in document.sections)


def test_a_note_is_a_document(store):
    """Its title, its text in Markdown, the day it was made; its links are known."""
    store.note(1, "# The lease\nWords, see [[The flat/Rooms|there]].\n\n## Rent\n900 a month")

    [note] = store.documents()

    assert (note.member, note.kind, note.type, note.title) == ("@NOTE-1", "note", "md", "The lease")
    assert note.date == datetime(2024, 3, 1, 9, 12, 0, 500_000, tzinfo=UTC)
    assert "Words, see there." in texts(note)
    assert note.sections[-1].headings == ("The lease", "Rent")
    assert note.links


def test_only_what_the_program_shows_is_read(store):
    """The archive is shown; the trash, what is gone for good and what is encrypted are not."""
    store.note(1, "here", ZARCHIVED=1)
    store.note(2, "trash", ZTRASHED=1)
    store.note(3, "gone", ZPERMANENTLYDELETED=1)
    store.note(4, None, ZENCRYPTED=1, ZTITLE="locked")

    assert [note.title for note in store.documents()] == ["here"]


@pytest.mark.parametrize(
    ("table", "note", "tag"), [("Z_5TAGS", "Z_5NOTES", "Z_13TAGS"), ("Z_14NOTES", "Z_16NOTES", "Z_14TAGS")]
)
def test_tags_are_found_whatever_the_number_of_their_table(tmp_path, table, note, tag):
    """Those that the program lists, with blanks in them too, and those in the text."""
    store = Store(tmp_path, TABLES.replace("Z_5TAGS", table).replace("Z_5NOTES", note).replace("Z_13TAGS", tag))
    store.note(1, "a\n#home/rent and #my flat#")
    store.note(2, "b")
    store.add("ZSFNOTETAG", Z_PK=7, ZTITLE="my flat")
    store.add("ZSFNOTETAG", Z_PK=8, ZTITLE="home/rent")
    store.add("ZSFNOTETAG", Z_PK=9, ZTITLE="pinned")
    store.add(table, **{note: 1, tag: 7})
    store.add(table, **{note: 1, tag: 8})
    store.add("Z_5PINNEDINTAGS", Z_5PINNEDNOTES=1, Z_13PINNEDINTAGS=9)

    first, second = store.documents()

    assert {"my flat", "home/rent"} <= set(first.tags)
    assert "pinned" not in first.tags
    assert second.tags == ()


def test_files_are_attachments(store):
    """From both folders, with what the program read off a picture; what is not there or not used any more is told or left."""
    store.note(1, "# a\n![](plan.txt)\n[image:FILE-2/Old%20scan.png] end")
    store.file(1, 1, "plan.txt", b"Two rooms.")
    store.file(2, 1, "scan.png", b"\x89PNG\r\n\x1a\n" + bytes(60), folder="Note Images", ZSEARCHTEXT="Invoice 17")
    store.file(3, 1, "far.pdf", None)
    store.file(4, 1, "unused.txt", b"text", ZUNUSED=1)
    store.file(5, 1, "../../../secret.txt", None)

    note, plan, scan, far, away = store.documents()

    assert "Old scan.png end" in texts(note)
    assert (plan.member, plan.parent, plan.kind, texts(plan)) == (
        "@NOTE-1/1:plan.txt",
        "@NOTE-1",
        "attachment",
        "Two rooms.",
    )
    assert texts(scan) == "Invoice 17"
    assert far.problem == away.problem == "It is not on this machine: its program has not fetched it."


def test_only_what_changed_is_read_again(store):
    """A note, its tags or its files."""

    def again(past: dict[str, Any]) -> tuple[list[str], list[str], dict[str, Any]]:
        kept: list[tuple[str, str]] = []
        with Blob.opened(str(store.path), Limits()) as blob:
            blob.past, blob.keep = past, kept.extend
            titles = [document.title for document in read(blob)]
        return titles, [before for before, now in kept if before == now], blob.future

    for key in range(1, 5):
        store.note(key, f"n{key}")
    store.file(1, 3, "plan.txt", b"Two rooms.")
    titles, kept, past = again({})
    assert (titles, kept) == (["n1", "n2", "n3", "plan.txt", "n4"], [])

    store.run(
        "UPDATE ZSFNOTE SET ZTEXT = 'new', ZTITLE = 'new', ZMODIFICATIONDATE = ZMODIFICATIONDATE + 1 WHERE Z_PK = 1"
    )
    store.add("ZSFNOTETAG", Z_PK=7, ZTITLE="home")
    store.add("Z_5TAGS", Z_5NOTES=2, Z_13TAGS=7)
    (store.folder / "Local Files" / "Note Files" / "FILE-1" / "plan.txt").write_bytes(b"Three rooms.")
    titles, kept, past = again(past)

    assert (titles, kept) == (["new", "n2", "n3", "plan.txt"], ["@NOTE-4"])
    assert again(past)[:2] == ([], ["@NOTE-1", "@NOTE-2", "@NOTE-3", "@NOTE-4"])


def test_a_version_without_some_columns_is_read(tmp_path):
    """The first one had no encryption and no files of the kind."""
    store = Store(
        tmp_path,
        "CREATE TABLE ZSFNOTE (Z_PK INTEGER PRIMARY KEY, ZTITLE VARCHAR, ZTEXT VARCHAR, ZUNIQUEIDENTIFIER VARCHAR,"
        " ZTRASHED INTEGER, ZMODIFICATIONDATE TIMESTAMP); CREATE TABLE ZSFNOTETAG (Z_PK INTEGER PRIMARY KEY, ZTITLE VARCHAR);",
    )
    store.run("INSERT INTO ZSFNOTE VALUES (1, 'a', '# a\ntext', 'N1', 0, ?)", SPRING)

    [note] = store.documents()

    assert (note.title, note.date) == ("a", datetime(2024, 3, 1, 9, 12, 0, 500_000, tzinfo=UTC))
