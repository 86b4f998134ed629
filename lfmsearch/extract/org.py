"""Org files and Org-roam notes: headings with their tags, the file's own fields, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.outline import Outline
from lfmsearch.types import Document, Locator, Person, Section

_HEADING = re.compile(r"(\*+)[ \t]+(.*?)(?:[ \t]+:((?:[\w@#%]+:)+))?[ \t]*$")
_KEYWORD = re.compile(r"#\+([\w-]+):[ \t]*(.*)$")
_BEGIN = re.compile(r"[ \t]*#\+begin_(\w+)", re.I)
_CODE = frozenset(("src", "example", "export"))
_DRAWER = re.compile(r"[ \t]*:([\w-]+):[ \t]*$")
_PROPERTY = re.compile(r"[ \t]*:([\w+-]+):[ \t]+(.+?)[ \t]*$")
_END = re.compile(r"[ \t]*:END:[ \t]*$", re.I)
# `[[target][shown]]`, `[[target]]`
_LINK = re.compile(r"\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]+)\])?\]")
# `<2024-03-01 Fri 09:12>`, `[2024-03-01 Fri]`
_STAMP = re.compile(r"[<\[]?(\d{4}-\d\d-\d\d)(?:[ \t]+[^\W\d]+\.?)?(?:[ \t]+(\d\d:\d\d))?")
_QUOTED = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(slots=True)
class _About:
    """What the file says of itself and names."""

    title: str = ""
    people: list[Person] = field(default_factory=list)
    date: datetime | None = None
    tags: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: a Section for each heading and each block of code; drawers are no text."""
    about = _About()
    sections = list(_sections(decoded(blob.read()).split("\n"), about))
    yield blob.document(
        sections,
        title=about.title or next((item.headings[0] for item in sections if item.headings), ""),
        people=tuple(about.people),
        date=about.date,
        tags=tuple(about.tags),
        aliases=tuple(about.aliases),
        links=tuple(about.links),
    )


def shown(text: str, links: list[str]) -> str:
    """Return `text` with its links as a reader sees them; where they lead goes to `links`."""
    if "[[" not in text:
        return text

    def one(link: re.Match[str]) -> str:
        target, name = link[1], link[2]
        links.append(re.sub(r"^(?:file|id|roam):|::.*$", "", target))
        return name or re.sub(r"^(?:file|roam):", "", target)

    return _LINK.sub(one, text)


def _sections(lines: Sequence[str], about: _About) -> Iterator[Section]:
    outline = Outline()
    held: list[str] = []
    first = 0
    at = 0

    def paragraph() -> list[Section]:
        nonlocal held
        body, held = "\n".join(held).rstrip(), []
        blank = len(body) - len(body.lstrip("\n"))
        if not body.strip():
            return []
        return [Section(shown(body[blank:], about.links), Locator(line=first + blank + 1), outline.fill())]

    while at < len(lines):
        line = lines[at]
        end = at
        if heading := _HEADING.match(line) if line.startswith("*") else None:
            yield from paragraph()
            about.tags += (heading[3] or "").strip(":").split(":")
            yield from outline.enter(len(heading[1]), shown(heading[2], about.links), Locator(line=at + 1))
        elif line.startswith("#+") and (keyword := _KEYWORD.match(line)):
            yield from paragraph()
            _note(about, keyword[1].lower(), shown(keyword[2].strip(), about.links))
        elif (block := _BEGIN.match(line)) and block[1].lower() in _CODE:
            yield from paragraph()
            end = _closing(lines, at, re.compile(rf"[ \t]*#\+end_{block[1]}\b", re.I))
            body = "\n".join(lines[at + 1 : end])
            if body.strip():
                blank = len(body) - len(body.lstrip("\n"))
                yield Section(body.strip("\n"), Locator(line=at + 2 + blank), outline.fill(), "code")
        elif (drawer := _DRAWER.match(line)) and (end := _closing(lines, at, _END)) > at:
            yield from paragraph()
            if drawer[1].upper() == "PROPERTIES":
                _identify(about, lines[at + 1 : end], top=not outline.headings)
        elif line.lstrip().lower().startswith(("#+begin_", "#+end_")) or line.startswith("# "):
            yield from paragraph()  # marks of quotes and the like, and comments
        else:
            if not held:
                first = at
            held.append(line)
        at = end + 1
    yield from paragraph()
    yield from outline.end()


def _closing(lines: Sequence[str], at: int, mark: re.Pattern[str]) -> int:
    """The line that closes what begins at `at`, or `at` itself when the next heading comes first."""
    for end in range(at + 1, len(lines)):
        if mark.match(lines[end]):
            return end
        if _HEADING.match(lines[end]):
            break
    return at


def _note(about: _About, name: str, text: str) -> None:
    if name == "title":
        about.title = f"{about.title} {text}".strip()
    elif name == "author" and text:
        about.people.append(Person(text[:200], "", "author"))
    elif name == "date":
        about.date = about.date or _date(text)
    elif name in ("filetags", "roam_tags", "keywords"):
        about.tags += [word for word in re.split(r"[:,\s]+", text) if word]
    elif name == "roam_alias":
        about.aliases += _quoted(text)


def _identify(about: _About, lines: Sequence[str], *, top: bool) -> None:
    """Take the names that other notes use: the note's id, its aliases, the work it is about."""
    for line in lines:
        if found := _PROPERTY.match(line):
            name = found[1].upper()
            if name in ("ID", "CUSTOM_ID"):
                about.aliases.append(found[2])
            elif name in ("ROAM_ALIASES", "ALIASES", "ALIAS"):
                about.aliases += _quoted(found[2])
            elif name == "ROAM_REFS":
                about.links += _quoted(found[2])
            elif name in ("CREATED", "DATE") and top:
                about.date = about.date or _date(found[2])


def _quoted(text: str) -> list[str]:
    return [whole or word for whole, word in _QUOTED.findall(text)]


def _date(text: str) -> datetime | None:
    found = _STAMP.search(text)
    return written(f"{found[1]} {found[2]}" if found[2] else found[1]) if found else None


EXTRACTOR = documents
