"""PDF, one page at a time; what its layout says is read in `pages.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lfmsearch.errors import ExtractError
from lfmsearch.extract import embedded, xmp
from lfmsearch.extract.about import About
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.dates import pdf_date
from lfmsearch.extract.pages import Line, sections, without_running_lines
from lfmsearch.extract.scans import Scans
from lfmsearch.extract.xfa import form_text
from lfmsearch.types import Document, Locator, Section

# PDFium writes a hyphen at the end of a line as U+FFFE (some builds U+0002).
_HYPHEN = re.compile("([^\\W\\d_]?)[\ufffe\x02](?:\r?\n)?([^\\W\\d_]?)")
_BROKEN = ("\ufffe", "\x02")
# Below this many characters on all its pages together a PDF is a scan: page numbers and stamps are text too.
_A_TEXT = 10
_MOST_PAGES = 20_000
# Pages that brought a reader down until the rest is given up: each takes a deadline.
_MOST_FATAL = 3
# What people write with: notes, text boxes, shapes, marked words, stamps, ink. Not links, fields and pop-ups, which say it again.
_NOTES = frozenset(
    (
        pdfium_c.FPDF_ANNOT_TEXT,
        pdfium_c.FPDF_ANNOT_FREETEXT,
        pdfium_c.FPDF_ANNOT_LINE,
        pdfium_c.FPDF_ANNOT_SQUARE,
        pdfium_c.FPDF_ANNOT_CIRCLE,
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_POLYLINE,
        pdfium_c.FPDF_ANNOT_HIGHLIGHT,
        pdfium_c.FPDF_ANNOT_UNDERLINE,
        pdfium_c.FPDF_ANNOT_SQUIGGLY,
        pdfium_c.FPDF_ANNOT_STRIKEOUT,
        pdfium_c.FPDF_ANNOT_STAMP,
        pdfium_c.FPDF_ANNOT_CARET,
        pdfium_c.FPDF_ANNOT_INK,
    )
)
_MOST_NOTES, _LONGEST_NOTE = 1_000, 64 << 10
# What programs write where nobody said anything.
_NOTHING = ("untitled", "unknown", "none", "anonymous", "unspecified")


def documents(blob: Blob) -> Iterator[Document]:
    """
    Yield the Document: a Section for each page and for each heading on it, form fields as they are filled in, what readers
    noted on its pages; then the files attached to it.
    """
    source = blob.read() if blob.size <= WHOLE else blob.open()
    try:
        pdf = pdfium.PdfDocument(source, autoclose=True)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ExtractError("It is protected by a password.") from error
        raise ExtractError("It is damaged: its pages cannot be read.") from error
    with closing(pdf):
        with suppress(pdfium.PdfiumError):  # a form that cannot be set up leaves the pages
            pdf.init_forms()
        about = _about(pdf)
        if isinstance(source, bytes):
            xmp.complete(about, source)
        bookmarks = _bookmarks(pdf)
        pages: list[list[Line]] = []
        notes: list[Section] = []
        scans = Scans(blob)
        broken = fatal = 0
        left = blob.limits.max_text_chars
        for number in range(min(len(pdf), _MOST_PAGES)):
            if blob.late:
                break
            # A page that crashes its reader, or hangs, is left out the next time; the others are read.
            page = f"{blob.member}@page {number + 1}"
            if page in blob.avoid:
                broken += 1
                fatal += 1
                pages.append([])
                if fatal == _MOST_FATAL:
                    broken += len(pdf) - number - 1
                    break
                continue
            blob.began(page)
            try:
                pages.append(scans.lines(pdf, number, _page_lines(pdf, number, notes), page))
            except pdfium.PdfiumError:
                broken += 1
                pages.append([])
            left -= sum(len(line.text) for line in pages[-1])
            if left < 0:
                break
        found = list(sections(without_running_lines(pages), bookmarks))
        if form := form_text(pdf):
            found.append(Section(form))
        problem = f"{broken} of its {len(pdf)} pages could not be read." if broken else scans.problem
        if not problem and sum(len(item.text) for item in found) < _A_TEXT:
            problem = "It has no text layer."
        yield about.document(blob, [*found, *notes], problem=problem)
        yield from embedded.documents(blob, _attachments(pdf, blob.limits.max_inflated_bytes))


def _about(pdf: pdfium.PdfDocument) -> About:
    try:
        fields = {name: text.strip("\x00 ") for name, text in pdf.get_metadata_dict(skip_empty=True).items()}
    except (pdfium.PdfiumError, UnicodeError):
        return About()
    about = About(title=_title(fields.get("Title", "")))
    about.wrote(_said(fields.get("Author", "")))
    about.date = pdf_date(fields.get("CreationDate", "")) or pdf_date(fields.get("ModDate", ""))
    about.tagged(fields.get("Keywords", ""))
    about.says(_said(fields.get("Subject", "")))
    return about


def _page_lines(pdf: pdfium.PdfDocument, number: int, notes: list[Section]) -> list[Line]:
    # Closed here and not by the collector: PDFium keeps a page's fonts and pictures until then.
    with closing(pdf[number]) as page:
        if written := "\n\n".join(dict.fromkeys(_notes(page))):
            notes.append(Section(written, Locator(page=number + 1), ("Comments",)))
        if pdf.formenv or _has_field(page):
            # Text of form fields is an annotation; only flattened does it become text of the page. The file is not
            # changed.
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        # The text belongs to the page as it was loaded: flattened, it must be loaded again.
    with closing(pdf[number]) as page, closing(page.get_textpage()) as words:
        text: str = words.get_text_range(errors="replace")
        lines: list[Line] = []
        broken = False  # in a word, at the end of the line before
        at = 0
        for raw in text.splitlines(keepends=True):
            bare = raw.rstrip("\r\n")
            if broken:
                lines[-1] = Line(lines[-1].text + bare, lines[-1].height)
            else:
                lines.append(Line(bare, _height(words, at, bare)))
            broken = bare.endswith(_BROKEN)
            # PDFium counts in units of UTF-16.
            at += len(raw) if raw.isascii() else len(raw.encode("utf-16-le", "surrogatepass")) // 2
    return [Line(_HYPHEN.sub(_joined, line.text).strip(), line.height) for line in lines]


def _has_field(page: pdfium.PdfPage) -> bool:
    """Whether a field of a form is left on a page that was taken out of it."""
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        if mark := pdfium_c.FPDFPage_GetAnnot(page, number):
            kind = pdfium_c.FPDFAnnot_GetSubtype(mark)
            pdfium_c.FPDFPage_CloseAnnot(mark)
            if kind == pdfium_c.FPDF_ANNOT_WIDGET:
                return True
    return False


def _notes(page: pdfium.PdfPage) -> Iterator[str]:
    """What readers wrote on a page: the texts of its annotations, each after the name of its writer."""
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        mark = pdfium_c.FPDFPage_GetAnnot(page, number)
        if not mark:
            continue
        try:
            if pdfium_c.FPDFAnnot_GetSubtype(mark) in _NOTES and (text := _value(mark, b"Contents")):
                writer = _value(mark, b"T")
                yield f"{writer}: {text}" if writer else text
        finally:
            pdfium_c.FPDFPage_CloseAnnot(mark)


def _value(mark: object, key: bytes) -> str:
    """A text of an annotation, empty when it has none."""
    size = pdfium_c.FPDFAnnot_GetStringValue(mark, key, None, 0)
    if not 2 < size <= _LONGEST_NOTE:
        return ""
    buffer = (pdfium_c.FPDF_WCHAR * (size // 2))()
    pdfium_c.FPDFAnnot_GetStringValue(mark, key, buffer, size)
    text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00")
    return re.sub("\r\n?", "\n", text).strip()


def _attachments(pdf: pdfium.PdfDocument, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the files that lie in it; one that is damaged is left out."""
    for number in range(min(pdf.count_attachments(), embedded.MOST)):
        with suppress(pdfium.PdfiumError, UnicodeError):
            attachment = pdf.get_attachment(number)
            data = bytes(attachment.get_data())
            most_bytes -= len(data)
            if most_bytes < 0:
                return
            yield attachment.get_name().strip() or f"part {number + 1}", data


