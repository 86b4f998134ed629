"""
The indexer: looks at the facts, takes the next step, looks again.

It owns the write connection while it runs. Whatever stops it, the queue is in the index: the next run goes on where this one ended.
A service keeps one and runs it again whenever there is something to look at.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from lfmsearch.chunk import VERSION as CHUNK_VERSION
from lfmsearch.extract import formats
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.pool import Pool
from lfmsearch.indexing.embedding import DocumentEmbedder, Embedding
from lfmsearch.indexing.late import LateWork
from lfmsearch.indexing.pace import Pace
from lfmsearch.indexing.plan import Facts, Step, next_step
from lfmsearch.indexing.reading import BY_NAME_RECIPE, UNREADABLE_RECIPE, Reading
from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import Scan, outermost, scan
from lfmsearch.sources.stores import store_of
from lfmsearch.store.reader import Reader
from lfmsearch.store.writer import Writer
from lfmsearch.types import Progress, Source


@dataclass(slots=True)
class Report:
    """What a run did. Counts are Files, `embedded` and `late` passages; `complete` is False when it was stopped before the end."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    failed: int = 0
    skipped: int = 0
    embedded: int = 0
    late: int = 0
    seconds: float = 0.0
    complete: bool = False
    notices: list[str] = field(default_factory=list)


