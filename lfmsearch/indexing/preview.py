"""What indexing a place would take, before anything of it is read."""

from __future__ import annotations

import os
from mimetypes import MimeTypes

from lfmsearch.extract.formats import BY_SUFFIX
from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import scan
from lfmsearch.sources.stores import store_of
from lfmsearch.types import Preview, Source

# What one reader takes, in Files and in tokens of their text; measured on 4,800 Files of documentation.
FILES_PER_SECOND = 300
TOKENS_PER_SECOND = 400_000
# Tokens that a byte of a File gives, by the module that reads it; the common ones measured on documentation, code, mails and office
# files.
TOKENS_PER_BYTE_OF_TEXT = 0.3
TOKENS_PER_BYTE_OF_MAIL = 0.1
TOKENS_PER_BYTE = {
    "text": TOKENS_PER_BYTE_OF_TEXT, "markdown": 0.3, "csv": 0.3, "json": 0.25, "org": 0.3, "rst": 0.3, "tex": 0.3, "bib": 0.3,
    "subtitles": 0.15, "notebook": 0.1, "html": 0.12, "xml": 0.1, "calendar": 0.1,
    "mail": TOKENS_PER_BYTE_OF_MAIL, "emlx": 0.1, "mbox": 0.1,
    "image": 0.0, "archive": 0.0,
}  # fmt: skip
# Of what is packed, or has pictures in it: office files, PDFs, books.
TOKENS_PER_BYTE_ELSEWHERE = 0.05
# A File under a name that tells nothing is text where it is no larger, and most probably none where it is.
LARGEST_TEXT = 1 << 20
LONGEST_EXTENSION = 8  # what is longer, or holds signs, is no type: `1743.M2.host:2,S` is a mail in a Maildir

_TYPES = MimeTypes(filenames=())  # the same on every system
_NO_TEXT = ("audio/", "video/", "image/", "font/", "application/octet-stream", "application/x-python-code")


def preview(source: Source, rules: Rules, *, largest_bytes: int, tokens_per_second: float) -> Preview:
    """
    Return counts by type and size, and an estimate of the time.

    Args:
        tokens_per_second: what the chosen model embeds; 0 leaves meaning out of the estimate.
    """
    found = scan(source, rules, {}, largest_bytes=largest_bytes)
    is_mail = store_of(source.kind).holds == "mail"
    by_type: dict[str, tuple[int, int]] = {}
    tokens = 0.0
    for seen in found.new:
        extension = os.path.splitext(seen.path)[1].lstrip(".").lower()
        if not (extension.isascii() and extension.isalnum() and len(extension) <= LONGEST_EXTENSION):
            extension = "(none)"
        count, size = by_type.get(extension, (0, 0))
        by_type[extension] = (count + 1, size + seen.size)
        tokens += seen.size * tokens_per_byte(extension, seen.size, is_mail=is_mail)
    seconds = len(found.new) / FILES_PER_SECOND + tokens / TOKENS_PER_SECOND
    seconds += tokens / tokens_per_second if tokens_per_second else 0.0
    return Preview(
        files=len(found.new),
        bytes=sum(seen.size for seen in found.new),
        by_type=dict(sorted(by_type.items(), key=lambda item: -item[1][1])),
        seconds=seconds,
        excluded=found.excluded,
        problems=tuple(found.problems),
    )


def tokens_per_byte(extension: str, size: int, *, is_mail: bool = False) -> float:
    """
    Return about how many tokens a byte of a File gives, going by its name. Pure.

    Args:
        extension: without the dot, in small letters.
        size: of the File, in bytes.
        is_mail: whether it lies in the place of a mail program, where mailboxes have no extension.
    """
    if known := BY_SUFFIX.get(extension):
        return TOKENS_PER_BYTE.get(known.module, TOKENS_PER_BYTE_ELSEWHERE)
    if is_mail:
        return TOKENS_PER_BYTE_OF_MAIL
    if (_TYPES.guess_type(f"a.{extension}")[0] or "").startswith(_NO_TEXT):
        return 0.0
    return TOKENS_PER_BYTE_OF_TEXT if size <= LARGEST_TEXT or extension == "txt" else 0.0
