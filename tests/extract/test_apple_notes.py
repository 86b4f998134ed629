"""Apple Notes' database: one table for everything, a packed message for each text."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from extract.reading import documents_at

from lfmsearch.extract.apple_text import table
from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.extract.protobuf import Message
from lfmsearch.extract.read import read
from lfmsearch.types import Document

# As macOS 26 has them, without columns that only its program needs.
TABLES = """
CREATE TABLE ZICCLOUDSYNCINGOBJECT ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZCRYPTOITERATIONCOUNT INTEGER,
    ZISPASSWORDPROTECTED INTEGER, ZMARKEDFORDELETION INTEGER, ZNEEDSINITIALFETCHFROMCLOUD INTEGER, ZCLOUDSTATE INTEGER,
    ZACCOUNT INTEGER, ZFILESIZE INTEGER, ZSECTION INTEGER, ZACCOUNT1 INTEGER, ZLOCATION INTEGER, ZMEDIA INTEGER, ZNOTE INTEGER,
    ZNOTEUSINGTITLEFORNOTETITLE INTEGER, ZPARENTATTACHMENT INTEGER, ZATTACHMENT INTEGER, ZACCOUNT2 INTEGER, ZACCOUNT3 INTEGER,
    ZACCOUNT4 INTEGER, ZNOTE1 INTEGER, ZPARENTATTACHMENT1 INTEGER, ZACCOUNT5 INTEGER, ZACCOUNT6 INTEGER, ZATTACHMENT1 INTEGER,
    ZHASCHECKLIST INTEGER, ZISPINNED INTEGER, ZACCOUNT7 INTEGER, ZFOLDER INTEGER, ZNOTEDATA INTEGER, ZOWNER INTEGER,
    ZACCOUNTTYPE INTEGER, ZFOLDERTYPE INTEGER, ZACCOUNT8 INTEGER, ZPARENT INTEGER, ZCREATIONDATE TIMESTAMP,
    ZMODIFICATIONDATE TIMESTAMP, ZCREATIONDATE1 TIMESTAMP, ZCREATIONDATE2 TIMESTAMP, ZCREATIONDATE3 TIMESTAMP,
    ZMODIFICATIONDATE1 TIMESTAMP, ZIDENTIFIER VARCHAR, ZPASSWORDHINT VARCHAR, ZFALLBACKIMAGEGENERATION VARCHAR,
    ZFALLBACKPDFGENERATION VARCHAR, ZHANDWRITINGSUMMARY VARCHAR, ZOCRSUMMARY VARCHAR, ZSUMMARY VARCHAR, ZTITLE VARCHAR,
    ZTYPEUTI VARCHAR, ZURLSTRING VARCHAR, ZUSERTITLE VARCHAR, ZALTTEXT VARCHAR, ZTOKENCONTENTIDENTIFIER VARCHAR,
    ZTYPEUTI1 VARCHAR, ZFILENAME VARCHAR, ZGENERATION1 VARCHAR, ZSNIPPET VARCHAR, ZTITLE1 VARCHAR, ZNAME VARCHAR,
    ZTITLE2 VARCHAR, ZSERVERRECORDDATA BLOB, ZMERGEABLEDATA BLOB, ZMERGEABLEDATA1 BLOB );
CREATE TABLE ZICNOTEDATA ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZNOTE INTEGER,
    ZCRYPTOINITIALIZATIONVECTOR BLOB, ZCRYPTOTAG BLOB, ZDATA BLOB );
CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
"""
# 1 March 2024, 09:12 UTC, in seconds after 2001.
SPRING = 730977120
ACCOUNT, FOLDER, INNER, TRASH = 1, 2, 3, 4
TITLE, HEADING, CODE, DASHES, NUMBERS, BOXES = 0, 1, 4, 101, 102, 103


def varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = b""
    while value > 0x7F:
        out += bytes((value & 0x7F | 0x80,))
        value >>= 7
    return out + bytes((value,))


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def piece(field: int, *values: bytes | str) -> bytes:
    data = b"".join(value.encode() if isinstance(value, str) else value for value in values)
    return varint(field << 3 | 2) + varint(len(data)) + data


def run(
    text: str,
    style: int | None = None,
    *,
    done: bool = False,
    indent: int = 0,
    link: str = "",
    attached: tuple[str, str] = ("", ""),
) -> tuple[str, bytes]:
    """A stretch of a note, and what is said of it."""
    said = number(1, len(text.encode("utf-16-le")) // 2)
    if style is not None:
        said += piece(2, number(1, style), number(4, indent), piece(5, number(2, int(done))) if style == BOXES else b"")
    if link:
        said += piece(9, link)
    if attached[0]:
        said += piece(12, piece(1, attached[0]), piece(2, attached[1]))
    return text, piece(5, said)


def packed(*runs: tuple[str, bytes] | str) -> bytes:
    """A note's text as the program stores it."""
    pairs = [item if isinstance(item, tuple) else run(item) for item in runs]
    text, said = "".join(text for text, _ in pairs), b"".join(said for _, said in pairs)
    return gzip.compress(piece(2, number(1, 0), piece(3, piece(2, text), said)))


def packed_table(rows: list[list[str]]) -> bytes:
    """A table as several people may change it: rows, columns and cells by UUIDs, each a thing of a list."""
    height, width = len(rows), len(rows[0])
    uuids = [bytes((1, number)) * 8 for number in range(height)] + [bytes((2, number)) * 8 for number in range(width)]
    things: list[bytes] = []

    def add(thing: bytes) -> int:
        things.append(piece(3, thing))
        return len(things) - 1

    def at(index: int) -> bytes:
        return number(6, index)

    def pair(key: int, value: bytes) -> bytes:
        return piece(1, piece(1, at(key)), piece(2, value))

    add(b"")  # the root, put in at the end
    identities = [
        add(piece(13, number(1, 1), piece(3, number(1, 0), piece(2, number(2, index)))))
        for index in range(height + width)
    ]

    def ordered(members: range) -> int:
        order = b"".join(piece(2, number(1, place), piece(2, uuids[item])) for place, item in enumerate(members))
        same = b"".join(pair(identities[item], at(identities[item])) for item in members)
        return add(piece(16, piece(1, piece(1, piece(1, piece(2, "")), order), piece(2, same))))

    rows_at, columns_at = ordered(range(height)), ordered(range(height, height + width))
    columns = b""
    for across in range(width):
        cells = b"".join(
            pair(identities[down], at(add(piece(10, piece(2, rows[down][across])))))
            for down in range(height)
            if rows[down][across]
        )
        columns += pair(identities[height + across], at(add(piece(6, cells))))
    cells_at = add(piece(6, columns))
    named = [(0, rows_at), (1, columns_at), (2, cells_at)]
    things[0] = piece(
        3, piece(13, number(1, 0), b"".join(piece(3, number(1, key), piece(2, at(where))) for key, where in named))
    )
    names = piece(4, "crRows") + piece(4, "crColumns") + piece(4, "cellColumns")
    kinds = piece(5, "com.apple.notes.ICTable") + piece(5, "com.apple.CRDT.NSUUID")
    data = b"".join(things) + names + kinds + b"".join(piece(6, uuid) for uuid in uuids)
    return gzip.compress(piece(2, piece(3, data)))


