"""Everything that is asked of the index and changes nothing. Any number of Readers, each used by one thread at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import apsw

from lfmsearch.store.names import decoded, encoded
from lfmsearch.store.rows import Generation, PendingFile, StoredChunk, StoredDocument, StoredFile, StoredPlace
from lfmsearch.store.scope import Scope
from lfmsearch.types import Chunk, Coverage, Document, Locator, Person, Problem

# Embeddings begun and never ended until a passage is set aside: the first as one of several in hand, three alone. (After two alone,
# 200 kills at random on a busy machine had set aside one innocent passage of 2,400.)
SET_ASIDE = 4
# So many of the newest Documents are looked at before all are.
_LAST = 5_000


class Reader:
    """Look-ups over one connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._run = connection.execute

    # Files

    def known_files(
        self, source_path: str, *, unread: str, only: Collection[str] | None = None
    ) -> dict[str, tuple[int, int, int]]:
        """
        Return (size, mtime_ns, inode) of every File of a Source, by path.

        Args:
            unread: the TextRecipe of Files that were not opened; they are given as (-1, -1, -1), as if never seen.
            only: paths; those at them and below them are wanted, None for all.
        """
        sql = "SELECT path, size, mtime_ns, inode, recipe = ? FROM file WHERE source_id = (SELECT id FROM source WHERE path = ?)"
        values: tuple[str, ...] = (unread, encoded(source_path))
        rows: Iterable[Any]
        if only is None:
            rows = self._run(sql, values)
        else:
            # Below a path is what sorts between it with a separator and it with the next character.
            below = chr(ord(os.sep) + 1)
            rows = (
                row
                for path in only
                for row in self._run(
                    sql + " AND (path = ? OR (path > ? AND path < ?))",
                    (*values, encoded(path), encoded(path + os.sep), encoded(path + below)),
                )
            )
        return {
            path if path.isascii() else decoded(path): (-1, -1, -1) if skipped else (size, mtime, inode)
            for path, size, mtime, inode, skipped in rows
        }

    def reasons(self, source_path: str, recipe: str) -> dict[str, tuple[int, int, str]]:
        """Return (size, mtime_ns, reason) of the Files of a Source with this TextRecipe, by path."""
        sql = """SELECT path, size, mtime_ns, reason FROM file
                 WHERE recipe = ? AND source_id = (SELECT id FROM source WHERE path = ?)"""
        return {
            decoded(path): (size, mtime, reason)
            for path, size, mtime, reason in self._run(sql, (recipe, encoded(source_path)))
        }

    def pending(self, limit: int, *, tried: bool) -> list[PendingFile]:
        """
        Return Files still to be read, last modified first.

        Args:
            tried: whether to return those whose reading was begun and never ended, those least often begun first; else those never
                begun.
        """
        which, order = ("tries > 0", "tries, mtime_ns DESC") if tried else ("tries = 0", "mtime_ns DESC")
        sql = f"""SELECT file.path, mtime_ns, tries, source.kind, past FROM file JOIN source ON source.id = file.source_id
                  WHERE state = 'pending' AND {which} ORDER BY {order} LIMIT ?"""
        return [PendingFile(decoded(path), *rest) for path, *rest in self._run(sql, (limit,))]

    def files_of(self, recipe: str) -> list[str]:
        """Return the Files that were settled with this TextRecipe."""
        sql = "SELECT path FROM file WHERE recipe = ? AND state <> 'pending'"
        return [decoded(path) for (path,) in self._run(sql, (recipe,))]

    def pending_count(self) -> int:
        """Return how many Files are still to be read."""
        return int(self._run("SELECT count(*) FROM file WHERE state = 'pending'").get)

    def file(self, path: str) -> StoredFile | None:
        """Return the File at `path`, None when the index does not know it."""
        sql = """SELECT file.path, source.path, size, mtime_ns, state, reason, recipe, tries, since
                 FROM file JOIN source ON source.id = file.source_id WHERE file.path = ?"""
        row = self._run(sql, (encoded(path),)).fetchone()
        return StoredFile(decoded(row[0]), decoded(row[1]), *row[2:]) if row else None

    def queue_position(self, path: str) -> int | None:
        """Return the place of a pending File in the queue, from 1."""
        row = self._run("SELECT mtime_ns FROM file WHERE path = ? AND state = 'pending'", (encoded(path),)).fetchone()
        if row is None:
            return None
        return int(self._run("SELECT count(*) FROM file WHERE state = 'pending' AND mtime_ns > ?", row).get) + 1

    def problems(self, limit: int = 1_000) -> list[Problem]:
        """Return the Files that failed or gave less than their text, the newest first; not those without any text."""
        sql = f"""SELECT path, state, recipe, reason, since FROM file WHERE {_IS_PROBLEM}
                  ORDER BY since DESC, path LIMIT ?"""
        return [
            Problem(
                decoded(path),
                reason,
                datetime.fromtimestamp(since).astimezone().isoformat(),
                _RETRY.get(recipe) or _RETRY.get(state, "when the file changes"),
            )
            for path, state, recipe, reason, since in self._run(sql, (limit,))
        ]

    def untidy(self) -> bool:
        """Return whether something was replaced or forgotten since the last tidying."""
        return bool(self._run("SELECT value > 0 FROM fact WHERE key = 'untidy'").get)

    def embedded_up_to_date(self, recipe: str) -> bool:
        """Return whether every passage has a vector of this VectorRecipe and no other is being built, as recorded; cheap."""
        sql = """SELECT e.value = w.value FROM generation g JOIN fact w ON w.key = 'written'
                 JOIN fact e ON e.key = 'embedded ' || g.id WHERE g.recipe = ? AND g.state = 'active'
                 AND NOT EXISTS (SELECT 1 FROM generation WHERE state = 'building')"""
        return bool(self._run(sql, (recipe,)).get)

    # Counts

    def files_by_state(self, source_path: str | None = None) -> dict[str, int]:
        """Return how many Files are in each state, of one Source or of all."""
        counts = dict.fromkeys(("indexed", "pending", "failed", "skipped"), 0)
        if source_path is None:
            rows = self._run("SELECT state, count(*) FROM file GROUP BY state")
        else:
            sql = "SELECT state, count(*) FROM file WHERE source_id = (SELECT id FROM source WHERE path = ?) GROUP BY state"
            rows = self._run(sql, (encoded(source_path),))
        return counts | {str(state): int(count) for state, count in rows}

    def problem_count(self, source_path: str | None = None) -> int:
        """Return how many Files failed or gave less than their text."""
        sql = f"SELECT count(*) FROM file WHERE {_IS_PROBLEM}"
        if source_path is None:
            return int(self._run(sql).get)
        return int(
            self._run(sql + " AND source_id = (SELECT id FROM source WHERE path = ?)", (encoded(source_path),)).get
        )

    def by_name(self, source_path: str | None = None) -> dict[str, int]:
        """Return how many Files are known by name only, by reason, the most first; of one Source or of all."""
        where, values = "state = 'skipped' AND id IN (SELECT file_id FROM place)", tuple[str, ...]()
        if source_path is not None:
            where += " AND source_id = (SELECT id FROM source WHERE path = ?)"
            values = (encoded(source_path),)
        rows = self._run(f"SELECT reason, count(*) FROM file WHERE {where} GROUP BY reason ORDER BY 2 DESC, 1", values)
        return {str(reason): int(count) for reason, count in rows}

    def documents_by_kind(self) -> dict[str, int]:
        """Return how many Documents there are of each kind."""
        counts = dict.fromkeys(("file", "mail", "note", "attachment"), 0)
        rows = self._run("SELECT kind, count(*) FROM document GROUP BY kind")
        return counts | {str(kind): int(count) for kind, count in rows}

    def documents_of_source(self, source_path: str) -> int:
        """Return how many Documents lie in a Source."""
        sql = """SELECT count(DISTINCT place.document_id) FROM source JOIN file ON file.source_id = source.id
                 JOIN place ON place.file_id = file.id WHERE source.path = ?"""
        return int(self._run(sql, (encoded(source_path),)).get)

    def chunk_count(self) -> int:
        """Return how many Chunks there are, cards among them."""
        return int(self._run("SELECT count(*) FROM chunk").get)

    def coverage(self, generation_id: int | None) -> Coverage:
        """
        Return how many Documents there are, answer to words, and to meaning (at least their first passage has a vector).

        Cheap once everything is embedded: every Document answers to words from the moment it is there.
        """
        documents = int(self._run("SELECT count(*) FROM document").get)
        if generation_id is None or self.is_embedded(generation_id):
            return Coverage(documents, documents, 0 if generation_id is None else documents)
        unembedded = self._run(f"SELECT count(*) FROM ({_WITHOUT_MEANING})", (generation_id,)).get
        return Coverage(documents, documents, documents - int(unembedded))

    def moments(self, generation_id: int | None) -> dict[str, dict[str, int]]:
        """Return coverage by year, the newest first: documents, and how many answer to meaning."""
        return self._by(generation_id, "strftime('%Y', moment, 'unixepoch')", "document", "document.id")

    def meaning_by_source(self, generation_id: int | None) -> dict[str, int]:
        """Return how many Documents of each Source, by its path, answer to meaning."""
        tables = """(SELECT DISTINCT source.path, place.document_id FROM source JOIN file ON file.source_id = source.id
                     JOIN place ON place.file_id = file.id)"""
        found = self._by(generation_id, "path", tables, "document_id")
        return {decoded(path): counts["meaning"] for path, counts in found.items()}

    def _by(self, generation_id: int | None, name: str, tables: str, document: str) -> dict[str, dict[str, int]]:
        """How many Documents there are, and answer to meaning, for each value of `name`, the highest first."""
        if generation_id is None or self.is_embedded(generation_id):
            meaning, values = "0" if generation_id is None else "count(*)", tuple[int, ...]()
        else:
            meaning, values = f"count(*) - sum({document} IN ({_WITHOUT_MEANING}))", (generation_id,)
        rows = self._run(f"SELECT {name} AS name, count(*), {meaning} FROM {tables} GROUP BY 1 ORDER BY 1 DESC", values)
        return {str(name): {"documents": documents, "meaning": count} for name, documents, count in rows}

    def is_embedded(self, generation_id: int) -> bool:
        """Return whether all there is has a vector in a Generation, as recorded; cheap."""
        sql = "SELECT value = (SELECT value FROM fact WHERE key = 'written') FROM fact WHERE key = ?"
        return bool(self._run(sql, (f"embedded {generation_id}",)).get)

    # Documents and chunks

    def documents(self, ids: Sequence[int]) -> dict[int, StoredDocument]:
        """Return Documents by id, with all their places; those that left the index are left out."""
        wanted = json.dumps(list(ids))
        places: dict[int, list[StoredPlace]] = {}
        parents: dict[int, int] = {}
        sql = """SELECT place.document_id, file.path, place.member, source.path, source.kind, place.parent_id FROM place
                 JOIN file ON file.id = place.file_id JOIN source ON source.id = file.source_id
                 WHERE place.document_id IN (SELECT value FROM json_each(?)) ORDER BY file.path, place.member"""
        for number, path, member, source, store, parent in self._run(sql, (wanted,)):
            places.setdefault(number, []).append(StoredPlace(decoded(path), member, decoded(source), store))
            if parent is not None:
                parents.setdefault(number, parent)
        found: dict[int, StoredDocument] = {}
        sql = """SELECT id, kind, type, title, people, tags, date, moment, thread, size, key, problem FROM document
                 WHERE id IN (SELECT value FROM json_each(?))"""
        for number, kind, type_, title, people, tags, date, moment, thread, size, key, problem in self._run(
            sql, (wanted,)
        ):
            found[number] = StoredDocument(
                id=number,
                kind=kind,
                type=type_,
                title=title,
                people=tuple(Person(name, address, role) for role, name, address in json.loads(people)),
                tags=tuple(json.loads(tags)),
                date=datetime.fromisoformat(date) if date else None,
                moment=moment,
                thread=thread,
                size=size,
                content_key=_content_key(key),
                problem=problem,
                places=tuple(places.get(number, ())),
                parent=parents.get(number),
            )
        return found

    def children(self, number: int) -> list[StoredDocument]:
        """Return the Documents that are attached to Document `number`, in the order of their names."""
        sql = "SELECT DISTINCT document_id FROM place WHERE parent_id = ?"
        found = self.documents([child for (child,) in self._run(sql, (number,))])
        return sorted(found.values(), key=lambda child: child.title.casefold())

    def stale_cards(self, limit: int) -> list[int]:
        """Return Documents whose card names a place they have lost."""
        return [number for (number,) in self._run("SELECT id FROM document WHERE digest = x'' LIMIT ?", (limit,))]

    def whole(self, number: int) -> tuple[Document, list[Chunk]]:
        """Return a Document as it was put, but for its Sections, and all its Chunks, the card first."""
        row = self._run(
            """SELECT kind, type, key, title, people, tags, date, thread, size, language, aliases, problem FROM document
               WHERE id = ?""",
            (number,),
        ).get
        kind, type_, key, title, people, tags, date, thread, size, language, aliases, problem = row
        document = Document(
            member="",
            kind=kind,
            type=type_,
            content_key=_content_key(key),
            title=title,
            people=tuple(Person(name, address, role) for role, name, address in json.loads(people)),
            date=datetime.fromisoformat(date) if date else None,
            tags=tuple(json.loads(tags)),
            thread=thread,
            size=size,
            problem=problem,
            aliases=tuple(json.loads(aliases)),
            links=tuple(target for (target,) in self._run("SELECT target FROM link WHERE document_id = ?", (number,))),
            language=language,
        )
        sql = "SELECT ordinal, text, breadcrumb, locator, hash IS NOT NULL FROM chunk WHERE document_id = ? ORDER BY ordinal"
        chunks = [
            Chunk(ordinal, text, breadcrumb, Locator.from_json(json.loads(locator)), bool(embedded))
            for ordinal, text, breadcrumb, locator, embedded in self._run(sql, (number,))
        ]
        return document, chunks

    def newest(self, scope: Scope, limit: int) -> list[int]:
        """Return the ids of the newest Documents in scope, the newest first."""
        within, order = scope.sql or "SELECT d.id FROM document d WHERE 1", "d.moment DESC, d.id LIMIT ?"
        # Where the scope lets much through, the last ones tell, and nobody looks at the rest. Where it lets little through, all have to
        # be looked at, which is done fastest in the order in which they are stored.
        late = "d.moment >= (SELECT moment FROM document ORDER BY moment DESC LIMIT 1 OFFSET ?)"
        found = [
            number for (number,) in self._run(f"{within} AND {late} ORDER BY {order}", (*scope.values, _LAST, limit))
        ]
        if len(found) == limit:
            return found
        return [number for (number,) in self._run(f"{within} ORDER BY +{order}", (*scope.values, limit))]

    def documents_at(self, path: str) -> list[int]:
        """Return the ids of the Documents in the File at `path`, the outermost first."""
        sql = """SELECT place.document_id FROM place JOIN file ON file.id = place.file_id WHERE file.path = ?
                 ORDER BY place.parent_id IS NOT NULL, length(place.member), place.member"""
        return [number for (number,) in self._run(sql, (encoded(path),))]

    def chunks(self, document_id: int, first: int = 0, last: int = 1 << 30) -> list[StoredChunk]:
        """Return the Chunks of a Document with ordinals from `first` to `last`, in order."""
        sql = """SELECT document_id, ordinal, text, breadcrumb, locator, hash IS NULL FROM chunk
                 WHERE document_id = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal"""
        return [
            StoredChunk(number, ordinal, text, breadcrumb, Locator.from_json(json.loads(locator)), bool(quoted))
            for number, ordinal, text, breadcrumb, locator, quoted in self._run(sql, (document_id, first, last))
        ]

    def page(self, page_id: int) -> tuple[int, int]:
        """Return the first and last ordinal of a page of words."""
        row = self._run("SELECT first, last FROM page WHERE id = ?", (page_id,)).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    # Generations

    def generations(self) -> list[Generation]:
        """Return the Generations there are, the active one first."""
        sql = "SELECT id, recipe, model, dimensions, state FROM generation ORDER BY state <> 'active', id DESC"
        return [Generation(*row) for row in self._run(sql)]

    def active_generation(self) -> Generation | None:
        """Return the Generation that answers; None while nothing was embedded."""
        return next((generation for generation in self.generations() if generation.state == "active"), None)

    def embedding_progress(self, generation_id: int) -> tuple[int, int]:
        """Return how many passages of all have a vector in a Generation: (done, total), copies counted once."""
        total = int(self._run("SELECT count(DISTINCT hash) FROM chunk WHERE hash IS NOT NULL").get)
        return total - self.unembedded_count(generation_id), total

    def unembedded_count(self, generation_id: int) -> int:
        """Return how many different passages have no vector yet in a Generation."""
        sql = f"SELECT count(DISTINCT c.hash) FROM chunk c WHERE c.hash IS NOT NULL AND NOT {_HAS_VECTOR.format('c')}"
        return int(self._run(sql, (generation_id,)).get)

    def unembedded(self, generation_id: int, *, limit: int, tried: bool) -> list[tuple[bytes, int, int]]:
        """
        Return (hash, chunk id, tries) of passages without a vector: the first of every Document before the second of any, and
        among those the newest Document first.

        Args:
            tried: whether to return those whose embedding was begun and never ended, those least often begun first; else those never
                begun. What is set aside is in neither.
        """
        tries = f"BETWEEN 1 AND {SET_ASIDE - 1}" if tried else "IS NULL"
        sql = f"""SELECT c.hash, c.id, coalesce(a.tries, 0) FROM chunk c JOIN document d ON d.id = c.document_id
                  LEFT JOIN attempt a ON a.hash = c.hash
                  WHERE c.hash IS NOT NULL AND a.tries {tries} AND NOT {_HAS_VECTOR.format("c")}
                  GROUP BY c.hash ORDER BY a.tries, min(c.ordinal), max(d.moment) DESC LIMIT ?"""
        return list(self._run(sql, (generation_id, limit)))

    def set_aside(self) -> list[tuple[int, int]]:
        """Return (document, ordinal) of Chunks that took the program down three times while they were embedded alone."""
        sql = "SELECT document_id, ordinal FROM chunk WHERE hash IN (SELECT hash FROM attempt WHERE tries >= ?)"
        return list(self._run(sql, (SET_ASIDE,)))

    def passages(self, chunk_ids: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield (chunk id, exact text to embed)."""
        sql = "SELECT id, breadcrumb, text FROM chunk WHERE id IN (SELECT value FROM json_each(?))"
        for number, breadcrumb, text in self._run(sql, (json.dumps(list(chunk_ids)),)):
            yield number, f"{breadcrumb}\n{text}" if breadcrumb else text


# A picture, an empty file or a program's own data has no text: nothing that anybody could mend.
_IS_PROBLEM = "reason <> '' AND state IN ('failed', 'indexed')"

# When a File that gave less than its text is tried again, by its recipe or its state.
_RETRY = {
    "unreadable": "as soon as it may be read",
    "failed": "when the file or its reader changes",
}


def _content_key(key: str) -> str:
    """The part of a Document's key that comes from its content; see `keys.document_key`."""
    return decoded(key).split("/", 2)[2]


_WITHOUT_MEANING = """SELECT document_id FROM (SELECT document_id, min(ordinal), hash FROM chunk WHERE hash IS NOT NULL
                      GROUP BY document_id) AS first WHERE NOT EXISTS (
                      SELECT 1 FROM vector WHERE vector.generation_id = ? AND vector.hash = first.hash)"""
_HAS_VECTOR = "EXISTS (SELECT 1 FROM vector WHERE vector.generation_id = ? AND vector.hash = {0}.hash)"
