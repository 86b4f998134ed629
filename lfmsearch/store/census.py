"""What there is, counted and listed: what is newest, what lies at a place, which names and values occur."""

from __future__ import annotations

import json
from collections.abc import Iterable

import apsw

from lfmsearch.store.names import encoded


class Census:
    """Look-ups over one connection; used by one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._run = connection.execute

    def newest(self, limit: int, *, until: float) -> list[int]:
        """Return the newest Documents that stand for themselves (no attachments), none dated after `until` (epoch seconds)."""
        sql = "SELECT id FROM document WHERE kind <> 'attachment' AND moment <= ? ORDER BY moment DESC, id LIMIT ?"
        return [number for (number,) in self._run(sql, (int(until), limit))]

    def identified(self, things: Iterable[tuple[str, str, str]]) -> list[int | None]:
        """
        Return the Document of each (path, member, key): what lies there now, else what has that key; None where there is neither.

        A key is `kind/type/content key`, as `key_of` has it.
        """
        asked = [(encoded(path), member, encoded(key)) for path, member, key in things]
        sql = """SELECT asked.key, coalesce(
                     (SELECT place.document_id FROM file JOIN place ON place.file_id = file.id
                      WHERE file.path = asked.value ->> 0 AND place.member = asked.value ->> 1),
                     (SELECT id FROM document WHERE document.key = asked.value ->> 2))
                 FROM json_each(?) AS asked ORDER BY asked.key"""
        return [number for _, number in self._run(sql, (json.dumps(asked),))]
