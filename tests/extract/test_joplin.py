"""Joplin's database: what its user sees in the program is found, what lies in its trash is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from extract.reading import documents_at

from lfmsearch.extract.blob import Blob, Found, Limits
from lfmsearch.extract.read import read
from lfmsearch.types import Document

# As version 48 of the program's tables; columns that nothing here reads are left out of two of them.
TABLES = """
CREATE TABLE folders (id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT "", created_time INT NOT NULL, updated_time INT NOT NULL,
    user_created_time INT NOT NULL DEFAULT 0, user_updated_time INT NOT NULL DEFAULT 0,
    encryption_cipher_text TEXT NOT NULL DEFAULT "", encryption_applied INT NOT NULL DEFAULT 0,
    parent_id TEXT NOT NULL DEFAULT "", is_shared INT NOT NULL DEFAULT 0, deleted_time INT NOT NULL DEFAULT 0);
CREATE TABLE notes (`id` TEXT PRIMARY KEY, `parent_id` TEXT NOT NULL DEFAULT "", `title` TEXT NOT NULL DEFAULT "",
    `body` TEXT NOT NULL DEFAULT "", `created_time` INT NOT NULL, `updated_time` INT NOT NULL,
    `is_conflict` INT NOT NULL DEFAULT 0, `latitude` NUMERIC NOT NULL DEFAULT 0, `author` TEXT NOT NULL DEFAULT "",
    `source_url` TEXT NOT NULL DEFAULT "", `is_todo` INT NOT NULL DEFAULT 0, `todo_due` INT NOT NULL DEFAULT 0,
    `todo_completed` INT NOT NULL DEFAULT 0, `order` NUMERIC NOT NULL DEFAULT 0, `user_created_time` INT NOT NULL DEFAULT 0,
    `user_updated_time` INT NOT NULL DEFAULT 0, `encryption_cipher_text` TEXT NOT NULL DEFAULT "",
    `encryption_applied` INT NOT NULL DEFAULT 0, `markup_language` INT NOT NULL DEFAULT 1,
    `is_shared` INT NOT NULL DEFAULT 0, `conflict_original_id` TEXT NOT NULL DEFAULT "", `deleted_time` INT NOT NULL DEFAULT 0);
CREATE INDEX notes_updated_time ON notes (updated_time);
CREATE TABLE tags (id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT "", created_time INT NOT NULL, updated_time INT NOT NULL);
CREATE TABLE note_tags (id TEXT PRIMARY KEY, note_id TEXT NOT NULL, tag_id TEXT NOT NULL, created_time INT NOT NULL,
    updated_time INT NOT NULL);
CREATE TABLE resources (id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT "", mime TEXT NOT NULL,
    filename TEXT NOT NULL DEFAULT "", created_time INT NOT NULL, updated_time INT NOT NULL,
    file_extension TEXT NOT NULL DEFAULT "", encryption_applied INT NOT NULL DEFAULT 0,
    encryption_blob_encrypted INT NOT NULL DEFAULT 0, size INT NOT NULL DEFAULT -1, ocr_text TEXT NOT NULL DEFAULT "",
    ocr_status INT NOT NULL DEFAULT 0);
CREATE TABLE note_resources (id INTEGER PRIMARY KEY, note_id TEXT NOT NULL, resource_id TEXT NOT NULL,
    is_associated INT NOT NULL, last_seen_time INT NOT NULL);
CREATE TRIGGER on_read AFTER INSERT ON notes BEGIN UPDATE tags SET title = title; END;
CREATE VIEW tags_with_note_count AS SELECT tags.id AS id, COUNT(*) AS note_count FROM tags GROUP BY tags.id;
"""
# The first tables there were, and those that came with version 12.
OLD = """
CREATE TABLE folders (id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT "", created_time INT NOT NULL, updated_time INT NOT NULL);
CREATE TABLE notes (id TEXT PRIMARY KEY, parent_id TEXT NOT NULL DEFAULT "", title TEXT NOT NULL DEFAULT "",
    body TEXT NOT NULL DEFAULT "", created_time INT NOT NULL, updated_time INT NOT NULL, is_conflict INT NOT NULL DEFAULT 0,
    author TEXT NOT NULL DEFAULT "", source_url TEXT NOT NULL DEFAULT "", is_todo INT NOT NULL DEFAULT 0,
    todo_due INT NOT NULL DEFAULT 0, todo_completed INT NOT NULL DEFAULT 0);
