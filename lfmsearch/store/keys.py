"""What Documents and passages are known by: hashes and keys. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from lfmsearch.store.names import encoded
from lfmsearch.types import Chunk, Document

HASH_BYTES = 16  # of a Chunk's text: 2^64 chunks before two are likely to share one


def passage_hash(chunk: Chunk) -> bytes | None:
    """Return the hash of the exact text that is embedded for a Chunk; None when none is."""
    return (
        hashlib.blake2b(chunk.passage().encode("utf-8", "replace"), digest_size=HASH_BYTES).digest()
        if chunk.embedded
        else None
    )


def document_key(document: Document) -> str:
    """Return what is the same for every copy of a Document, and for nothing else."""
    return encoded(f"{document.kind}/{document.type}/{document.content_key}")  # a path may be part of it


def document_digest(document: Document, chunks: Sequence[Chunk], names: str) -> bytes:
    """
    Return a hash of all that is written of a Document: equal digests need no writing.

    Args:
        chunks: all of them, its card first.
        names: file name and path in words.
    """
    whole = hashlib.blake2b(digest_size=HASH_BYTES)
    said = [document.title, *map(repr, (document.people, document.tags, document.aliases, document.links)), names]
    for part in [*said, *(f"{c.breadcrumb}\x1f{c.text}\x1f{c.locator}\x1f{c.embedded}" for c in chunks)]:
        whole.update(part.encode("utf-8", "replace"))
        whole.update(b"\x1e")
    return whole.digest()


def storable(text: str) -> str:
    """Return text as SQLite and FTS5 take it: lone surrogates (bytes of a name that are no UTF-8) become question marks."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode()
