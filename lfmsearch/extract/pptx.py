"""PowerPoint presentations: a Section for each slide under its title, tables and charts' texts, speaker notes."""

from __future__ import annotations

from collections.abc import Iterator

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.ooxml import Package, attribute, local, relation_id
from lfmsearch.extract.tables import line_of
from lfmsearch.types import Document, Locator, Section

# Placeholders that say the same on every slide.
_REPEATED = frozenset(("sldNum", "dt", "ftr", "hdr", "sldImg"))


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document, slides in the order of the show."""
    with Package(blob) as package:
        main = package.main_part("ppt/presentation.xml")
        title, people, date, tags = package.about()
        sections: list[Section] = []
        first = ""
        for number, name in enumerate(_slides(package, main), start=1):
            heading, body = _texts(package, name)
            first = first or heading
            headings = (heading,) if heading else ()
            at = Locator(slide=number)
            if heading or body:
                sections.append(Section(body or heading, at, headings))
            for kind, part in package.relations(name).values():
                if part not in package:
                    continue
                if kind == "notesSlide" and (notes := _texts(package, part)[1]):
                    sections.append(Section(notes, at, (*headings, "Notes")))
                elif kind in ("diagramData", "chart", "comments") and (more := _texts(package, part)[1]):
                    sections.append(Section(more, at, headings))
        # `PowerPoint Presentation` is what the program writes when nobody named it.
        title = (
            "" if title in ("PowerPoint Presentation", "PowerPoint-Präsentation", "Présentation PowerPoint") else title
        )
        yield blob.document(sections, title=title or first, people=people, date=date, tags=tags)


def _slides(package: Package, main: str) -> list[str]:
    relations = package.relations(main)
    order = []
    for event, element in package.events(main):
        if event == "start" and local(element.tag) == "sldId":
            kind, name = relations.get(relation_id(element), ("", ""))
            if kind == "slide" and name in package:
                order.append(name)
    return list(dict.fromkeys(order))


def _texts(package: Package, name: str) -> tuple[str, str]:
    """Title and text of one slide, paragraph for paragraph; rows of tables as lines."""
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
            elif tag == "ph":
                placeholder = attribute(element, "type") or "body"
            elif tag == "tr":
                cells = []
            elif tag == "tc":
                paragraphs = []
        elif tag == "t" or (tag == "v" and "chart" in name) or (tag == "text" and "comment" in name):
            text.append(element.text or "")
            if tag in ("v", "text"):
                paragraphs.append("".join(text))
                text.clear()
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
            if placeholder in ("title", "ctrTitle") and not title:
                title = " ".join(paragraphs)
            elif placeholder not in _REPEATED:
                shapes.append("\n".join(paragraphs))
            paragraphs = []
    shapes.append("\n".join(paragraphs))
    return title, "\n\n".join(shape for shape in shapes if shape.strip())


EXTRACTOR = documents
