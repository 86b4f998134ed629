"""Reading bytes in the test's own process."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from lfmsearch.extract import read
from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.types import Document


def documents(data: bytes, name: str, *, store: str = "folder", **limits: Any) -> list[Document]:
    """All Documents of a File of that name and content."""
    blob = Blob(name=name, limits=Limits(**limits), file=BytesIO(data), size=len(data))
    blob.store = store
    return list(read.read(blob))


def documents_at(path: Path, *, store: str = "folder", **limits: Any) -> list[Document]:
    """All Documents of a File on disk."""
    with Blob.opened(str(path), Limits(**limits)) as blob:
        blob.store = store
        return list(read.read(blob))


def document(data: bytes | str, name: str, **limits: Any) -> Document:
    """The only Document of such a File."""
    [found] = documents(data.encode() if isinstance(data, str) else data, name, **limits)
    return found