CREATE TABLE tags (id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT "", created_time INT NOT NULL, updated_time INT NOT NULL);
CREATE TABLE note_tags (id TEXT PRIMARY KEY, note_id TEXT NOT NULL, tag_id TEXT NOT NULL, created_time INT NOT NULL,
    updated_time INT NOT NULL);
CREATE TABLE resources (id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT "", mime TEXT NOT NULL,
    filename TEXT NOT NULL DEFAULT "", created_time INT NOT NULL, updated_time INT NOT NULL);
"""
SPRING = int(datetime(2024, 3, 1, 9, 12, tzinfo=UTC).timestamp() * 1000)


class Profile:
    """A folder as the program keeps it."""

    def __init__(self, folder: Path, tables: str = TABLES) -> None:
        self.path = folder / "database.sqlite"
        self.resources = folder / "resources"
        self.resources.mkdir()
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(tables)

    def run(self, sql: str, *values: Any) -> None:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(sql, values)
            connection.commit()

    def add(self, table: str, **values: Any) -> None:
        values = {"created_time": SPRING, "updated_time": SPRING, **values}
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values.values())

    def note(self, number: int, title: str = "", body: str = "", **values: Any) -> str:
        name = f"{number:032x}"
        self.add("notes", id=name, title=title, body=body, **values)
        return name

    def resource(self, number: int, title: str, data: bytes | None, *, note: str = "", **values: Any) -> str:
        name = f"{number:032x}"
        ending = title.rpartition(".")[2]
        self.add("resources", **{"id": name, "title": title, "mime": "", "file_extension": ending, **values})
        if data is not None:
            (self.resources / f"{name}.{ending}").write_bytes(data)
        if note:
            self.run("INSERT INTO note_resources VALUES (NULL, ?, ?, 1, 0)", note, name)
        return name

    def documents(self) -> list[Document]:
        return documents_at(self.path)

    def changed(self, past: dict[str, Any]) -> tuple[list[str], list[tuple[str, str]], dict[str, Any]]:
        """The titles that are read again, what is kept, and what is to be remembered."""
        kept: list[tuple[str, str]] = []
        with Blob.opened(str(self.path), Limits()) as blob:
            blob.past = past
            blob.keep = kept.extend
            return [document.title for document in read(blob)], kept, blob.future


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path)


def texts(document: Document) -> str:
    return "\n\n".join(section.text for section in document.sections)


def test_a_note_is_a_document_with_all_that_is_known_of_it(profile):
    """Title, text, date, source and writer; its headings as in any Markdown."""
    name = profile.note(
        1, "The lease", "Words.\n\n## Rent\n\n900 a month", author="Anna Rossi", source_url="https://example.org/lease"
    )

    [note] = profile.documents()

    assert (note.member, note.kind, note.type, note.title) == (f"@{name}", "note", "md", "The lease")
    assert [(section.text, section.headings) for section in note.sections] == [
        ("Words.", ()),
        ("900 a month", ("Rent",)),
        ("https://example.org/lease", ()),
    ]
    assert note.date == datetime(2024, 3, 1, 9, 12, tzinfo=UTC)
    assert [str(person) for person in note.people] == ["Anna Rossi"]
    assert note.parent is None


def test_the_date_is_the_one_its_user_gave(profile):
    """An imported note is as old as it was where it came from."""
    profile.note(1, "a", "text", user_created_time=SPRING - 86_400_000)

    assert profile.documents()[0].date == datetime(2024, 2, 29, 9, 12, tzinfo=UTC)


def test_notebooks_and_tags_are_tags(profile):
    """The notebooks from the outermost, then the tags, those in the text too; a notebook in itself hangs nothing."""
    profile.add("folders", id="f1", title="Home", parent_id="")
    profile.add("folders", id="f2", title="Flat", parent_id="f1")
    profile.add("folders", id="f3", title="Knot", parent_id="f3")
    profile.add("tags", id="t1", title="rent")
    name = profile.note(1, "a", "text", parent_id="f2")
    profile.note(2, "b", "text", parent_id="f3")
    profile.add("note_tags", id="x", note_id=name, tag_id="t1")

    first, second = profile.documents()

    assert first.tags == ("Home", "Flat", "rent")
    assert second.tags == ("Knot",)


def test_what_is_in_the_trash_encrypted_or_in_conflict_is_left_out(profile):
    """Three kinds of notes that the program does not show."""
    profile.note(1, "trash", "text", deleted_time=SPRING)
    profile.note(2, "locked", "", encryption_applied=1)
    profile.note(3, "twice", "text", is_conflict=1)
    profile.note(4, "here", "text")

    assert [note.title for note in profile.documents()] == ["here"]


def test_links_are_readable_and_known(profile):
    """A link to a note gives its title, one to a file its name; one to nothing its words."""
    other = profile.note(1, "The [new] flat", "text")
    file = profile.resource(2, "plan.txt", b"A plan.")
    profile.note(
        3,
        "a",
        f"See [here](:/{other}#rooms), [The \\[new\\] flat](:/{other}) and ![](:/{file}), [the plan](:/{file} "
        f'"hint"), not [gone](:/{"f" * 32}).',
    )

    [_, note, attachment] = profile.documents()

    assert "See here, " in texts(note)
    assert "The [new] flat and plan.txt, the plan (plan.txt), not gone." in texts(note)
    assert note.links == ("The [new] flat",)
    assert attachment.title == "plan.txt"


def test_a_note_in_html_is_read_as_html(profile):
    """Clipped pages are kept as they came."""
    profile.note(1, "page", "<h1>Rent</h1><p>900 a month</p><script>no()</script>", markup_language=2)

    [note] = profile.documents()

    assert note.type == "html"
    assert "900 a month" in texts(note)
    assert "no()" not in texts(note)


def test_what_is_to_do_says_whether_it_is_done(profile):
    """The box stands before the title, with the date it is due."""
    profile.note(1, "Call the plumber", "about the tap", is_todo=1)
    profile.note(2, "Pay", "", is_todo=1, todo_completed=SPRING)
    due = datetime(2024, 5, 1, 12, 0).astimezone()
    profile.note(3, "Send", "", is_todo=1, todo_due=int(due.timestamp() * 1000))

    assert [texts(note) for note in profile.documents()] == [
        "[ ] Call the plumber\n\nabout the tap",
        "[x] Pay",
        "[ ] Send (2024-05-01 12:00)",
    ]


def test_a_note_without_a_title_goes_by_its_first_line(profile):
    """As the program lists it."""
    profile.note(1, "", "\n- Milk and bread\n- Eggs")

    assert profile.documents()[0].title == "Milk and bread"


def test_notes_of_the_same_text_are_two(profile):
    """Two empty notes with different titles are not one Document at two places; two equal ones are."""
    for number, title in enumerate(("a", "b", "b")):
        profile.note(number, title, "")

    first, second, third = (note.content_key for note in profile.documents())

    assert first != second
    assert second == third


def test_files_are_attachments_read_by_their_own_readers(profile):
    """Inside the member of their note, with its parent, in the order of the text."""
    plan = profile.resource(1, "plan.txt", b"Two rooms.")
    page = profile.resource(2, "offer.html", b"<title>Offer</title><p>900 a month")
    name = profile.note(3, "Flat", f"![](:/{page}) ![](:/{plan})")

    note, first, second = profile.documents()

    assert note.kind == "note"
    assert (first.member, first.kind, first.parent) == (f"@{name}/1:offer.html", "attachment", f"@{name}")
    assert (first.title, first.type) == ("Offer", "html")
    assert (second.type, texts(second)) == ("txt", "Two rooms.")


def test_what_the_program_read_off_a_picture_is_its_text(profile):
    """A picture has no reader, but Joplin's own recognition has run; with text of its own, a file keeps that."""
    picture = profile.resource(1, "scan.png", b"\x89PNG\r\n\x1a\n" + bytes(60), ocr_text="Invoice 17")
    text = profile.resource(2, "plan.txt", b"Two rooms.", ocr_text="Tvvo rooms")
    profile.note(3, "Flat", f"![](:/{picture}) ![](:/{text})")

    _, first, second = profile.documents()

    assert (texts(first), first.problem, first.type) == ("Invoice 17", "", "png")
    assert texts(second) == "Two rooms."


