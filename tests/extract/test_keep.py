from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from extract.reading import document, documents_at

from lfmsearch.extract import read
from lfmsearch.extract.blob import Blob, Limits, Skipped

FLAGS = {"color": "DEFAULT", "isTrashed": False, "isPinned": False, "isArchived": False}
DATES = {"userEditedTimestampUsec": 1618513663000000, "createdTimestampUsec": 1618427263000000}
PAGE = (
    '<?xml version="1.0" ?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Boiler</title>\n<style type="text/css">.note {}</style></head>\n'
    '<body><div class="note"><div class="heading"><div class="meta-icons"></div>\nApr 15, 2021, 7:07:43 PM</div>\n'
    '<div class="title">Boiler</div>\n<div class="content">Serviced in May</div></div></body></html>'
)


def keep(**fields: object) -> str:
    return json.dumps({**FLAGS, **fields, **DATES})


def test_a_note():
    """Its text, its labels, its date, what it links to and the names of its files."""
    note = document(
        keep(
            title="Boiler",
            textContent="Serviced in May\n\nBy Anna",
            labels=[{"name": "house"}, {"name": "rent"}],
            annotations=[
                {"title": "Shop", "description": "Filters", "url": "https://example.org", "source": "WEBLINK"}
            ],
            attachments=[{"filePath": "boiler.jpg", "mimetype": "image/jpeg"}],
        ),
        "Boiler.json",
    )

    assert (note.kind, note.type, note.title, note.tags, note.links) == (
        "note",
        "keep",
        "Boiler",
        ("house", "rent"),
        ("boiler.jpg",),
    )
    assert note.date == datetime(2021, 4, 14, 19, 7, 43, tzinfo=UTC)
    assert [section.text for section in note.sections] == [
        "Serviced in May\n\nBy Anna",
        "Shop Filters https://example.org",
        "boiler.jpg",
    ]


def test_a_list():
    """What is done is marked; a note without a title is called by its first line."""
    note = document(
        keep(title="", listContent=[{"text": "milk", "isChecked": True}, {"text": "bread", "isChecked": False}]),
        "1.json",
    )

    assert (note.title, note.sections[0].text) == ("milk", "[x] milk\n[ ] bread")


def test_the_trash_is_left_out():
    """It is the user's own."""
    with pytest.raises(Skipped, match="Keep's trash"):
        document(json.dumps({**FLAGS, "isTrashed": True, "textContent": "x", **DATES}), "a.json")


def test_what_is_left_out_is_not_found_by_its_name_either():
    """The name of the file is the title of the note."""
    data = json.dumps({**FLAGS, "isTrashed": True, "textContent": "x", **DATES}).encode()
    blob = Blob(name="Secret.json", limits=Limits(), data=data)
    kept: list[object] = []
    blob.keep = kept.append
    with pytest.raises(Skipped):
        list(read.read(blob))
    assert kept == [()]

    part = Blob(name="Takeout.zip", limits=Limits()).part(
        data, name="Secret.json", member="Secret.json", kind="file", parent=None
    )
    assert list(read.read_part(part)) == []


def test_the_page_beside_a_note_is_no_second_result(tmp_path):
    """It says the same; alone it is read, and a page of anything else is."""
    (tmp_path / "Boiler.json").write_text(keep(title="Boiler", textContent="Serviced in May"), encoding="utf-8")
    (tmp_path / "Boiler.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "Alone.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "Other.json").write_text("{}", encoding="utf-8")
    (tmp_path / "Other.html").write_text("<html><body>page</body></html>", encoding="utf-8")

    with pytest.raises(Skipped, match="read from the file beside it"):
        documents_at(tmp_path / "Boiler.html")
    [alone] = documents_at(tmp_path / "Alone.html")
    assert (alone.kind, alone.type, alone.title) == ("note", "html", "Boiler")
    assert documents_at(tmp_path / "Other.html")[0].kind == "file"
