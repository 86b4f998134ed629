"""
Mails as Apple Mail keeps them: the number of bytes, the mail, and a property list of what the program knows about it.

Of a `.partial.emlx` the attachments lie beside it: `Messages/12.partial.emlx`, `Attachments/12/2/lease.pdf`; the `2` is the part.
"""

from __future__ import annotations

import os
import plistlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers.expat import ExpatError

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.exports import leave_out
from lfmsearch.extract.mail import mail_documents
from lfmsearch.extract.mime import Part
from lfmsearch.types import Document

_DELETED = 1 << 1
# Real lists have under 10 kB.
_MOST_LIST = 1 << 20


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the mail, then its attachments; of one that was deleted and is not yet gone, nothing."""
    data = blob.read()
    problem = "Only its first 64 MB were read." if blob.size > WHOLE else ""
    length, _, rest = data.partition(b"\n")
    if length.strip().isdigit() and len(length) < 20:
        data, after = rest[: int(length)], rest[int(length) :]
        if _flags(after) & _DELETED:
            leave_out(blob, "It was deleted.")
            return
    yield from mail_documents(blob, data, problem=problem, elsewhere=lambda part: _detached(blob, part))


def _flags(after: bytes) -> int:
    """The flags in the property list behind a mail, 0 when there are none to be read."""
    try:
        values = plistlib.loads(after[:_MOST_LIST].strip())
    except (
        plistlib.InvalidFileException,
        ExpatError,
        ValueError,
        TypeError,
        LookupError,
        OverflowError,
        AttributeError,
    ):
        return 0
    flags = values.get("flags") if isinstance(values, dict) else 0
    return flags if isinstance(flags, int) else 0


def _detached(blob: Blob, part: Part) -> bytes | None:
    """The bytes of a part that lies beside the mail, None when it is not there (or there is no telling which it is)."""
    if not blob.path:
        return None
    messages, name = os.path.split(blob.path)
    folder = Path(messages).parent / "Attachments" / name.split(".", 1)[0] / (part.section or "1")
    try:
        files = sorted(item for item in folder.iterdir() if item.is_file() and not item.is_symlink())
    except OSError:
        return None
    wanted = part.name()
    found = next((item for item in files if item.name == wanted), files[0] if len(files) == 1 else None)
    if found is None:
        return None
    try:
        with Blob.opened(str(found), blob.limits) as file:
            return file.read()
    except (ExtractError, OSError):
        return None


EXTRACTOR = documents
