"""
HTML: what a reader of the page sees, under its headings.

Read as events, without a tree: linear in the input whatever its nesting (11 MB of nested divs in 6 s, where tree
builders hang).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.outline import Outline
from lfmsearch.extract.tables import line_of
from lfmsearch.types import Document, Person, Section, Style

_SILENT = frozenset(("script", "style", "svg", "noscript", "template", "math", "iframe", "object", "select", "button"))
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "ul",
        "ol",
        "dl",
        "table",
        "form",
        "body",
        "blockquote",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "fieldset",
        "center",
        "hr",
        "caption",
    ]
)
_LINES = frozenset(("br", "li", "dt", "dd", "option", "legend"))
_AROUND = frozenset(("nav", "aside", "footer"))
# Tables within tables beyond this are read as one row; their text would be copied once for each.
_DEEPEST = 20
_DATES = frozenset(("date", "dc.date", "article:published_time", "datepublished", "dcterms.created", "created"))
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""")
# Newspapers and blogs say it to search engines alone.
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_MAIN = re.compile(r"<(?:main|article)[\s>]", re.I)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document of a page."""
    page = parsed(page_text(blob.read()))
    words = " ".join(page.description.split())
    if words and not any(words in " ".join(section.text.split()) for section in page.sections):
        page.sections.append(Section(page.description))
    yield blob.document(page.sections, title=page.title, people=page.people, date=page.date, tags=page.tags)


def page_text(data: bytes, *, declared: str = "") -> str:
    """Return the text of a page's bytes; `declared` (by a mail's header) goes before what the page says of itself."""
    if not declared and (found := _META_CHARSET.search(data, 0, 4096) or _XML_CHARSET.match(data)):
        declared = found[1].decode("ascii", "replace")
        if declared.lower().startswith(("utf-16", "utf-32", "unicode")):  # it could not be read if it were true
            declared = ""
    return decoded(data, declared=declared)


class Page(HTMLParser):
    """Collects the text of one page while it is fed."""

    def __init__(self, *, main_only: bool, mail: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[Section] = []
        self.title = self.description = ""
        self.people: tuple[Person, ...] = ()
        self.date: datetime | None = None
        self.tags: tuple[str, ...] = ()
        self._main_only = main_only
        self._mail = mail
        self._silent = 0
        self._around = 0
        self._quoted = 0
        self._in_title = False
        self._heading = 0
        self._pre = 0
        self._outline = Outline()
        self._text: list[str] = []
        self._cells: list[list[list[str]]] = []  # pieces of text of the cells of the open rows
        self._rows: list[str] = []
        self._style: Style = "prose"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "title" and not self.title:
            self._in_title = True
        elif tag == "meta":
            self._meta({name: value or "" for name, value in attrs})
        elif tag in _AROUND and self._main_only:
            self._around += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._close_section()
            self._heading = int(tag[1])
        elif tag == "tr":
            if len(self._cells) < _DEEPEST:
                self._cells.append([])
        elif tag in ("td", "th"):
            if self._cells:
                self._cells[-1].append([])
        elif tag == "pre":
            self._close_section()
            self._pre += 1
            self._style = "code"
        elif tag == "blockquote" and self._mail:
            self._close_section()
            self._quoted += 1
        elif tag == "img":
            alt = next((value for name, value in attrs if name == "alt" and value), "")
            if alt and len(alt) < 500:
                self._mark(f" {alt} ")
        elif tag in _LINES:
            self._mark("\n- " if tag == "li" else "\n")
        elif tag in _BLOCKS:
            self._mark("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """Close an element; one that was never opened is ignored."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "title":
            self._in_title = False
        elif tag in _AROUND and self._main_only:
            self._around = max(0, self._around - 1)
        elif self._heading and len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._end_heading()
        elif tag == "tr" and self._cells:
            line = self._end_row()
            if self._cells:  # a table in a cell: its row is a line of that cell
                self._mark(f" {line} ")
            elif line:
                if not self._rows:
                    self._close_section()
                self._rows.append(line)
        elif tag == "table" and not self._cells:
            self._close_section()
        elif tag == "pre" and self._pre:
            self._close_section()
            self._pre -= 1
            self._style = "code" if self._pre else "prose"
        elif tag == "blockquote" and self._mail:
            self._close_section()
            self._quoted = max(0, self._quoted - 1)
        elif tag in _BLOCKS:
            self._mark("\n\n")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._in_title:
            self.title += data
        elif not self._silent and not self._around:
            self._mark(data if self._pre else data.replace("\n", " "))

    def close(self) -> None:
        """End the page."""
        super().close()
        if self._heading:
            self._end_heading()
        while self._cells:
            self._rows.append(self._end_row())
        self._close_section()
        self.sections += self._outline.end()
        self.title = " ".join(self.title.split()) or next(
            (item.headings[0] for item in self.sections if item.headings), ""
        )

    def _mark(self, text: str) -> None:
        if self._silent or self._around:
            return
        if self._cells and self._cells[-1]:
            self._cells[-1][-1].append(text)
        elif text:
            if self._rows and text.strip():
                self._close_section()
            self._text.append(text)

    def _end_row(self) -> str:
        return line_of(["".join(pieces) for pieces in self._cells.pop()])

    def _end_heading(self) -> None:
        name = " ".join("".join(self._text).split())
        self._text.clear()
        if name:
            self.sections += self._outline.enter(self._heading, name[:300])
        self._heading = 0

    def _close_section(self) -> None:
        if self._heading:  # a block inside a heading does not end it
            return
        if self._rows:
            # Pages laid out with tables: a row of one cell is a paragraph.
            single = all(" | " not in row for row in self._rows)
            body = ("\n\n" if single else "\n").join(row for row in self._rows if row)
            if body:
                style: Style = "quote" if self._quoted else "prose" if single else "table"
                self.sections.append(Section(body, headings=self._outline.fill(), style=style))
            self._rows.clear()
        body = "".join(self._text)
        self._text.clear()
        if self._style == "prose":
            lines = [" ".join(line.split()) for line in body.split("\n")]
            body = re.sub(r"\n{3,}", "\n\n", "\n".join("" if line == "-" else line for line in lines)).strip()
        else:
            body = body.strip("\n").rstrip()
        if body.strip():
            self.sections.append(
                Section(body, headings=self._outline.fill(), style="quote" if self._quoted else self._style)
            )

    def _meta(self, attrs: dict[str, str]) -> None:
        name = (attrs.get("name") or attrs.get("property") or attrs.get("itemprop") or "").lower()
        content = attrs.get("content", "").strip()
        if not content:
            return
        if name in ("author", "dc.creator", "article:author") and not self.people and not content.startswith("http"):
            self.people = (Person(content[:200], "", "author"),)
        elif name in ("description", "dc.description", "og:description"):
            self.description = self.description or content[:4_000]
        elif name in _DATES:
            self.date = self.date or written(content)
        elif name == "keywords" and not self.tags:
            self.tags = tuple(word for part in content.split(",")[:50] if (word := part.strip()[:100]))


def parsed(text: str, *, mail: bool = False) -> Page:
    """
    Return the Page of a whole text.

    Navigation and side notes are left out when the page says which part is the main one. In a mail a block quote is what is
    answered (style `quote`), elsewhere it is text like any other.
    """
    page = Page(main_only=not mail and bool(_MAIN.search(text)), mail=mail)
    try:
        page.feed(text)
    except AssertionError:  # html.parser meets a few malformed declarations with one; what came before is kept
        page.rawdata = ""
    page.close()
    if not page.date and not mail and (published := _PUBLISHED.search(text)):
        page.date = written(published[1])
    if not page.sections and "<" in text:
        # A script or style that is never closed swallows the page; then every tag goes and the rest is text.
        bare = re.sub(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", " ", text, flags=re.I | re.S)
        if bare.strip() and not page.title:
            page.sections.append(Section(" ".join(bare.split())))
    return page


EXTRACTOR = documents
