"""Documents of Pages, Numbers and Keynote: objects made here as these programs write them."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from extract.build import archive
from extract.reading import document, documents_at
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.errors import ExtractError
from lfmsearch.extract.iwork import unsnapped
from lfmsearch.types import Locator

# A block from the description of the format: a text, a copy of part of it, a copy that reads what it writes.
_PACKED = bytes((19, 4 << 2)) + b"valve" + bytes((1 | (4 - 4) << 2, 5)) + bytes((2 | (10 - 1) << 2, 2, 0))


def number(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes((value & 127 | 128,)), value >> 7
    return out + bytes((value,))


def message(**fields: object) -> bytes:
    """A message of fields by number, `f3=…`: an int, bytes, or a list of them."""
    out = b""
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            tag = int(name[1:]) << 3
            out += number(tag) + number(one) if isinstance(one, int) else number(tag | 2) + number(len(one)) + one
    return out


def named(identifier: int) -> bytes:
    """How one object names another."""
    return message(f1=identifier)


def part(*objects: tuple[int, int, bytes]) -> bytes:
    """An .iwa of objects, each of (number, kind, message), stored as one block that is not packed."""
    body = b""
    for identifier, kind, data in objects:
        head = message(f1=identifier, f2=message(f1=kind, f3=len(data)))
        body += number(len(head)) + head + data
    block = number(len(body)) + bytes((61 << 2,)) + struct.pack("<H", len(body) - 1) + body
    return b"\0" + len(block).to_bytes(3, "little") + block


def cell(kind: int, flag: int, value: bytes) -> bytes:
    return struct.pack("<2B6xI", 5, kind, flag) + value


def row(at: int, *cells: bytes) -> bytes:
    places, body = [], b""
    for one in cells:
        places.append(len(body) if one else -1)
        body += one
    return message(f1=at, f6=body, f7=struct.pack(f"<{len(places)}h", *places))


TEXT = part(
    (7, 2001, message(f1=3, f3=b"A box.")),
    (8, 2001, message(f1=0, f3="The boiler.\n\nPressure\u2028is low.\ufffc".encode())),
)


def test_a_letter_gives_its_text_then_what_stands_beside_it():
    """Templates say nothing."""
    data = archive(
        {
            "Index/Document.iwa": TEXT,
            "Index/TemplateSlide-12.iwa": part((9, 2001, message(f3=b"Title Text"))),
            "preview.jpg": b"\xff\xd8\xff",
        }
    )

    found = document(data, "boiler.pages")

    assert (found.kind, found.type) == ("file", "pages")
    assert [item.text for item in found.sections] == ["The boiler.\n\nPressure\n\nis low.", "A box."]


def test_a_document_that_is_a_folder_is_read(tmp_path):
    """Its objects lie in a zip of their own; the folder has its name."""
    path = tmp_path / "Boiler.pages" / "Index.zip"
    path.parent.mkdir()
    path.write_bytes(archive({"Index/Document.iwa": TEXT}))

    assert [item.title for item in documents_at(path)] == ["Boiler"]


def test_a_table_gives_its_rows_under_the_names_of_sheet_and_table():
    """Texts, numbers, dates and texts with looks, each where its cell is."""
    noon = (datetime(2024, 3, 1, 12, tzinfo=UTC) - datetime(2001, 1, 1, tzinfo=UTC)).total_seconds()
    paid = (9005).to_bytes(14, "little") + struct.pack("<H", (0x1820 - 1) << 1)
    strings = [message(f1=1, f3=b"Month"), message(f1=2, f3=b"May")]
    objects = part(
        (1, 2, message(f1=b"Rent", f2=named(2))),
        (2, 6000, message(f2=named(3))),
        (3, 6001, message(f4=message(f3=message(f1=message(f2=named(4))), f4=named(5), f17=named(6)), f8=b"Payments")),
        (4, 6002, message(f5=[
            row(0, cell(3, 8, struct.pack("<i", 1)), b"", cell(9, 16, struct.pack("<i", 4))),
            row(2, cell(3, 8, struct.pack("<i", 2)), cell(2, 1, paid), cell(5, 4, struct.pack("<d", noon))),
        ])),
        (5, 6005, message(f3=strings)),
        (6, 6005, message(f3=message(f1=4, f9=named(7)))),
        (7, 6218, message(f1=named(8))),
        (8, 2001, message(f1=5, f3=b"paid on")),
    )  # fmt: skip

    found = document(archive({"Index/Document.iwa": objects}), "rent.numbers")

    assert [(item.text, item.locator, item.headings) for item in found.sections] == [
        (
            "Month |  | paid on\n\nMay | 900.5 | 2024-03-01 12:00",
            Locator(sheet="Rent – Payments", row=1),
            ("Rent – Payments",),
        )
    ]


def test_what_is_locked_or_damaged_says_so():
    """What can be read of it is kept."""
    with pytest.raises(ExtractError, match="protected by a password"):
        document(archive({".iwpv2": b"x", "Index/Document.iwa": b"x"}), "a.pages")
    with pytest.raises(ExtractError, match="its objects cannot be read"):
        document(archive({"Index/Document.iwa": part((1, 2001, b"\xff\xff"))}), "a.pages")
    found = document(archive({"Index/Document.iwa": TEXT, "Index/Z.iwa": part((1, 2001, b"\xff\xff"))}), "a.pages")
    assert (len(found.sections), found.problem) == (2, "A part of it is damaged.")


def test_packed_blocks_are_unpacked():
    """Texts as they are, copies of what came before, and runs."""
    assert unsnapped(_PACKED) == b"valve" + b"valv" + b"lvlvlvlvlv"
    with pytest.raises(ValueError, match="not there"):
        unsnapped(b"\x05" + bytes((2, 9, 0)))


@given(st.binary(max_size=200))
def test_no_bytes_hang_or_break_it(data):
    """Whatever they are, it ends with bytes or says that they are damaged."""
    with suppress(ValueError, IndexError):
        assert isinstance(unsnapped(data), bytes)
