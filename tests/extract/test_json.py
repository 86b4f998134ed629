"""JSON is read as what it says, not as brackets."""

from __future__ import annotations

import json

from extract.reading import document

from lfmsearch.types import Locator


def test_keys_are_headings_and_values_keep_theirs():
    """Objects nest, plain values are lines, numbers stay as they are written."""
    found = document(
        '{"title": "House", "rent": 1.10, "id": 12345678901234567890, "paid": true, "left": null, "rooms": ["hall", "bath"],'
        ' "boiler": {"pressure": "1.5 bar", "pump": {"maker": "Grundfos"}}}',
        "house.json",
    )

    assert (found.title, found.type) == ("House", "json")
    assert [(item.text, item.headings) for item in found.sections] == [
        ("title: House\nrent: 1.10\nid: 12345678901234567890\npaid: true\nrooms: hall, bath", ()),
        ("pressure: 1.5 bar", ("boiler",)),
        ("maker: Grundfos", ("boiler", "pump")),
    ]


def test_a_list_of_records_is_a_table_of_rows_that_explain_themselves():
    """One row a record, each value with its key, rows counted."""
    people = [{"name": "Anna", "home": {"city": "Rome"}, "tags": ["a", "b"]}, {}, {"name": "Bo\nLind", "age": 7}]

    found = document(json.dumps({"people": people}), "a.json").sections

    assert [(item.text, item.headings, item.style, item.locator) for item in found] == [
        (
            "name: Anna | home.city: Rome | tags: a, b\n\nname: Bo Lind | age: 7",
            ("people",),
            "table",
            Locator(row=1),
        )
    ]


def test_json_lines_are_rows():
    """Also when they are called json; a line that is broken stays as it is."""
    lines = '{"name": "Anna"}\n\n{"name": "Bo"}\n{broken\n'

    for name in ("a.jsonl", "a.ndjson", "a.json"):
        [table] = document(lines, name).sections
        assert table.text == "name: Anna\n\nname: Bo\n{broken"
        assert (table.style, table.locator) == ("table", Locator(row=1))


def test_what_is_no_json_is_text():
    """Comments, broken ends, endless nesting: every word is kept."""
    for text in ('// settings\n{"a": 1}', '{"a": "rent', "[" * 100_000, "hello", ""):
        if text:
            assert document(text, "a.json").sections[0].text == text
    assert document('{"a": 1}\n{"b"', "a.jsonl").sections[0].text == '{"a": 1}\n{"b"'


def test_deep_objects_lose_nothing():
    """Below the headings come dotted keys, below those JSON itself."""
    value: object = "treasure"
    for depth in range(40):
        value = {f"k{depth}": value}

    assert "treasure" in document(json.dumps(value), "a.json").sections[-1].text


def test_pictures_and_measurements_are_no_text():
    """Base64 and long rows of numbers say nothing to a person."""
    value = {
        "name": "map",
        "icon": "data:image/png;base64," + "A" * 2_000,
        "outline": [[[x / 7, x / 9] for x in range(100)]],
        "sizes": [1, 2, 3],
    }

    assert document(json.dumps(value), "a.geojson").sections[0].text == "name: map\nsizes: 1, 2, 3"


def test_a_huge_file_is_text_and_says_where_it_was_cut():
    """It is not taken apart, and what is left out is said."""
    found = document(json.dumps([{"word": "rent" * 10}] * 400_000), "a.json")

    assert found.sections[0].text.startswith('[{"word": "rentrent')
    assert found.problem == "Only its first 8,000,000 characters were read."
