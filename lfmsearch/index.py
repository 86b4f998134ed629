"""
The façade: everything one person's index does, and the only place where the parts are put together.

    with Index.open() as index:
        index.add("~/Documents")
        index.update()
        index.search("the plumber's invoice, last spring")
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lfmsearch import config as settings
from lfmsearch.config import Config
from lfmsearch.errors import IndexDamaged
from lfmsearch.indexing.late import forget_late, late_of
from lfmsearch.models.loaded import LoadedModel
from lfmsearch.models.loaded_late import LoadedLate
from lfmsearch.search.remembering import RememberingIndex
from lfmsearch.sources import registry
from lfmsearch.sources.scanner import PLACEHOLDER
from lfmsearch.store.connection import Connection, connect, set_aside, translated
from lfmsearch.store.damage import damage
from lfmsearch.store.lock import writer_lock
from lfmsearch.store.reader import Reader
from lfmsearch.store.writer import Writer
from lfmsearch.system.paths import Home
from lfmsearch.types import (
    Picture,
    Preview,
    Problem,
    Progress,
    Source,
    SourceSummary,
    Status,
    Why,
)

# Search is imported where it is used: a run of the indexer over an unchanged tree takes half a second in all.
if TYPE_CHECKING:
    from lfmsearch.extract.pool import Pool
    from lfmsearch.indexing.indexer import Report
    from lfmsearch.sources.rules import Rules
    from lfmsearch.system.opening import Opening


class Index(RememberingIndex):
    """
    One person's index. A context manager; used by one thread at a time.

    Searching works while another process writes. `update`, `add`, `remove` and `change_source` take the home's writer lock and raise
    IndexLocked when another process holds it.
    """

    def __init__(
        self,
        home: Home,
        config: Config,
        models_dir: Path | None = None,
        *,
        model: LoadedModel | None = None,
        late: LoadedLate | None = None,
    ) -> None:
        self.config = config
        models_dir = models_dir or home.models_dir
        model = model or LoadedModel(models_dir, home.calibration_path, contexts=config.contexts)
        late = late or late_of(home, config, models_dir)
        super().__init__(home, model, late, late_bytes=config.late_disk_mb * 1_000_000)

    @classmethod
    def open(cls, home: Home | None = None, *, config: Config | None = None, models_dir: Path | None = None) -> Index:
        """
        Open the index of a Home, made on first use.

        Args:
            home: where everything lies; the user's own when None.
            config: the settings; read from the Home when None.
            models_dir: where the models lie; the Home's own folder when None.

        Raises:
            IndexTooNew, IndexDamaged, MachineError: see their meaning in `lfmsearch.errors`.
        """
        home = home or Home.find()
        config = config or settings.load(home)
        home.create()
        index = cls(home, config, models_dir)
        if not home.index_path.exists():
            connect(home.index_path, write=True).close()
        return index

    # Sources

    def add(
        self,
        path: str | os.PathLike[str],
        *,
        kind: str = "",
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
    ) -> Source:
        """Make a folder or file a Source and return it. Nothing is read yet: `update` does."""
        with writer_lock(self.home.lock_path):
            return registry.add(self.home, os.fspath(path), kind=kind, include=tuple(include), exclude=tuple(exclude))

    def change_source(
        self,
        path: str | os.PathLike[str],
        *,
        include: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
    ) -> Source:
        """Give a Source other patterns and return it; `update` carries them out."""
        with writer_lock(self.home.lock_path):
            return registry.change(
                self.home,
                os.fspath(path),
                include=None if include is None else tuple(include),
                exclude=None if exclude is None else tuple(exclude),
            )

    def remove(self, path: str | os.PathLike[str]) -> int:
        """Stop indexing a Source and erase what came from it alone; return how many Documents left."""
        with self._writing() as connection:
            before = sum(Reader(connection).documents_by_kind().values())
            registry.remove(self.home, os.fspath(path))
            writer = Writer(connection)
            writer.keep_sources(registry.sources(self.home))
            writer.tidy()
            forget_late(self.home, connection)
            return before - sum(Reader(connection).documents_by_kind().values())

    def sources(self) -> list[SourceSummary]:
        """Return the Sources and what the index holds of them."""
        reader = self._reader()
        return [
            SourceSummary(
                source=source,
                documents=reader.documents_of_source(source.path),
                files=sum(reader.files_by_state(source.path).values()),
                problems=reader.problem_count(source.path),
                available=os.path.lexists(source.path),
                in_cloud=reader.by_name(source.path).get(PLACEHOLDER, 0),
            )
            for source in registry.sources(self.home)
        ]

    def preview(
        self, path: str | os.PathLike[str], *, include: Sequence[str] = (), exclude: Sequence[str] = ()
    ) -> Preview:
        """Return what indexing a place would take, from names and sizes alone."""
        from lfmsearch.indexing.preview import preview

        source = registry.proposed(os.fspath(path), include=tuple(include), exclude=tuple(exclude))
        return preview(
            source,
            self._rules(source, [source]),
            largest_bytes=self._largest_bytes(),
            tokens_per_second=self._model.speed(self.config.model),
        )

    # Indexing

    def update(
        self,
        *,
        words_only: bool = False,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Report:
        """
        Bring the index up to date with the Sources, in this thread, and say what was done.

        A damaged index is kept aside and built again from the Sources; models and settings stay as they are.

        Args:
            words_only: stop after the first pass.
            progress: told how far it is, at most ten times a second.
            cancelled: asked often; once True the work stops within a moment and everything done so far stays.
        """
        try:
            return self._updated(words_only=words_only, progress=progress, cancelled=cancelled)
        except IndexDamaged as damage:
            self.close()
            kept = set_aside(self.home.index_path)
            report = self._updated(words_only=words_only, progress=progress, cancelled=cancelled)
            report.notices.insert(0, f"{damage.message} It was kept as {kept} and built again from your files.")
            return report

    def _is_measured(self) -> bool:
        """Whether this version has measured what the scores of the index mean, be it some time ago."""
        from lfmsearch.search.calibration import from_text

        try:
            return from_text(self.home.measured_path.read_text("utf-8")) is not None
        except OSError:
            return False

    def _updated(
        self, *, words_only: bool, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Report:
        from lfmsearch.indexing.composed import indexer_of, meaning_of

        with self._writing() as connection:
            meaning = None if words_only else meaning_of(self._model, self.config)
            report = indexer_of(
                connection, self.home, self.config, meaning=meaning, report=progress, cancelled=cancelled
            ).run()
            done = report.added or report.changed or report.removed or report.embedded
            if report.complete and not words_only and (done or not self._is_measured()):
                from lfmsearch.search.measured import measure

                with contextlib.closing(connect(self.home.index_path, write=False)) as reading:
                    measure(reading, self.home, self._model.for_queries, cancelled)
            if meaning is None and not words_only:
                report.notices.append(
                    "No model is here, so search is by words alone. `lfmsearch models pull` fetches one."
                )
            return report

    # Searching, beside what `RememberingIndex` does

    def picture(
        self,
        hit: str,
        *,
        page: int = 0,
        width: int = 800,
        words: Sequence[str] = (),
        pool: contextlib.AbstractContextManager[Pool] | None = None,
    ) -> Picture:
        """
        Return how the page of a Hit looks, drawn in a child process.

        Args:
            page: from 1; 0 for the page its passage stands on.
            width: pixels, at most.
            words: to be marked where they stand, case and accents aside.
            pool: gives the child that draws; one is started for this picture when None.

        Raises:
            HitNotFound: the index has no such Document.
            ExtractError: it is neither a PDF nor a picture, or cannot be drawn; the message says why.
        """
        from lfmsearch.indexing.readers import pool_of
        from lfmsearch.search.picture import picture

        pool = pool or pool_of(self.config, registry.sources(self.home), priority="normal")
        return picture(self._reader(), hit, page=page, width=width, words=words, pool=pool)

    def launch(self, hit: str, *, query: str = "") -> Opening:
        """
        Open what a Hit points at: a mail or note in its app where that can be asked, else its file, else a private copy of its
        part of a file; return what was done, and remember it. Raises HitNotFound, MachineError, ExtractError.

        Args:
            query: the search it was found by, remembered with it.
        """
        from lfmsearch.indexing.readers import pool_of
        from lfmsearch.search.ids import parsed_hit
        from lfmsearch.search.launch import launch

        opening = launch(
            self._reader(),
            parsed_hit(hit)[0],
            pool=lambda: pool_of(self.config, registry.sources(self.home)),
            copies=self.home.data_dir / "copies",
        )
        self.remember(query=query, hit_or_path=hit)
        return opening

    # Questions about the index

    def why(self, path: str, query: str | None = None) -> Why:
        """Return where a file stands: left out by which rule, waiting, failed, indexed; with a query, at which rank."""
        from lfmsearch.indexing.why import why

        place = self.resolve(path)
        sources = registry.sources(self.home)
        answer = why(place, [(source, self._rules(source, sources)) for source in sources], self._reader())
        if query is None or answer.verdict != "indexed":
            return answer
        from lfmsearch.indexing.why import ranked
        from lfmsearch.search.query import read_now

        found = self.ranking(read_now(query))
        return ranked(
            answer,
            self._reader().documents_at(place),
            [number for number, _ in found.order],
            list(found.words),
            list(found.meaning),
        )

    def status(self) -> Status:
        """Return the state of the index. Cheap: loads no model."""
        from lfmsearch.indexing.status import status

        with translated(self.home.index_path):
            found = status(self._reader(), self.sources(), self.home.index_path)
        ranks = None if self._late.rerank == "off" else self._late.chosen()
        return replace(found, reranker=ranks.spec.id if ranks else None)

    def problems(self, limit: int = 1_000) -> list[Problem]:
        """Return the Files that could not be read, or only in part, the newest first."""
        with translated(self.home.index_path):
            return self._reader().problems(limit)

    def check(self) -> list[str]:
        """Return what is wrong with the index, in sentences; empty when it is sound. Reads all of it."""
        with translated(self.home.index_path):
            return damage(self._reading())

    # Inside

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        with writer_lock(self.home.lock_path), translated(self.home.index_path):
            connection = connect(self.home.index_path, write=True)
            try:
                yield connection
            finally:
                connection.close()

    def _rules(self, source: Source, sources: Sequence[Source]) -> Rules:
        return registry.rules_for(source, self.home, self.config, tuple(sources))

    def _largest_bytes(self) -> int:
        return self.config.largest_file_mb * 1_000_000
