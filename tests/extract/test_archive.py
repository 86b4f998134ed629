"""Archives are looked into where the user wants it, and can do no harm."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
from io import BytesIO

import pytest
from extract.build import archive, docx, paragraph
from extract.reading import document, documents

from lfmsearch.errors import ExtractError
from lfmsearch.extract import read
from lfmsearch.extract.archive import harmless
from lfmsearch.extract.blob import Blob, Found, Limits, Skipped
from lfmsearch.types import Document


def tar(parts: dict[str, bytes]) -> bytes:
    """A tar of these members."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for name, data in parts.items():
            item = tarfile.TarInfo(name)
            item.size = len(data)
            file.addfile(item, BytesIO(data))
    return out.getvalue()


def told(data: bytes, name: str, **limits: int) -> list[tuple[str, str | None, str, str]]:
    """Member, parent, text and problem of each Document."""
    return [
        (item.member, item.parent, " ".join(section.text for section in item.sections), item.problem)
        for item in documents(data, name, archives=True, **limits)
    ]


HOME = {"letters/a.txt": b"the rent is due", "b.md": b"# Boiler\n1.5 bar"}
INSIDE = [("", None, "", ""), ("letters/a.txt", "", "the rent is due", ""), ("b.md", "", "1.5 bar", "")]


def test_without_the_setting_it_says_how_to_look_inside():
    """And the File is read again when the setting changes."""
    for data in (archive(dict(HOME)), tar(HOME), gzip.compress(b"rent"), bz2.compress(b"rent"), lzma.compress(b"rent")):
        blob = Blob(name="a", limits=Limits(), file=BytesIO(data), size=len(data))
        with pytest.raises(Skipped, match="to look inside: lfmsearch config set archives true"):
            list(read.read(blob))
        assert "archives=False" in blob.used


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (archive(dict(HOME)), "home.zip"),
        (tar(HOME), "home.tar"),
        (gzip.compress(tar(HOME)), "home.tar.gz"),
        (gzip.compress(tar(HOME)), "home.tgz"),
        (bz2.compress(tar(HOME)), "home.tar.bz2"),
        (lzma.compress(tar(HOME)), "home.tar.xz"),
    ],
)
def test_members_are_read_as_files(data, name):
    """By the same readers, each a Document under the archive, with its path inside."""
    assert told(data, name) == INSIDE
    found = documents(data, name, archives=True)
    assert [(item.kind, item.type) for item in found[1:]] == [("file", "txt"), ("file", "md")]


def test_one_packed_file_is_read():
    """Named as it was before."""
    assert told(gzip.compress(b"the rent is due"), "note.txt.gz")[1] == ("note.txt", "", "the rent is due", "")


def test_archives_in_archives_and_mails_are_read():
    """Wherever they lie."""
    inner = archive({"c.docx": docx(paragraph("in the cellar"))})
    mail = b"From: anna@example.org\nSubject: Photos\nMIME-Version: 1.0\nContent-Type: application/zip; name=in.zip\n"
    mail += b"Content-Disposition: attachment; filename=in.zip\nContent-Transfer-Encoding: base64\n\n"
    import base64

    found = documents(archive({"in.zip": inner, "m.eml": mail + base64.encodebytes(inner)}), "a.zip", archives=True)

    texts = {item.member: item for item in found if item.sections and "in the cellar" in item.sections[0].text}
    assert set(texts) == {"in.zip/c.docx", "m.eml/1:in.zip/c.docx"}
    assert texts["m.eml/1:in.zip/c.docx"].kind == "attachment"
    assert texts["m.eml/1:in.zip/c.docx"].parent == "m.eml/1:in.zip"


def test_what_programs_leave_behind_is_passed_over():
    """Folders of version control, of packages, of macOS."""
    parts = {
        "__MACOSX/._a.txt": "x", "node_modules/p/README.md": "x", ".git/config": "x", ".DS_Store": "x", "d/._b": "x", "a.txt": "rent",
    }  # fmt: skip

    assert [member for member, *_ in told(archive(dict(parts)), "a.zip")] == ["", "a.txt"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\anna\\a.txt", "Users/anna/a.txt"),
        ("//host/a\x00\n.txt", "host/a.txt"),
        ("@types/index.ts", "./@types/index.ts"),
        ("..", ""),
    ],
)
def test_names_are_paths_below_the_archive(name, path):
    """Nothing leads out of it."""
    assert harmless(name) == path


