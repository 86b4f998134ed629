"""Forms in XML inside PDFs (XFA): what is printed beside their fields, and what was filled in."""

from __future__ import annotations

import ctypes
import pyexpat
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium_c

if TYPE_CHECKING:
    import pypdfium2 as pdfium

# Elements that hold what a person reads: captions and texts of the template, all of the data.
_SHOWN = frozenset(("text", "exData", "data"))
_MOST_PACKETS, _LARGEST = 50, 32 << 20


def form_text(pdf: pdfium.PdfDocument) -> str:
    """Return the text of a form whose pages are made from XML alone, line for line; empty where there is none."""
    if pdf.get_formtype() != pdfium_c.FORMTYPE_XFA_FULL or pyexpat.version_info < (2, 4, 1):
        return ""
    lines: dict[str, None] = {}
    for number in range(min(pdfium_c.FPDF_GetXFAPacketCount(pdf), _MOST_PACKETS)):
        size = ctypes.c_ulong()
        pdfium_c.FPDF_GetXFAPacketContent(pdf, number, None, 0, size)
        if not 0 < size.value <= _LARGEST:
            continue
        buffer = ctypes.create_string_buffer(size.value)
        if pdfium_c.FPDF_GetXFAPacketContent(pdf, number, buffer, size.value, size):
            lines.update(dict.fromkeys(_lines(buffer.raw)))
    return "\n".join(lines)


def _lines(packet: bytes) -> list[str]:
    found: list[str] = []
    path: list[bool] = []  # of the open elements: whether they are shown
    parser = pyexpat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def text(words: str) -> None:
        if path and path[-1] and (line := " ".join(words.split())):
            found.append(line)

    parser.StartElementHandler = lambda tag, _: path.append((path and path[-1]) or tag.rsplit("}", 1)[-1] in _SHOWN)
    parser.EndElementHandler = lambda _: path.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(packet, True)  # noqa: FBT003
    except pyexpat.ExpatError:
        return found  # what stands before the damage
    return found
