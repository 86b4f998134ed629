from __future__ import annotations

from datetime import datetime

from extract.reading import document
from hypothesis import given, strategies

from lfmsearch.types import Locator, Person

NOTE = """---
title: "The lease: final"
tags: [rent, home/kitchen]
aliases:
  - Lease
  - Mietvertrag
date: 2024-03-01T09:12:00+01:00
author: Anna Rossi
---

Opening words with #inline and a [[Boiler|warm thing]], see [[House#Keys]].

# House #

Two rooms.

## Keys

```python
# no heading

[[no link]]
```

After the code.

Underlined
----------
Under it.
"""


def test_front_matter_gives_title_tags_date_and_author():
    """What a note says of itself becomes its fields."""
    note = document(NOTE, "lease.md")

    assert note.title == "The lease: final"
    assert note.tags == ("rent", "home/kitchen", "inline")
    assert note.date == datetime.fromisoformat("2024-03-01T09:12:00+01:00")
    assert note.people == (Person("Anna Rossi", "", "author"),)
    assert note.aliases == ("Lease", "Mietvertrag")
    assert note.links == ("Boiler", "House")
    assert note.kind == "file"


def test_headings_code_and_links():
    """Each heading begins a Section that knows its line; a fence is kept whole; links read as words."""
    found = [(item.text, item.headings, item.style, item.locator.line) for item in document(NOTE, "lease.md").sections]

    assert found == [
        ("Opening words with #inline and a warm thing, see House › Keys.", (), "prose", 11),
        ("Two rooms.", ("House",), "prose", 15),
        ("```python\n# no heading\n\n[[no link]]\n```", ("House", "Keys"), "code", 19),
        ("After the code.", ("House", "Keys"), "prose", 25),
        ("Under it.", ("House", "Underlined"), "prose", 29),
    ]


def test_other_fields_are_found_by_their_words():
    """Nothing that is written there is lost; it is shown and not embedded. Dashes around text are no front matter."""
    sections = document("---\ntitle: a\nisbn: 978-3\nshelf:\n  - low\ntags: [b]\n---\ntext", "a.md").sections

    assert [(item.text, item.style, item.locator.line) for item in sections] == [
        ("isbn: 978-3\nshelf:\n  - low", "quote", 3),
        ("text", "prose", 8),
    ]
    assert [item.text for item in document("---\nwords\n---\ntext", "a.md").sections] == ["---\nwords\n---\ntext"]


def test_the_first_heading_is_the_title_where_there_is_no_other():
    """Else the file's name is."""
    assert document("# Boiler\n\nwords", "a.md").title == "Boiler"
    assert document("words", "a.md").title == "a.md"


def test_a_rule_is_neither_a_heading_nor_front_matter():
    """Dashes between paragraphs and an opening line of dashes without an end are left as they are."""
    assert [item.headings for item in document("one\n\n---\n\ntwo\n", "a.md").sections] == [()]
    assert document("---\nno end here\n", "a.md").sections[0].locator == Locator(line=1)


def test_a_fence_that_is_never_closed_runs_to_the_end():
    """Nothing is lost."""
    assert document("a\n\n```\ncode\n# still", "a.md").sections[-1].text == "```\ncode\n# still"


@given(strategies.text(alphabet="#`~-= \n*>", max_size=60), strategies.text(alphabet="#`~-= \n*>", max_size=60))
def test_no_word_is_lost(before, after):
    """Whatever marks stand around it, a word of the file is in a Section or a heading."""
    note = document(f"{before} word {after}", "a.md")

    assert any("word" in part for item in note.sections for part in (item.text, *item.headings))


def test_headings_with_nothing_under_them_are_found():
    """A note of headings alone is not empty, and one that only parts others is not said twice."""
    found = document("# Call Anna\n# Trips\n## Rome\n", "a.md")

    assert found.title == "Call Anna"
    assert [(item.text, item.headings) for item in found.sections] == [("Call Anna", ()), ("Rome", ("Trips",))]
