"""Pages and pictures as they look, drawn by the child."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from extract.build import mail, pdf
from PIL import Image

from lfmsearch.errors import ExtractError
from lfmsearch.extract.look import Look
from lfmsearch.extract.pool import Pool


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(priority="normal") as made:
        yield made


def shown(png: str) -> Image.Image:
    """The picture that was sent."""
    return Image.open(BytesIO(b64decode(png)))


def photograph(width: int, height: int, *, form: str = "PNG", **how: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    file = BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def test_a_page_is_drawn_at_the_width_that_is_asked_for(pool, tmp_path):
    """Its height follows, and how many pages there are is said."""
    (tmp_path / "a.pdf").write_bytes(pdf("The lease", "The deposit"))

    picture = pool.draw(str(tmp_path / "a.pdf"), look=Look(page=2, width=500))

    assert (picture.width, picture.page, picture.pages) == (500, 2, 2)
    assert shown(picture.png).size == (picture.width, picture.height)


def test_words_are_marked_where_they_stand(pool, tmp_path):
    """As whole words, whatever their case; under each mark there is ink."""
    (tmp_path / "a.pdf").write_bytes(pdf("Deposit and deposits, and the deposit"))

    picture = pool.draw(str(tmp_path / "a.pdf"), look=Look(words=("DEPOSIT",), width=900))

    assert len(picture.marks) == 2
    first, second = picture.marks
    assert first[0] < second[0]
    image = shown(picture.png).convert("L")
    assert all(
        image.crop((left, top, left + width, top + height)).getextrema()[0] < 128
        for left, top, width, height in picture.marks
    )


def test_a_word_that_is_not_there_is_not_marked(pool, tmp_path):
    """Nor is anything when there are no words, or none with letters."""
    (tmp_path / "a.pdf").write_bytes(pdf("The lease"))

    assert pool.draw(str(tmp_path / "a.pdf"), look=Look(words=("rent", "", " "))).marks == ()


def test_a_picture_is_shrunk_and_never_enlarged(pool, tmp_path):
    """It keeps its proportions."""
    (tmp_path / "wide.png").write_bytes(photograph(1000, 500))
    (tmp_path / "small.png").write_bytes(photograph(40, 20))

    wide = pool.draw(str(tmp_path / "wide.png"), look=Look(width=200))
    small = pool.draw(str(tmp_path / "small.png"), look=Look(width=200))

    assert (wide.width, wide.height) == (200, 100)
    assert (small.width, small.height) == (40, 20)


def test_a_photograph_stands_upright(pool, tmp_path):
    """As its camera says it was held."""
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned by 90 degrees clockwise
    (tmp_path / "a.jpg").write_bytes(photograph(80, 40, form="JPEG", exif=turned))

    picture = pool.draw(str(tmp_path / "a.jpg"), look=Look(width=200))

    assert (picture.width, picture.height) == (40, 80)
    red, _, blue = shown(picture.png).convert("RGB").getpixel((20, 10))
    assert red > blue


def test_an_attachment_is_drawn_like_a_file(pool, tmp_path):
    """It is taken out of its mail in the child."""
    from base64 import encodebytes

    body = (
        b"--x\r\nContent-Type: text/plain\r\n\r\nHello\r\n--x\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="lease.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + encodebytes(pdf("The lease"))
        + b"\r\n--x--\r\n"
    )
    headers = "Subject: Lease\r\nFrom: Anna <a@example.org>\r\nContent-Type: multipart/mixed; boundary=x"
    (tmp_path / "a.eml").write_bytes(mail(headers, body))
    members = [item.member for _, item in pool.read([str(tmp_path / "a.eml")]) if getattr(item, "parent", None) == ""]

    picture = pool.draw(str(tmp_path / "a.eml"), members[0], look=Look(words=("lease",)))

    assert len(picture.marks) == 1


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"just words", "no picture"),
        ("a.png", b"\x89PNG\r\n\x1a\n broken", "no picture"),
        ("a.pdf", b"%PDF-1.4 broken", "cannot be drawn"),
    ],
)
def test_what_cannot_be_drawn_says_why(pool, tmp_path: Path, name, data, reason):
    """In a sentence; the child goes on."""
    (tmp_path / name).write_bytes(data)

    with pytest.raises(ExtractError, match=reason):
        pool.draw(str(tmp_path / name), look=Look())


def test_a_page_that_is_not_there_is_an_error(pool, tmp_path):
    """It names how many there are."""
    (tmp_path / "a.pdf").write_bytes(pdf("one"))

    with pytest.raises(ExtractError, match="no page 3; it has 1"):
        pool.draw(str(tmp_path / "a.pdf"), look=Look(page=3))


def test_a_bomb_of_pixels_is_not_decoded(pool, tmp_path):
    """Its size is in its first bytes: 40,000 × 40,000 pixels in some kilobytes."""
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    size = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    (tmp_path / "a.png").write_bytes(data)

    with pytest.raises(ExtractError, match="too large to show"):
        pool.draw(str(tmp_path / "a.png"), look=Look())
