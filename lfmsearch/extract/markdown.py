"""Markdown: files, and the notes of apps that keep them in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.frontmatter import FrontMatter, front_matter, page_properties
from lfmsearch.extract.outline import Outline
from lfmsearch.extract.text import without_data
from lfmsearch.extract.vault import vault_at
from lfmsearch.extract.wiki import VAULTS, readable, readable_links, tags, targets, without_comments, without_logbooks
from lfmsearch.types import Document, Locator, Person, Section

if TYPE_CHECKING:
    from lfmsearch.extract.noteapps import Note

__all__ = ["Markdown", "documents", "parsed", "readable_links"]

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
# `2024-03-01.md`, `2024_03_01.md`, `2024-03-01 Friday.md`
_DAY = re.compile(r"(\d{4})[-_.](\d\d)[-_.](\d\d)(?!\d)")
# The last line of an item of Joplin's raw export.
_JOPLIN = re.compile(r"(?m)^type_: \d+\s*\Z")


@dataclass(slots=True)
class Markdown:
    """
    What a text in Markdown says.

    Args:
        front: its front matter.
        sections: one for each heading and each fence of code.
        headings: the names of all headings, in order.
        tags, links: of the front matter and the text, each once.
    """

    front: FrontMatter = field(default_factory=lambda: FrontMatter({}))
    sections: list[Section] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Its own title, else its first heading; empty when it has neither."""
        return self.front.title or "".join(self.headings[:1])


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: front matter as its fields, a Section for each heading and each fence of code."""
    text = decoded(blob.read())
    if _JOPLIN.search(text, max(0, len(text) - 20)):
        from lfmsearch.extract import joplin_item

        if item := joplin_item.parsed(text):
            note = joplin_item.raw_note(blob, item)
            yield from (_exported(blob, note),) if note else ()
            return
    is_file = blob.kind == "file" and not blob.member
    if is_file and blob.store not in VAULTS:
        blob.store = vault_at(os.path.dirname(blob.path)) or blob.store
    vault = blob.kind == "note" or blob.store in VAULTS
    bundle = _bundle(blob) if is_file else ""
    found = parsed(text, vault=vault)
    name = title = ""
    if is_file and vault:
        name = _note_name(blob)
        title = found.front.title or name
    if is_file and (vault or bundle):
        blob.kind = "note"
    yield blob.document(
        found.sections,
        title=title or found.title or bundle,
        people=tuple(Person(author, "", "author") for author in found.front.authors),
        date=found.front.date or _day(name),
        tags=tuple(found.tags),
        # Other notes link to it by the name of its file.
        aliases=(*found.front.aliases, *([name] if name != title else [])),
        links=tuple(found.links),
    )


def _exported(blob: Blob, note: Note) -> Document:
    """A note of Joplin's raw export; its text begins on the third line of the file."""
    from lfmsearch.extract import html
    from lfmsearch.extract.noteapps import first_line

    blob.kind = "note" if blob.kind == "file" else blob.kind
    found = html.parsed(note.text) if note.type == "html" else parsed(f"\n\n{note.text}", vault=True)
    around = [Section(text) if text else None for text in (note.above, note.below)]
    return blob.document(
        [section for section in (around[0], *found.sections, around[1]) if section],
        title=note.title or first_line(note.text),
        people=note.people,
        date=note.date,
        tags=(*note.tags, *found.tags),
        links=note.links,
    )


def parsed(text: str, *, vault: bool = False) -> Markdown:
    """Read a text. In a vault it reads as its notes app shows it: without comments, block ids and paths of files."""
    front, lines, first = front_matter(without_data(text))
    if vault:
        if "::" in text:
            properties, lines = page_properties(lines)
            front = replace(front, fields={**properties.fields, **front.fields})
        if ":LOGBOOK:" in text:
            lines = without_logbooks(lines)
        if "excalidraw-plugin" in front.fields:
            lines = _drawn(lines)
        elif "%%" in text:
            lines = without_comments(lines)
    found = Markdown(front, tags=dict.fromkeys(front.tags))
    if front.rest:  # to be found by its words; what it says about the note is no text of it
        found.sections.append(Section(front.rest, Locator(line=front.line), style="quote"))
    found.sections += _sections(lines, first, found, vault=vault)
    return found


