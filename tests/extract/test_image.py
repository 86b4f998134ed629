"""Pictures are found by what is written about them, and by what is on them where the user wants it."""

from __future__ import annotations

import struct
import sys
import zlib

import pytest
from extract.reading import document

from lfmsearch.errors import ExtractError
from lfmsearch.extract import ocr
from lfmsearch.extract.blob import Limits, Skipped
from lfmsearch.types import Person

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' photoshop:DateCreated="2023-08-12T10:00:00+02:00">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Cellar</rdf:li></rdf:Alt></dc:title>'
    "<dc:subject><rdf:Bag><rdf:li>boiler</rdf:li><rdf:li>home</rdf:li></rdf:Bag></dc:subject>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*more: bytes) -> bytes:
    """A white PNG of one pixel with more chunks."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\x00\xff")) + chunk(b"IEND", b"")
    )


def tiff(order: str, **tags: str) -> bytes:
    """A TIFF without pixels whose tags are texts; the date stands in the directory of EXIF."""
    numbers = {"description": 270, "artist": 315, "title": 40091}
    raw = {
        numbers[name]: text.encode("utf-16-le" if name == "title" else "utf-8") + b"\0\0"
        for name, text in tags.items()
        if name in numbers
    }
    entries, pool = b"", b""
    start = 8 + 2 + 12 * (len(raw) + 1) + 4
    for number, text in sorted(raw.items()):
        entries += struct.pack(order + "HHII", number, 1 if number > 40_000 else 2, len(text), start + len(pool))
        pool += text
    entries += struct.pack(order + "HHII", 34665, 4, 1, start + len(pool))
    date = tags["date"].encode() + b"\0"
    inner = start + len(pool)
    pool += struct.pack(order + "HHHIII", 1, 36867, 2, len(date), inner + 18, 0) + date
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "H", len(raw) + 1) + entries + bytes(4) + pool


PHOTO = {"title": "Kessel", "description": "The boiler, 1.5 bar", "artist": "Anna Rossi", "date": "2024:03:01 09:12:00"}


def holding(exif: bytes) -> dict[str, bytes]:
    """Files of each kind with this EXIF in them."""
    return {
        "a.jpg": b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif + b"\xff\xd9",
        "a.tif": exif,
        "a.png": png(chunk(b"eXIf", exif)),
        "a.webp": b"RIFF" + struct.pack("<I", len(exif) + 12) + b"WEBPEXIF" + struct.pack("<I", len(exif)) + exif,
        "a.heic": struct.pack(">I", 24) + b"ftypheic" + bytes(12) + bytes(2_000_000) + b"Exif\0\0" + exif,
    }


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png", "a.webp", "a.heic"])
def test_what_a_camera_and_a_person_wrote_is_read(name, order):
    """Title, description, artist and the day it was taken, wherever a format keeps them."""
    found = document(holding(tiff(order, **PHOTO))[name], "renamed.bin")

    assert found.type == name[2:].replace("tif", "tiff")
    assert (found.title, found.people) == ("Kessel", (Person("Anna Rossi", "", "author"),))
    assert [item.text for item in found.sections] == ["The boiler, 1.5 bar"]
    assert found.date is not None
    assert found.date.isoformat().startswith("2024-03-01T09:12:00")


def test_xmp_iptc_and_png_text_are_read():
    """Keywords are tags; packed and plain chunks; several languages."""
    xmp = document(b"\xff\xd8\xff\xe1  http://ns.adobe.com/xap/1.0/\0" + XMP.encode() + b"\xff\xd9", "a.jpg")
    datasets = b"".join(
        b"\x1c\x02" + bytes([n]) + struct.pack(">H", len(t)) + t
        for n, t in ((5, b"Keller"), (25, b"rent"), (25, "Tür".encode()))
    )
    iptc = document(
        b"\xff\xd8\xff\xedPhotoshop 3.0\x008BIM\x04\x04\0\0"
        + struct.pack(">I", len(datasets))
        + datasets
        + b"\xff\xd9",
        "b.jpg",
    )
    text = png(
        chunk(b"tEXt", b"Title\0Stra\xdfe"),
        chunk(b"zTXt", b"Description\0\0" + zlib.compress(b"the street")),
        chunk(b"iTXt", "Author\0\0\0de\0Autor\0Jörg".encode()),
    )

    assert (xmp.title, xmp.tags) == ("Cellar", ("boiler", "home"))
    assert xmp.date is not None
    assert xmp.date.isoformat() == "2023-08-12T10:00:00+02:00"
    assert (iptc.title, iptc.tags) == ("Keller", ("rent", "Tür"))
    found = document(text, "c.png")
    assert (found.title, found.sections[0].text, found.people[0].name) == ("Straße", "the street", "Jörg")


def test_a_picture_alone_is_known_by_its_name():
    """It says what it is; what cameras write in everybody's name is nothing."""
    junk = tiff("<", description="OLYMPUS DIGITAL CAMERA", date="0000:00:00 00:00:00")

    for data in (png(), b"GIF89a" + bytes(50), b"BM" + bytes(60), b"8BPS\0\1" + bytes(50), holding(junk)["a.jpg"]):
        with pytest.raises(Skipped, match=r"^It is a picture\.$"):
            document(data, "a.txt")


