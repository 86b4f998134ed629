"""Simplenote and Standard Notes."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from extract.reading import documents

from lfmsearch.errors import ExtractError
from lfmsearch.extract import read
from lfmsearch.extract.blob import Blob, Limits


def zipped(members: dict[str, bytes | str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


SIMPLENOTE = {
    "activeNotes": [
        {
            "id": "a1",
            "content": "Boiler\r\n\r\nServiced in May",
            "creationDate": "2020-05-01T10:11:12.000Z",
            "lastModified": "2021-05-01T10:11:12.000Z",
            "tags": ["house"],
        },
        {"id": "b2", "content": "Rent", "creationDate": "2020-05-02T10:11:12.000Z"},
    ],
    "trashedNotes": [{"id": "c3", "content": "gone"}],
}


@pytest.mark.parametrize("packed", [False, True])
def test_simplenote(packed):
    """The same from the zip file, whose text files say less, and from the file in it."""
    data = json.dumps(SIMPLENOTE)
    if packed:
        found = documents(
            zipped({"Boiler.txt": "Boiler", "source/notes.json": data, "trash/gone.txt": "x"}), "notes.zip"
        )
    else:
        found = documents(data.encode(), "notes.json")

    assert [(item.member, item.kind, item.title, item.tags) for item in found] == [
        ("@a1", "note", "Boiler", ("house",)),
        ("@b2", "note", "Rent", ()),
    ]
    assert found[0].date == datetime(2020, 5, 1, 10, 11, 12, tzinfo=UTC)
    assert found[0].sections[0].text == "Boiler\n\nServiced in May"


def standard(kind: str, uuid: str, content: object, **more: object) -> dict[str, object]:
    return {"created_at": "2022-01-02T03:04:05.000Z", "uuid": uuid, "content_type": kind, "content": content, **more}


SUPER = {
    "root": {
        "type": "root",
        "children": [
            {"type": "heading", "tag": "h2", "children": [{"type": "text", "text": "Winter"}]},
            {
                "type": "paragraph",
                "children": [{"type": "text", "text": "Keep "}, {"type": "text", "text": "warm", "format": 1}],
            },
            {
                "type": "list",
                "listType": "check",
                "children": [{"type": "listitem", "checked": True, "children": [{"type": "text", "text": "wood"}]}],
            },
        ],
    }
}


@pytest.mark.parametrize("packed", [False, True])
def test_standard_notes(packed):
    """Notes with the tags that refer to them; the trash and what else the app keeps is left out."""
    backup = {
        "version": "004",
        "items": [
            standard("SN|UserPreferences", "p", {"references": []}),
            standard("Tag", "t", {"title": "house", "references": [{"uuid": "a", "content_type": "Note"}]}),
            standard("Note", "a", {"title": "Boiler", "text": "Serviced *in May*", "references": [], "trashed": False}),
            standard("Note", "b", {"title": "Old", "text": "gone", "references": [], "trashed": True}),
            standard("Note", "c", {"title": "Plan", "text": json.dumps(SUPER), "noteType": "super"}),
        ],
    }
    data = json.dumps(backup)
    name = "Standard Notes Backup and Import File.txt"
    found = (
        documents(zipped({name: data, "Items/Note/Boiler.txt": "x"}), "b.zip")
        if packed
        else documents(data.encode(), name)
    )

    assert [(item.member, item.title, item.tags) for item in found] == [
        ("@a", "Boiler", ("house",)),
        ("@c", "Plan", ()),
    ]
    assert found[0].date == datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [(item.text, item.headings) for item in found[1].sections] == [("Keep warm\n\n- [x] wood", ("Winter",))]


def test_an_encrypted_backup_says_what_to_do():
    """Nothing in it can be read."""
    backup = {
        "version": "004",
        "items": [standard("Note", "a", "004:1f2e:abcd", enc_item_key="004:00")],
        "keyParams": {},
    }
    with pytest.raises(ExtractError, match="export a decrypted one"):
        documents(json.dumps(backup).encode(), "backup.txt")


@pytest.mark.parametrize(
    "source",
    [
        '{"activeNotes": 3}',
        '{"activeNotes": [null, 1, {"id": {}, "content": [], "tags": "x"}]}',
        '{"activeNotes": [{"id": "x", "content": "y", "creationDate": "never"}]',
        '{"items": [{"uuid": 1, "content_type": "Note", "content": {"noteType": "super", "text": "{"}}]}',
        '{"items": [{"uuid": 1, "content_type": "Tag", "content": {"references": [1]}}]}',
        '{"isTrashed": 1, "isPinned": 2, "isArchived": 3, "labels": {}, "listContent": "x", "createdTimestampUsec": 1e400}',
    ],
)
def test_fields_of_the_wrong_kind_do_no_harm(source):
    """They are passed over, or the file is said to be damaged."""
    blob = Blob(name="a.json", limits=Limits(), data=source.encode())
    with suppress(ExtractError):
        assert all(isinstance(document.title, str) for document in read.read(blob))


@pytest.mark.parametrize(
    "source",
    [
        '{"activeNotes": [{"row": 0, "midi": 61}]}',
        '{"items": [{"id": "uuid", "content_type": "Note"}], "uuid": "x", "words": "kept"}',
    ],
)
def test_data_that_only_looks_alike_is_json(source):
    """Other programs use the same names."""
    [found] = documents(source.encode(), "data.json")

    assert (found.kind, found.type, found.member) == ("file", "json", "")
    assert found.sections