def test_names_without_a_declared_encoding_and_twice_are_kept_apart():
    """Two members of one name are two Documents."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("Tür.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("Tür.txt", "two")
    plain = bytearray(out.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # as programs do that set no mark for UTF-8
        start = -1
        while (start := plain.find(mark, start + 1)) >= 0:
            struct.pack_into("<H", plain, start + at, 0)

    assert [item[:1] + item[2:3] for item in told(bytes(plain), "a.zip")[1:]] == [
        ("Tür.txt", "one"),
        ("Tür.txt (2)", "two"),
    ]


def test_bombs_are_stopped_by_what_comes_out():
    """Nested ones too; what came before stays, and every member says why it was not read."""
    bomb = archive({"zeros": bytes(3_000_000), "late.txt": "late"})
    outer = archive({"a.txt": "rent", "one.zip": bomb, "two.zip": bomb})

    found = {member: (text, problem) for member, _, text, problem in told(outer, "a.zip", max_inflated_bytes=2_000_000)}

    full = "The archive holds more than may be unpacked of it."
    assert found["a.txt"] == ("rent", "")
    assert found["one.zip/zeros"] == found["one.zip/late.txt"] == ("", full)
    assert found["two.zip"] == ("", full)
    packed = gzip.compress(tar({"a.txt": b"rent", "zeros": bytes(3_000_000)}))
    assert told(packed, "a.tgz", max_inflated_bytes=2_000_000)[1:] == [
        ("a.txt", "", "rent", ""),
        ("zeros", "", "", full),
    ]


def test_more_members_than_may_be_are_said():
    """The first are read."""
    many = {f"{number}.txt": f"rent {number}".encode() for number in range(9)}

    zipped = told(archive(dict(many)), "a.zip", max_parts=3)
    tarred = told(tar(many), "a.tar", max_parts=3)

    assert zipped[0][3] == "Only the first 3 of its 9 files were read."
    assert len(zipped) == 4
    assert tarred[-1][:1] + tarred[-1][3:] == ("3.txt", "The archive holds more than may be unpacked of it.")


def test_damaged_and_protected_members_are_named():
    """The others are read, and no two unreadable ones are one Document."""
    data = bytearray(archive({"a.txt": "rent " * 50, "b.txt": "due " * 50, "c.txt": "key"}))
    second = data.index(b"b.txt")
    data[second + 5 : second + 12] = b"\xff" * 7
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(mark)
        data[start + at] |= 1

    found: list[Document] = documents(bytes(data), "a.zip", archives=True)

    assert [(item.member, item.problem) for item in found[1:]] == [
        ("a.txt", "It is protected by a password."),
        ("b.txt", "It is damaged: it cannot be unpacked."),
        ("c.txt", ""),
    ]
    assert len({item.content_key for item in found}) == 4


def test_a_tar_that_breaks_off_gives_what_it_has():
    """And says that there was more."""
    found = told(gzip.compress(tar({"a.txt": b"rent", "b.txt": b"x" * 50_000}))[:-20], "a.tgz")

    assert found[1] == ("a.txt", "", "rent", "")
    assert found[-1][3] == "It is damaged: it cannot be unpacked."


def test_programs_and_broken_office_files_keep_their_sentence():
    """Nobody looks for letters in a jar, and a docx without a letter is damaged."""
    data = archive({"META-INF/MANIFEST.MF": "x"})
    with pytest.raises(Skipped, match="no reader for jar files"):
        document(data, "a.jar", archives=True)
    with pytest.raises(ExtractError, match="parts that such a file has are missing"):
        document(data, "a.docx", archives=True)


def test_the_bytes_of_a_member_can_be_had():
    """To open it in its own program."""
    data = archive(dict(HOME))
    blob = Blob(name="a.zip", limits=Limits(archives=True), file=BytesIO(data), size=len(data))
    blob.wanted = "b.md"

    with pytest.raises(Found) as found:
        list(read.read(blob))

    assert found.value.data == HOME["b.md"]


@pytest.mark.parametrize(
    ("name", "charset"),
    [("家賃の契約書/文章一.txt", "cp932"), ("Größe über Straße.txt", "cp437"), ("Договор аренды.txt", "cp866")],
)
def test_names_in_the_letters_of_an_old_system_are_read(name, charset):
    """A zip of Windows says nothing of its encoding: accents are read as it always wrote them, other scripts are found out."""
    raw = name.encode(charset)
    body = bytearray(archive({"x" * len(raw): "the rent"}))
    start = -1
    while (start := body.find(b"x" * len(raw), start + 1)) >= 0:
        body[start : start + len(raw)] = raw

    assert told(bytes(body), "a.zip")[1][0] == name


def test_an_archive_that_holds_itself_is_opened_once():
    """There are zips made so; a second copy of another archive is read like the first."""
    inner = archive({"a.txt": "the rent"})

    assert [item[0] for item in told(archive({"one.zip": inner, "two.zip": inner}), "a.zip")] == [
        "",
        "one.zip",
        "one.zip/a.txt",
        "two.zip",
        "two.zip/a.txt",
    ]
    blob = Blob(name="a.zip", limits=Limits(archives=True), file=BytesIO(inner), size=len(inner))
    assert [item.problem for item in read.read(blob)] == ["", ""]
    again = blob.part(inner, name="a.zip", member="a.zip", kind="file", parent="")
    assert [item.problem for item in read.read(again)] == ["It is a copy of the archive that it lies in."]