def test_words_that_begin_like_a_picture_are_words():
    """`BM` begins a bitmap, and many a sentence."""
    assert document("BMW invoice\nfor the brakes, 12 pages\n", "a.txt").type == "txt"


@pytest.mark.parametrize("cut", [12, 40, 80, 120, 160])
def test_damaged_captions_say_nothing(cut):
    """A file that breaks off, and whose directory is said to lie beyond its end, is a picture."""
    whole = holding(tiff("<", **PHOTO))["a.jpg"]
    broken = whole[:16] + b"\xff\xff\xff\x7f" + whole[20:cut]

    with pytest.raises(Skipped, match=r"^It is a picture\.$"):
        document(broken, "a.jpg")


# Reading text off pictures

SAYS = "import sys; data = sys.stdin.buffer.read(); print('Rent', len(data))"
Command = tuple[str, ...]


def command(script: str) -> Command:
    """A command that does what a Python script does."""
    return (sys.executable, "-S", "-c", script)


def test_text_on_a_picture_is_its_text():
    """The command gets the picture whole, and what it prints is read."""
    picture = png(chunk(b"tEXt", b"Title\0Letter"))

    found = document(picture, "a.png", ocr=command(SAYS))

    assert (found.title, [item.text for item in found.sections], found.problem) == (
        "Letter",
        [f"Rent {len(picture)}"],
        "",
    )


def test_a_large_picture_and_a_long_answer_do_not_wait_for_each_other():
    """More than a pipe holds goes in while more than a pipe holds comes out."""
    script = "import sys\nfor _ in range(9000): print('rent ' * 20)\nprint(len(sys.stdin.buffer.read()))"

    text = ocr.text_of(bytes(3_000_000), Limits(ocr=command(script)))

    assert text.endswith("\n3000000")


def test_a_picture_without_text_is_said_to_have_none():
    """It is found by its name, as before."""
    with pytest.raises(Skipped, match="no text was found on it"):
        document(png(), "a.png", ocr=command("pass"))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (command("raise SystemExit(3)"), "The OCR command failed: it ended with exit code 3."),
        (command("print('x' * 5_000_000)"), "The OCR command failed: it printed more than 1 MB for one picture."),
        (("/nowhere/tesseract",), "The OCR command could not be started: No such file or directory."),
    ],
)
def test_a_command_that_fails_is_named(words, reason):
    """What else is known of the picture stays."""
    if sys.platform == "win32" and words[0].startswith("/nowhere"):
        pytest.skip("Windows has other words for it.")
    found = document(png(chunk(b"tEXt", b"Title\0Letter")), "a.png", ocr=words)

    assert (found.title, found.problem) == ("Letter", reason)


def test_a_command_that_never_ends_is_ended(tmp_path):
    """Also what it started; and while it works, the parent is told that it does."""
    script = (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(60)']);"
        "import time; time.sleep(60)"
    )
    beats: list[int] = []

    with pytest.raises(ExtractError, match="longer than 2 seconds"):
        ocr.text_of(b"", Limits(ocr=command(script)), alive=lambda: beats.append(1), seconds=2)

    assert beats


def test_a_picture_is_read_again_when_the_command_changes():
    """And a text is not."""
    import io

    from lfmsearch.extract import read
    from lfmsearch.extract.blob import Blob

    for data, depends in ((png(chunk(b"tEXt", b"Title\0Letter")), True), (b"rent", False)):
        blob = Blob(name="a.png", limits=Limits(), file=io.BytesIO(data), size=len(data))
        list(read.read(blob))
        assert (blob.limits.setting("ocr") in blob.used) == depends
