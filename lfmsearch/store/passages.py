"""Passages by what they are known by elsewhere: the Hit that points at one, and the hash that its vectors are kept under."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import apsw


class Passages:
    """Look-ups over one connection; used by one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def hashes(self, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        """Return the passage hash of each (Document, ordinal); what is not there, or not embedded, is left out."""
        sql = """SELECT chunk.document_id, chunk.ordinal, chunk.hash FROM json_each(?) AS wanted JOIN chunk
                 ON chunk.document_id = wanted.value ->> 0 AND chunk.ordinal = wanted.value ->> 1 WHERE chunk.hash IS NOT NULL"""
        rows = self._connection.execute(sql, (json.dumps(list(places)),))
        return {(document, ordinal): key for document, ordinal, key in rows}

    def texts(self, hashes: Sequence[bytes]) -> dict[bytes, str]:
        """Return the exact text each hash stands for, as it is embedded; what left the index is left out."""
        sql = "SELECT hash, breadcrumb, text FROM chunk WHERE hash = ? LIMIT 1"
        rows = self._connection.executemany(sql, ((key,) for key in hashes))
        return {key: f"{breadcrumb}\n{text}" if breadcrumb else text for key, breadcrumb, text in rows}

    def present(self, hashes: Sequence[bytes]) -> set[bytes]:
        """Return those that some Document still has."""
        sql = "SELECT hash FROM chunk WHERE hash = ? LIMIT 1"
        return {key for (key,) in self._connection.executemany(sql, ((key,) for key in hashes))}
