"""Lists of works are read work by work."""

from __future__ import annotations

from extract.reading import document

from lfmsearch.types import Locator

LIST = r"""% my library
@string{acm = "ACM"}

@Article{lind99,
  author = {Lind, Bo and M{\"u}ller, Eva},
  title = "The {Boiler} at
           Rest",
  year = 1999,
  file = {:home/bo/x.pdf:PDF},
}

@book{rossi24,
  title     = {Rent},
  publisher = {Einaudi},
  abstract  = {What is due in {March}.}
}
"""


def test_each_work_is_a_section_with_its_line():
    """Title first, accents as letters, nothing that only programs read."""
    found = document(LIST, "library.bib")

    assert found.type == "bib"
    assert [(item.text, item.locator) for item in found.sections] == [
        ("The Boiler at Rest\nauthor: Lind, Bo and Müller, Eva\nyear: 1999\narticle lind99", Locator(line=4)),
        ("Rent\npublisher: Einaudi\nabstract: What is due in March.\nbook rossi24", Locator(line=12)),
    ]


def test_a_file_without_works_is_text():
    """Nothing is lost."""
    assert document("to be filled in", "a.bib").sections[0].text == "to be filled in"
