"""Word documents: headings by style or outline level, tables, text boxes, notes, comments, headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lfmsearch.errors import ExtractError
from lfmsearch.extract import embedded
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.ooxml import Package, attribute, local
from lfmsearch.extract.outline import Outline
from lfmsearch.extract.read import read_part
from lfmsearch.extract.tables import line_of
from lfmsearch.types import Document, Section, Style

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|заголовок|見出し|标题|제목)\s*([1-9])", re.I
)
# Parts beside the main one, with the heading their text stands under.
_BESIDE = (
    ("footnotes", "Footnotes"),
    ("endnotes", "Endnotes"),
    ("comments", "Comments"),
    ("header", ""),
    ("footer", ""),
)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the Document, then the files embedded in it."""
    with Package(blob) as package:
        main = package.main_part("word/document.xml")
        about = package.about()
        relations = package.relations(main)
        styles = _styles(package, next((name for kind, name in relations.values() if kind == "styles"), ""))
        reading = _Reading(styles)
        problem = ""
        try:
            reading.read(package, main)
            for kind, name in relations.values():
                if kind in ("chart", "diagramData") and name in package and (text := package.drawn(name)):
                    reading.sections.append(Section(text))
                elif kind == "aFChunk" and name in package:
                    reading.sections += _chunk(blob, package, name)
            seen: set[str] = set()
            for part, heading in _BESIDE:
                for kind, name in relations.values():
                    if kind == part and name in package and name not in seen:
                        seen.add(name)
                        reading.read(package, name, heading=heading)
        except ExtractError as error:
            if not reading.sections:
                raise
            problem = f"{error.message} What was read until then is kept."
        # A running header is on every page, and the same text in several of them.
        sections = list(dict.fromkeys(reading.sections))
        yield about.document(blob, sections, title=reading.title, problem=problem)
        yield from embedded.documents(blob, package.embedded())


def _chunk(blob: Blob, package: Package, name: str) -> tuple[Section, ...]:
    """The Sections of a document in another format that stands in this one as if it were its text."""
    part = blob.part(
        package.read(name), name=name.rsplit("/", 1)[-1], member=f"@{name}", kind="attachment", parent=None
    )
    return tuple(section for document in read_part(part) for section in document.sections)


def _styles(package: Package, name: str) -> dict[str, int]:
    """Style id → level: 1 to 9 for headings, 0 for the title."""
    root = package.root(name) if name else None
    levels: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in root if root is not None else ():
        if local(style.tag) != "style":
            continue
        key = attribute(style, "styleId")
        for item in style.iter():
            tag = local(item.tag)
            value = attribute(item, "val")
            if tag == "outlineLvl" and value.isdigit() and int(value) < 9:
                levels[key] = int(value) + 1
            elif tag == "name":
                if found := _HEADING.match(value):
                    levels[key] = int(found[1])
                elif value.lower() in ("title", "titel"):
                    levels[key] = 0
            elif tag == "basedOn":
                based[key] = value
    for key, parent in based.items():
        for _ in range(10):  # a chain of styles; a circle of them ends here
            if key in levels or not parent:
                break
            if parent in levels:
                levels[key] = levels[parent]
            parent = based.get(parent, "")  # noqa: PLW2901
    return levels


class _Reading:
    """What has been read of one document so far."""

    def __init__(self, styles: dict[str, int]) -> None:
        self.sections: list[Section] = []
        self.title = ""
        self._styles = styles
        self._outline = Outline()
        self._held: list[str] = []
        self._writer = ""  # of the comment that begins

    def read(self, package: Package, name: str, *, heading: str = "") -> None:
        if heading or name.rsplit("/", 1)[-1].startswith(("header", "footer")):
            self._end_section()
            self.sections += self._outline.end()
            self._outline = Outline()
            self._outline.enter(1, heading)
            self._outline.fill()  # a name of ours: not text where nothing stands under it
        texts: list[list[str]] = []  # of the open paragraphs; a text box in one has paragraphs of its own
        levels: list[int | None] = []
        cells: list[list[list[str]]] = []  # of the open rows: cells, each of paragraphs
        tables: list[list[str]] = []
        fallback = 0
        for event, element in package.events(name):
            tag = local(element.tag)
            if tag == "Fallback":  # the same text box again, for old readers
                fallback += 1 if event == "start" else -1
            if fallback:
                continue
            if event == "start":
                if tag == "p":
                    texts.append([])
                    levels.append(None)
                elif tag == "comment" and (author := attribute(element, "author")):
                    self._writer = author
                elif tag == "docPr" and texts and (alternative := element.get("descr", "").strip()):
                    texts[-1].append(f" {alternative} ")
                elif tag == "tbl":
                    if not tables:
                        self._end_section()
                    tables.append([])
                elif tag == "tr":
                    cells.append([])
                elif tag == "tc" and cells:
                    cells[-1].append([])
                continue
            if tag == "t" and texts:
                texts[-1].append(element.text or "")
            elif tag in ("tab", "ptab") and texts:
                texts[-1].append("\t")
            elif tag in ("br", "cr") and texts:
                texts[-1].append("\n")
            elif tag == "noBreakHyphen" and texts:
                texts[-1].append("-")
            elif tag == "pStyle" and levels:
                levels[-1] = self._styles.get(attribute(element, "val"), levels[-1])
            elif tag == "outlineLvl" and levels:
                value = attribute(element, "val")
                levels[-1] = int(value) + 1 if value.isdigit() and int(value) < 9 else levels[-1]
            elif tag == "p" and texts:
                text = "".join(texts.pop()).strip()
                level = levels.pop()
                if not text:
                    continue
                if self._writer:
                    text, self._writer = f"{self._writer}: {text}", ""
                if cells and cells[-1]:
                    cells[-1][-1].append(text)
                else:
                    self._paragraph(text, level)
            elif tag == "tr" and cells:
                line = line_of([" ".join(cell) for cell in cells.pop()])
                if line and cells and cells[-1]:
                    cells[-1][-1].append(line)
                elif line and tables:
                    tables[-1].append(line)
            elif tag == "tbl" and tables:
                rows = tables.pop()
                if rows and tables:
                    tables[-1].extend(rows)
                elif rows:
                    style: Style = "table" if any(" | " in row for row in rows) else "prose"
                    body = ("\n" if style == "table" else "\n\n").join(rows)
                    self.sections.append(Section(body, headings=self._outline.fill(), style=style))
        self._end_section()
        self.sections += self._outline.end()

    def _paragraph(self, text: str, level: int | None) -> None:
        if level is None or len(text) > 300:  # a whole paragraph set as a heading is no heading
            self._held.append(text)
        elif level == 0:
            self.title = self.title or text
            self._held.append(text)
        else:
            self._end_section()
            self.sections += self._outline.enter(level, " ".join(text.split()))
            if level == 1 and not self.title:
                self.title = text

    def _end_section(self) -> None:
        if self._held:
            self.sections.append(Section("\n\n".join(self._held), headings=self._outline.fill()))
            self._held = []


EXTRACTOR = documents
