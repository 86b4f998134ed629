"""reStructuredText: headings by their underlines, the fields at the top, inline marks as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.outline import Outline
from lfmsearch.types import Document, Locator, Person, Section

# A line of nothing but one of these makes a heading of the text line above it (and below another such line).
_ADORNMENTS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_FIELD = re.compile(r":([A-Za-z][\w -]*):(?:[ \t]+(.*))?$")
# `.. _label:`, and a comment or directive without a name of its own
_TARGET = re.compile(r"\.\. _[^\n]*:\s*$")
_CODE = re.compile(r"[ \t]*\.\. (?:code|code-block|sourcecode|literalinclude|highlight|parsed-literal|math)::")
# A link or a role with a target of its own, and one whose text is its target.
_SHOWN = re.compile(r"(?::[\w:+.-]+:)?`([^`<\n]+?)\s*<([^<>`\n]+)>`_{0,2}")
_ROLE = re.compile(r":[\w:+.-]+:`[~!]?([^`\n]+)`|`([^`\n]+)`__?(?!\w)")
_STRONG = re.compile(r"(?<![\w*])\*{1,2}(?=\S)([^*\n]+?)(?<=\S)\*{1,2}(?![\w*])")


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: a Section for each heading and each block of code."""
    lines = decoded(blob.read()).split("\n")
    fields: dict[str, str] = {}
    links: list[str] = []
    names: list[str] = []
    sections = list(_sections(lines, fields, links, names))
    people = [fields[name] for name in ("author", "authors") if name in fields]
    yield blob.document(
        sections,
        title=fields.get("title") or next(iter(names), ""),
        people=tuple(
            Person(name[:200], "", "author")
            for raw in people
            for part in re.split("[;,]", raw)
            if (name := part.strip())
        ),
        date=written(fields.get("date", "")),
        tags=tuple(re.split(r"[,;]\s*", fields.get("tags") or fields.get("keywords") or "")),
        links=tuple(links),
    )


def _sections(lines: Sequence[str], fields: dict[str, str], links: list[str], names: list[str]) -> Iterator[Section]:
    outline = Outline()
    levels: list[str] = []
    at = _noted(lines, 0, fields)
    start = at
    while at < len(lines):
        if found := _heading(lines, at):
            name, mark, taken = found
            yield from _text(lines, start, at, outline, links)
            if mark not in levels:
                levels.append(mark)
            name = _readable(name, links)
            names.append(name)
            yield from outline.enter(levels.index(mark) + 1, name, Locator(line=at + taken - 1))
            at += taken
            if len(names) == 1:
                at = _noted(lines, at, fields)
            start = at
        elif _CODE.match(lines[at]) or (lines[at].rstrip().endswith("::") and _indented(lines, at + 1)):
            above = at if _CODE.match(lines[at]) else at + 1
            end = _end_of_block(lines, at)
            yield from _text(lines, start, above, outline, links)
            body = "\n".join(lines[above:end]).rstrip()
            blank = len(body) - len(body.lstrip("\n"))
            if body.strip():
                yield Section(body[blank:], Locator(line=above + blank + 1), outline.fill(), "code")
            at = start = end
        else:
            at += 1
    yield from _text(lines, start, len(lines), outline, links)
    yield from outline.end()


def _text(lines: Sequence[str], start: int, end: int, outline: Outline, links: list[str]) -> Iterator[Section]:
    """What stands between two lines; a label is an empty line."""
    kept = ["" if line.startswith(".. _") and _TARGET.match(line) else line for line in lines[start:end]]
    blank = next((count for count, line in enumerate(kept) if line.strip()), len(kept))
    if body := "\n".join(kept[blank:]).rstrip():
        yield Section(_readable(body, links), Locator(line=start + blank + 1), outline.fill())


def _heading(lines: Sequence[str], at: int) -> tuple[str, str, int] | None:
    """Name, marks and number of lines of the heading that begins here."""
    above = _adornment(lines[at])
    if above and at + 2 < len(lines) and lines[at + 1].strip() and _adornment(lines[at + 2]) == above:
        if len(lines[at].rstrip()) >= len(lines[at + 1].strip()) and not _adornment(lines[at + 1]):
            return lines[at + 1].strip(), above * 2, 3
        return None
    name = lines[at].rstrip()
    if not name.strip() or above or name.startswith((" ", "\t")) or at + 1 >= len(lines):
        return None
    below = _adornment(lines[at + 1])
    # A transition has empty lines around it; a line of text right above makes a heading, if no other line is above that.
    alone = at == 0 or not lines[at - 1].strip() or bool(_adornment(lines[at - 1]))
    if below and alone and len(lines[at + 1].rstrip()) >= max(3, min(len(name), 60)):
        return name, below, 2
    return None


def _adornment(line: str) -> str:
    """The mark that a line consists of, empty when it is text; `..` and `::` mean something else."""
    line = line.rstrip()
    return line[0] if len(line) >= 3 and line[0] in _ADORNMENTS and not line.strip(line[0]) else ""


def _noted(lines: Sequence[str], at: int, fields: dict[str, str]) -> int:
    """Take the list of fields that may begin here, and return the line after it; without one, this line."""
    begin = at
    while begin < len(lines) and not lines[begin].strip():
        begin += 1
    end, name = begin, ""
    while end < len(lines) and lines[end].strip():
        if found := _FIELD.match(lines[end]):
            name = found[1].strip().lower()
            fields.setdefault(name, (found[2] or "").strip())
        elif name and lines[end].startswith((" ", "\t")):
            fields[name] = f"{fields[name]} {lines[end].strip()}".strip()
        else:
            break
        end += 1
    known = {"author", "authors", "date", "title", "tags", "keywords"}
    # Only what is kept as a field is no text: `:Abstract:` and the like stay where they are.
    only = all((found := _FIELD.match(line)) and found[1].strip().lower() in known for line in lines[begin:end])
    return end if end > begin and only else at


def _indented(lines: Sequence[str], at: int) -> bool:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at < len(lines) and lines[at].startswith((" ", "\t"))


def _end_of_block(lines: Sequence[str], at: int) -> int:
    """The first line after the block that belongs to the line `at`."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    for end in range(at + 1, len(lines)):
        line = lines[end]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return end
    return len(lines)


def _readable(text: str, links: list[str]) -> str:
    """`text` as a reader sees it, with as many lines; where its links lead goes to `links`."""
    if "`" in text:

        def one(link: re.Match[str]) -> str:
            links.append(link[2])
            return link[1]

        text = _SHOWN.sub(one, text.replace("``", "\x01"))
        text = _ROLE.sub(lambda found: found[1] or found[2], text).replace("\x01", "")
    return _STRONG.sub(r"\1", text) if "*" in text else text


EXTRACTOR = documents
