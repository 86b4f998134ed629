from __future__ import annotations

from datetime import datetime

import pytest
from extract.reading import document

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Skipped


def tomboy(content: str, *tags: str, title: str = "Boiler") -> str:
    marks = "".join(f"<tag>{tag}</tag>" for tag in tags)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<note version="0.3" xmlns:link="http://beatniksoftware.com/tomboy/link" '
        'xmlns:size="http://beatniksoftware.com/tomboy/size" xmlns="http://beatniksoftware.com/tomboy">\n'
        f'  <title>{title}</title>\n  <text xml:space="preserve"><note-content version="0.1">{content}</note-content></text>\n'
        "  <last-change-date>2009-01-02T03:04:05.1234567-06:00</last-change-date>\n"
        "  <create-date>2008-11-18T10:40:20.3476390-06:00</create-date>\n"
        f"  <cursor-position>0</cursor-position><tags>{marks}</tags><open-on-startup>False</open-on-startup>\n</note>"
    )


def test_a_note():
    """Its title is not said twice; lists, links and tags are read, the notebook among them."""
    content = (
        "Boiler\n\nA <bold>warm</bold> thing, see <link:internal>House</link:internal> &amp; more.\n"
        '<list><list-item dir="ltr">one\n<list><list-item dir="ltr">inner</list-item></list></list-item>'
        '<list-item dir="ltr">two</list-item></list>\n<size:large>Big</size:large>'
    )
    note = document(tomboy(content, "system:notebook:Home", "warm", "system:other"), "a1b2.note")

    assert (note.kind, note.type, note.title) == ("note", "tomboy", "Boiler")
    assert (note.tags, note.links) == (("Home", "warm"), ("House",))
    assert note.date == datetime.fromisoformat("2008-11-18T10:40:20.347639-06:00")
    assert [(item.text, item.locator.line) for item in note.sections] == [
        ("A warm thing, see House & more.\n- one\n  - inner\n- two\nBig", 3)
    ]


def test_a_template_is_no_note():
    """Nobody wrote it."""
    with pytest.raises(Skipped, match="template"):
        document(tomboy("New note\n\nDescribe", "system:template"), "t.note")


def test_a_note_that_breaks_off_keeps_its_text():
    """And says so."""
    note = document(tomboy("Boiler\n\nwarm words here").partition(" here")[0], "a.note")

    assert (note.title, note.sections[0].text) == ("Boiler", "warm words")
    assert note.problem == "It is damaged: it is no valid XML to its end."


def test_a_note_without_any_text_in_it_is_said():
    """There is nothing to keep."""
    with pytest.raises(ExtractError, match="no valid XML"):
        document(tomboy("").partition("<text")[0], "a.note")


def test_an_encoding_nobody_knows_is_damage():
    """What an XML file says of itself may be wrong."""
    with pytest.raises(ExtractError, match="no valid XML"):
        document(tomboy("x").replace("utf-8", "utf-88"), "a.note")
