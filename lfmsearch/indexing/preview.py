"""What indexing a place would take, before anything of it is read."""

from __future__ import annotations

import os

from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import scan
from lfmsearch.types import Preview, Source

# Files read a second by one reader, and tokens a byte of a file gives: text about a quarter, office files and PDFs far fewer.
FILES_PER_SECOND = 300
TOKENS_PER_BYTE = {"txt": 0.25, "md": 0.25, "html": 0.1, "eml": 0.1, "mbox": 0.1, "csv": 0.3}
TOKENS_PER_BYTE_ELSEWHERE = 0.01
LONGEST_EXTENSION = 8  # what is longer, or holds signs, is no type: `1743.M2.host:2,S` is a mail in a Maildir


def preview(source: Source, rules: Rules, *, largest_bytes: int, tokens_per_second: float) -> Preview:
    """
    Return counts by type and size, and an estimate of the time.

    Args:
        tokens_per_second: what the chosen model embeds; 0 leaves meaning out of the estimate.
    """
    found = scan(source, rules, {}, largest_bytes=largest_bytes)
    by_type: dict[str, tuple[int, int]] = {}
    tokens = 0.0
    for seen in found.new:
        extension = os.path.splitext(seen.path)[1].lstrip(".").lower()
        if not (extension.isascii() and extension.isalnum() and len(extension) <= LONGEST_EXTENSION):
            extension = "(none)"
        count, size = by_type.get(extension, (0, 0))
        by_type[extension] = (count + 1, size + seen.size)
        tokens += seen.size * TOKENS_PER_BYTE.get(extension, TOKENS_PER_BYTE_ELSEWHERE)
    seconds = len(found.new) / FILES_PER_SECOND + (tokens / tokens_per_second if tokens_per_second else 0.0)
    return Preview(
        files=len(found.new),
        bytes=sum(seen.size for seen in found.new),
        by_type=dict(sorted(by_type.items(), key=lambda item: -item[1][1])),
        seconds=seconds,
        excluded=found.excluded,
        problems=tuple(found.problems),
    )