def test_a_file_that_cannot_be_read_says_why(profile, tmp_path):
    """Not fetched from the server yet, encrypted, a path that leads away: each has its reason, none is opened."""
    (tmp_path.parent / "secret.txt").write_text("secret")
    far = profile.resource(1, "far.pdf", None)
    locked = profile.resource(2, "locked.txt", b"text", encryption_blob_encrypted=1)
    away = profile.resource(3, "away.txt", None, file_extension="/../../../secret.txt")
    profile.note(4, "Flat", " ".join(f"![](:/{name})" for name in (far, locked, away)))

    _, *files = profile.documents()

    assert [file.problem for file in files] == [
        "It is not on this machine: its program has not fetched it.",
        "It is encrypted.",
        "It is not on this machine: its program has not fetched it.",
    ]


def test_a_note_that_is_too_large_costs_only_itself(profile):
    """It is there with the reason, and the others with their text."""
    profile.note(1, "huge", "")
    profile.run("UPDATE notes SET body = CAST(zeroblob(70000000) AS TEXT)")
    profile.note(2, "small", "text")

    first, second = profile.documents()

    assert (first.title, first.problem) == ("huge", "It is larger than 64 MB.")
    assert texts(second) == "text"


def test_only_what_changed_is_read_again(profile):
    """Text, tag, notebook or file: the notes concerned are read, all others are kept."""
    profile.add("folders", id="f1", title="Home")
    names = [profile.note(number, f"n{number}", "text") for number in range(5)]
    profile.run("UPDATE notes SET parent_id = 'f1' WHERE id = ?", names[2])
    file = profile.resource(9, "plan.txt", b"Two rooms.", note=names[3])
    profile.run("UPDATE notes SET body = ? WHERE id = ?", f"![](:/{file})", names[3])
    titles, kept, past = profile.changed({})
    assert (titles, kept) == (["n0", "n1", "n2", "n3", "plan.txt", "n4"], [])

    assert profile.changed(past) == ([], [(f"@{name}", f"@{name}") for name in names], past)

    profile.run("UPDATE notes SET body = 'new', updated_time = updated_time + 1 WHERE id = ?", names[0])
    profile.add("tags", id="t1", title="rent")
    profile.add("note_tags", id="x", note_id=names[1], tag_id="t1")
    profile.run("UPDATE folders SET title = 'House'")
    (profile.resources / f"{file}.txt").write_bytes(b"Three rooms.")
    profile.run("DELETE FROM notes WHERE id = ?", names[4])
    titles, kept, past = profile.changed(past)
    assert (titles, kept) == (["n0", "n1", "n2", "n3", "plan.txt"], [])

    profile.note(6, "n6", "text")
    titles, kept, _ = profile.changed(past)
    assert titles == ["n6"]
    assert kept == [(f"@{name}", f"@{name}") for name in names[:4]]