def _sections(lines: list[str], first: int, found: Markdown, *, vault: bool) -> Iterator[Section]:
    """Yield the Sections; the names of all headings, the tags and the links in the text go to `found`."""
    outline = Outline()
    start = 0
    at = 0
    shown = readable if vault else readable_links

    def prose(end: int) -> Iterator[Section]:
        begin = start
        while begin < end and not lines[begin].strip():
            begin += 1
        body = "\n".join(lines[begin:end]).rstrip()
        if body:
            if "#" in body:
                found.tags.update(dict.fromkeys(tags(body)))
            if "[" in body:
                found.links.update(dict.fromkeys(targets(body)))
            body = shown(body).rstrip()
            if vault and (blank := len(body) - len(body.lstrip())):  # lines whose text was left out
                top = body.rfind("\n", 0, blank) + 1
                begin += body.count("\n", 0, top)
                body = body[top:]
            if not vault or body.strip():
                yield Section(body, Locator(line=first + begin), outline.fill())

    while at < len(lines):
        line = lines[at]
        bare = line.lstrip(" ")
        level = 0
        if bare.startswith(("```", "~~~")) and (fence := _FENCE.match(line)) and "`" not in fence[2]:
            end = _fence_end(lines, at, fence[1])
            if end - at > 1 and any(item.strip() for item in lines[at + 1 : end]):
                yield from prose(at)
                yield Section("\n".join(lines[at : end + 1]), Locator(line=first + at), outline.fill(), "code")
                start = end + 1
            at = end + 1
            continue
        if bare.startswith("#") and len(line) - len(bare) <= 3 and (headed := _headed(bare)):
            level, name = headed
            taken = 1
        elif bare[:1] in ("=", "-") and at > start and lines[at - 1].strip() and (mark := _UNDERLINE.match(line)):
            # The text line belongs to the heading; a list, table or quote above a rule does not make one.
            above = lines[at - 1].strip()
            if not above.startswith(("-", "*", "+", ">", "|", "#", "```")) and (
                at - 1 == start or not lines[at - 2].strip()
            ):
                level, name, taken = (1 if mark[1][0] == "=" else 2), above, 1
                yield from prose(at - 1)
                start = at
        if level:
            if start < at:
                yield from prose(at)
            if "[" in name:
                found.links.update(dict.fromkeys(targets(name)))
            name = shown(name).strip()
            found.headings += [name] if name else []
            yield from outline.enter(level, name, Locator(line=first + at))
            at += taken
            start = at
            continue
        at += 1
    yield from prose(len(lines))
    yield from outline.end()


def _headed(line: str) -> tuple[int, str] | None:
    """Level and name of a heading (`## Name ##`), None when the line is none."""
    rest = line.lstrip("#")
    level = len(line) - len(rest)
    if level > 6 or (rest and rest[0] not in " \t"):
        return None
    name = rest.strip()
    bare = name.rstrip("#")
    return level, bare.rstrip() if not bare or bare[-1] in " \t" else name


def _fence_end(lines: list[str], at: int, mark: str) -> int:
    """The line that closes a fence; the last one when it is never closed."""
    for end in range(at + 1, len(lines)):
        closing = lines[end].strip()
        if closing.startswith(mark) and not closing.strip(mark[0]):
            return end
    return len(lines) - 1


def _drawn(lines: list[str]) -> list[str]:
    """The words of an Excalidraw drawing; the lines with its shapes are left empty."""
    kept: list[str] = []
    inside = False
    for line in lines:
        if line.startswith(("#", "%%")):
            inside = line.strip("# ").lower() == "text elements"
            kept.append("")
        else:
            kept.append(line if inside else "")
    return kept


def _note_name(blob: Blob) -> str:
    """What a vault calls the note of this file."""
    name = os.path.splitext(blob.name)[0].removesuffix(".excalidraw")
    if blob.store == "logseq":
        name = unquote(name.replace("___", "/"))
        if day := _DAY.fullmatch(name):
            name = "-".join(day.groups())
    return name


def _day(name: str) -> datetime | None:
    """The date of a daily note, from its name."""
    day = _DAY.match(name)
    return written("-".join(day.groups())) if day else None


def _bundle(blob: Blob) -> str:
    """The name of the TextBundle (a folder) whose text this is; else empty."""
    folder = os.path.basename(os.path.dirname(blob.path))
    return folder.removesuffix(".textbundle") if folder.endswith(".textbundle") else ""


EXTRACTOR = documents
