"""Obsidian's canvas (JSON Canvas): the texts, files and links on its cards, in the order they were put there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.markdown import parsed
from lfmsearch.extract.text import whole
from lfmsearch.types import Document, Section

# What a card or an arrow says, by the field that says it.
_SAID = ("text", "file", "url", "label")


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document, a note; what is no canvas is plain text."""
    text = decoded(blob.read())
    try:
        canvas = json.loads(text)
        items = [item for name in ("nodes", "edges") for item in canvas.get(name) or () if isinstance(item, dict)]
    except (ValueError, TypeError, AttributeError, RecursionError):
        yield blob.document([whole(text, "code")])
        return
    sections: list[Section] = []
    links: list[str] = []
    tags: list[str] = []
    for item in items:
        for name in _SAID:
            value: Any = item.get(name)
            if not isinstance(value, str):
                continue
            if name == "text":
                card = parsed(value, vault=True)
                # Lines of a card are not lines of the file.
                sections += [Section(part.text, headings=part.headings, style=part.style) for part in card.sections]
                links += card.links
                tags += card.tags
            else:
                sections.append(Section(value))
                links += [value] if name == "file" else []
    blob.kind = "note" if blob.kind == "file" else blob.kind
    title = os.path.splitext(blob.name)[0]
    yield blob.document(sections, title=title, tags=tuple(tags), links=tuple(links))


EXTRACTOR = documents
