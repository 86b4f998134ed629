"""reStructuredText is read as its reader sees it."""

from __future__ import annotations

from extract.reading import document

from lfmsearch.types import Locator, Person

GUIDE = """=====
House
=====

:Author: Anna Rossi; Bo Lind
:Date: 2024-03-01

.. _top:

See `the **lease** <lease.rst>`_, :doc:`cellar <cellar>` and ``keys()``; it is *old*.

Boiler
------

Press::

    while pressure < 1.5:

        pump()

Then stop.

Pump
~~~~

.. code-block:: sh

   pump --stop

Car
---
red
"""


def test_fields_at_the_top_are_taken():
    """Title, authors, date and where the text leads."""
    found = document(GUIDE, "house.rst")

    assert (found.title, found.type) == ("House", "rst")
    assert found.people == (Person("Anna Rossi", "", "author"), Person("Bo Lind", "", "author"))
    assert found.date is not None
    assert found.date.isoformat().startswith("2024-03-01")
    assert found.links == ("lease.rst", "cellar")


def test_headings_code_and_marks():
    """Underlines make headings, indented blocks code, and marks go."""
    found = document(GUIDE, "house.rst").sections

    assert [(item.text, item.headings, item.style) for item in found] == [
        ("See the lease, cellar and keys(); it is old.", ("House",), "prose"),
        ("Press::", ("House", "Boiler"), "prose"),
        ("    while pressure < 1.5:\n\n        pump()", ("House", "Boiler"), "code"),
        ("Then stop.", ("House", "Boiler"), "prose"),
        (".. code-block:: sh\n\n   pump --stop", ("House", "Boiler", "Pump"), "code"),
        ("red", ("House", "Car"), "prose"),
    ]


def test_every_section_knows_its_line():
    """Lines are counted in the file."""
    lines = GUIDE.split("\n")
    for item in document(GUIDE, "house.rst").sections:
        assert item.locator.line is not None
        assert lines[item.locator.line - 1].split()[0] == item.text.split()[0]


def test_rules_and_lists_are_no_headings():
    """A transition, a table's border and dots between paragraphs are none."""
    found = document("one\n\n----\n\ntwo\n\n=== ===\na   b\n=== ===\n1   2\n=== ===\n", "a.rst").sections

    assert [item.headings for item in found] == [()]
    assert found[0].locator == Locator(line=1)


def test_fields_that_are_text_stay():
    """What is not kept elsewhere is not lost."""
    assert document("Title\n=====\n\n:Abstract: about rent\n", "a.rst").sections[0].text == ":Abstract: about rent"
