"""BibTeX: one Section for each work, its fields as lines a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.tex import readable
from lfmsearch.extract.text import whole
from lfmsearch.types import Document, Locator, Section

_ENTRY = re.compile(r"^[ \t]*@(\w+)[ \t]*\{[ \t]*([^,\s{}]*)[ \t]*,", re.M)
_FIELD = re.compile(r"^[ \t]*([\w-]+)[ \t]*=[ \t]*(.*)$")
# What a reader asks for first; the others follow in the order they are written.
_FIRST = ("title", "author", "editor", "year", "date", "journal", "journaltitle", "booktitle", "publisher")
# Fields that only programs read.
_SILENT = frozenset(("file", "owner", "timestamp", "bdsk-file-1", "date-added", "date-modified", "mendeley-groups"))


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document. A file without any entry is plain text."""
    text = decoded(blob.read())
    yield blob.document(list(_works(text)) or [whole(text, "code")])


def _works(text: str) -> Iterator[Section]:
    starts = [found for found in _ENTRY.finditer(text) if found[1].lower() not in ("comment", "string", "preamble")]
    line = at = 0
    for number, start in enumerate(starts, start=1):
        end = starts[number].start() if number < len(starts) else len(text)
        line += text.count("\n", at, start.start())
        at = start.start()
        fields = _fields(text[start.end() : end])
        order = sorted(fields, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
        lines = [fields[name] if name == "title" else f"{name}: {fields[name]}" for name in order]
        yield Section("\n".join([*lines, f"{start[1].lower()} {start[2]}".strip()]), Locator(line=line + 1))


def _fields(body: str) -> dict[str, str]:
    """Field by field, as programs write them: each begins a line, and may go on in the next."""
    raw: dict[str, list[str]] = {}
    present: list[str] = []
    for line in body.split("\n"):
        if found := _FIELD.match(line):
            present = raw.setdefault(found[1].lower(), [])
            present.append(found[2])
        else:
            present.append(line)
    shown = {name: _bare(" ".join(pieces)) for name, pieces in raw.items() if name not in _SILENT}
    return {name: text for name, text in shown.items() if text}


def _bare(value: str) -> str:
    """Without the braces or quotation marks around it, and what comes after them."""
    return " ".join(readable(re.sub(r"[\s,}]+$", "", value.strip()).strip('"')).split())


EXTRACTOR = documents
