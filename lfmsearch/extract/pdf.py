"""PDF, one page at a time; what its layout says is read in `pages.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.dates import pdf_date
from lfmsearch.extract.pages import Line, sections, without_running_lines
from lfmsearch.types import Document, Person

# PDFium writes a hyphen at the end of a line as U+FFFE (some builds U+0002).
_HYPHEN = re.compile("([^\\W\\d_]?)[\ufffe\x02](?:\r?\n)?([^\\W\\d_]?)")
_BROKEN = ("\ufffe", "\x02")
# Below this many characters on all its pages together a PDF is a scan: page numbers and stamps are text too.
_A_TEXT = 10
_MOST_PAGES = 20_000


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: a Section for each page and for each heading on it, form fields as they are filled in."""
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
        try:
            about = pdf.get_metadata_dict(skip_empty=True)
        except (pdfium.PdfiumError, UnicodeError):
            about = {}
        bookmarks = _bookmarks(pdf)
        pages: list[list[Line]] = []
        broken = 0
        left = blob.limits.max_text_chars
        for number in range(min(len(pdf), _MOST_PAGES)):
            try:
                pages.append(_page_lines(pdf, number))
            except pdfium.PdfiumError:
                broken += 1
                pages.append([])
            left -= sum(len(line.text) for line in pages[-1])
            if left < 0:
                break
        count = len(pdf)
    found = list(sections(without_running_lines(pages), bookmarks))
    problem = f"{broken} of its {count} pages could not be read." if broken else ""
    if not problem and sum(len(item.text) for item in found) < _A_TEXT:
        problem = "It has no text layer."
    author = about.get("Author", "").strip("\x00 ")
    yield blob.document(
        found,
        title=_title(about.get("Title", "")),
        people=(Person(author[:200], "", "author"),) if author else (),
        date=pdf_date(about.get("CreationDate", "")) or pdf_date(about.get("ModDate", "")),
        tags=tuple(
            word.strip()[:100] for word in re.split("[,;]", about.get("Keywords", ""))[:50] if word.strip("\x00 ")
        ),
        problem=problem,
    )


def _page_lines(pdf: pdfium.PdfDocument, number: int) -> list[Line]:
    # Closed here and not by the collector: PDFium keeps a page's fonts and pictures until then.
    with closing(pdf[number]) as page:
        if pdf.formenv:
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


def _title(text: str) -> str:
    """A title as people mean it; programs put the name of a draft there (`Microsoft Word - lease_v2.doc`,
    `untitled`).
    """
    text = re.sub(r"^(?:Microsoft (?:Word|PowerPoint|Excel) - )", "", text.strip("\x00 \t\n"))
    drafted = re.search(r"\.(?:docx?|xlsx?|pptx?|pdf|tex|dvi|indd|qxd|rtf|odt|ps)$", text, re.I)
    return "" if drafted or text.lower() in ("untitled", "untitled document", "title", "unknown", "none") else text


EXTRACTOR = documents
