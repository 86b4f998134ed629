from __future__ import annotations

import tracemalloc
from base64 import encodebytes
from datetime import UTC, datetime
from hashlib import md5
from io import BytesIO

import pytest
from extract.reading import documents

from lfmsearch.errors import ExtractError
from lfmsearch.extract import read
from lfmsearch.extract.blob import Blob, Found, Limits
from lfmsearch.extract.xmlstream import tokens
from lfmsearch.types import Person

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">\n'
    '<en-export export-date="20240301T101112Z" application="Evernote" version="10.68.2">\n'
)
PAPER = b"The boiler was serviced in May.\n"


def enml(body: str) -> str:
    return (
        '<content>\n<![CDATA[<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
        '<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">'
        f"<en-note>{body}</en-note>]]>\n</content>"
    )


def resource(data: bytes, name: str = "", mime: str = "text/plain") -> str:
    attributes = f"<resource-attributes><file-name>{name}</file-name></resource-attributes>" if name else ""
    return (
        f'<resource><data encoding="base64">\n{encodebytes(data).decode()}</data><mime>{mime}</mime>'
        f'<recognition><![CDATA[<recoIndex objID="x"/>]]></recognition>{attributes}</resource>'
    )


def note(title: str, body: str, *more: str, created: str = "20180306T091108Z") -> str:
    return (
        f"<note><title>{title}</title><created>{created}</created><updated>20200101T000000Z</updated>"
        f"{''.join(more[:-1])}{enml(body)}{''.join(more[-1:])}</note>\n"
    )


BOILER = note(
    "Boiler &amp; heat",
    '<div><en-todo checked="true"/>serviced</div><div><en-todo/>paid</div>'
    f'<div>See <en-media type="text/plain" hash="{md5(PAPER).hexdigest()}"/></div>'
    '<ul style="--en-todo:true;"><li style="--en-checked:false;"><div>call</div></li></ul>'
    '<div><a href="evernote:///view/1/s1/abc/abc/">The house</a> <a href="https://example.org">shop</a></div>',
    "<tag>house</tag><tag>rent</tag>",
    "<note-attributes><author>Anna Rossi</author><source-url>https://example.org/b</source-url></note-attributes>",
    "<task><title>Order filters</title><taskStatus>completed</taskStatus></task>",
    resource(PAPER, "paper.txt"),
)


def test_a_note_with_everything():
    """Its fields, its text as its app shows it, and its file."""
    found, paper = documents((HEAD + BOILER + "</en-export>").encode(), "Home.enex")

    assert (found.kind, found.type, found.title, found.parent) == ("note", "html", "Boiler & heat", None)
    assert found.tags == ("Home", "house", "rent")
    assert found.date == datetime(2018, 3, 6, 9, 11, 8, tzinfo=UTC)
    assert found.people == (Person("Anna Rossi", "", "author"),)
    assert found.links == ("The house",)
    text = "\n".join(section.text for section in found.sections)
    assert "[x] serviced\n\n[ ] paid" in text
    assert "See paper.txt" in text
    assert "[ ] call" in "".join(text.split("\n"))
    assert text.endswith("[x] Order filters\nhttps://example.org/b")
    assert (paper.kind, paper.type, paper.title, paper.parent) == ("attachment", "txt", "paper.txt", found.member)
    assert paper.sections[0].text == PAPER.decode().strip()


def test_the_next_export_holds_the_same_notes():
    """A note's member depends on the note and not on where it stands; two that are alike are told apart."""
    first = documents((HEAD + BOILER + note("x", "a") + note("x", "a") + "</en-export>").encode(), "Home.enex")
    second = documents((HEAD + note("y", "b") + BOILER + "</en-export>").encode(), "Home.enex")

    members = [item.member for item in first]
    assert len(set(members)) == 4
    assert all(member.startswith("@") for member in members)
    assert [item.member for item in second][1:] == members[:2]
    assert second[1].content_key == first[0].content_key


def test_an_encrypted_part_is_said():
    """The rest is read."""
    [found] = documents(
        (
            HEAD
            + note("a", '<div>open <en-crypt hint="cat" cipher="AES">RU5DMI==</en-crypt></div>', "")
            + "</en-export>"
        ).encode(),
        "a.enex",
    )

    assert (found.sections[0].text, found.problem) == ("open", "A part of it is encrypted.")


def test_what_comes_before_damage_is_kept():
    """An export that broke off gives the notes that are whole, and the reason."""
    found = []
    source = (HEAD + note("one", "first") + note("two", "second")[:-60]).encode()
    blob = Blob(name="a.enex", limits=Limits(), file=BytesIO(source), size=len(source))
    with pytest.raises(ExtractError, match="no valid XML to its end"):
        found.extend(read.read(blob))  # extends as it goes

    assert [item.title for item in found] == ["one"]


def test_a_file_that_cannot_be_decoded_or_is_too_large_is_said():
    """Each is named all the same."""
    broken = '<resource><data encoding="base64">A</data><mime>image/png</mime></resource>'
    source = HEAD + note("a", "x", "", broken + resource(b"y" * 900, "big.txt")) + "</en-export>"
    _, first, second = documents(source.encode(), "a.enex", max_inflated_bytes=500)

    assert (first.title, first.problem) == ("file 1.png", "It is damaged: its bytes cannot be decoded.")
    assert (second.title, second.problem) == ("big.txt", "The files of its note take more than 0 MB.")


def test_entities_of_its_own_are_refused():
    """Ten lines of them can fill a memory."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE note [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><note>&b;</note>'
    with pytest.raises(ExtractError, match="XML entities"):
        list(tokens(BytesIO(bomb)))


def test_names_that_only_its_outer_grammar_knows_do_no_harm():
    """The grammar is on the net, and is not fetched."""
    [found] = documents((HEAD + note("a&nbsp;b", "x") + "</en-export>").encode(), "a.enex")

    assert found.title == "ab"


def test_an_export_is_never_held_whole():
    """Files go note by note: 40 of 1 MB are read in the memory of a few."""
    picture = resource(bytes(range(256)) * 4096, "data.bin", "application/octet-stream")
    source = (HEAD + "".join(note(str(number), "x", "", picture) for number in range(40)) + "</en-export>").encode()
    blob = Blob(name="a.enex", limits=Limits(), file=BytesIO(source), size=len(source))
    tracemalloc.start()
    try:
        count = sum(1 for _ in read.read(blob))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert count == 80
    assert len(source) > 50 << 20
    assert peak < 12 << 20


def test_the_bytes_of_a_file_can_be_had():
    """A person opens the very file that was attached."""
    source = (HEAD + BOILER + "</en-export>").encode()
    member = documents(source, "Home.enex")[1].member
    blob = Blob(name="Home.enex", limits=Limits(), file=BytesIO(source), size=len(source))
    blob.wanted = member
    with pytest.raises(Found) as caught:
        list(read.read(blob))

    assert caught.value.data == PAPER
