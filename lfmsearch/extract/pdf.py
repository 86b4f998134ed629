"""PDF, one page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.dates import pdf_date
from lfmsearch.types import Document, Locator, Person, Section

# PDFium writes a hyphen at the end of a line as U+FFFE (some builds U+0002).
_HYPHEN = re.compile("([^\\W\\d_]?)[\ufffe\x02](?:\r?\n)?([^\\W\\d_]?)")
# Below this many characters on all its pages together a PDF is a scan: page numbers and stamps are text too.
_A_TEXT = 10
_MOST_PAGES = 20_000


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: a Section for each page, form fields as they are filled in."""
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
        headings = _bookmarks(pdf)
        sections = []
        broken = 0
        left = blob.limits.max_text_chars
        for number in range(min(len(pdf), _MOST_PAGES)):
            try:
                text = _page_text(pdf, number)
            except pdfium.PdfiumError:
                broken += 1
                continue
            if text:
                heading = headings.get(number)
                sections.append(Section(text, Locator(page=number + 1), (heading,) if heading else ()))
                left -= len(text)
                if left < 0:
                    break
        pages = len(pdf)
    problem = f"{broken} of its {pages} pages could not be read." if broken else ""
    if not problem and sum(len(item.text) for item in sections) < _A_TEXT:
        problem = "It has no text layer."
    author = about.get("Author", "").strip("\x00 ")
    yield blob.document(
        sections,
        title=_title(about.get("Title", "")),
        people=(Person(author[:200], "", "author"),) if author else (),
        date=pdf_date(about.get("CreationDate", "")) or pdf_date(about.get("ModDate", "")),
        tags=tuple(
            word.strip()[:100] for word in re.split("[,;]", about.get("Keywords", ""))[:50] if word.strip("\x00 ")
        ),
        problem=problem,
    )


def _page_text(pdf: pdfium.PdfDocument, number: int) -> str:
    # Closed here and not by the collector: PDFium keeps a page's fonts and pictures until then.
    with closing(pdf[number]) as page:
        if pdf.formenv:
            # Text of form fields is an annotation; only flattened does it become text of the page. The file is not
            # changed.
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        # The text belongs to the page as it was loaded: flattened, it must be loaded again.
    with closing(pdf[number]) as page, closing(page.get_textpage()) as words:
        text: str = words.get_text_range(errors="replace")
    text = _HYPHEN.sub(_joined, text).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[ \t]+\n", "\n", text).strip()


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
