"""What is said of a zip file that cannot be unpacked: that it is damaged only where it is."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from extract.reading import documents

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.zipfaults import UNKNOWN
from lfmsearch.extract.zipped import Zipped

DEFLATE64 = 9  # what Windows packs large files by
LETTER = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'


def packed(parts: dict[str, bytes], *, method: int = ZIP_DEFLATED, said: int | None = None) -> bytes:
    """A zip file; `said` is the method that its headers tell in place of the true one."""
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    data = bytearray(out.getvalue())
    if said is not None:
        for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
            at = data.find(mark)
            while at >= 0:
                struct.pack_into("<H", data, at + offset, said)
                at = data.find(mark, at + 4)
    return bytes(data)


def problem(data: bytes, name: str) -> str:
    """Why a member, or all of it, has no text."""
    try:
        return next(item.problem for item in documents(data, name, archives=True) if item.problem)
    except ExtractError as error:
        return error.message


@pytest.mark.parametrize("name", ["a.zip", "a.docx"])
def test_what_is_packed_by_an_unknown_method_is_not_called_damaged(name: str) -> None:
    """The file is sound; another program opens it."""
    parts = {"a.txt": b"rent"} if name == "a.zip" else {"[Content_Types].xml": b"<Types/>", "word/document.xml": LETTER}

    assert problem(packed(parts, said=DEFLATE64), name) == UNKNOWN


def test_an_export_packed_by_an_unknown_method_is_not_called_damaged() -> None:
    """Nor are the notes in it."""
    data = packed({"notes.json": b"{}"}, said=DEFLATE64)

    with Zipped(BytesIO(data), len(data), Limits()) as archive, pytest.raises(ExtractError, match=UNKNOWN):
        archive.read("notes.json")


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED, ZIP_LZMA])
def test_what_is_damaged_is_called_so(method: int) -> None:
    """However it was packed: its bytes do not give what was put in."""
    data = bytearray(packed({"a.txt": " ".join(str(n * n) for n in range(400)).encode()}, method=method))
    start = 30 + len("a.txt") + 12
    data[start : start + 24] = bytes(byte ^ 0xFF for byte in data[start : start + 24])

    assert problem(bytes(data), "a.zip") == "It is damaged: it cannot be unpacked."
    with (
        Zipped(BytesIO(bytes(data)), len(data), Limits()) as archive,
        pytest.raises(ExtractError, match="It is damaged: it cannot be unpacked"),
    ):
        archive.read("a.txt")
