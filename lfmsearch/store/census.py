"""What there is, counted and listed: what is newest, what lies at a place, which names and values occur."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

import apsw

from lfmsearch.store.connection import version
from lfmsearch.store.names import decoded, encoded


class Fact(NamedTuple):
    """What a Document is: `month` as `2024-03`, `writers` as (name, address), `path` of its first place and `root` of its Source."""

    kind: str
    type: str
    month: str
    language: str
    writers: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    path: str
    root: str


class Census:
    """Look-ups over one connection; used by one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection, self._run = connection, connection.execute

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

    def facts(self, documents: Iterable[int]) -> list[Fact]:
        """Return what Documents are, for counting; those that left the index are left out."""
        # CROSS JOIN keeps the order of the tables: from the few Documents asked for to where they lie.
        sql = """SELECT d.kind, d.type, strftime('%Y-%m', d.moment, 'unixepoch', 'localtime'), d.language, d.people, d.tags,
                     file.path, source.path
                 FROM json_each(?) AS asked CROSS JOIN document d ON d.id = asked.value
                 CROSS JOIN place ON place.document_id = d.id CROSS JOIN file ON file.id = place.file_id
                 CROSS JOIN source ON source.id = file.source_id GROUP BY d.id"""
        rows = self._run(sql, (json.dumps(list(documents)),))
        return [
            Fact(
                kind,
                type_,
                month or "",
                language,
                _writers(people),
                tuple(json.loads(tags)),
                decoded(path),
                decoded(root),
            )
            for kind, type_, month, language, people, tags, path, root in rows
        ]

    def languages_and_moments(self, documents: Iterable[int]) -> dict[int, tuple[str, int]]:
        """Return the language of each Document, empty where none could be told, and when it was written or changed (epoch seconds)."""
        sql = "SELECT d.id, d.language, d.moment FROM json_each(?) AS asked CROSS JOIN document d ON d.id = asked.value"
        return {
            number: (language, moment) for number, language, moment in self._run(sql, (json.dumps(list(documents)),))
        }

    def version(self) -> int:
        """Return a number that changes when the index does."""
        return version(self._connection)

    def people(self) -> list[tuple[str, str, int]]:
        """Return (name, address, times) of everybody who writes or receives; an address with the name it has most often."""
        rows = [people for (people,) in self._run("SELECT people FROM document WHERE people <> '[]'")]
        said: Counter[tuple[str, str]] = Counter()
        # Many at once, which is faster than each by itself; not all, since nothing else runs in Python meanwhile.
        for start in range(0, len(rows), 500):
            lists = json.loads(f"[{','.join(rows[start : start + 500])}]")
            said.update((name, address) for people in lists for _, name, address in people)
        named: dict[str, tuple[int, str, str, int]] = {}
        for (name, address), times in said.items():
            key = address.casefold() or name
            most, called, _, before = named.get(key, (0, "", "", 0))
            most, called = (times, name) if times > most else (most, called)
            named[key] = most, called, key if address else "", before + times
        return [(name, address, times) for _, name, address, times in named.values()]

    def tags(self) -> list[tuple[str, int]]:
        """Return the tags there are, with the number of Documents that have them."""
        sql = "SELECT tag.value, count(*) FROM document, json_each(document.tags) AS tag WHERE tags <> '[]' GROUP BY tag.value"
        return [(str(tag), count) for tag, count in self._run(sql)]

    def values(self, column: Literal["kind", "type", "language"]) -> list[tuple[str, int]]:
        """Return the values of a column of Documents, with their number; empty ones left out."""
        sql = f"SELECT {column}, count(*) FROM document WHERE {column} <> '' GROUP BY {column}"
        return [(str(value), count) for value, count in self._run(sql)]

    def years(self) -> list[tuple[str, int]]:
        """Return the years Documents are of, the newest first, with their number."""
        first, last = self._run("SELECT min(moment), max(moment) FROM document").get
        if first is None:
            return []
        found = []
        for year in range(_year(last), _year(first) - 1, -1):
            start, end = (datetime(one, 1, 1).astimezone().timestamp() for one in (year, year + 1))
            sql = "SELECT count(*) FROM document WHERE moment >= ? AND moment < ?"
            if count := self._run(sql, (int(start), int(end))).get:
                found.append((str(year), int(count)))
        return found

    def folders(self) -> list[tuple[str, int]]:
        """Return the folders that Files lie in, as paths, with the number of Files in each itself."""
        counts = Counter(path.rpartition(os.sep)[0] for (path,) in self._run("SELECT path FROM file"))
        return [(decoded(folder), count) for folder, count in counts.items()]


def _year(moment: float) -> int:
    """The year of a moment here; within those a calendar has."""
    try:
        return min(max(datetime.fromtimestamp(moment).astimezone().year, 1970), 2999)
    except (OSError, OverflowError, ValueError):
        return 1970 if moment < 0 else 2999


def _writers(people: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, address) for role, name, address in json.loads(people) if role in ("from", "author"))