class Store:
    """A folder as the program keeps it."""

    def __init__(self, folder: Path, tables: str = TABLES) -> None:
        self.folder = folder
        self.path = folder / "NoteStore.sqlite"
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(tables)
        self.add(ACCOUNT, ZIDENTIFIER="ACC", ZNAME="iCloud", ZACCOUNTTYPE=1)
        self.add(FOLDER, ZIDENTIFIER="DefaultFolder-CloudKit", ZTITLE2="Notes", ZACCOUNT8=ACCOUNT, ZFOLDERTYPE=0)
        self.add(INNER, ZIDENTIFIER="F3", ZTITLE2="Flat", ZACCOUNT8=ACCOUNT, ZFOLDERTYPE=0, ZPARENT=FOLDER)
        self.add(TRASH, ZIDENTIFIER="F4", ZTITLE2="Recently Deleted", ZACCOUNT8=ACCOUNT, ZFOLDERTYPE=1)

    def run(self, sql: str, *values: Any) -> None:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(sql, values)
            connection.commit()

    def add(self, key: int, **values: Any) -> None:
        values = {"Z_PK": key, "Z_OPT": 1, "ZMARKEDFORDELETION": 0, **values}
        marks = ", ".join("?" * len(values))
        self.run(f"INSERT INTO ZICCLOUDSYNCINGOBJECT ({', '.join(values)}) VALUES ({marks})", *values.values())

    def note(
        self, key: int, title: str | None, data: bytes | None, *, folder: int | None = FOLDER, **values: Any
    ) -> None:
        dates = {"ZCREATIONDATE3": SPRING, "ZMODIFICATIONDATE1": SPRING + 86400}
        self.add(
            key,
            **{
                "ZIDENTIFIER": f"NOTE-{key}",
                "ZTITLE1": title,
                "ZFOLDER": folder,
                "ZACCOUNT7": ACCOUNT,
                **dates,
                **values,
            },
        )
        self.run("INSERT INTO ZICNOTEDATA (Z_OPT, ZNOTE, ZDATA) VALUES (1, ?, ?)", key, data)

    def file(
        self, key: int, note: int, name: str, data: bytes | None, *, generation: str | None = "1_GEN", **values: Any
    ) -> None:
        """An attachment, its media in the next row, and its bytes where the program puts them."""
        self.add(
            key, **{"ZIDENTIFIER": f"ATT-{key}", "ZNOTE": note, "ZMEDIA": key + 1, "ZTYPEUTI": "public.data", **values}
        )
        self.add(
            key + 1,
            ZIDENTIFIER=f"MEDIA-{key}",
            ZFILENAME=name,
            ZGENERATION1=generation,
            ZATTACHMENT1=key,
            ZACCOUNT6=ACCOUNT,
        )
        if data is not None:
            place = self.folder / "Accounts" / "ACC" / "Media" / f"MEDIA-{key}" / (generation or "")
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
    """Title, text, the day it was made, account and folders as tags."""
    store.note(10, "The lease", packed(run("The lease\n", TITLE), "Two rooms.\n\n900 a month"), folder=INNER)

    [note] = store.documents()

    assert (note.member, note.kind, note.title) == ("@NOTE-10", "note", "The lease")
    assert texts(note) == "Two rooms.\n\n900 a month"
    assert note.date == datetime(2024, 3, 1, 9, 12, tzinfo=UTC)
    assert note.tags == ("iCloud", "Notes", "Flat")


def test_a_text_is_read_as_it_looks(store):
    """Headings stand over what is below them; lists, boxes, code and links are as one would type them; 😀 counts as two."""
    store.note(
        10,
        "😀 Move",
        packed(
            run("😀 Move\n", TITLE),
            "Soon. See ",
            run("the offer", link="https://example.org/17"),
            " and ",
            run("example.org", link="https://example.org/"),
            "\n",
            run("Todo\n", HEADING),
            run("Boxes\n", BOXES, done=True),
            run("Van\n", BOXES),
            run("small\n", DASHES, indent=1),
            run("One\nTwo\n", NUMBERS),
            run("ls -l\ncd\n", CODE),
            run("Later\n", HEADING),
            "Rest",
        ),
    )

    [note] = store.documents()

    assert [(section.text, section.headings, section.style) for section in note.sections] == [
        ("Soon. See [the offer](https://example.org/17) and example.org", (), "prose"),
        ("[x] Boxes\n[ ] Van\n  - small\n1. One\n2. Two", ("Todo",), "prose"),
        ("ls -l\ncd", ("Todo",), "code"),
        ("Rest", ("Later",), "prose"),
    ]


