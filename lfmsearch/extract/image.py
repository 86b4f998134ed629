"""Pictures: what is written about them, and the text on them where the user has set a command for that. No pixel is decoded here."""

from __future__ import annotations

from collections.abc import Iterator

from lfmsearch.errors import ExtractError
from lfmsearch.extract import caption, ocr
from lfmsearch.extract.blob import WHOLE, Blob, Skipped
from lfmsearch.types import Document, Person, Section

# What the bytes begin with, and where: `ftyp` boxes name the brand after the size and their own name.
_KINDS = (
    ("png", 0, (b"\x89PNG",)),
    ("jpg", 0, (b"\xff\xd8\xff",)),
    ("gif", 0, (b"GIF8",)),
    ("bmp", 0, (b"BM",)),
    ("tiff", 0, (b"II*\x00", b"MM\x00*")),
    ("psd", 0, (b"8BPS",)),
    ("webp", 8, (b"WEBP",)),
    ("avif", 8, (b"avif", b"avis")),
    ("heic", 8, (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")),
)
# What programs that read text off pictures understand.
_READABLE = frozenset(("png", "jpg", "gif", "bmp", "tiff", "webp"))


def documents(blob: Blob) -> Iterator[Document]:
    """
    Yield the one Document: title, people, date and tags from what is written about the picture, the text on it as its text.

    Raises Skipped when there is nothing but the picture.
    """
    head = blob.head
    blob.type = next((kind for kind, at, marks in _KINDS if head[at:].startswith(marks)), blob.type)
    about = caption.of(blob)
    sections = [Section(about.description)] if about.description else []
    problem = ""
    blob.depends_on("ocr")
    if blob.limits.ocr and blob.type in _READABLE:
        if blob.size > WHOLE:
            problem = "It is larger than 64 MB: the text on it was not read."
        else:
            try:
                text = ocr.read(blob.read(), blob, blob.member)
                sections += [Section(text)] if text else []
            except ExtractError as error:
                problem = error.message
    if not sections and not problem:
        if not any((about.title, about.author, about.date, about.tags)):
            raise Skipped("It is a picture, and no text was found on it." if blob.limits.ocr else "It is a picture.")
        problem = "It is a picture: it is found by what is written about it."
    yield blob.document(
        sections,
        title=about.title,
        people=(Person(about.author[:200], "", "author"),) if about.author else (),
        date=about.date,
        tags=about.tags,
        problem=problem,
    )


EXTRACTOR = documents
