from __future__ import annotations

import datetime as dt
import struct

import pytest
from extract.build import compound
from extract.reading import document

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob, Limits, Skipped
from lfmsearch.extract.ole import Compound
from lfmsearch.types import Locator


def record(kind: int, body: bytes) -> bytes:
    """A record of a workbook."""
    return struct.pack("<2H", kind, len(body)) + body


def xls(cells: dict[tuple[int, int], str], *, locked: bool = False) -> bytes:
    """A workbook of Excel 97 with one sheet of texts."""
    name = b"Rent"
    begin = record(0x809, struct.pack("<4H2I", 0x600, 0x05, 0, 0, 0, 6))
    if locked:
        begin += record(0x2F, b"\0" * 6)
    length = len(begin) + 4 + 8 + len(name) + 4
    sheet = record(0x85, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name)
    rows = b"".join(
        record(0x204, struct.pack("<4HB", row, column, 0, len(text), 0) + text.encode("ascii"))
        for (row, column), text in cells.items()
    )
    body = record(0x809, struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 6)) + rows + record(0x0A, b"")
    return compound({"Workbook": begin + sheet + record(0x0A, b"") + body})


def doc(text: str, *, locked: bool = False, levels: dict[int, int] | None = None, wide: bool = True) -> bytes:
    """A document of Word 97 with this text, marks and all; `levels` gives the style of paragraphs by number."""
    body = text.encode("utf-16-le" if wide else "cp1252")
    size = 2 if wide else 1
    start = 0x800
    page = (start + len(body) + 511) // 512
    bounds = [0]
    for at, mark in enumerate(text, start=1):
        if mark in "\r\x07":
            bounds.append(at)
    runs = len(bounds) - 1
    looks = bytearray(512)
    struct.pack_into(f"<{runs + 1}I", looks, 0, *(start + size * bound for bound in bounds))
    for run in range(runs):
        place = 500 - 8 * run
        level = (levels or {}).get(run, 0)
        looks[4 * (runs + 1) + 13 * run] = place // 2
        looks[place] = 3
        looks[place + 1 : place + 6] = b"\0\0\x17\x24\x01" if level == -1 else struct.pack("<HHB", level, 0, 0)
    looks[511] = runs
    pieces = struct.pack("<2I", 0, len(text)) + struct.pack("<HIH", 0, start if wide else (start * 2) | 1 << 30, 0)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    plc = struct.pack("<3I", start, start + len(body), page)
    stream = bytearray(page * 512 + 512)
    struct.pack_into("<6H", stream, 0, 0xA5EC, 0xC1, 0, 0x409, 0, 0x200 | (0x100 if locked else 0))
    struct.pack_into("<2I", stream, 0x1A2, 0, len(clx))
    struct.pack_into("<2I", stream, 0x102, len(clx), len(plc))
    stream[start : start + len(body)] = body
    stream[page * 512 :] = looks
    return compound({"WordDocument": bytes(stream), "1Table": clx + plc})


def test_an_old_workbook_gives_its_rows():
    """Each sheet is a table with its name, counted from its first row that is filled."""
    found = document(xls({(2, 0): "May", (2, 1): "paid", (3, 0): "June"}), "rent.xls")

    assert found.type == "xls"
    assert [(item.text, item.locator, item.headings, item.style) for item in found.sections] == [
        ("May | paid\nJune", Locator(sheet="Rent", row=3), ("Rent",), "table")
    ]


def test_cells_read_as_a_person_writes_them():
    """Whole numbers without a point, dates in ISO, times to the minute."""
    from lfmsearch.extract.xls import shown

    values = [
        1200.0,
        0.1 + 0.2,
        True,
        dt.date(2024, 3, 1),
        dt.datetime.fromisoformat("2024-03-01T09:12"),
        dt.time(9),
        "Café",
    ]

    assert [shown(value) for value in values] == [
        "1200",
        "0.3",
        "TRUE",
        "2024-03-01",
        "2024-03-01 09:12",
        "09:00",
        "Café",
    ]