def test_only_what_the_program_shows_is_read(store):
    """Deleted, about to be, locked, or only on the server: none of them is there."""
    store.add(5, ZIDENTIFIER="F5", ZTITLE2="In the bin", ZPARENT=TRASH)
    store.note(10, "bin", packed("text"), folder=TRASH)
    store.note(11, "bin", packed("text"), folder=5)
    store.note(12, "going", packed("text"), ZMARKEDFORDELETION=1)
    store.note(13, "locked", b"\x01\x02", ZISPASSWORDPROTECTED=1)
    store.note(14, None, None, folder=None)
    store.note(15, "here", packed("text"))
    store.note(16, "no folder", packed("text"), folder=None)

    assert [note.title for note in store.documents()] == ["here", "no folder"]


def test_tables_are_read_in_their_place(store):
    """Row by row; a damaged one costs only itself."""
    store.note(
        10,
        "Rent",
        packed(
            "before\n",
            run("\ufffc", attached=("ATT-20", "com.apple.notes.table")),
            "\nafter\n",
            run("\ufffc", attached=("ATT-21", "com.apple.notes.table")),
            "end",
        ),
    )
    rows = [["Month", "Rent"], ["May", "900"], ["June", ""]]
    for key, data in ((20, packed_table(rows)), (21, b"\x1f\x8bnonsense")):
        store.add(key, ZIDENTIFIER=f"ATT-{key}", ZNOTE=10, ZTYPEUTI="com.apple.notes.table", ZMERGEABLEDATA1=data)

    [note] = store.documents()

    assert [(section.text, section.style) for section in note.sections] == [
        ("before", "prose"),
        ("Month | Rent\nMay | 900\nJune", "table"),
        ("after\nend", "prose"),
    ]


def test_tags_mentions_and_links_to_notes_are_text(store):
    """They are objects in the text; the tag is a tag, the other note is named."""
    inline = "com.apple.notes.inlinetextattachment."
    store.note(
        10,
        "a",
        packed(
            "with ",
            run("\ufffc", attached=("I1", f"{inline}hashtag")),
            " see ",
            run("\ufffc", attached=("I2", f"{inline}link")),
            " or ",
            run("\ufffc", attached=("I3", "public.url")),
        ),
    )
    store.note(11, "The whole title", packed("text"))
    store.run("UPDATE ZICCLOUDSYNCINGOBJECT SET ZIDENTIFIER = 'AB12-CD' WHERE Z_PK = 11")
    store.add(20, ZIDENTIFIER="I1", ZNOTE1=10, ZALTTEXT="#rent", ZTYPEUTI1=f"{inline}hashtag")
    store.add(
        21,
        ZIDENTIFIER="I2",
        ZNOTE1=10,
        ZALTTEXT="The whole…",
        ZTOKENCONTENTIDENTIFIER="applenotes:note/ab12-cd?ownerIdentifier=x",
    )
    store.add(
        22, ZIDENTIFIER="I3", ZNOTE=10, ZTYPEUTI="public.url", ZTITLE="Offer", ZURLSTRING="https://example.org/17"
    )

    note, _ = store.documents()

    assert texts(note) == "with #rent see The whole… or Offer https://example.org/17"
    assert note.tags == ("iCloud", "Notes", "rent")
    assert note.links == ("The whole title",)