def test_a_file_of_a_note_is_fetched_whole(profile):
    """A person opens it: the bytes are those on disk."""
    file = profile.resource(1, "plan.txt", b"Two rooms.")
    name = profile.note(2, "Flat", f"![](:/{file})")

    with Blob.opened(str(profile.path), Limits()) as blob:
        blob.wanted = f"@{name}/1:plan.txt"
        with pytest.raises(Found) as found:
            list(read(blob))

    assert found.value.data == b"Two rooms."


def test_the_first_versions_are_read_too(tmp_path):
    """Columns that came later are taken as they were before: no notebooks in notebooks, nothing encrypted or deleted."""
    profile = Profile(tmp_path, OLD)
    profile.add("folders", id="f1", title="Home")
    profile.run("INSERT INTO resources VALUES (?, 'plan', 'text/plain', '', 0, 0)", "e" * 32)
    (profile.resources / ("e" * 32)).write_bytes(b"Two rooms.")
    profile.note(1, "a", f"text ![](:/{'e' * 32})", parent_id="f1")

    note, file = profile.documents()

    assert (note.title, note.tags, note.date) == ("a", ("Home",), datetime(2024, 3, 1, 9, 12, tzinfo=UTC))
    assert texts(file) == "Two rooms."


def test_odd_values_hurt_nothing(profile):
    """SQLite keeps any value in any column."""
    profile.add("notes", id=b"\xff", title="number", body="text")
    profile.add(
        "notes", id="x", title=b"\xff", body=5, author=1.5, user_created_time="soon", todo_due=10**18, is_todo=1
    )

    [note] = profile.documents()

    assert note.member == "@x"
