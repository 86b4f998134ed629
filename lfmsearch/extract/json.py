"""JSON and JSON Lines: keys as headings, records as rows that say what each value is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeGuard

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.text import whole
from lfmsearch.types import Document, Locator, Section

# As Python objects JSON takes up to 24 times its size; a larger file is read as the text it is.
_MOST_CHARS = 16 << 20
# Objects below this are written in one line with their keys.
_DEEPEST_HEADING = 5
_DEEPEST_KEY = 4
# More numbers in a row are a measurement or an outline on a map.
_MOST_NUMBERS = 20
# One word of this length is a picture or a key in text form.
_LONGEST_WORD = 1_000


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document. What is no JSON, or too large to be taken apart, is text as it is."""
    text = decoded(blob.read())
    value = None if blob.suffix in ("jsonl", "ndjson") else _parsed(text)
    title = ""
    if isinstance(value, dict) and isinstance(value.get("title"), str):
        title = value["title"]
    try:
        sections = list(_sections(value, ())) if isinstance(value, (dict, list)) else list(_lines(text))
    except RecursionError:
        sections = []
    yield blob.document(sections or [whole(text, "code")], title=title)


def _parsed(text: str) -> Any:
    """The value, None when there is none or it is too large. Numbers stay as they are written."""
    if len(text) > _MOST_CHARS or not text.strip():
        return None
    try:
        return json.loads(text, parse_int=_Number, parse_float=_Number, parse_constant=str)
    except (ValueError, RecursionError):
        return None


class _Number(str):
    """A number, as it is written."""

    __slots__ = ()


def _lines(text: str) -> Iterator[Section]:
    """One record a line; a line that is none is kept as it is. Nothing when the first lines are no records."""
    lines = text.split("\n")
    first = [line for line in lines[:50] if line.strip()][:2]
    if not first or not all(isinstance(_parsed(line), (dict, list)) for line in first):
        return
    rows = [_row(_parsed(line)) or line.strip() for line in lines]
    yield Section("\n".join(rows).rstrip(), Locator(row=1), style="table")


def _sections(value: object, path: tuple[str, ...]) -> Iterator[Section]:
    """The plain values of an object in one Section, then one for each object or list of records in it."""
    if isinstance(value, list):
        if _records(value):
            # As many rows as records, so that they can be counted.
            yield Section("\n".join(_row(item) for item in value), Locator(row=1), path, "table")
        elif text := _plain(value, "\n\n"):
            yield Section(text, headings=path)
        return
    if not isinstance(value, dict):
        return
    held = []
    deeper = []
    for key, item in value.items():
        if (isinstance(item, dict) or _records(item)) and len(path) < _DEEPEST_HEADING:
            deeper.append((key, item))
        elif text := _row(item) if isinstance(item, dict) or _records(item) else _plain(item, ", "):
            held.append(f"{key}: {text}")
    if held:
        yield Section("\n".join(held), headings=path)
    for key, item in deeper:
        yield from _sections(item, (*path, key[:200]))


def _records(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value) and not _is_numeric(value)


def _row(value: object) -> str:
    """A record in one line: `name: Anna | address.city: Rome`."""
    return " | ".join(
        " ".join(f"{key}: {text}".split()) if key else " ".join(text.split()) for key, text in _cells(value, "", 0)
    )


def _cells(value: object, key: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < _DEEPEST_KEY:
        for name, item in value.items():
            yield from _cells(item, f"{key}.{name}" if key else name, depth + 1)
    elif _records(value) and depth < _DEEPEST_KEY:
        for item in value:
            yield from _cells(item, key, depth + 1)
    elif text := _plain(value, ", "):
        yield key, text


def _plain(value: object, joint: str) -> str:
    """A value as text; what says nothing to a person is empty."""
    if isinstance(value, str):
        return "" if len(value) > _LONGEST_WORD and value.isascii() and " " not in value else value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not _is_numeric(value):
        return joint.join(text for item in value if (text := _plain(item, ", ")))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) and value else ""


def _is_numeric(value: list[Any]) -> bool:
    """Whether a list, or the lists in it, hold many numbers and nothing else."""
    flat: list[Any] = value
    for _ in range(_DEEPEST_KEY):
        if not flat or not all(isinstance(item, list) for item in flat):
            break
        flat = [inner for item in flat for inner in item]
    return len(flat) > _MOST_NUMBERS and all(isinstance(item, _Number) for item in flat)


EXTRACTOR = documents
