"""PowerPoint presentations: a Section for each slide under its title, tables and charts' texts, speaker notes."""

from __future__ import annotations

from collections.abc import Iterator

from lfmsearch.extract import embedded
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.ooxml import Package, attribute, local, relation_id
from lfmsearch.extract.tables import line_of
from lfmsearch.types import Document, Locator, Section

# Placeholders for the number of the slide, the date, the picture of the slide on a page of notes.
_REPEATED = frozenset(("sldNum", "dt", "sldImg"))


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the Document, slides in the order of the show; then the files embedded in it."""
    with Package(blob) as package:
        main = package.main_part("ppt/presentation.xml")
        about = package.about()
        sections: list[Section] = []
        masters: dict[str, None] = {}
        margins: dict[str, None] = {}  # headers and footers, which say the same on every slide
        first = ""
        for number, name in enumerate(_slides(package, main), start=1):
            if blob.late:
                break
            heading, body = _texts(package, name, margins)
            first = first or heading
            headings = (heading,) if heading else ()
            at = Locator(slide=number)
            if heading or body:
                sections.append(Section(body or heading, at, headings))
            for kind, part in package.relations(name).values():
                if part not in package:
                    continue
                if kind == "slideLayout":
                    masters[part] = None
                if kind == "notesSlide" and (notes := _texts(package, part, margins)[1]):
                    sections.append(Section(notes, at, (*headings, "Notes")))
                elif kind == "comments" and (more := _comments(package, part)):
                    sections.append(Section(more, at, (*headings, "Comments")))
                elif kind in ("diagramData", "chart") and (more := package.drawn(part)):
                    sections.append(Section(more, at, headings))
        for layout in list(masters):
            masters.update((part, None) for kind, part in package.relations(layout).values() if kind == "slideMaster")
        for master in masters:
            if master in package:
                margins.update(dict.fromkeys(_texts(package, master, {}, is_master=True)[1].splitlines()))
        margins.pop("", None)
        if margins:
            sections.append(Section("\n\n".join(margins)))
        yield about.document(blob, sections, title=first)
        yield from embedded.documents(blob, package.embedded())


def _slides(package: Package, main: str) -> list[str]:
    relations = package.relations(main)
    order = []
    for event, element in package.events(main):
        if event == "start" and local(element.tag) == "sldId":
            kind, name = relations.get(relation_id(element), ("", ""))
            if kind == "slide" and name in package:
                order.append(name)
    return list(dict.fromkeys(order))


def _comments(package: Package, name: str) -> str:
    return "\n\n".join(
        dict.fromkeys(
            element.text.strip()
            for event, element in package.events(name)
            if event == "end" and local(element.tag) in ("text", "t") and element.text and element.text.strip()
        )
    )


def _texts(package: Package, name: str, margins: dict[str, None], *, is_master: bool = False) -> tuple[str, str]:
    """
    Title and text of one slide, paragraph for paragraph; rows of tables as lines. Headers and footers go to `margins`.

    Of a master only what shows on its slides: its placeholders hold prompts (`Click to edit`).
    """
    title = ""
    shapes: list[str] = []
    paragraphs: list[str] = []
    text: list[str] = []
    cells: list[str] | None = None
    placeholder = ""
    fallback = 0
    for event, element in package.events(name):
        tag = local(element.tag)
        if tag == "Fallback":
            fallback += 1 if event == "start" else -1
        if fallback:
            continue
        if event == "start":
            if tag == "sp":
                placeholder, paragraphs = "", []
            elif tag == "cNvPr" and not is_master and (alternative := element.get("descr", "").strip()):
                shapes.append(alternative)
            elif tag == "ph":
                placeholder = attribute(element, "type") or "body"
            elif tag == "tr":
                cells = []
            elif tag == "tc":
                paragraphs = []
        elif tag == "t":
            text.append(element.text or "")
        elif tag in ("br", "tab"):
            text.append(" ")
        elif tag == "p":
            if line := " ".join("".join(text).split()):
                paragraphs.append(line)
            text.clear()
        elif tag == "tc" and cells is not None:
            cells.append(" ".join(paragraphs))
            paragraphs = []
        elif tag == "tr" and cells is not None:
            shapes.append(line_of(cells))
            cells = None
        elif tag == "sp":
            if is_master and placeholder:
                pass
            elif placeholder in ("title", "ctrTitle") and not title:
                title = " ".join(paragraphs)
            elif placeholder in ("ftr", "hdr"):
                margins.update(dict.fromkeys(paragraphs))
            elif placeholder not in _REPEATED:
                shapes.append("\n".join(paragraphs))
            paragraphs = []
    shapes.append("\n".join(paragraphs))
    return title, "\n\n".join(shape for shape in shapes if shape.strip())


EXTRACTOR = documents
