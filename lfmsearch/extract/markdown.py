"""Markdown, with front matter and the links of note vaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.outline import Outline
from lfmsearch.types import Document, Locator, Person, Section

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
# `[[Page]]`, `[[Page#Part|shown]]`, `![[Picture.png]]`
_WIKI = re.compile(r"!?\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
# `#tag/sub`, as Obsidian has it: not only digits, not inside a word or an address.
_TAG = re.compile(r"(?<![\w#/&])#([^\W\d][\w/-]*|\d+[^\W\d][\w/-]*)")
_FIELD = re.compile(r"^([A-Za-z_][\w -]*):(?:[ \t]+(.*))?$")
_MOST_TAGS = 100


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: front matter as its fields, a Section for each heading and each fence of code."""
    text = decoded(blob.read())
    fields, lines, first = front_matter(text)
    tags: dict[str, None] = dict.fromkeys(_names(fields, "tags", "tag", "keywords"))
    found: list[str] = []
    sections = list(_sections(lines, first, tags, found))
    if aliases := _names(fields, "aliases", "alias"):
        sections.insert(0, Section(", ".join(aliases), Locator(line=1)))
    title = _one(fields, "title") or "".join(found[:1])
    yield blob.document(
        sections,
        title=title,
        people=tuple(Person(name, "", "author") for name in _names(fields, "author", "authors")),
        date=_date(fields),
        tags=tuple(list(tags)[:_MOST_TAGS]),
    )


def front_matter(text: str) -> tuple[dict[str, list[str]], list[str], int]:
    """
    Return the fields of the front matter in lower case, the lines below it, and the number of the first of them.

    Reads the part of YAML that people write there: `key: value`, `key: [a, b]`, and lists of `- item` lines. On 6,005
    of
    6,099 real notes that is what a whole YAML reader finds.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, lines, 1
    end = next((at for at in range(1, min(len(lines), 1000)) if lines[at].rstrip() in ("---", "...")), 0)
    if not end:
        return {}, lines, 1
    fields: dict[str, list[str]] = {}
    present: list[str] = []
    for line in lines[1:end]:
        if found := _FIELD.match(line):
            present = fields.setdefault(found[1].strip().lower(), [])
            present.extend(_values(found[2] or ""))
        elif line.lstrip().startswith("- "):
            present.append(_bare(line.lstrip()[2:]))
        elif line.startswith((" ", "\t")) and line.strip() and present and present[-1] in (">", "|", ">-", "|-"):
            present[-1] = line.strip()
        elif line.startswith((" ", "\t")) and line.strip() and present and ":" not in line:
            present[-1] = f"{present[-1]} {line.strip()}"
    return fields, lines[end + 1 :], end + 2


def readable_links(text: str) -> str:
    """Return `text` with wiki links as a reader of the note sees them; the number of lines stays."""
    return _WIKI.sub(lambda link: link[2] or link[1].replace("#", " › ").lstrip(" ›"), text) if "[[" in text else text


def _sections(lines: list[str], first: int, tags: dict[str, None], found: list[str]) -> Iterator[Section]:
    """Yield the Sections; the names of all headings go to `found`, the tags in the text to `tags`."""
    outline = Outline()
    start = 0
    at = 0

    def prose(end: int) -> Iterator[Section]:
        begin = start
        while begin < end and not lines[begin].strip():
            begin += 1
        body = "\n".join(lines[begin:end]).rstrip()
        if body:
            if "#" in body:
                tags.update(dict.fromkeys(_TAG.findall(body)))
            yield Section(readable_links(body), Locator(line=first + begin), outline.fill())

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
        if bare.startswith("#") and (mark := _HEADING.match(line)):
            level, name, taken = len(mark[1]), (mark[2] or "").strip(), 1
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
            found += [readable_links(name)] if name else []
            yield from outline.enter(level, readable_links(name), Locator(line=first + at))
            at += taken
            start = at
            continue
        at += 1
    yield from prose(len(lines))
    yield from outline.end()


def _fence_end(lines: list[str], at: int, mark: str) -> int:
    """The line that closes a fence; the last one when it is never closed."""
    for end in range(at + 1, len(lines)):
        closing = lines[end].strip()
        if closing.startswith(mark) and not closing.strip(mark[0]):
            return end
    return len(lines) - 1


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        return [_bare(item) for item in re.findall(r'"[^"]*"|\'[^\']*\'|[^,]+', text[1:-1]) if _bare(item)]
    return [_bare(text)] if text and text not in ("null", "~") else []


def _bare(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return readable_links(text[1:-1])
    return readable_links(re.split(r"\s+#\s", text, maxsplit=1)[0].strip())


def _one(fields: dict[str, list[str]], name: str) -> str:
    return " ".join(fields.get(name, []))


def _names(fields: dict[str, list[str]], *names: str) -> list[str]:
    """The values of the first of these fields; `tags: a, b` and `tags: a b` are two."""
    for name in names:
        values = fields.get(name)
        if values and len(values) == 1 and name in ("tags", "tag", "keywords", "aliases", "authors"):
            values = [part.strip() for part in values[0].split(",")]
            if len(values) == 1 and name.startswith("tag"):
                values = values[0].split()
        if values:
            return [value.lstrip("#") if name.startswith("tag") else value for value in values if value]
    return []


def _date(fields: dict[str, list[str]]) -> datetime | None:
    for name in ("date", "created", "created_at", "date created", "published", "updated", "modified"):
        if found := written(_one(fields, name)):
            return found
    return None


EXTRACTOR = documents
