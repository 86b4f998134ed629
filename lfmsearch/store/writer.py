"""Everything that changes the index. One Writer per home, used by the indexer's thread alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import datetime

from lfmsearch.store.connection import rest, transaction
from lfmsearch.store.generations import GenerationWriter
from lfmsearch.store.keys import document_digest, document_key, storable
from lfmsearch.store.merging import is_scattered, merge
from lfmsearch.store.names import decoded, encoded
from lfmsearch.store.text import drop_words, replace_chunks, replace_words
from lfmsearch.types import Chunk, Document, FileState, Source


class Writer(GenerationWriter):
    """
    The one that changes the index.

    Every method is whole by itself or part of the transaction that `together` opened; `put` and `renew_card` need one. After a crash
    each File is either as it was or as it was meant to be.
    """

    # Sources

    def rest(self) -> None:
        """Give back the pages that are kept in memory."""
        rest(self._connection)

    def keep_sources(self, sources: Sequence[Source]) -> dict[str, int]:
        """Make the index know exactly these Sources; return their ids by path. Files of others are forgotten."""
        with transaction(self._connection):
            known = {path: number for number, path in self._run("SELECT id, path FROM source")}
            for source in sources:
                path = encoded(source.path)
                if path not in known:
                    self._run("INSERT INTO source (path, kind) VALUES (?, ?)", (path, source.kind))
                else:
                    self._run("UPDATE source SET kind = ?1 WHERE path = ?2 AND kind <> ?1", (source.kind, path))
                    if self._connection.changes():  # what is read of a File may depend on it
                        self._run(
                            "UPDATE file SET state = 'pending', tries = 0, past = '' WHERE source_id = ?",
                            (known[path],),
                        )
            wanted = {encoded(source.path) for source in sources}
            for path, number in known.items():
                if path not in wanted:
                    self._forget("SELECT id FROM file WHERE source_id = ?", (number,))
                    self._run("DELETE FROM source WHERE id = ?", (number,))
            ids = {path: number for number, path in self._run("SELECT id, path FROM source")}
        return {source.path: ids[encoded(source.path)] for source in sources}

    # Files

    def expect(self, source_id: int, files: Iterable[tuple[str, int, int, int]]) -> None:
        """
        Put Files in the queue to be read: new ones, and known ones that changed.

        Args:
            files: path, size in bytes, mtime in nanoseconds, inode.
        """
        now = int(time.time())
        with transaction(self._connection):
            self._connection.executemany(
                """INSERT INTO file (source_id, path, size, mtime_ns, inode, state, since) VALUES (?, ?, ?, ?, ?, 'pending', ?)
                   ON CONFLICT (path) DO UPDATE SET source_id = excluded.source_id, size = excluded.size, mtime_ns = excluded.mtime_ns,
                       inode = excluded.inode, state = 'pending', tries = 0, since = excluded.since""",
                ((source_id, encoded(path), size, mtime_ns, inode, now) for path, size, mtime_ns, inode in files),
            )

    def moved(self, files: Iterable[tuple[str, str]]) -> None:
        """Note that Files go by another path now; they are read again for their card, and embed nothing."""
        with transaction(self._connection):
            for old, new in files:
                self._forget("SELECT id FROM file WHERE path = ?", (encoded(new),))  # what was known there is no more
                self._run("UPDATE file SET path = ?, state = 'pending' WHERE path = ?", (encoded(new), encoded(old)))

    def forget(self, paths: Iterable[str]) -> None:
        """Take Files out of the index, and every Document that lay only in them. They stop being found at once."""
        with transaction(self._connection):
            for path in paths:
                self._forget("SELECT id FROM file WHERE path = ?", (encoded(path),))

    def settle(self, path: str, state: FileState, reason: str, recipe: str, past: str = "") -> None:
        """Record how a File's reading ended, and what its reader wants to know the next time."""
        self._run(
            "UPDATE file SET state = ?, reason = ?, recipe = ?, past = ?, tries = 0, since = ? WHERE path = ?",
            (state, reason, recipe, past, int(time.time()), encoded(path)),
        )

    def begin_reading(self, paths: Sequence[str]) -> None:
        """Record attempts to read Files before their bytes are touched, so that what takes the program down is known."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE file SET tries = tries + 1 WHERE path = ?", ((encoded(path),) for path in paths)
            )

    def give_up_reading(self, paths: Sequence[str]) -> None:
        """Take back attempts to read Files that were not carried out."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE file SET tries = max(0, tries - 1) WHERE path = ? AND state = 'pending'",
                ((encoded(path),) for path in paths),
            )

    def reread(self, current: Set[str], *, spare: Sequence[str]) -> None:
        """
        Put back in the queue every File whose recipe has a part that is not current, but for those with a recipe of `spare`.

        A recipe is its parts with blanks between them; a change of one reader concerns the Files it read, and no others.
        """
        recipes = {held for (held,) in self._run("SELECT DISTINCT recipe FROM file WHERE state <> 'pending'")}
        for recipe in recipes.difference(spare):
            if not set(recipe.split()) <= current:
                self._run(
                    "UPDATE file SET state = 'pending', tries = 0, past = '' WHERE recipe = ? AND state <> 'pending'",
                    (recipe,),
                )

    def requeue(self, paths: Iterable[str]) -> None:
        """Put Files back in the queue as they are."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE file SET state = 'pending', tries = 0 WHERE path = ?", ((encoded(path),) for path in paths)
            )

    # Documents

    def put(
        self,
        path: str,
        document: Document,
        card: Chunk,
        chunks: Sequence[Chunk],
        *,
        names: str,
        moment: int,
        reading: int,
    ) -> None:
        """
        Store a Document read from the File at `path`, replacing what was there.

        What has not changed is not written: an equal text keeps its Chunks, and with them its vectors.

        Args:
            names: file name and path in words, for the words leg.
            moment: epoch seconds it is sorted and filtered by.
            reading: number of this reading of the File; `finish_reading` takes away what it did not see.
        """
        file_id = self._run("SELECT id FROM file WHERE path = ?", (encoded(path),)).get
        key = document_key(document)
        people = json.dumps(
            [[person.role, person.name, person.address] for person in document.people], ensure_ascii=False
        )
        tags, aliases = (json.dumps(names, ensure_ascii=False) for names in (document.tags, document.aliases))
        everything = [card, *chunks]
        digest = document_digest(document, everything, names)
        row = self._run("SELECT id, digest FROM document WHERE key = ?", (key,)).fetchone()
        values = (
            document.kind,
            document.type,
            storable(document.title),
            storable(people),
            storable(tags),
            document.date.isoformat() if document.date else None,
            moment,
            storable(document.thread),
            document.size,
            digest,
            document.language,
            storable(aliases),
            storable(document.problem),
        )
        if row is None:
            self._run(
                """INSERT INTO document (key, kind, type, title, people, tags, date, moment, thread, size, digest, language, aliases,
                   problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (key, *values),
            )
            number = self._connection.last_insert_rowid()
        else:
            number = row[0]
            self._run(
                """UPDATE document SET kind = ?, type = ?, title = ?, people = ?, tags = ?, date = ?, moment = ?, thread = ?, size = ?,
                   digest = ?, language = ?, aliases = ?, problem = ? WHERE id = ?""",
                (*values, number),
            )
        if row is None or row[1] != digest:
            replace_words(self._connection, number, document, everything, names=names, learner=self._learner)
            replace_chunks(self._connection, number, everything)
            self._replace_links(number, document.links)
        parent = None
        if document.parent is not None:
            parent = self._run(
                "SELECT document_id FROM place WHERE file_id = ? AND member = ?", (file_id, storable(document.parent))
            ).get
        before = self._run(
            "SELECT document_id FROM place WHERE file_id = ? AND member = ?", (file_id, storable(document.member))
        ).get
        # Two statements that change one row each: a replacing one is a savepoint to SQLite, at which FTS5 writes out what it gathers.
        place = (number, parent, reading, file_id, storable(document.member))
        if before is None:
            self._run(
                "INSERT INTO place (document_id, parent_id, reading, file_id, member) VALUES (?, ?, ?, ?, ?)", place
            )
        else:
            self._run(
                "UPDATE place SET document_id = ?, parent_id = ?, reading = ? WHERE file_id = ? AND member = ?", place
            )
        if before is not None and before != number:
            self._drop_homeless([before])

    def renew_card(self, number: int, document: Document, chunks: Sequence[Chunk], *, names: str) -> None:
        """
        Write card and words of a Document anew where only its places have changed.

        Args:
            chunks: all of them, its card first.
            names: as in `put`.
        """
        replace_words(self._connection, number, document, chunks, names=names, learner=self._learner)
        self._run("UPDATE chunk SET text = ? WHERE document_id = ? AND ordinal = 0", (storable(chunks[0].text), number))
        digest = document_digest(document, chunks, names)
        self._run("UPDATE document SET digest = ? WHERE id = ?", (digest, number))

    def places_of(self, document: Document) -> list[tuple[str, str, str]]:
        """Return (path, member, source path) of the places a Document lies at already, at most five."""
        sql = """SELECT file.path, place.member, source.path FROM document JOIN place ON place.document_id = document.id
                 JOIN file ON file.id = place.file_id JOIN source ON source.id = file.source_id
                 WHERE document.key = ? ORDER BY file.path, place.member LIMIT 5"""
        return [
            (decoded(path), member, decoded(source))
            for path, member, source in self._run(sql, (document_key(document),))
        ]

    def next_reading(self, path: str) -> int:
        """Return the number of the reading of a File that begins now."""
        sql = "SELECT max(place.reading) FROM place JOIN file ON file.id = place.file_id WHERE file.path = ?"
        return int(self._run(sql, (encoded(path),)).get or 0) + 1

    def keep(self, path: str, members: Sequence[tuple[str, str]] | None, reading: int) -> None:
        """
        Say what of a File's Documents is still in it without having been read again; every other one leaves now.

        Args:
            members: (member before, member now), each with all that lies inside it; None keeps everything as it is.
            reading: number of this reading of the File.
        """
        file_id = self._run("SELECT id FROM file WHERE path = ?", (encoded(path),)).get
        # Members change their names now: should this reading not come to its end, the next one begins from nothing.
        self._run("UPDATE file SET past = '' WHERE id = ?", (file_id,))
        if members is None:
            self._run("UPDATE place SET reading = ? WHERE file_id = ?", (reading, file_id))
            return
        now = dict(members)
        held = list(self._run("SELECT member, document_id, parent_id FROM place WHERE file_id = ?", (file_id,)))
        self._run("DELETE FROM place WHERE file_id = ?", (file_id,))
        gone = []
        for member, document, parent in held:
            outer, inside, rest = member.partition("/")
            if outer in now:
                self._run(
                    "INSERT INTO place (file_id, member, document_id, parent_id, reading) VALUES (?, ?, ?, ?, ?)",
                    (file_id, f"{now[outer]}{inside}{rest}", document, parent, reading),
                )
            else:
                gone.append(document)
        self._drop_homeless(gone)

    def finish_reading(self, path: str, reading: int) -> None:
        """Take away the places of a File that its latest reading did not see."""
        sql = "SELECT place.document_id FROM place JOIN file ON file.id = place.file_id WHERE file.path = ? AND place.reading <> ?"
        gone = [number for (number,) in self._run(sql, (encoded(path), reading))]
        if gone:
            self._run(
                "DELETE FROM place WHERE reading <> ? AND file_id = (SELECT id FROM file WHERE path = ?)",
                (reading, encoded(path)),
            )
            self._drop_homeless(gone)

    def scattered(self) -> bool:
        """Return whether merging the words is worth while."""
        return is_scattered(self._connection)

    def merge(self, enough: Callable[[], bool]) -> None:
        """Put the words together, so that a look-up reads one place, until it is done or `enough`."""
        merge(self._connection, enough)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Open one transaction for several calls."""
        with transaction(self._connection):
            yield
            self._learner.write()

    # Inside

    def _forget(self, files: str, values: tuple[str | int, ...]) -> None:
        sql = f"SELECT DISTINCT document_id FROM place WHERE file_id IN ({files})"
        documents = [number for (number,) in self._run(sql, values)]
        self._run(f"DELETE FROM place WHERE file_id IN ({files})", values)
        self._run(f"DELETE FROM file WHERE id IN ({files})", values)
        self._drop_homeless(documents)

    def _replace_links(self, number: int, links: Sequence[str]) -> None:
        self._run("DELETE FROM link WHERE document_id = ?", (number,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO link (document_id, target) VALUES (?, ?)",
            ((number, storable(target)) for target in links),
        )

    def _drop_homeless(self, documents: Iterable[int]) -> None:
        for number in documents:
            elsewhere = self._run(
                "SELECT file_id, member FROM place WHERE document_id = ? ORDER BY member, file_id LIMIT 1", (number,)
            ).fetchone()
            if elsewhere is not None:
                # Its card and words still name the place it lost. A file of its own is read again, since its title may be the
                # lost name; inside a mailbox, that would mean to read all of it.
                if elsewhere[1]:
                    self._run("UPDATE document SET digest = x'' WHERE id = ?", (number,))
                else:
                    self._run("UPDATE file SET state = 'pending' WHERE id = ?", (elsewhere[0],))
                continue
            self._run("UPDATE place SET parent_id = NULL WHERE parent_id = ?", (number,))
            self._learner.learn((), drop_words(self._connection, number))
            self._run("DELETE FROM document WHERE id = ?", (number,))
        self._learner.write()


def moment_of(date: datetime | None, mtime_ns: int) -> int:
    """Return the epoch seconds a Document is sorted and filtered by: its own date, else when its file was modified."""
    if date is not None:
        return int(date.timestamp())
    return mtime_ns // 1_000_000_000
