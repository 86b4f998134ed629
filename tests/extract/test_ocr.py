"""Scanned pages are read where the user has set a command for that."""

from __future__ import annotations

import ctypes
import shutil
import sys
from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from extract.reading import document

from lfmsearch.extract.blob import Limits
from lfmsearch.extract.pool import Pool
from lfmsearch.types import Locator

# Answers with the width and height of the PNG it was given.
MEASURES = (
    "import struct, sys; data = sys.stdin.buffer.read(); assert data[:4] == b'\\x89PNG';"
    "print('letter of', *struct.unpack('>II', data[16:24]))"
)


def command(script: str) -> tuple[str, ...]:
    """A command that does what a Python script does."""
    return (sys.executable, "-S", "-c", script)


def scan(*pages: str | None, size: tuple[float, float] = (595, 842)) -> bytes:
    """A PDF whose pages are pictures of these words; an empty word is an empty page, None one with real text."""
    with pdfium.PdfDocument.new() as pdf:
        for words in pages:
            page = pdf.new_page(*size)
            font = pdfium_c.FPDFText_LoadStandardFont(pdf, b"Helvetica")
            text = pdfium_c.FPDFPageObj_CreateTextObj(pdf, font, 28.0)
            written = "The text layer of this page" if words is None else words
            raw = (written + "\0").encode("utf-16-le")
            pdfium_c.FPDFText_SetText(text, ctypes.cast(raw, ctypes.POINTER(ctypes.c_ushort)))
            pdfium_c.FPDFPageObj_Transform(text, 1, 0, 0, 1, 60, size[1] / 2)
            if words != "":
                pdfium_c.FPDFPage_InsertObject(page, text)
                page.gen_content()
            if words:
                # Drawn, and laid onto a page of its own in place of the words.
                picture = page.render(scale=2)
                pdf.del_page(len(pdf) - 1)
                page = pdf.new_page(*size)
                image = pdfium.PdfImage.new(pdf)
                image.set_bitmap(picture)
                image.set_matrix(pdfium.PdfMatrix().scale(*size))
                page.insert_obj(image)
                page.gen_content()
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_page_without_text_is_read_as_a_picture():
    """At 200 dots an inch; pages that have their text, and empty ones, are left as they are."""
    found = document(scan("Rent 900", None, ""), "a.pdf", ocr=command(MEASURES))

    assert [(item.text, item.locator) for item in found.sections] == [
        ("letter of 1653 2339", Locator(page=1)),
        ("The text layer of this page", Locator(page=2)),
    ]
    assert found.problem == ""


def test_without_a_command_it_says_what_is_missing():
    """A scan is no error and no empty document."""
    found = document(scan("Rent 900"), "a.pdf")

    assert (found.sections, found.problem) == ((), "It has no text layer.")


def test_a_huge_page_is_drawn_smaller():
    """A plan of an estate does not take all memory."""
    found = document(scan("Rent 900", size=(7_000, 14_000)), "a.pdf", ocr=command(MEASURES))

    width, height = map(int, found.sections[0].text.split()[-2:])
    assert 24_000_000 < width * height < 25_100_000


def test_a_failing_command_costs_no_text_and_is_named():
    """What the other pages say stays, and after three failures it is not called again."""
    calls = "import sys; sys.exit(7)"

    found = document(scan(None, *["Rent"] * 5), "a.pdf", ocr=command(calls))

    assert [item.locator for item in found.sections] == [Locator(page=1)]
    assert found.problem == "The OCR command failed: it ended with exit code 7."


def test_tesseract_reads_a_scan():
    """The command that the documentation names, where it is installed."""
    tesseract = shutil.which("tesseract")
    if not tesseract:
        pytest.skip("tesseract is not installed here.")

    found = document(scan("The rent is due in March"), "a.pdf", ocr=(tesseract, "stdin", "stdout", "-l", "eng"))

    assert found.problem == ""
    assert "The rent is due in March" in found.sections[0].text


def test_a_slow_command_in_the_real_child_is_waited_for(tmp_path):
    """Within its sandbox, and beyond the time that a silent reader has; a script of the user's must be readable to it."""
    script = tmp_path / "tools" / "slow.py"
    script.parent.mkdir()
    script.write_text("import sys, time\nsys.stdin.buffer.read()\ntime.sleep(4)\nprint('rent, slowly')\n")
    path = tmp_path / "home" / "a.pdf"
    path.parent.mkdir()
    path.write_bytes(scan("Rent 900"))

    words = (sys.executable, "-S", str(script))
    with Pool(deadline_s=3, limits=Limits(ocr=words), roots=(str(path.parent), str(script))) as pool:
        found = [item for _, item in pool.read([str(path)])]

    assert [item.text for item in found[0].sections] == ["rent, slowly"]
    assert (found[1].state, found[1].reason) == ("indexed", "")