def test_files_are_attachments(store):
    """From where each version keeps them; pages of a scan too; what the system read off a picture is its text."""
    store.note(
        10,
        "a",
        packed(
            run("\ufffc", attached=("ATT-20", "public.plain-text")),
            run("\ufffc", attached=("ATT-22", "public.png")),
            run("\ufffc", attached=("ATT-24", "com.apple.notes.gallery")),
            run("\ufffc", attached=("ATT-30", "public.pdf")),
            run("\ufffc", attached=("ATT-32", "com.apple.paper")),
        ),
    )
    png = b"\x89PNG\r\n\x1a\n" + bytes(60)
    store.file(20, 10, "plan.txt", b"Two rooms.")
    store.file(22, 10, "scan.png", png, generation=None, ZOCRSUMMARY="Invoice\t17")
    store.add(24, ZIDENTIFIER="ATT-24", ZNOTE=10, ZTYPEUTI="com.apple.notes.gallery")
    store.file(26, 10, "page.png", png, ZPARENTATTACHMENT=24, ZOCRSUMMARY="Page one")
    store.file(28, 10, "removed.txt", b"text")
    store.file(30, 10, "far.pdf", None)
    store.add(32, ZIDENTIFIER="ATT-32", ZNOTE=10, ZTYPEUTI="com.apple.paper", ZHANDWRITINGSUMMARY="by hand")

    note, plan, scan, page, far = store.documents()

    assert (plan.member, plan.kind, plan.parent) == ("@NOTE-10/1:plan.txt", "attachment", "@NOTE-10")
    assert [texts(item) for item in (plan, scan, page)] == ["Two rooms.", "Invoice 17", "Page one"]
    assert far.problem == "It is not on this machine: its program has not fetched it."
    assert "plan.txt" in texts(note)
    assert "by hand" in texts(note)
    assert page.parent == "@NOTE-10"


def test_a_name_that_leads_away_is_not_followed(store, tmp_path):
    """The database names files; it cannot name those of others."""
    (tmp_path.parent / "secret.txt").write_text("secret")
    store.note(10, "a", packed(run("\ufffc", attached=("ATT-20", "public.data"))))
    store.file(20, 10, "../../../../../secret.txt", None)

    _, file = store.documents()

    assert file.sections == ()
    assert file.problem == "It is not on this machine: its program has not fetched it."


