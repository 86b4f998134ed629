"""What the readers of exported notes have in common; how a note becomes a Document is in `noteapps`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob, Skipped
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.read import read, read_part
from lfmsearch.types import Document


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a note: its bytes, or why there are none."""

    name: str
    data: bytes = b""
    problem: str = ""


def attached(blob: Blob, parent: str, number: int, file: Attachment) -> Iterator[Document]:
    """Yield a file of the note whose member is `parent`, the `number`th of its files."""
    name = file.name.replace("\\", "/").rsplit("/", 1)[-1].strip()[:200] or "file"
    part = blob.part(file.data, name=name, member=f"{parent}/{number}:{name}", kind="attachment", parent=parent)

    def whole(part: Blob) -> Iterator[Document]:
        if file.problem:
            raise ExtractError(file.problem)
        yield from read(part)

    yield from read_part(part, extract=whole)


def leave_out(blob: Blob, reason: str) -> None:
    """
    Say that these bytes are not to be found at all, not even by their name; the reader then yields nothing.

    Raises:
        Skipped: with the reason, where they are a File; a part of one is passed over.
    """
    if not blob.member:
        blob.keep(())  # of what it was before nothing stays, and nothing takes its place
        raise Skipped(reason)


def too_large(size: int) -> str:
    """Return why a file of so many bytes is not read, empty when it is."""
    return f"It is larger than {WHOLE >> 20} MB." if size > WHOLE else ""


def loaded(data: bytes) -> dict[str, Any]:
    """Return the object that is written in JSON. Raises ExtractError when it is damaged or something else."""
    try:
        value = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise ExtractError("It is damaged: it is no valid JSON.") from error
    if not isinstance(value, dict):
        raise ExtractError("It is no export of notes: its JSON is no object.")
    return value


def items(value: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the objects listed in a field; what is no object is passed over."""
    listed = value.get(name)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def text(value: Mapping[str, Any], name: str) -> str:
    """Return a field's text, empty when it is none."""
    found = value.get(name)
    return found if isinstance(found, str) else ""
