"""Rich Text Format, as Word, WordPad, TextEdit and many exports write it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from lfmsearch.errors import ExtractError
from lfmsearch.extract import embedded
from lfmsearch.extract.about import About
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.dates import written
from lfmsearch.extract.tables import line_of
from lfmsearch.types import Document, Section

# Pictures and objects: nothing of them is text, and they are most of a file.
_DIGITS = re.compile(r"(?<=[\s}])[0-9A-Fa-f]{60,}(?:\s+[0-9A-Fa-f]{2,})*")
_NO_HEX = re.compile(r"[^0-9A-Fa-f]+")
_EIGHT_BIT = re.compile(rb"[\x80-\xff]")
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
# Some writers put the mark of what may be ignored where no group begins; it would hide all that follows.
_STRAY = re.compile(r"(?<![{\\\s])\\\*")
_HEADER = re.compile(r"\\(?:header|footer)[lrf]?\b")
_CODEPAGE = re.compile(r"\\ansicpg(\d+)")
_DATE = re.compile(r"\{\\(?:revtim|creatim)\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)(?:\\hr(\d\d?))?(?:\\min(\d\d?))?")
# Fonts of scripts whose encoding Python lacks; without their mark the document's own encoding is taken.
_CHARSET = re.compile(r"\\fcharset\d+")


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the Document, then the files embedded in it."""
    source = ascii_source(blob.read())
    bare = _DIGITS.sub("", source)
    text = rtf_text(bare)
    if not text.strip():  # forms of nothing but a header
        text = rtf_text(_HEADER.sub("", bare))
    about = About(title=_record(source, "title"), date=_date(source))
    about.wrote(_record(source, "author"), _record(source, "operator"))
    about.tagged(_record(source, "keywords"))
    about.says(_record(source, "subject"), _record(source, "doccomm"))
    yield about.document(blob, _sections(text), title=_bundle(blob.path))
    yield from embedded.documents(blob, _objects(source))


def _bundle(path: str) -> str:
    """The name of the document whose text this is, where TextEdit keeps it as a folder (`Lease.rtfd/TXT.rtf`); else empty."""
    name, ending = os.path.splitext(os.path.basename(os.path.dirname(path)))
    return name if ending.lower() == ".rtfd" else ""


def _objects(source: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the files embedded in it."""
    at = 0
    for number in range(1, embedded.MOST + 1):
        at = source.find("\\objdata", at) + len("\\objdata")
        if at < len("\\objdata"):
            return
        end = source.find("}", at)
        digits = _NO_HEX.sub("", source[at : end if end >= 0 else None])
        if found := embedded.pasted(bytes.fromhex(digits[: len(digits) // 2 * 2]), f"object {number}"):
            yield found


def ascii_source(data: bytes) -> str:
    """Without binary pictures, and bytes that should have been escaped escaped: so they are read in the encoding of their font."""
    kept: list[bytes] = []
    at = 0
    while found := _BINARY.search(data, at):
        kept.append(data[at : found.start()])
        at = found.end() + int(found[1])
    data = b"".join((*kept, data[at:])) if kept else data
    return _STRAY.sub("", _EIGHT_BIT.sub(lambda found: b"\\'%02x" % found[0][0], data).decode("ascii"))


def rtf_text(source: str) -> str:
    """Return the text of an RTF source; raises ExtractError when it is damaged."""
    from striprtf.striprtf import rtf_to_text

    for attempt in (source, _CHARSET.sub("", source)):
        try:
            text: str = rtf_to_text(attempt, errors="replace")
        except (LookupError, ValueError, TypeError):
            continue
        # Characters beyond the first 65,536 are written as two halves.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    raise ExtractError("It is damaged: its RTF cannot be read.")


def _sections(text: str) -> Iterator[Section]:
    """A paragraph a line; a line that ends with a bar is the row of a table."""
    for is_row, lines in groupby(text.split("\n"), key=lambda line: line.rstrip().endswith("|")):
        if is_row:
            yield Section(
                "\n".join(line_of(line.strip().removesuffix("|").split("|")) for line in lines), style="table"
            )
        elif body := "\n\n".join(line.strip() for line in lines if line.strip()):
            yield Section(body)


def _record(source: str, name: str) -> str:
    found = re.search(r"\{\\" + name + r"[ \\]((?:[^{}\\]|\\.){0,2000})\}", source[: 1 << 20])
    if not found:
        return ""
    page = _CODEPAGE.search(source)
    return " ".join(rtf_text(f"{{\\rtf1{page[0] if page else ''} {found[0][2 + len(name) :]}").split())


def _date(source: str) -> datetime | None:
    for found in sorted(_DATE.finditer(source, 0, 1 << 20), key=lambda item: "revtim" not in item[0]):
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())
        if year > 1601 and (date := written(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00")):
            return date
    return None


EXTRACTOR = documents
