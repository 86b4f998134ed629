from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from extract.reading import documents, documents_at
from extract.test_note_exports import zipped

from lfmsearch.extract.blob import Skipped
from lfmsearch.types import Person

A, B, C, D = ("0123456789abcdef0123456789abcde" + end for end in "1234")
PAGE = (
    f"# House\n\nCreated: March 1, 2024 9:12 AM\nTags: rent, home\nCreated by: Anna\n\n"
    f"See [Boiler](House%20{A}/Boiler%20{B}.md) and [shop](https://www.notion.so/Shop-{C}).\n\n![plan.txt](House%20{A}/plan.txt)\n"
)
PAGES: dict[str, bytes | str] = {
    f"House {A}.md": PAGE,
    f"House {A}/plan.txt": "a plan",
    f"House {A}/Boiler {B}.md": "# Boiler\n\nwarm",
    f"House {A}/Rooms {C}.csv": "\ufeffName,Size\nKitchen,12\n",
    f"House {A}/Rooms {C}_all.csv": "\ufeffName,Size\nKitchen,12\n",
    f"House {A}/Boiler {D}.html": (
        f'<html><head><title>Boiler, old</title></head><body><article id="x"><h1>Boiler, old</h1>'
        f'<p>cold <a href="Rooms%20{C}.html">r</a></p></article></body></html>'
    ),
    "loose.txt": "alone",
}


def test_pages_tables_and_files():
    """Under their own names, in readable places, with the pages they lie in as tags."""
    found = documents(zipped(PAGES), "Export.zip")

    assert [(item.member, item.kind, item.type, item.title, item.parent) for item in found] == [
        ("House.md", "note", "md", "House", None),
        ("House.md/1:plan.txt", "attachment", "txt", "plan.txt", "House.md"),
        ("House/Boiler.md", "note", "md", "Boiler", None),
        ("House/Rooms.csv", "note", "csv", "Rooms", None),
        ("House/Boiler.html", "note", "html", "Boiler, old", None),
        ("loose.txt", "attachment", "txt", "loose.txt", None),
    ]
    house = found[0]
    assert house.tags == ("rent", "home")
    assert house.date == datetime(2024, 3, 1, 9, 12).astimezone()
    assert house.people == (Person("Anna", "", "author"),)
    assert house.links == ("House/Boiler.md", "House/plan.txt")
    assert "See Boiler and [shop](https://www.notion.so/Shop)." in house.sections[0].text
    assert found[2].tags == ("House",)
    assert found[4].links == ("Rooms.html",)
    assert all(A not in str(item) for item in found)


def test_a_zip_in_a_zip():
    """Large exports come in parts."""
    part = zipped({f"House {A}.md": "# House"})
    other = zipped({f"House {B}.md": "# House, again"})
    found = documents(
        zipped(
            {
                "ExportBlock-11111111-2222-3333-4444-555555555555-Part-1.zip": part,
                "ExportBlock-11111111-2222-3333-4444-555555555555-Part-2.zip": other,
            }
        ),
        "whatever.zip",
    )

    assert [(item.member, item.title) for item in found] == [("House.md", "House"), ("House (2).md", "House, again")]


def test_pages_that_were_taken_out_of_the_zip(tmp_path: Path):
    """The same notes, each a file, with the pages above it as tags; the table that repeats another is passed over."""
    for name in (
        f"House {A}.md",
        f"House {A}/Boiler {B}.md",
        f"House {A}/Rooms {C}.csv",
        f"House {A}/Rooms {C}_all.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(PAGES[name]))

    [house] = documents_at(tmp_path / f"House {A}.md")
    [boiler] = documents_at(tmp_path / f"House {A}" / f"Boiler {B}.md")
    [rooms] = documents_at(tmp_path / f"House {A}" / f"Rooms {C}.csv")

    assert [(item.member, item.kind, item.type, item.title) for item in (house, boiler, rooms)] == [
        ("", "note", "md", "House"),
        ("", "note", "md", "Boiler"),
        ("", "note", "csv", "Rooms"),
    ]
    assert (house.tags, boiler.tags) == (("rent", "home"), ("House",))
    assert house.people == (Person("Anna", "", "author"),)
    with pytest.raises(Skipped, match="repeats the table beside it"):
        documents_at(tmp_path / f"House {A}" / f"Rooms {C}_all.csv")
