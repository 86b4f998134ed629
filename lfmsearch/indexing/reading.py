"""The first pass: Files become Documents, Chunks and words. Cheap; every File, last modified first."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lfmsearch import chunk
from lfmsearch.chunk import VERSION as CHUNK_VERSION
from lfmsearch.extract.formats import recipe as recipe_of
from lfmsearch.extract.pool import Kept, Pool, Wanted
from lfmsearch.indexing.pace import Pace
from lfmsearch.store.reader import Reader
from lfmsearch.store.writer import Writer, moment_of
from lfmsearch.types import Document, Outcome, Progress

# Files put on record as begun at a time; a kill repeats at most these.
BATCH = 64
# Characters waiting to be written: bounds the memory when a few Files hold very much.
HELD = 8_000_000
# What is read becomes searchable at least this often; the first of it sooner, since somebody may be waiting for it.
COMMIT_SECONDS = 0.5
FIRST_COMMIT_SECONDS = 0.1
# Readings begun and never ended until a File is set aside: the first time it was one of a batch, and may have been there by chance;
# from then on it is read alone, by a child that has loaded what it needs, and has to take the program down three times.
TRIES = 4

# The recipe of Files known by name only, decided without opening the file; asked again at every scan, since a setting may have
# changed.
BY_NAME_RECIPE = "name"
# The recipe of Files that could not be opened: they are tried again by the first run that may read them.
UNREADABLE_RECIPE = "unreadable"


@dataclass(slots=True)
class ReadCounts:
    """How a pass went, in Files."""

    indexed: int = 0
    skipped: int = 0
    failed: int = 0


class Reading:
    """
    One pass over the queue of Files. Used by the indexer's thread alone.

    Args:
        writer, reader: over the same connection, so that the queue shows what was just written.
        source_of: the Source's path of a File, for the words of its place.
        named: whether a File's name says anything to a person; those of an empty mailbox do not.
        cancelled: once True, what is in hand is dropped.
        enough: once True, what is in hand is ended and nothing more is taken up.
    """

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        pool: Pool | None,
        *,
        source_of: Callable[[str], str],
        named: Callable[[str], bool],
        cancelled: Callable[[], bool],
        enough: Callable[[], bool],
    ) -> None:
        self._writer, self._reader, self._pool = writer, reader, pool
        self._named = named
        self._source_of, self._cancelled, self._enough = source_of, cancelled, enough
        self._mtimes: dict[str, int] = {}  # Files in hand: path -> mtime_ns
        self._dates: dict[str, datetime] = {}  # of the outermost Document in hand and what lies in it, by member
        # Of Files in hand: number of the reading, problem of the outermost Document.
        self._readings: dict[str, tuple[int, str]] = {}

    def run(self, report: Callable[[Progress], None]) -> ReadCounts:
        """Read until the queue is empty or the work is cancelled. What was read before an error is kept."""
        assert self._pool is not None
        counts = ReadCounts()
        self._renew_cards()
        pace = Pace("read", self._reader.pending_count(), report)
        self._read(self._fresh(), counts, pace)
        # What was begun and never ended may be what took the program down: one at a time, so that only it is blamed.
        while not self._enough() and (tried := self._reader.pending(1, tried=True)):
            (file,) = tried
            self._mtimes[file.path] = file.mtime_ns
            if file.tries >= TRIES:
                reason = "Reading it ended the program again and again; it is left alone until it changes."
                self._write([(file.path, Outcome("failed", reason, recipe_of(set())))])
                counts.failed += 1
            else:
                self._pool.start(file.path)
                self._writer.begin_reading([file.path])
                self._read([Wanted(file.path, file.store, file.past)], counts, pace)
        self._renew_cards()
        pace.finish()
        return counts

    def settle_by_name(self, files: Sequence[tuple[str, int, str]]) -> None:
        """Store Files that are not read: (path, mtime_ns, why not). They are found by name and place."""
        self._mtimes.update((path, mtime_ns) for path, mtime_ns, _ in files)
        self._write([(path, Outcome("skipped", reason, BY_NAME_RECIPE)) for path, _, reason in files])

    def _read(self, files: Iterable[Wanted], counts: ReadCounts, pace: Pace) -> None:
        """Read Files and write what comes of them, now and then and at the end."""
        assert self._pool is not None
        buffer: list[tuple[str, Document | Kept | Outcome]] = []
        patience, held = FIRST_COMMIT_SECONDS, 0
        due = time.monotonic() + patience
        results = self._pool.read(files)
        try:
            for path, item in results:
                buffer.append((path, item))
                if isinstance(item, Document):
                    held += sum(len(section.text) for section in item.sections)
                elif isinstance(item, Outcome):
                    _count(counts, item)
                    pace.advance(path)
                if len(buffer) >= 4 * BATCH or held > HELD or time.monotonic() > due:
                    self._write(buffer)
                    patience, held = min(2 * patience, COMMIT_SECONDS), 0
                    due = time.monotonic() + patience
                if self._cancelled():
                    break
        finally:
            if isinstance(results, Iterator) and hasattr(results, "close"):
                results.close()
            try:
                self._write(buffer)
            finally:
                # Begun and given up on purpose, or by an error that is not theirs: no attempt that took the program down.
                self._writer.give_up_reading(list(self._mtimes))

    def _fresh(self) -> Iterator[Wanted]:
        """Yield Files that were never begun, each batch put on record before the first of it is touched."""
        while not self._enough() and (batch := self._reader.pending(BATCH, tried=False)):
            self._writer.begin_reading([file.path for file in batch])
            self._mtimes.update((file.path, file.mtime_ns) for file in batch)
            for file in batch:
                yield Wanted(file.path, file.store, file.past)

    def _write(self, buffer: list[tuple[str, Document | Kept | Outcome]]) -> None:
        """Write what was read, in one transaction, and empty the buffer."""
        with self._writer.together():
            for path, item in buffer:
                if isinstance(item, Outcome):
                    self._settle(path, item)
                elif isinstance(item, Kept):
                    self._keep(path, item)
                else:
                    self._put(path, item)
        for path, item in buffer:  # only now: what is rolled back is written again, and needs its time
            if isinstance(item, Outcome):
                self._mtimes.pop(path, None)
                self._readings.pop(path, None)
        buffer.clear()

    def _keep(self, path: str, kept: Kept) -> None:
        self._readings[path] = (self._writer.next_reading(path), "")
        self._writer.keep(path, kept.members, self._readings[path][0])

    def _put(self, path: str, document: Document) -> None:
        if path not in self._readings:
            self._readings[path] = (self._writer.next_reading(path), document.problem)
        here = _place(path, document.member, self._source_of(path))
        places = sorted({here, *(_place(*place) for place in self._writer.places_of(document))})
        self._writer.put(
            path,
            document,
            chunk.card(document, places=places),
            chunk.chunked(document, name=os.path.basename(path)),
            names=_names(places),
            moment=moment_of(self._dated(document), self._mtimes.get(path, 0)),
            reading=self._readings[path][0],
        )

    def _dated(self, document: Document) -> datetime | None:
        """Its own date, else that of what it is attached to; parents come before their children."""
        if document.parent is None:
            self._dates.clear()
        date = document.date or self._dates.get(document.parent or "")
        if date is not None:
            self._dates[document.member] = date
        return date

    def _renew_cards(self) -> None:
        """Let the cards of Documents that lost a place name those they still have. Nothing is read for it."""
        while not self._cancelled() and (stale := self._reader.stale_cards(BATCH)):
            with self._writer.together():
                for number in stale:
                    document, chunks = self._reader.whole(number)
                    places = sorted({_place(*place) for place in self._writer.places_of(document)})
                    chunks[0] = chunk.card(document, places=places)
                    self._writer.renew_card(number, document, chunks, names=_names(places))

    def _settle(self, path: str, outcome: Outcome) -> None:
        if outcome.state == "failed" and not os.access(path, os.R_OK):
            self._settle_unreadable(path, outcome)
            return
        if path not in self._readings and (outcome.state == "failed" or self._named(path)):
            # Nothing came out of it: it is still found by its name and place.
            self._put(path, bare_document(path))
        elif path not in self._readings:
            self._readings[path] = (self._writer.next_reading(path), "")
        reading, problem = self._readings[path]
        self._writer.finish_reading(path, reading)
        # What is known by name alone has a recipe of its own: the scan asks about it again.
        recipe = outcome.recipe if outcome.recipe == BY_NAME_RECIPE else f"{CHUNK_VERSION} {outcome.recipe}"
        self._writer.settle(path, outcome.state, outcome.reason or problem, recipe, outcome.future)

    def _settle_unreadable(self, path: str, outcome: Outcome) -> None:
        """Its drive went, or its permission: what is known of it stays, and it is read as soon as it can be."""
        if os.path.lexists(path) and not self._reader.documents_at(path):
            self._put(path, bare_document(path))
        self._writer.settle(path, outcome.state, outcome.reason, UNREADABLE_RECIPE)


def bare_document(path: str) -> Document:
    """Return a Document that is known by its name and place alone: what could not or need not be read."""
    name = os.path.basename(path)
    extension = name.rsplit(".", 1)[-1].lower() if "." in name.strip(".") else ""
    return Document(member="", kind="file", type=extension, content_key=f"path:{path}", title=name)


def _place(path: str, member: str, source: str) -> str:
    """A place in words: the path below its Source, and the name inside the File."""
    below = os.path.relpath(path, source) if path != source else os.path.basename(path)
    inside = (
        member.rsplit(":", 1)[-1].rsplit("/", 1)[-1] if (member and not member.startswith("@")) or "/" in member else ""
    )
    return f"{below}/{inside}" if inside else below


def _names(places: Sequence[str]) -> str:
    """Places in words, whole and in parts."""
    return " ".join([*places, *(word for place in places for word in chunk.name_words(place))])


def _count(counts: ReadCounts, outcome: Outcome) -> None:
    if outcome.state == "failed":
        counts.failed += 1
    elif outcome.state == "skipped":
        counts.skipped += 1
    else:
        counts.indexed += 1
