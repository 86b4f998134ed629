"""The few marks the content files use, read as blocks: what the PDF and office writers lay out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `title`, `heading`, `text`, `bullet`, `table` (its rows in `rows`, the first is the header) or `page`."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A content file: the `key: value` lines before the first empty line, and the blocks after it."""

    fields: dict[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


def parsed(source: str) -> Page:
    """Read a content file: fields, then `# title`, `## heading`, `- bullet`, `| row |`, `---` (new page) and paragraphs."""
    head, _, body = source.partition("\n\n")
    fields = dict(fields_of(head))
    return Page(fields, tuple(_blocks(body)))


def fields_of(head: str) -> list[tuple[str, str]]:
    """Return the `key: value` lines of `head` in order; a line that is none is an error, with the line named."""
    pairs = []
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"not a 'key: value' line: {line!r}")
        pairs.append((key.strip(), value.strip()))
    return pairs


def _blocks(body: str) -> list[Block]:
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", body.strip()):
        lines = part.split("\n")
        if part.strip() == "---":
            blocks.append(Block("page"))
        elif part.startswith("## "):
            blocks.append(Block("heading", lines[0][3:]))
            blocks += _blocks("\n".join(lines[1:])) if lines[1:] else []
        elif part.startswith("# "):
            blocks.append(Block("title", lines[0][2:]))
            blocks += _blocks("\n".join(lines[1:])) if lines[1:] else []
        elif part.startswith("|"):
            rows = tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines)
            blocks.append(Block("table", rows=rows))
        elif part.startswith("- "):
            items = re.split(r"\n(?=- )", part)
            blocks += [Block("bullet", " ".join(item[2:].split())) for item in items]
        elif part:
            # Two blanks at the end of a line keep the break, as in Markdown: addresses, verses.
            text = re.sub(r"(?<!  )\n", " ", part)
            blocks.append(Block("text", re.sub(r" +\n", "\n", text)))
    return blocks
