from __future__ import annotations

from pathlib import Path

from extract.reading import document, documents_at

from lfmsearch.types import Person

_HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset78 Osaka;}}"
    rb"{\info{\title The l\'e9ase}{\author Anna Rossi}{\keywords rent, home}{\creatim\yr2024\mo3\dy1\hr9\min12}}"
)


def test_a_rich_text_gives_its_paragraphs_and_record():
    """Each font in its own encoding, escaped or not; characters by number; a table as rows; title, author, tags and date."""
    data = _HEAD + (
        rb"\f0 Caf\'e9 \u8364? and \u55357?\u56832?\par\f1 \'cf\'f0\'e8\'e2\'e5\'f2 "
        + "мир".encode("cp1251")
        + rb"\par\f0 "
        rb"\trowd Valve\cell 30\cell\row Pump\cell 40\cell\row\pard after\par}"
    )

    found = document(data, "lease.rtf")

    assert [(item.text, item.style) for item in found.sections] == [
        ("Café € and 😀\n\nПривет мир", "prose"),
        ("Valve | 30\nPump | 40", "table"),
        ("after", "prose"),
    ]
    assert (found.type, found.title, found.people, found.tags) == (
        "rtf",
        "The léase",
        (Person("Anna Rossi", "", "author"),),
        ("rent", "home"),
    )
    assert found.date is not None
    assert found.date.strftime("%Y-%m-%d %H:%M") == "2024-03-01 09:12"


def test_a_rich_text_is_known_by_its_content():
    """Word saves it under the name of a doc as well."""
    assert document(rb"{\rtf1 words}", "letter.doc").type == "rtf"


def test_pictures_and_stray_marks_hide_nothing():
    """Binary pictures with braces in them, an unknown font encoding, and an ignore mark in the wrong place."""
    data = _HEAD + rb"{\pict\bin4 }}}}}{\f2 seen\b\*\cs7\cf0 too}\par}"

    assert [item.text for item in document(data, "a.rtf").sections] == ["seentoo"]


def test_a_form_of_nothing_but_a_header_gives_it():
    """A running header is left out of a text and kept where it is all there is."""
    assert [item.text for item in document(rb"{\rtf1{\header Clinic\par}body\par}", "a.rtf").sections] == ["body"]
    assert [item.text for item in document(rb"{\rtf1{\header Clinic\par}}", "b.rtf").sections] == ["Clinic"]


def test_a_document_that_is_a_folder_has_its_name(tmp_path: Path):
    """TextEdit keeps one with pictures so."""
    path = tmp_path / "Lease.rtfd" / "TXT.rtf"
    path.parent.mkdir()
    path.write_bytes(rb"{\rtf1\ansi the rent}")

    assert [item.title for item in documents_at(path)] == ["Lease"]
