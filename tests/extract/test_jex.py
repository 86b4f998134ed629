from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from extract.reading import document, documents, documents_at

from lfmsearch.errors import ExtractError
from lfmsearch.extract import read
from lfmsearch.extract.blob import Blob, Limits, Skipped
from lfmsearch.types import Person

HOME, KITCHEN, BOILER, HOUSE, PLAN, TAG, TIE = (f"{number:032x}" for number in range(1, 8))


def item(kind: int, key: str, title: str = "", body: str = "", **fields: object) -> str:
    """As the program writes it: BaseItem.serialize."""
    block = "\n".join(f"{name}: {value}" for name, value in {"id": key, **fields, "type_": kind}.items())
    return "\n\n".join(part for part in (title, body, block) if part)


def note(key: str, title: str, body: str, **fields: object) -> str:
    about = {
        "parent_id": KITCHEN,
        "created_time": "2020-01-01T00:00:00.000Z",
        "is_conflict": 0,
        "author": "",
        "source_url": "",
        "is_todo": 0,
        "todo_completed": 0,
        "user_created_time": "2019-03-01T09:12:00.000Z",
        "encryption_applied": 0,
        "markup_language": 1,
        "deleted_time": 0,
    }
    return item(1, key, title, body, **{**about, **fields})


BODY = f"Warm.\n\nkey: value\n\nSee [the house](:/{HOUSE}), ![plan](:/{PLAN}) and [lost](:/{TAG[::-1]}). #inline"
MEMBERS: dict[str, str] = {
    f"{BOILER}.md": note(BOILER, "Boiler", BODY, author="Anna", source_url="https://example.org"),
    f"{HOUSE}.md": note(HOUSE, "House", "", is_todo=1, todo_completed=1, parent_id=""),
    f"{HOME}.md": item(2, HOME, "Home", parent_id=""),
    f"{KITCHEN}.md": item(2, KITCHEN, "Kitchen", parent_id=HOME),
    f"{PLAN}.md": item(4, PLAN, "plan.txt", mime="text/plain", file_extension="txt", encryption_applied=0),
    f"resources/{PLAN}.txt": "a plan",
    f"{TAG}.md": item(5, TAG, "rent", parent_id=""),
    f"{TIE}.md": item(6, TIE, note_id=BOILER, tag_id=TAG),
    f"{'a' * 32}.md": note("a" * 32, "Conflict", "x", is_conflict=1),
    f"{'b' * 32}.md": note("b" * 32, "Trash", "x", deleted_time=1700000000000),
}


def jex(members: dict[str, str]) -> bytes:
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, text in members.items():
            about = tarfile.TarInfo(name)
            about.size = len(text.encode())
            archive.addfile(about, BytesIO(text.encode()))
    return file.getvalue()


def test_a_jex_file():
    """Notes with notebooks and tags, their files, and what they link to by name; conflicts and the trash are left out."""
    boiler, plan, house = documents(jex(MEMBERS), "all.jex")

    assert (boiler.member, boiler.kind, boiler.type, boiler.title) == (f"@{BOILER}", "note", "md", "Boiler")
    assert boiler.tags == ("Home", "Kitchen", "rent", "inline")
    assert boiler.links[:1] == ("House",)
    assert boiler.people == (Person("Anna", "", "author"),)
    assert boiler.date == datetime(2019, 3, 1, 9, 12, tzinfo=UTC)
    assert boiler.sections[0].text == "Warm.\n\nkey: value\n\nSee the house, plan and lost. #inline"
    assert boiler.sections[1].text == "https://example.org"
    assert (plan.kind, plan.title, plan.parent, plan.sections[0].text) == (
        "attachment",
        "plan.txt",
        boiler.member,
        "a plan",
    )
    assert (house.title, house.tags, house.sections[0].text) == ("House", (), "[x] House")


def test_it_is_known_by_its_content():
    """Whatever it is called."""
    assert documents(jex(MEMBERS), "backup.bin")[0].title == "Boiler"


def test_what_is_not_in_the_export_is_said():
    """A file that a note shows."""
    del (members := dict(MEMBERS))[f"resources/{PLAN}.txt"]

    assert documents(jex(members), "a.jex")[1].problem == "It is missing from the export."


def test_an_export_that_breaks_off():
    """What came before is kept."""
    whole = jex({**{name: MEMBERS[name] for name in (f"{BOILER}.md", f"{HOME}.md")}, "resources/x": "y" * 9000})
    blob = Blob(name="a.jex", limits=Limits(), data=whole[:4096])
    found = []
    with pytest.raises(ExtractError, match="breaks off"):
        found.extend(read.read(blob))

    assert [document.title for document in found] == ["Boiler"]


def test_encrypted_notes_are_counted():
    """The others are read."""
    secret = item(1, BOILER, parent_id=HOME, encryption_cipher_text="JED01", encryption_applied=1)
    blob = Blob(
        name="a.jex", limits=Limits(), data=jex({f"{BOILER}.md": secret, f"{HOUSE}.md": MEMBERS[f"{HOUSE}.md"]})
    )
    found = []
    with pytest.raises(ExtractError, match="One of its notes is encrypted"):
        found.extend(read.read(blob))

    assert [document.title for document in found] == ["House"]


def test_a_raw_export(tmp_path):
    """Each note is a file; its notebook and what it links to lie beside it."""
    (tmp_path / "resources").mkdir()
    for name, text in MEMBERS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    [boiler] = documents_at(tmp_path / f"{BOILER}.md")

    assert (boiler.member, boiler.kind, boiler.title, boiler.tags) == (
        "",
        "note",
        "Boiler",
        ("Home", "Kitchen", "inline"),
    )
    assert boiler.links == ("House",)
    assert (boiler.sections[0].text, boiler.sections[0].locator.line) == (
        "Warm.\n\nkey: value\n\nSee the house, plan and lost. #inline",
        3,
    )
    for other in (HOME, PLAN, TIE, "a" * 32):
        with pytest.raises(Skipped):
            documents_at(tmp_path / f"{other}.md")


def test_other_markdown_that_ends_alike_is_markdown():
    """Only a whole block with an id is an item."""
    assert document("# A\n\nwords\n\ntype_: 1\n", "a.md").sections[0].text == "words\n\ntype_: 1"
