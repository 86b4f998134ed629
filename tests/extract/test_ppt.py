from __future__ import annotations

import struct

import pytest
from extract.build import compound
from extract.reading import document

from lfmsearch.errors import ExtractError
from lfmsearch.types import Locator


def record(kind: int, body: bytes, *, version: int = 0, instance: int = 0) -> bytes:
    """A record of a presentation; version 15 makes it a container."""
    return struct.pack("<2HI", version | instance << 4, kind, len(body)) + body


def text(words: str, kind: int) -> bytes:
    """A text of that kind (0 title, 1 body), with its header."""
    narrow = words.isascii()
    body = words.encode("ascii" if narrow else "utf-16-le")
    return record(0x0F9F, struct.pack("<I", kind)) + record(0x0FA8 if narrow else 0x0FA0, body)


def ppt(*, locked: bool = False, with_directory: bool = True) -> bytes:
    """Two slides, the second saved before the first; the first has notes, and an older state that counts no more."""

    def page(kind: int, body: bytes, notes: int = 0) -> bytes:
        about = record(0x03EF, struct.pack("<12s3I", b"", 0, notes, 0)) if kind == 0x03EE else b""
        return record(kind, about + record(0x040C, record(0xF00D, body, version=15), version=15), version=15)

    def listed(*items: tuple[int, int, bytes], instance: int) -> bytes:
        body = b"".join(record(0x03F3, struct.pack("<5I", key, 0, 0, name, 0)) + more for key, name, more in items)
        return record(0x0FF0, body, version=15, instance=instance)

    lists = listed((3, 256, text("Boiler", 0)), (2, 257, text("Fährt\rgut", 1)), instance=0) + listed(
        (4, 300, b""), instance=2
    )
    stream = record(0x03E8, lists, version=15) if with_directory else b""
    stream += record(0x03F8, text("Click to edit", 1), version=15)
    places = {}
    for key, body in (
        (3, page(0x03EE, text("old state", 1))),
        (2, page(0x03EE, text("red", 1) + text("*", 1))),
        (3, page(0x03EE, text("1.5 bar", 1), notes=300)),
        (4, page(0x03F0, text("say hello", 2))),
    ):
        places[key] = len(stream)
        stream += body
    if with_directory:
        stream += record(0x1772, struct.pack("<4I", 2 | 3 << 20, places[2], places[3], places[4]))
    user = struct.pack("<8sII", b"", 20, 0xF3D1C4DF if locked else 0xE391C05F)
    return compound({"PowerPoint Document": stream, "Current User": user})


def test_old_slides_come_in_the_order_of_the_show():
    """Each slide under its title as it was saved last, its notes below it; numbers of slides and masters are left out."""
    found = document(ppt(), "talk.ppt")

    assert (found.type, found.title) == ("ppt", "Boiler")
    assert [(item.text, item.headings, item.locator) for item in found.sections] == [
        ("1.5 bar", ("Boiler",), Locator(slide=1)),
        ("say hello", ("Boiler", "Notes"), Locator(slide=1)),
        ("Fährt\ngut\n\nred", (), Locator(slide=2)),
    ]


def test_a_presentation_without_its_list_keeps_its_text():
    """Where the order is lost, the texts are kept as they lie in the file."""
    [section] = document(ppt(with_directory=False), "talk.ppt").sections

    assert section.text.split("\n\n") == ["old state", "red", "1.5 bar", "say hello"]


def test_a_protected_presentation_says_so():
    """A password is named as the reason."""
    with pytest.raises(ExtractError, match="protected by a password"):
        document(ppt(locked=True), "talk.ppt")


def test_a_presentation_that_breaks_off_gives_what_is_there():
    """Records that claim more than there is end at the end."""
    stream = record(0x03E8, text("kept", 1), version=15)[:-2] + b"\x0f\x00\xee\x03\xff\xff\xff\xff"

    assert document(compound({"PowerPoint Document": stream}), "a.ppt").sections[0].text.startswith("ke")
