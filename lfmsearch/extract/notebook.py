"""Jupyter notebooks: the cells' sources and the text they printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.markdown import readable_links
from lfmsearch.extract.text import whole
from lfmsearch.types import Document, Section

# Of what one cell printed; training logs are longer and say nothing more.
_OUTPUT_CHARS = 2_000


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: Markdown cells as prose under their headings, code cells as code. Anything else is
    plain text.
    """
    text = decoded(blob.read())
    try:
        notebook = json.loads(text)
        cells = notebook.get("cells") or notebook["worksheets"][0]["cells"]
        sections = list(_sections(cells))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        yield blob.document([whole(text, "code")])
        return
    yield blob.document(sections, title=next((item.headings[0] for item in sections if item.headings), ""))


def _sections(cells: list[dict[str, Any]]) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    for cell in cells:
        source = _joined(cell.get("source", cell.get("input", "")))
        if cell.get("cell_type") in ("markdown", "heading"):
            first, _, rest = source.lstrip().partition("\n")
            level = len(first) - len(first.lstrip("#"))
            if 0 < level <= 6 and first[level : level + 1] == " ":
                path = [item for item in path if item[0] < level] + [(level, first.strip("# "))]
                source = rest.strip("\n")
            if source.strip():
                yield Section(readable_links(source), headings=tuple(name for _, name in path))
            continue
        printed = [
            _joined(item.get("text") or item.get("data", {}).get("text/plain", "")) for item in cell.get("outputs", [])
        ]
        body = "\n\n".join(part for part in (source, "\n".join(printed)[:_OUTPUT_CHARS]) if part.strip())
        if body:
            yield Section(body, headings=tuple(name for _, name in path), style="code")


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


EXTRACTOR = documents
