"""Org files and Org-roam notes."""

from __future__ import annotations

from extract.reading import document

from lfmsearch.types import Locator, Person

NOTE = """:PROPERTIES:
:ID:       4f1c-22
:ROAM_ALIASES: "the flat" Via-Roma
:END:
#+title: House
#+AUTHOR: Anna Rossi
#+date: [2024-03-01 Fri 09:12]
#+filetags: :home:rent:

Lives in [[file:rome.org][Rome]], see [[id:77ab][the lease]].

* TODO [#A] Boiler                                :heating:urgent:
SCHEDULED: <2024-04-01 Mon>
:LOGBOOK:
CLOCK: [2024-03-01 Fri 10:00]--[2024-03-01 Fri 11:00] =>  1:00
:END:
Pressure 1.5 bar.
# a remark for nobody
#+BEGIN_SRC python
pressure = 1.5

print(pressure)
#+END_SRC
#+begin_quote
Bleed it.
#+end_quote
** Pump
* Car
"""


def test_a_note_gives_its_fields():
    """Title, author, date, tags, the names it goes by, and where it leads."""
    found = document(NOTE, "house.org")

    assert (found.title, found.type) == ("House", "org")
    assert found.people == (Person("Anna Rossi", "", "author"),)
    assert found.date is not None
    assert found.date.isoformat().startswith("2024-03-01T09:12")
    assert found.tags == ("home", "rent", "heating", "urgent")
    assert found.aliases == ("4f1c-22", "the flat", "Via-Roma")
    assert found.links == ("rome.org", "77ab")


def test_headings_keep_what_is_to_be_done_and_lose_their_tags():
    """Each Section stands under its headings; one with nothing under it is text of its own."""
    found = document(NOTE, "house.org").sections

    assert [(item.text, item.headings) for item in found if not item.text.startswith("pressure")] == [
        ("Lives in Rome, see the lease.", ()),
        ("SCHEDULED: <2024-04-01 Mon>", ("TODO [#A] Boiler",)),
        ("Pressure 1.5 bar.", ("TODO [#A] Boiler",)),
        ("Bleed it.", ("TODO [#A] Boiler",)),
        ("Pump", ("TODO [#A] Boiler",)),
        ("Car", ()),
    ]


def test_every_section_knows_its_line():
    """What is left out does not move what stays."""
    lines = NOTE.split("\n")

    for item in document(NOTE, "house.org").sections:
        last_word = item.text.split("\n")[0].split()[-1].strip(".")
        assert item.locator.line is not None
        assert last_word in lines[item.locator.line - 1]


def test_code_is_code():
    """A source block keeps its lines."""
    [code] = [item for item in document(NOTE, "house.org").sections if item.style == "code"]

    assert code.text == "pressure = 1.5\n\nprint(pressure)"
    assert code.locator == Locator(line=20)


def test_what_is_never_closed_is_text():
    """A drawer or a block without its end loses nothing."""
    found = document("* One\n:NOTES:\nrent\n#+begin_src sh\nls\n* Two\ndue", "a.org").sections

    assert [item.text for item in found] == [":NOTES:\nrent", "ls", "due"]
