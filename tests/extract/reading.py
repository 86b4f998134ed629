"""Reading bytes in the test's own process."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from lfmsearch.extract import formats
from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.types import Document


def documents(data: bytes, name: str, **limits: Any) -> list[Document]:
    """All Documents of a File of that name and content."""
    return list(formats.read(Blob(name=name, limits=Limits(**limits), file=BytesIO(data), size=len(data))))


def document(data: bytes | str, name: str, **limits: Any) -> Document:
    """The only Document of such a File."""
    [found] = documents(data.encode() if isinstance(data, str) else data, name, **limits)
    return found