@pytest.mark.parametrize(
    "data",
    [
        b"no gzip, no message \xff\xff",
        gzip.compress(b"\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
        packed("text")[:20],
        gzip.compress(bytes(80 << 20)),
    ],
)
def test_a_damaged_text_says_so_and_the_next_note_is_read(store, data):
    """Nonsense, a number without end, a file that breaks off, one that is much larger inside."""
    store.note(10, "bad", data)
    store.note(11, "good", packed("text"))

    bad, good = store.documents()

    assert (bad.title, bad.problem) == ("bad", "It is damaged: its text cannot be read.")
    assert texts(good) == "text"


def test_a_note_that_is_not_fetched_yet_says_so(store):
    """Its title is known before its text."""
    store.note(10, "far", None)

    [note] = store.documents()

    assert (note.title, note.problem) == ("far", "It is not on this machine: its program has not fetched it.")


def test_only_what_changed_is_read_again(store):
    """A text, a tag, a file, the name of a folder."""

    def again(past: dict[str, Any]) -> tuple[list[str], list[str], dict[str, Any]]:
        kept: list[tuple[str, str]] = []
        with Blob.opened(str(store.path), Limits()) as blob:
            blob.past, blob.keep = past, kept.extend
            titles = [document.title for document in read(blob)]
        return titles, [before for before, now in kept if before == now], blob.future

    store.note(10, "n10", packed("text"))
    store.note(11, "n11", packed(run("\ufffc", attached=("ATT-20", "public.data"))))
    store.file(20, 11, "plan.txt", b"Two rooms.")
    store.note(12, "n12", packed("text"), folder=INNER)
    store.note(13, "n13", packed("text"))
    titles, kept, past = again({})
    assert (titles, kept) == (["n10", "n11", "plan.txt", "n12", "n13"], [])

    store.run("UPDATE ZICNOTEDATA SET Z_OPT = 2, ZDATA = ? WHERE ZNOTE = 10", packed("new"))
    (store.folder / "Accounts" / "ACC" / "Media" / "MEDIA-20" / "1_GEN" / "plan.txt").write_bytes(b"Three rooms.")
    store.run("UPDATE ZICCLOUDSYNCINGOBJECT SET ZTITLE2 = 'House' WHERE Z_PK = ?", INNER)
    titles, kept, past = again(past)

    assert (titles, kept) == (["n10", "n11", "plan.txt", "n12"], ["@NOTE-13"])
    assert again(past)[:2] == ([], ["@NOTE-10", "@NOTE-11", "@NOTE-12", "@NOTE-13"])


def test_an_earlier_version_with_other_columns_is_read(tmp_path):
    """Tables lay in another column, dates and accounts too; much was not there."""
    tables = (
        TABLES.replace("ZMERGEABLEDATA1 BLOB", "ZX BLOB").replace("ZCREATIONDATE3", "ZY").replace("ZOCRSUMMARY", "ZZ")
    )
    store = Store(tmp_path, tables.replace("ZFOLDERTYPE INTEGER,", "ZFOLDERTYPE INTEGER, ZCREATIONDATE3X TIMESTAMP,"))
    store.add(10, ZIDENTIFIER="N", ZTITLE1="a", ZFOLDER=FOLDER, ZACCOUNT2=ACCOUNT, ZCREATIONDATE1=SPRING)
    data = packed(run("\ufffc", attached=("ATT-20", "com.apple.notes.table")))
    store.run("INSERT INTO ZICNOTEDATA (ZNOTE, ZDATA) VALUES (10, ?)", data)
    store.add(
        20, ZIDENTIFIER="ATT-20", ZNOTE=10, ZTYPEUTI="com.apple.notes.table", ZMERGEABLEDATA=packed_table([["x", "y"]])
    )

    [note] = store.documents()

    assert texts(note) == "x | y"
    assert note.date == datetime(2024, 3, 1, 9, 12, tzinfo=UTC)


def test_a_table_that_names_the_same_cells_again_and_again_is_refused():
    """A few kilobytes that would take hours."""
    rows = b"".join(piece(1, piece(1, number(6, 0)), piece(2, number(6, 0))) for _ in range(3000))
    columns = b"".join(piece(1, piece(1, number(6, 1)), piece(2, number(6, 2))) for _ in range(3000))
    ordering = piece(3, piece(16, piece(1, piece(1, piece(2, piece(2, b"u"))))))
    root = piece(
        3,
        piece(
            13,
            number(1, 0),
            *(piece(3, number(1, key), piece(2, number(6, at))) for key, at in ((0, 4), (1, 4), (2, 3))),
        ),
    )
    same = piece(3, piece(13, number(1, 1), piece(3, piece(2, number(2, 0)))))
    data = same + same + piece(3, piece(6, rows)) + piece(3, piece(6, columns)) + ordering + root
    data += (
        piece(4, "crRows")
        + piece(4, "crColumns")
        + piece(4, "cellColumns")
        + piece(5, "com.apple.notes.ICTable")
        + piece(5, "com.apple.CRDT.NSUUID")
        + piece(6, b"u")
    )

    with pytest.raises(ValueError, match="nobody wrote"):
        table(gzip.compress(piece(2, piece(3, data))))


def test_a_message_is_read_a_level_at_a_time():
    """Numbers, texts and messages by their field; negative numbers; what is not there is empty."""
    message = Message(
        number(1, 300) + number(2, -1) + piece(3, "a") + piece(3, "b") + b"\x21" + bytes(8) + piece(5, piece(1, "in"))
    )

    assert (message.number(1), message.number(2), message.number(9, 7)) == (300, -1, 7)
    assert (message.text(3), message.pieces(3), message.inner(5).text(1)) == ("b", [b"a", b"b"], "in")
    assert message.inner(8, 8).text(1) == ""


@pytest.mark.parametrize("data", [b"\x0a\x05ab", b"\x0f", b"\x08", b"\x21\x00", b"\x80" * 20])
def test_what_is_no_message_is_refused(data):
    """A field beyond the end, an unknown kind, a number that breaks off, or never ends."""
    with pytest.raises(ValueError, match=r"message|field|number"):
        Message(data)
