"""Pages of a PDF without text: drawn, and read by the user's OCR command where there is one."""

from __future__ import annotations

import struct
import zlib
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lfmsearch.errors import ExtractError
from lfmsearch.extract import ocr
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.pages import Line

# Fewer characters on a page are its number or a stamp.
_A_TEXT = 10
_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
# A plan of 4 m² is drawn smaller; at this size letters of a hand's breadth are still read.
_MOST_PIXELS = 25_000_000
_MOST_PAGES = 500
# A command that fails on so many pages in a row fails on all.
_MOST_FAILURES = 3


class Scans:
    """
    Reads the pages of one PDF that are pictures.

    Attributes:
        problem: a sentence when pages were left out or the command failed; else empty.
    """

    def __init__(self, blob: Blob) -> None:
        self._blob = blob
        self._read = 0
        self._failed = 0
        self.problem = ""

    def lines(self, pdf: pdfium.PdfDocument, number: int, found: list[Line], began: str) -> list[Line]:
        """
        Return the lines of a page: those that were found in it, unless it needs to be read as a picture and can be.

        Args:
            pdf: open.
            number: of the page, from 0.
            found: its lines.
            began: what the Blob was told when the page was begun.
        """
        if sum(len(line.text) for line in found) >= _A_TEXT:
            return found
        self._blob.depends_on("ocr")
        if not self._blob.limits.ocr or self._failed >= _MOST_FAILURES:
            return found
        with closing(pdf[number]) as page:
            if not pdfium_c.FPDFPage_CountObjects(page):  # an empty page
                return found
            if self._read >= _MOST_PAGES:
                self.problem = self.problem or f"Of its pages without text, the first {_MOST_PAGES} were read."
                return found
            picture = _drawn(page)
        self._read += 1
        try:
            text = ocr.read(picture, self._blob, began)
            self._failed = 0
        except ExtractError as error:
            self._failed += 1
            self.problem = error.message
            return found
        return [Line(line.strip()) for line in text.split("\n")] if text else found


def _drawn(page: pdfium.PdfPage) -> bytes:
    """A page as a grey PNG."""
    width, height = page.get_size()
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    scale *= min(1.0, (_MOST_PIXELS / max(1.0, width * height * scale * scale)) ** 0.5)
    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        # A row may be longer in memory than it is wide; each begins with its filter, which is none.
        view = memoryview(bitmap.buffer).cast("B")
        rows = b"".join(
            b"\0" + view[at : at + bitmap.width] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
        )
        size = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
