from __future__ import annotations

import struct
import zlib
from io import BytesIO

import olefile
import pytest
from extract.build import added, compound, docx, paragraph, pdf, pptx, xlsx
from extract.reading import documents
from extract.test_compound import doc, xls
from extract.test_ppt import ppt
from extract.test_ppt import record as slide_record

from lfmsearch.extract.blob import Blob, Found, Limits
from lfmsearch.extract.compound import compound_file
from lfmsearch.extract.embedded import unpacked
from lfmsearch.extract.read import read

_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>boiler costs</t></is></c></row>'


def native(name: str, data: bytes) -> bytes:
    """The stream of a file that was dropped into a document."""
    path = rb"C:\Users\anna" + b"\\" + name.encode() + b"\0"
    body = struct.pack("<H", 2) + name.encode() + b"\0" + path + struct.pack("<2HI", 0, 3, len(path)) + path
    body += struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(body)) + body


def held(data: bytes, name: str) -> list[tuple[str, str, str | None, str]]:
    """Member, type, parent and first words of the files inside one."""
    return [
        (item.member, item.type, item.parent, item.sections[0].text if item.sections else item.problem)
        for item in documents(data, name)[1:]
    ]


@pytest.mark.parametrize(
    ("outer", "name", "folder"),
    [
        (docx(paragraph("see below")), "a.docx", "word"),
        (xlsx(_CELL), "a.xlsx", "xl"),
        (pptx([("Boiler", "see below")]), "a.pptx", "ppt"),
    ],
)
def test_files_inside_office_files_are_attachments(outer, name, folder):
    """As they are, or packed in an object; an equation is no file."""
    data = added(
        outer,
        {
            f"{folder}/embeddings/Sheet1.xlsx": xlsx(_CELL),
            f"{folder}/embeddings/oleObject1.bin": compound(
                {"\x01Ole10Native": native("note.txt", b"call the plumber")}
            ),
            f"{folder}/embeddings/oleObject2.bin": compound({"Equation Native": b"x"}),
            f"{folder}/embeddings/oleObject3.bin": compound({"CONTENTS": pdf("printed")}),
            f"{folder}/embeddings/oleObject4.bin": compound({"Package": docx(paragraph("a letter"))}),
            f"{folder}/embeddings/oleObject5.bin": xls({(0, 0): "old"}),
        },
    )

    assert held(data, name) == [
        ("1:Sheet1.xlsx", "xlsx", "", "boiler costs"),
        ("2:note.txt", "txt", "", "call the plumber"),
        ("3:oleObject3.pdf", "pdf", "", "printed"),
        ("4:oleObject4.docx", "docx", "", "a letter"),
        ("5:oleObject5.xls", "xls", "", "old"),
    ]


def test_the_bytes_of_an_embedded_file_are_given_back():
    """What is opened is the file that was put in, also two levels down."""
    inner = docx("", more={"word/embeddings/oleObject1.bin": compound({"\x01Ole10Native": native("a.txt", b"words")})})
    data = docx("", more={"word/embeddings/Letter.docx": inner})
    blob = Blob(name="a.docx", limits=Limits(), data=data)
    blob.wanted = "1:Letter.docx/1:a.txt"

    with pytest.raises(Found) as found:
        list(read(blob))

    assert found.value.data == b"words"


def test_files_in_files_end_somewhere():
    """Each may unpack to as much as the one it lies in."""
    data = docx(paragraph("innermost"))
    for _ in range(8):
        data = docx("", more={"word/embeddings/Letter.docx": data})

    assert len(documents(data, "a.docx")) == 6


def test_a_damaged_object_costs_nothing_but_itself():
    """The document is read, and so are the other objects."""
    whole = compound({"\x01Ole10Native": native("note.txt", b"words")})
    for broken in (whole[:700], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, b"", b"junk"):
        data = docx(paragraph("text"), more={"word/embeddings/o1.bin": broken, "word/embeddings/o2.bin": whole})
        assert [text for _, _, _, text in held(data, "a.docx")] == ["words"]
    assert unpacked(compound({"\x01Ole10Native": native("note.txt", b"words")[:12]}), "a") is None


