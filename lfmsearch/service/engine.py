"""
The heart of the service: one writer, always current, that gives way.

One thread indexes: it takes what the watcher hints at, does what may be done now, and waits. Searches run in the threads of those
who ask, over a connection of their own; they stop the indexer's decodes while they run and never wait for it.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from lfmsearch import config as settings
from lfmsearch.config import Config
from lfmsearch.errors import IndexDamaged, LfmsearchError
from lfmsearch.indexing.composed import indexer_of, meaning_of
from lfmsearch.indexing.indexer import Allowed, Indexer, Meaning
from lfmsearch.indexing.late import late_of
from lfmsearch.indexing.readers import pool_of
from lfmsearch.models.loaded import LoadedModel
from lfmsearch.service.kept import KeptReaders
from lfmsearch.service.setup import Setup
from lfmsearch.service.telling import Telling
from lfmsearch.service.verbs import Listener
from lfmsearch.service.waits import Waits
from lfmsearch.service.written import written
from lfmsearch.sources import registry
from lfmsearch.sources.watcher import Watcher
from lfmsearch.store.connection import connect, set_aside
from lfmsearch.store.lock import writer_lock
from lfmsearch.store.writer import Writer
from lfmsearch.system.log import Ours
from lfmsearch.system.memory import give_back
from lfmsearch.system.paths import Home
from lfmsearch.system.priority import background_thread, patient_thread
from lfmsearch.types import Progress, Source, Status

log = logging.getLogger(__name__)

# After an error that is not of one file, the next try; it doubles.
_FIRST_RETRY, _LONGEST_RETRY = 5.0, 600.0
# How soon a changed power state is seen when nothing else wakes the indexer.
_LOOK_SECONDS = 10.0


class Engine(Setup):
    """
    One home, served: what `lfmsearch.service.verbs.Engine` says. A context manager: it works inside.

    Args:
        home: whose index it is; nobody else may write to it meanwhile.
        config: the settings.
        models_dir: where the models lie; the Home's own folder when None.
        stopped: called, in any thread, when `stop` was asked for.
    """

    def __init__(
        self,
        home: Home,
        config: Config,
        models_dir: Path | None = None,
        *,
        stopped: Callable[[], None] = lambda: None,
    ) -> None:
        models_dir = models_dir or home.models_dir
        low = background_thread if config.give_way else None
        model = LoadedModel(models_dir, home.calibration_path, contexts=config.contexts, thread_start=low)
        super().__init__(home, config, model, late_of(home, config, models_dir), models_dir=models_dir)
        self._stopped = stopped
        self._changed = threading.Condition()  # over what follows
        self._stopping = False
        self._reconfigured = False
        self._rounds = 0  # times the indexer has taken up the Sources
        self._left = 0  # Documents that left with the last time
        self._awake = False
        self._doing = "scanning"
        self._progress: Progress | None = None
        self._trouble = ""
        self._telling = Telling()
        self._waits = Waits(home, config)
        self._watcher: Watcher | None = None
        self._watching: set[str] = set()
        self._settings: tuple[int, ...] = ()
        self._indexer: Indexer | None = None
        self._readers = KeptReaders(
            lambda: pool_of(self._config, registry.sources(home), priority="idle" if self._config.give_way else "low")
        )
        self._thread = threading.Thread(target=self._work, name="lfmsearch-indexer", daemon=True)
        self._loading = ThreadPoolExecutor(1, "lfmsearch-loading")
        self._held = contextlib.ExitStack()

    def __enter__(self) -> Engine:
        """Raises IndexLocked when another process writes to this index."""
        self._home.create()
        self._held.enter_context(writer_lock(self._home.lock_path))
        try:
            connect(self._home.index_path, write=True).close()
        except IndexDamaged:
            self._set_aside()
        self._watcher = Watcher(self._wake, follow_links=self._config.follow_links)
        self._loading.submit(int).result()  # its thread begins here: one begun by the indexer would be as low
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()
        self._loading.shutdown()
        if self._watcher is not None:
            self._watcher.close()
        self.close()
        self._held.close()

    def searching(self) -> None:
        """Hold the indexing back: somebody types."""
        self._waits.hold()

    # Questions

    def status(self) -> Status:
        """As `Index.status`, with what the service does now."""
        status = super().status()
        because = self._waits.because() or self._trouble
        state = self._doing
        if because and (not self._waits.allowed().words or state == "idle"):
            state = "paused"
        watching, notices = (self._watcher.counts(), dict(self._watcher.notices())) if self._watcher else ({}, {})
        return replace(
            status,
            service="running",
            state=state,
            paused_because=because or None,
            progress=self._progress if state not in ("idle", "paused") else None,
            watching=watching or status.watching,
            by_source=tuple({**each, "unwatched": notices.get(str(each["path"]), "")} for each in status.by_source),
        )

    # Changes

    def add(self, path: str, *, kind: str = "", include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Source:
        """As `Index.add`; it is read at once."""
        source = registry.add(self._home, path, kind=kind, include=tuple(include), exclude=tuple(exclude))
        self.reconfigure()
        return source

    def change_source(
        self, path: str, *, include: Sequence[str] | None = None, exclude: Sequence[str] | None = None
    ) -> Source:
        """As `Index.change_source`; it is carried out at once."""
        source = registry.change(
            self._home,
            path,
            include=None if include is None else tuple(include),
            exclude=None if exclude is None else tuple(exclude),
        )
        self.reconfigure()
        return source

    def remove(self, path: str) -> int:
        """As `Index.remove`; returns when what came from it is erased."""
        registry.remove(self._home, path)
        self.reconfigure(wait=True)
        self.count_anew()
        return self._left

    def tell(self, event: dict[str, Any]) -> None:
        """Tell whoever listens."""
        self._telling.tell(event)

    def models_changed(self) -> None:
        """Take up the model that has come or was chosen, at once."""
        with contextlib.suppress(LfmsearchError):  # settings that cannot be read are told of when they are looked at
            self._config = settings.load(self._home)
        self.reconfigure()

    def index_now(self) -> None:
        """Look through all Sources again, now."""
        self.reconfigure()

    def pause(self, seconds: float | None, because: str) -> None:
        """Stop indexing for so long, None until `resume`."""
        self._waits.pause(seconds, because)
        self._tell_state()
        self._wake()

    def resume(self, go_on_anyway_seconds: float | None = None) -> None:
        """Go on; with a number also where a policy would wait, for so long."""
        self._waits.resume(go_on_anyway_seconds)
        self._tell_state()
        self._wake()

    def stop(self) -> None:
        """Ask the process to end; `__exit__` does it."""
        self._stopped()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of events from now on, in any thread; return what ends it."""
        return self._telling.subscribe(listener)

    # The indexer's thread

    def _work(self) -> None:
        if self._config.give_way:
            log.info("the indexing gives way by %s", Ours(" ".join(patient_thread()) or "nothing"))
        retry = _FIRST_RETRY
        while not self._stopping:
            try:
                self._index()
                retry = _FIRST_RETRY
            except IndexDamaged as error:
                log.warning("the index is damaged")
                kept = self._set_aside()
                said = f"{error.message} It was kept as {kept} and is built again from your files."
                self._telling.problem(said)
            except LfmsearchError as error:
                kind = type(error).__name__
                log.warning("indexing stopped: %s", Ours(kind))
                self._trouble = error.message
                self._telling.problem(error.message, error.hint)
            except Exception:
                log.exception("indexing stopped")
                self._trouble = "Indexing met a fault, which is in the log, and begins anew."
                self._telling.problem(self._trouble)
            with self._changed:
                self._doing = self._doing if self._reconfigured else "idle"
                self._changed.wait_for(lambda: self._stopping or self._reconfigured, retry)
            retry = min(2 * retry, _LONGEST_RETRY)
        self._readers.close()

    def _set_aside(self) -> Path:
        """Move a damaged index away; an empty one takes its place."""
        self.let_go()
        kept = set_aside(self._home.index_path)
        connect(self._home.index_path, write=True).close()
        return kept

    def _index(self) -> None:
        """Index until the Sources change or the service ends. Watching begins before the first look, so that nothing falls between."""
        with self._changed:
            self._reconfigured = False
        self._readers.close()  # they may read what lies in the Sources of their time
        if self.erase_what_was_asked():
            with contextlib.suppress(LfmsearchError):
                self._config = settings.load(self._home)
        self._settings = written(self._home)
        connection = connect(self._home.index_path, write=True)
        late = self.late_work(connection, self._loading)
        try:
            self._indexer = indexer = indexer_of(
                connection,
                self._home,
                self._config,
                meaning=self._meaning(),
                report=self._progressed,
                cancelled=lambda: self._stopping or self._reconfigured,
                allowed=self._allowed,
                pool=self._readers,
                late=late,
            )
            left = indexer.keep_sources()
            with self._changed:
                self._left = left
                self._rounds += 1
                self._changed.notify_all()
            self._watch(indexer)
            Writer(connection).requeue(self.paths_to_read_again())
            while not (self._stopping or self._reconfigured):
                self._take_hints()
                self._telling.changed(report := indexer.run())
                self._trouble = ""
                if report.complete:
                    self.measure(self._loading, busy=lambda: self._awake or self._stopping)
                self._wait()
        finally:
            self._indexer = None
            late.close()
            connection.close()

    def _meaning(self) -> Meaning | None:
        """How to embed. Loaded in a thread that gives way to nobody, since loading measures this machine the first time."""
        meaning = meaning_of(self._model, self._config)
        if meaning is not None:
            load = meaning.embedder
            meaning.embedder = lambda: self._loading.submit(load).result()
        return meaning

    def _allowed(self) -> Allowed:
        """What may be done now. Asked before every step and for every text within one: what is due is taken up here too."""
        due = self._watcher.next_due() if self._watcher and self._indexer else None
        if due is not None and self._watcher and due <= self._watcher.clock():
            self._take_hints()
        return self._waits.allowed()

    def _watch(self, indexer: Indexer) -> None:
        assert self._watcher is not None
        wanted = {source.path: rules for source, rules in indexer.sources}
        for path in self._watching - wanted.keys():
            self._watcher.unwatch(path)
        for rules in wanted.values():
            self._watcher.watch(rules)
        self._watching = set(wanted)

    def _take_hints(self) -> None:
        assert self._watcher is not None
        assert self._indexer is not None
        for source, hints in self._watcher.due().items():
            paths = [hint.path for hint in hints]
            self._indexer.look(source, None if source in paths else paths)

    def _wait(self) -> None:
        """Wait until there is something to do; give back what is not needed meanwhile."""
        assert self._watcher is not None
        with self._changed:
            if self._reconfigured:
                return
            self._doing = "idle"
        self._tell_state()
        while True:
            due = self._watcher.next_due()
            now = self._watcher.clock()
            with self._changed:
                if self._stopping or self._reconfigured or self._awake or (due is not None and due <= now):
                    self._awake = False
                    return
                soonest = [_LOOK_SECONDS, self._waits.held_for() or _LOOK_SECONDS]
                self._changed.wait(min(soonest if due is None else [*soonest, due - now]))
            if self._waits.changed():
                return
            self._take_up_settings()
            self._rest()

    def _take_up_settings(self) -> None:
        """Begin anew when the settings or the Sources were changed by hand or by another program."""
        if (now := written(self._home)) == self._settings:
            return
        before, self._settings = (self._settings, self._config), now
        try:
            self._config = settings.load(self._home)
        except LfmsearchError as error:  # what held before still holds
            self._telling.problem(error.message, error.hint)
            return
        if now[1:] == before[0][1:] and settings.same_for_service(self._config, before[1]):
            return  # the window's colours, say
        self._waits.take_up(self._config)
        self.change_late(self._config)
        self._readers.close()
        self.reconfigure()

    def _rest(self) -> None:
        """Give back what nobody has used for a while."""
        self._readers.rest()
        if self.rest_after(60.0 * self._config.model_rest_minutes):
            if self._indexer is not None:
                self._indexer.rest()
            give_back()
            log.info("the model rests")

    def reconfigure(self, *, wait: bool = False) -> None:
        """Begin anew with what is now the case; `wait` until it was taken up."""
        with self._changed:
            round_before = self._rounds
            self._reconfigured = True
            self._doing = "scanning"
            self._changed.notify_all()
            if wait:
                self._changed.wait_for(lambda: self._rounds > round_before or self._stopping, 60)

    def _wake(self) -> None:
        with self._changed:
            self._awake = True
            self._changed.notify_all()

    # Events

    def _progressed(self, progress: Progress) -> None:
        doing = {"scan": "scanning", "read": "reading", "embed": "embedding", "late": "embedding"}
        self._doing = doing.get(progress.step, "indexing")
        self._progress = progress
        if progress.step in ("embed", "late"):
            self.used()
        self._telling.progress(progress)

    def _tell_state(self) -> None:
        self._telling.tell({"event": "state", "state": self._doing, "paused_because": self._waits.because() or None})
