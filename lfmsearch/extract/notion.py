"""
Notion's export: a zip file of pages (Markdown or HTML), tables (CSV) and their files, often inside another zip file.

Each name in it ends in an id of 32 digits, which is left out of names, titles and links.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from urllib.parse import unquote

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob, Skipped
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.exports import attached
from lfmsearch.extract.html import page_text
from lfmsearch.extract.read import read, read_part
from lfmsearch.extract.zipped import Zipped
from lfmsearch.types import Document, Person

_PART = re.compile(r"(?:.*/)?Export(?:Block)?-[0-9a-f-]{36}(?:-Part-\d+)?\.zip", re.I)
_PAGE = re.compile(r".*\.(md|html|csv)", re.I)
_ID = re.compile(r"(?: |%20|-)[0-9a-f]{32}(?=_all\.csv|[./)#?\"' ]|$)")
_HREF = re.compile(r"""\bhref\s*=\s*["']([^"':#]+\.(?:html|csv|pdf|md))["']""", re.I)
# The lines below the title of a page: its properties in the table it belongs to.
_PROPERTY = re.compile(r"([^\n:]{1,80}): (.+)")
_WRITTEN = ("%B %d, %Y %I:%M %p", "%B %d, %Y")


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the pages and tables, each followed by its files; the one page of a file that was taken out of the zip."""
    if not blob.head.startswith(b"PK"):
        yield from _unpacked(blob)
        return
    taken: set[str] = set()
    too_large = ""
    with Zipped.opened(blob) as outer:
        yield from _export(blob, outer, taken)
        for name in filter(_PART.fullmatch, outer.names):
            try:
                data = outer.read(name, most=blob.limits.max_inflated_bytes)
            except ExtractError as error:
                too_large = f"The zip file inside it could not be read: {error.message} Unpacked, it can be."
                continue
            with Zipped(BytesIO(data), len(data), blob.limits) as inner:
                yield from _export(blob, inner, taken)
    if too_large:
        raise ExtractError(too_large)


def _export(blob: Blob, archive: Zipped, taken: set[str]) -> Iterator[Document]:
    names = [name for name in archive.names if not _PART.fullmatch(name) and name != "index.html"]
    known = set(names)
    # Which table's rows a reader sees is a matter of a view; `_all` has them all once more.
    twins = {name for name in names if name.endswith("_all.csv") and name.removesuffix("_all.csv") + ".csv" in known}
    pages = {name for name in names if _PAGE.fullmatch(name)} - twins
    files: dict[str, list[str]] = {}  # by the place of the page whose folder they lie in
    for name in names:
        if name not in pages and name not in twins:
            files.setdefault(_plain(name.rpartition("/")[0]), []).append(name)
    for name in [name for name in names if name in pages]:
        place = _place(_plain(name), taken)
        yield from _page(blob, archive, name, place)
        for number, file in enumerate(files.pop(_plain(name).rpartition(".")[0], ()), start=1):
            yield from attached(blob, place, number, archive.attachment(file))
    for left in files.values():
        for file in left:
            yield from _alone(blob, archive, file, _place(_plain(file), taken))


def _page(blob: Blob, archive: Zipped, name: str, place: str) -> Iterator[Document]:
    *folders, own = _plain(name).split("/")
    kind = own.rpartition(".")[2].lower()
    problem = text = ""
    try:
        data = archive.read(name)
        text = _ID.sub("", page_text(data) if kind == "html" else decoded(data))
    except ExtractError as error:
        problem = error.message
    part = blob.part(text.encode("utf-8", "replace"), name=own, member=place, kind="note", parent=None)

    def whole(part: Blob) -> Iterator[Document]:
        if problem:
            raise ExtractError(problem)
        yield from _note(part, text, folders, kind)

    yield from read_part(part, known=kind, extract=whole)


def _unpacked(blob: Blob) -> Iterator[Document]:
    """A page in a folder: the folders with ids above it are the pages above it."""
    kind = blob.suffix
    if blob.path.endswith("_all.csv") and os.path.exists(f"{blob.path.removesuffix('_all.csv')}.csv"):
        raise Skipped("It repeats the table beside it.")
    text = _ID.sub("", page_text(blob.read()) if kind == "html" else decoded(blob.read()))
    above = os.path.dirname(blob.path).split(os.sep)  # noqa: PTH206
    folders = [plain for folder in above if (plain := _plain(folder)) != folder]
    part = blob.part(text.encode("utf-8", "replace"), name=_plain(blob.name), member="", kind="note", parent=None)
    part.type = kind
    yield from _note(part, text, folders, kind)


def _note(part: Blob, text: str, folders: list[str], kind: str) -> Iterator[Document]:
    fields = _properties(text) if kind == "md" else {}
    for found in read(part, known=kind):
        headed = found.title if found.title != part.name else ""
        links = (unquote(href) for href in _HREF.findall(text)) if kind == "html" else ()
        author = fields.get("author") or fields.get("created by") or ""
        yield part.document(
            found.sections,
            title=headed or part.name.rpartition(".")[0],
            people=(Person(author, "", "author"),) if author else found.people,
            date=found.date or _date(fields),
            tags=(*folders, *(tag.strip() for tag in fields.get("tags", "").split(",")), *found.tags),
            links=(*found.links, *links),
        )


def _alone(blob: Blob, archive: Zipped, name: str, place: str) -> Iterator[Document]:
    """A file that lies in no page's folder."""
    file = archive.attachment(name)
    part = blob.part(file.data, name=place.rsplit("/", 1)[-1], member=place, kind="attachment", parent=None)

    def whole(part: Blob) -> Iterator[Document]:
        if file.problem:
            raise ExtractError(file.problem)
        yield from read(part)

    yield from read_part(part, extract=whole)


def _plain(name: str) -> str:
    return "/".join(_ID.sub("", part) for part in name.split("/"))


def _place(place: str, taken: set[str]) -> str:
    """The place, with a number where there is one of that name."""
    stem, dot, ending = place.rpartition(".")
    number = 1
    while place in taken:
        number += 1
        place = f"{stem} ({number}){dot}{ending}"
    taken.add(place)
    return place


def _properties(text: str) -> dict[str, str]:
    """The properties of a page, by name in lower case: the lines between its title and the first empty line."""
    title, _, rest = text.lstrip().partition("\n")
    if not title.startswith("# "):
        return {}
    fields: dict[str, str] = {}
    for line in rest.lstrip("\n").split("\n", 50)[:50]:
        found = _PROPERTY.fullmatch(line)
        if not found:
            break
        fields[found[1].lower()] = found[2].strip()
    return fields


def _date(fields: dict[str, str]) -> datetime | None:
    for name in ("date", "created", "created time", "last edited time"):
        value = fields.get(name, "").split(" → ", 1)[0]
        if found := written(value):
            return found
        for form in _WRITTEN:
            try:
                return datetime.strptime(value, form).astimezone()
            except (ValueError, OverflowError, OSError):
                continue
    return None


EXTRACTOR = documents
