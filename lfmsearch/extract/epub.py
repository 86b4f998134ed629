"""Electronic books: chapters in reading order, under the names the book's own table of contents gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lfmsearch.errors import ExtractError
from lfmsearch.extract.about import About
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.dates import written
from lfmsearch.extract.html import page_text, parsed
from lfmsearch.extract.ooxml import Package, attribute, local
from lfmsearch.types import Document, Section


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: the Sections of each page, under its chapter's name where it has no heading of its own."""
    with Package(blob) as package:
        if "META-INF/rights.xml" in package or _protected(package):
            raise ExtractError("It is protected against copying.")
        book = _book(package)
        root = package.root(book)
        if root is None:
            raise ExtractError("It is damaged: its list of chapters cannot be read.")
        folder = dirname(book)
        fields: dict[str, list[str]] = {}
        parts: dict[str, tuple[str, str]] = {}
        spine: list[str] = []
        for item in root.iter():
            tag = local(item.tag)
            if tag == "item":
                properties = f"{item.get('media-type', '')} {item.get('properties', '')}"
                parts[item.get("id", "")] = (_place(folder, item.get("href", "")), properties)
            elif tag == "itemref":
                spine.append(item.get("idref", ""))
            elif text := " ".join((item.text or "").split()):
                fields.setdefault(tag, []).append(text)
        names = _chapters(package, parts)
        sections: list[Section] = []
        left = blob.limits.max_text_chars
        missing = 0
        for key in dict.fromkeys(spine):
            place, properties = parts.get(key, ("", ""))
            # The list of chapters says nothing the chapters do not.
            if "nav" in properties.split() or left < 0 or blob.late:
                continue
            if place not in package:
                missing += 1
                continue
            found = parsed(page_text(package.read(place))).sections
            left -= sum(len(section.text) for section in found)
            name = names.get(place, "")
            headed = any(section.headings for section in found)
            sections += [replace(item, headings=(name,)) if name and not headed else item for item in found]
        about = About(title=next(iter(fields.get("title", ())), ""))
        about.wrote(*fields.get("creator", ()), *fields.get("contributor", ()))
        about.date = next((date for raw in fields.get("date", ()) if (date := written(raw))), None)
        about.tags += [word[:100] for word in fields.get("subject", ())]
        about.says(*fields.get("publisher", ()), *map(_plain, fields.get("description", ())))
        yield about.document(blob, sections, problem=f"{missing} of its chapters are missing." if missing else "")


def _plain(description: str) -> str:
    """A description, which shops write in HTML."""
    return "\n\n".join(section.text for section in parsed(description).sections) if "<" in description else description


def _protected(package: Package) -> bool:
    """Whether anything but fonts is encrypted (fonts are, in books that may be read freely)."""
    root = package.root("META-INF/encryption.xml")
    places = (
        [attribute(item, "URI") for item in root.iter() if local(item.tag) == "CipherReference"]
        if root is not None
        else []
    )
    return any(place.lower().endswith((".xhtml", ".html", ".htm", ".xml")) for place in places)


def _book(package: Package) -> str:
    container = package.root("META-INF/container.xml")
    for item in container.iter() if container is not None else ():
        if local(item.tag) == "rootfile" and (place := item.get("full-path", "")) in package:
            return place
    if found := next((name for name in package.names if name.endswith(".opf")), ""):
        return found
    raise ExtractError("It is damaged: its list of chapters is missing.")


def _chapters(package: Package, parts: dict[str, tuple[str, str]]) -> dict[str, str]:
    """The name of each page's first entry in the book's table of contents (the form of EPUB 2, which nearly all of 3 carry too)."""
    toc = next((place for place, kind in parts.values() if "dtbncx" in kind), "")
    root = package.root(toc)
    names: dict[str, str] = {}
    for point in root.iter() if root is not None else ():
        if local(point.tag) != "navPoint":
            continue
        label = next((text.text or "" for item in point if local(item.tag) == "navLabel" for text in item), "")
        target = next((item.get("src", "") for item in point if local(item.tag) == "content"), "")
        if target and label.strip():
            names.setdefault(_place(dirname(toc), target), " ".join(label.split())[:300])
    return names


def _place(folder: str, target: str) -> str:
    return normpath(join(folder, unquote(target.split("#", 1)[0])))


EXTRACTOR = documents