def test_objects_of_old_word_and_excel_files_are_read():
    """Their storages are made files of their own; a workbook in a letter opens as a workbook."""
    inside = olefile.OleFileIO(BytesIO(xls({(0, 0): "old costs"})))
    workbook = inside.openstream("Workbook").read()
    letter = olefile.OleFileIO(BytesIO(doc("See below.\r")))
    streams = {name: letter.openstream(name).read() for name in ("WordDocument", "1Table")}
    data = compound(
        streams
        | {
            "ObjectPool/_123/Workbook": workbook,
            "ObjectPool/_124/\x01Ole10Native": native("note.txt", b"call the plumber"),
            "ObjectPool/_125/Equation Native": b"x",
        }
    )

    assert held(data, "a.doc") == [
        ("1:object 123.xls", "xls", "", "old costs"),
        ("2:note.txt", "txt", "", "call the plumber"),
    ]
    sheet = compound(
        {"Workbook": workbook, "MBD0001/WordDocument": streams["WordDocument"], "MBD0001/1Table": streams["1Table"]}
    )
    assert held(sheet, "a.xls") == [("1:object MBD0001.doc", "doc", "", "See below.")]


def test_objects_of_old_presentations_are_read():
    """Packed or not; one that cannot be unpacked is left out."""
    whole = compound({"\x01Ole10Native": native("note.txt", b"words")})
    packed = struct.pack("<I", len(whole)) + zlib.compress(whole)
    objects = b"".join(
        slide_record(0x1011, body, instance=instance) for body, instance in ((packed, 1), (whole, 0), (packed[:40], 1))
    )
    talk = olefile.OleFileIO(BytesIO(ppt()))
    streams = {name: talk.openstream(name).read() for name in ("PowerPoint Document", "Current User")}
    streams["PowerPoint Document"] += objects

    assert held(compound(streams), "a.ppt") == [
        ("1:note.txt", "txt", "", "words"),
        ("2:note.txt", "txt", "", "words"),
    ]


def test_objects_of_rich_texts_are_read():
    """Dropped files and what programs embedded, written in hexadecimal over many lines; links and pictures are no files."""

    def pasted(program: bytes, data: bytes, kind: int = 2) -> str:
        names = struct.pack("<I", len(program) + 1) + program + b"\0" + struct.pack("<2I", 0, 0)
        digits = (struct.pack("<2I", 0x501, kind) + names + struct.pack("<I", len(data)) + data).hex()
        return "{\\object{\\*\\objdata " + "\r\n".join(digits[at : at + 80] for at in range(0, len(digits), 80)) + "}}"

    objects = (
        pasted(b"Package", native("note.txt", b"call the plumber")[4:]),
        pasted(b"Excel.Sheet.8", xls({(0, 0): "old costs"})),
        pasted(b"Excel.Sheet.8", b"x", kind=1),
        pasted(b"Equation.3", compound({"Equation Native": b"x"})),
        "{\\object{\\*\\objdata 0105}}",
    )

    assert held(("{\\rtf1 see below" + "".join(objects) + "}").encode(), "a.rtf") == [
        ("1:note.txt", "txt", "", "call the plumber"),
        ("2:object 2.xls", "xls", "", "old costs"),
    ]


def test_files_attached_to_a_pdf_are_attachments():
    """A letter in the list of a PDF's embedded files is read as a letter."""
    data = pdf("see the letter", attached={"letter.docx": docx(paragraph("Dear Anna"))})

    assert held(data, "a.pdf") == [("1:letter.docx", "docx", "", "Dear Anna")]


def test_a_storage_becomes_a_compound_file_again():
    """Streams of every size, short and long, keep their bytes and their folders; what is too large is refused."""
    streams = {
        "WordDocument": b"long" * 5_000,
        "short": b"short",
        "empty": b"",
        "ObjectPool/_1/CONTENTS": b"inner" * 900,
        "ObjectPool/_1/x": b"deep",
        **{f"s{number}": bytes([number]) * number * 97 for number in range(60)},
    }

    data = compound_file(streams)

    assert data is not None
    with olefile.OleFileIO(BytesIO(data)) as ole:
        assert {"/".join(parts): ole.openstream(parts).read() for parts in ole.listdir()} == streams
    assert compound_file({"WordDocument": b"x" * 8_000_000}) is None