def test_an_old_document_gives_headings_fields_and_tables():
    """What fields show and not what they do; headings by style; cells up to the end of their row; 16-bit text."""
    text = (
        "Boiler\rPressure is \x13 HYPERLINK \x13 x \x14y\x15 \x141.5 bar\x15 – warm.\rCosts\rValve\x0730\x07\x07after\r"
    )

    found = document(doc(text, levels={0: 1, 2: 2, 5: -1}), "lease.doc")

    assert (found.type, found.title) == ("doc", "Boiler")
    assert [(item.text, item.headings, item.style) for item in found.sections] == [
        ("Pressure is 1.5 bar – warm.", ("Boiler",), "prose"),
        ("Valve | 30", ("Boiler", "Costs"), "table"),
        ("after", ("Boiler", "Costs"), "prose"),
    ]


def test_eight_bit_pieces_are_read_as_windows_text():
    """Text of western languages is stored a byte a letter."""
    assert document(doc("Café – 5 €\r", wide=False), "a.doc").sections[0].text == "Café – 5 €"


def test_unpaired_field_marks_do_not_hide_the_text():
    """Where filtering would leave nothing, the text is kept as it is."""
    assert document(doc("\x13all of it\r\x14"), "a.doc").sections[0].text == "all of it"


def test_protected_files_say_so():
    """A password is named as the reason, for each of the old formats and for the shell around the new ones."""
    for data, name in (
        (xls({(0, 0): "a"}, locked=True), "a.xls"),
        (doc("a\r", locked=True), "a.doc"),
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "a.docx"),
    ):
        with pytest.raises(ExtractError, match="protected by a password"):
            document(data, name)


def test_damaged_files_end_with_one_sentence():
    """A header without anything behind it, a stream without its pieces, a workbook of noise."""
    for data, name, reason in (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "streams cannot be listed"),
        (compound({"WordDocument": b"\xec\xa5"}), "b.doc", "cannot be located"),
        (compound({"Workbook": b"noise" * 99}), "c.xls", "cannot be read"),
    ):
        with pytest.raises(ExtractError, match=reason):
            document(data, name)


def summary(*values: tuple[int, bytes]) -> bytes:
    """A stream of summary properties: (number, its type and value)."""
    places, body = b"", b""
    for number, value in values:
        places += struct.pack("<2I", number, 8 + 8 * len(values) + len(body))
        body += value
    section = struct.pack("<2I", 8 + len(places) + len(body), len(values)) + places + body
    return struct.pack("<2HI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48) + section


def test_the_summary_gives_title_author_date_and_tags():
    """Texts in the code page that the summary names; a damaged one costs nothing but itself."""
    letters = "Договор".encode("cp1251") + b"\0"
    ticks = int(
        (dt.datetime(2024, 3, 1, 9, 12, tzinfo=dt.UTC) - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()
    )
    record = summary(
        (1, struct.pack("<IHH", 2, 1251, 0)),
        (2, struct.pack("<2I", 30, len(letters)) + letters),
        (4, struct.pack("<2I", 31, 5) + "Anna\0".encode("utf-16-le")),
        (5, struct.pack("<2I", 30, 10) + b"rent; home"),
        (13, struct.pack("<IQ", 64, ticks * 10_000_000)),
    )
    streams = {"Workbook": b"", "\x05SummaryInformation": record}

    with Compound(Blob(name="a.xls", limits=Limits(), data=compound(streams))) as file:
        about = file.about()
    assert (about.title, about.writers, about.tags) == ("Договор", ["Anna"], ["rent", "home"])
    assert about.date is not None
    assert about.date.isoformat() == "2024-03-01T09:12:00+00:00"
    for broken in (record[:60], record.replace(struct.pack("<I", 5), b"\xff" * 4), b"\xff" * 99):
        with Compound(Blob(name="a.xls", limits=Limits(), data=compound({"\x05SummaryInformation": broken}))) as file:
            file.about()


def test_a_compound_file_of_something_else_is_skipped():
    """Nothing is read into the streams of other programs."""
    with pytest.raises(Skipped, match="no reader for msi"):
        document(compound({"Table": b"x"}), "setup.msi")


def test_a_field_for_an_embedded_file_is_no_text():
    """What stands in its place is a name of Word's."""
    assert document(doc("\x13 EMBED Package \x14\x01\x15\r"), "a.doc").problem == "It has no text."


def test_a_word_with_its_reading_above_is_the_word():
    """Japanese texts have both in the instruction of a field."""
    field = "\x13EQ \\* jc2 \\* hps11 \\o\\ad(\\s\\up 10(とうきょう),東京)\x15"

    assert document(doc(f"{field}に行く。\r"), "a.doc").sections[0].text == "東京に行く。"