def _height(words: pdfium.PdfTextPage, at: int, line: str) -> float:
    """How high the letters of a line's first word stand, from the font's ascent to its descent, as the page scales them."""
    blank = len(line) - len(line.lstrip())
    index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(words, at + blank) if blank < len(line) else -1
    box = pdfium_c.FS_RECTF()
    if index < 0 or not pdfium_c.FPDFText_GetLooseCharBox(words, index, box):
        return 0.0
    return abs(float(box.top) - float(box.bottom))


def _joined(hyphen: re.Match[str]) -> str:
    """A word broken at the end of a line is one word; `Stress-Engineered` keeps its hyphen."""
    before, after = hyphen[1], hyphen[2]
    return before + after if before.islower() and after.islower() else f"{before}-{after}"


def _bookmarks(pdf: pdfium.PdfDocument) -> dict[int, str]:
    """The outline entry each page stands under, by page index; empty when there is no outline."""
    starts: dict[int, str] = {}
    with suppress(pdfium.PdfiumError, RecursionError, ValueError):
        for count, mark in enumerate(pdf.get_toc(max_depth=3)):
            target = mark.get_dest()
            index = target.get_index() if target else None
            name = " ".join(mark.get_title().split())
            if index is not None and name:
                starts[index] = starts.get(index, name[:200])
            if count > 5_000:
                break
    found: dict[int, str] = {}
    present = ""
    if starts:
        for number in range(len(pdf)):
            present = starts.get(number, present)
            if present:
                found[number] = present
    return found


def _said(text: str) -> str:
    return "" if text.strip().lower() in _NOTHING else text


def _title(text: str) -> str:
    """A title as people mean it; programs put the name of a draft there (`Microsoft Word - lease_v2.doc`,
    `untitled`).
    """
    text = re.sub(r"^(?:Microsoft (?:Word|PowerPoint|Excel) - )", "", text.strip("\x00 \t\n"))
    drafted = re.search(r"\.(?:docx?|xlsx?|pptx?|pdf|tex|dvi|indd|qxd|rtf|odt|ps)$", text, re.I)
    return "" if drafted or text.lower() in ("untitled document", "title", *_NOTHING) else text


EXTRACTOR = documents
