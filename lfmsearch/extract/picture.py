"""How a file looks: a page of a PDF or a picture, drawn in the child as a PNG, with the words that were looked for marked."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from itertools import islice
from typing import BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageOps, UnidentifiedImageError

from lfmsearch.errors import ExtractError
from lfmsearch.extract.look import Look
from lfmsearch.types import Picture

# Wider than any preview; what a page of paper needs at 200 % of a large screen.
_WIDEST = 2_400
# A4 at the widest is 8 million; a plan of a house is drawn smaller.
_MOST_PIXELS = 12_000_000
# Pictures of more pixels are not decoded: at 4 bytes each they fill what a child may take.
_LARGEST_PICTURE = 150_000_000
_MOST_MARKS, _MOST_CHARACTERS = 500, 100_000
# Where letters of one line leave their line's box, marks are joined all the same (points).
_ONE_LINE = 3.0


def drawn(source: BinaryIO, look: Look, *, is_pdf: bool) -> Picture:
    """
    Return how a file looks.

    Raises:
        ExtractError: it is no picture and no PDF that can be drawn, or has no such page.
    """
    return _page(source, look) if is_pdf else _picture(source, look)


def _page(source: BinaryIO, look: Look) -> Picture:
    try:
        pdf = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ExtractError("It is protected by a password." if locked else "Its pages cannot be drawn.") from error
    with closing(pdf):
        if not 1 <= look.page <= len(pdf):
            raise ExtractError(f"It has no page {look.page}; it has {len(pdf)}.")
        pdf.init_forms()
        with closing(pdf[look.page - 1]) as page:
            across, down = page.get_size()
            scale = min(look.width, _WIDEST) / max(1.0, across)
            scale *= min(1.0, (_MOST_PIXELS / max(1.0, across * down * scale * scale)) ** 0.5)
            with closing(page.render(scale=scale)) as bitmap:
                image = bitmap.to_pil()
            marks = tuple(_marks(page, look.words, image.size)) if look.words else ()
        return Picture(_png(image), image.width, image.height, look.page, len(pdf), marks)


def _picture(source: BinaryIO, look: Look) -> Picture:
    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and says so
    try:
        with Image.open(source) as opened:
            if opened.width * opened.height > _LARGEST_PICTURE:
                raise ExtractError(f"It is too large to show: {opened.width:,} × {opened.height:,} pixels.")
            width = min(look.width, _WIDEST)
            opened.draft("RGB", (width, width))  # JPEG is decoded at an eighth of its size where that is enough
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((width, max(1, _MOST_PIXELS // max(1, width))))
            shown = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ExtractError("It cannot be shown: no picture was found in it.") from error
    return Picture(_png(shown), shown.width, shown.height)


def _png(image: Image.Image) -> str:
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return b64encode(file.getvalue()).decode("ascii")


def _marks(page: pdfium.PdfPage, words: Sequence[str], size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Where the words stand on the page drawn at `size`: one box for each, two where it is broken over two lines."""
    with closing(page.get_textpage()) as text:
        letters, at = _folded(text.get_text_range(errors="replace")[:_MOST_CHARACTERS])
        for match in islice(_wanted(words).finditer(letters), _MOST_MARKS):
            # PDFium counts text in units of UTF-16, and characters apart from the line ends it adds to them.
            units = dict.fromkeys(at[match.start() : match.end()])
            characters = [pdfium_c.FPDFText_GetCharIndexFromTextIndex(text, unit) for unit in units]
            for left, bottom, right, top in _boxes(text, [number for number in characters if number >= 0]):
                x, y = _on_picture(page, size, left, top)
                across, down = _on_picture(page, size, right, bottom)
                yield min(x, across), min(y, down), max(1, abs(across - x)), max(1, abs(down - y))


def _on_picture(page: pdfium.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    """A point of the page in pixels, however the page is turned and cropped."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _folded(text: str) -> tuple[str, list[int]]:
    """The letters without case and accents, and for each the unit of UTF-16 it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    letters: list[str] = []
    at: list[int] = []
    unit = 0
    for letter in text:
        plain = _plain(letter)
        letters.append(plain)
        at += [unit] * len(plain)
        unit += 1 + (letter > "\uffff")
    return "".join(letters), at


def _plain(text: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )


def _wanted(words: Sequence[str]) -> re.Pattern[str]:
    plain = sorted({_plain(word).strip() for word in words} - {""}, key=len, reverse=True)
    parts = [rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word) for word in plain]
    return re.compile("|".join(parts) or r"(?!)")


def _boxes(text: pdfium.PdfTextPage, characters: Sequence[int]) -> Iterator[tuple[float, float, float, float]]:
    """The boxes around characters, one for each line they stand on (left, bottom, right, top in points)."""
    held: tuple[float, float, float, float] | None = None
    for number in characters:
        left, bottom, right, top = text.get_charbox(number, loose=True)
        if held and abs(held[1] - bottom) < _ONE_LINE and left >= held[0]:
            held = (held[0], min(held[1], bottom), max(held[2], right), max(held[3], top))
            continue
        if held:
            yield held
        held = (left, bottom, right, top)
    if held:
        yield held