class Meaning:
    """
    How this run embeds, with nothing loaded until there is something to embed.

    Args:
        recipe, model, dimensions: of the VectorRecipe wanted.
        load: gives the Embedder; called for each pass by the indexer's thread, and quick when it is loaded.
    """

    def __init__(self, recipe: str, model: str, dimensions: int, load: Callable[[], DocumentEmbedder]) -> None:
        self.recipe, self.model, self.dimensions = recipe, model, dimensions
        self.embedder = load


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be done now: reading for words, embedding for meaning."""

    words: bool = True
    meaning: bool = True


class Indexer:
    """
    Brings one index up to date. Used by one thread, which must be the only writer; `look` may be called from any.

    Args:
        sources: with the Rules of each; where two overlap, the inner one comes first and the outer one's rules leave it out.
        pool: gives the children that read, once for each pass; they start on first use.
        limits: what those children are told; a File whose reading depended on another setting is read again.
        meaning: None to stop after words.
        late: encodes what searches have met; None where nobody searches meanwhile.
        tidied: called when what is no longer needed was taken away.
        allowed: asked before every step; what is not allowed waits.
    """

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        *,
        sources: Sequence[tuple[Source, Rules]],
        pool: Callable[[], AbstractContextManager[Pool]],
        limits: Limits,
        meaning: Meaning | None,
        largest_bytes: int,
        follow_links: bool,
        report: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        allowed: Callable[[], Allowed] = Allowed,
        late: LateWork | None = None,
        tidied: Callable[[], object] = lambda: None,
    ) -> None:
        self._late, self._tidied = late, tidied
        self._writer, self._reader = writer, reader
        self._allowed = allowed
        self._sources, self._pool, self._limits, self._meaning = sources, pool, limits, meaning
        self._largest_bytes, self._follow_links = largest_bytes, follow_links
        self._report, self._cancelled = report, cancelled
        # What is to be looked at: a Source, and the paths in it; None for all of it.
        self._unscanned: deque[tuple[Source, Rules, tuple[str, ...] | None]] = deque((*item, None) for item in sources)
        self._ids: dict[str, int] = {}
        self._nothing_left_to_embed = meaning is None
        self._done = Report()

    @property
    def sources(self) -> Sequence[tuple[Source, Rules]]:
        """The Sources it looks at, with their Rules."""
        return self._sources

    def look(self, source_path: str, only: Sequence[str] | None = None) -> None:
        """Look at paths in a Source at the next step, at all of it when `only` is None. From any thread."""
        for source, rules in self._sources:
            if source.path == source_path:
                self._unscanned.append((source, rules, None if only is None else tuple(outermost(only))))
        self._nothing_left_to_embed = self._meaning is None

    def rest(self) -> None:
        """Give back what is kept of the index in memory. By the thread that runs it."""
        self._writer.rest()

    def keep_sources(self) -> int:
        """Take up the Sources, as `run` does first; return how many Documents left with Sources that were given up."""
        before = sum(self._reader.documents_by_kind().values())
        self._ids = self._writer.keep_sources([source for source, _ in self._sources])
        return before - sum(self._reader.documents_by_kind().values())

    def run(self) -> Report:
        """Work until nothing is left that may be done or the work is cancelled, and say what was done since the last run."""
        started = time.monotonic()
        self._done = Report()
        self._ids = self._writer.keep_sources([source for source, _ in self._sources])
        self._writer.reread(formats.current(self._limits) | {CHUNK_VERSION}, spare=(BY_NAME_RECIPE, UNREADABLE_RECIPE))
        denied = self._reader.files_of(UNREADABLE_RECIPE)
        self._writer.requeue([path for path in denied if os.access(path, os.R_OK)])
        while not self._cancelled():
            step = next_step(self._facts())
            if step is Step.WAIT:
                self._done.complete = True
                break
            self._take(step)
        self._done.seconds = time.monotonic() - started
        return self._done

    def _facts(self) -> Facts:
        allowed = self._allowed()
        return Facts(
            paused=not allowed.words,
            saving_power=not allowed.meaning,
            unscanned=bool(self._unscanned),
            unread=self._reader.pending_count() > 0 or bool(self._reader.stale_cards(1)),
            scattered=self._writer.scattered(),
            unembedded=not self._nothing_left_to_embed and not self._is_embedded(),
            late_wanted=self._late is not None and allowed.meaning and self._late.is_wanted(),
            untidy=self._reader.untidy(),
        )

    def _is_embedded(self) -> bool:
        return self._meaning is None or self._reader.embedded_up_to_date(self._meaning.recipe)

    def _take(self, step: Step) -> None:
        match step:
            case Step.SCAN:
                self._scan(*self._unscanned.popleft())
            case Step.READ:
                self._read()
            case Step.MERGE:
                self._writer.merge(self._enough)
            case Step.EMBED:
                self._embed()
            case Step.LATE:
                assert self._late is not None
                self._done.late += self._late.run(self._report, enough=self._meaning_waits)
            case Step.TIDY:
                self._writer.tidy()
                self._tidied()
            case _:
                raise AssertionError(step)

    def _enough(self) -> bool:
        """Whether something else comes first: the step in hand ends what it has begun, and takes up nothing more."""
        return self._cancelled() or bool(self._unscanned) or not self._allowed().words

    def _meaning_waits(self) -> bool:
        return self._enough() or not self._allowed().meaning

    def _scan(self, source: Source, rules: Rules, only: tuple[str, ...] | None) -> None:
        pace = Pace("scan", None, self._report)
        seen = 0

        def progress(count: int, folder: str) -> None:
            nonlocal seen
            pace.advance(folder, count - seen)
            seen = count

        found = scan(
            source,
            rules,
            self._reader.known_files(source.path, unread=BY_NAME_RECIPE, only=only),
            only=only,
            largest_bytes=self._largest_bytes,
            follow_links=self._follow_links,
            cancelled=self._cancelled,
            progress=progress,
        )
        if not found.available:
            self._done.notices.append(f"{source.path} is not there now; what is known of it stays.")
        elif found.complete:
            self._take_in(source, found)

    def _take_in(self, source: Source, found: Scan) -> None:
        number = self._ids[source.path]
        if found.gone:
            self._writer.forget(found.gone)
        if found.moved:
            self._writer.moved([(old, seen.path) for old, seen in found.moved])
        if found.new or found.changed:
            self._writer.expect(
                number, [(seen.path, seen.size, seen.mtime_ns, seen.inode) for seen in (*found.new, *found.changed)]
            )
        by_name = self._reader.reasons(source.path, BY_NAME_RECIPE)
        fresh = [
            (seen, reason)
            for seen, reason in found.skipped
            if by_name.get(seen.path) != (seen.size, seen.mtime_ns, reason)
        ]
        if fresh:
            self._writer.expect(number, [(seen.path, seen.size, seen.mtime_ns, seen.inode) for seen, _ in fresh])
            self._reading().settle_by_name([(seen.path, seen.mtime_ns, reason) for seen, reason in fresh])
        for path, reason in found.problems:
            self._done.notices.append(f"{path}: {reason}")
        self._done.added += len(found.new)
        self._done.changed += len(found.changed)
        self._done.removed += len(found.gone)
        self._done.skipped += len(fresh)

    def _read(self) -> None:
        with self._pool() as pool:
            counts = self._reading(pool).run(self._report)
        self._done.failed += counts.failed
        self._done.skipped += counts.skipped

    def _reading(self, pool: Pool | None = None) -> Reading:
        roots = sorted((source.path for source, _ in self._sources), key=len, reverse=True)

        def source_of(path: str) -> str:
            return next((root for root in roots if path == root or path.startswith(os.path.join(root, ""))), "")

        mails = {source.path for source, _ in self._sources if store_of(source.kind).holds == "mail"}
        return Reading(
            self._writer,
            self._reader,
            pool,
            source_of=source_of,
            named=lambda path: source_of(path) not in mails,
            cancelled=self._cancelled,
            enough=self._enough,
        )

    def _embed(self) -> None:
        assert self._meaning is not None
        generation = self._writer.generation(self._meaning.recipe, self._meaning.model, self._meaning.dimensions)
        if self._reader.unembedded_count(generation):
            work = Embedding(
                self._writer,
                self._reader,
                self._meaning.embedder(),
                generation,
                cancelled=self._cancelled,
                enough=self._meaning_waits,
            )
            self._done.embedded += work.run(self._report)
        if self._meaning_waits():
            return
        aside = self._reader.set_aside()
        if aside:
            self._done.notices.append(
                f"{len(aside)} passages took the program down again and again while being embedded and are set aside; "
                "words still find them."
            )
        # What is set aside is not tried again in this run, and the rest is complete.
        self._nothing_left_to_embed = True
        self._writer.all_embedded(generation)
        self._writer.activate(generation)
