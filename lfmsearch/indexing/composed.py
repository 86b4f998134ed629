"""An Indexer put together from a Home, its settings and its Sources."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from lfmsearch.config import Config
from lfmsearch.extract.pool import Pool
from lfmsearch.indexing.indexer import Allowed, Indexer, Meaning
from lfmsearch.indexing.late import LateWork, forget_late
from lfmsearch.indexing.readers import limits_of, pool_of
from lfmsearch.models.loaded import LoadedModel
from lfmsearch.sources import registry
from lfmsearch.store.connection import Connection
from lfmsearch.store.reader import Reader
from lfmsearch.store.writer import Writer
from lfmsearch.system.paths import Home
from lfmsearch.types import Progress


def meaning_of(model: LoadedModel, config: Config) -> Meaning | None:
    """Return how to embed with the chosen model, None when none is here. Loads nothing."""
    chosen = model.chosen(config.model)
    if chosen is None:
        return None
    installed, recipe = chosen
    return Meaning(recipe, installed.spec.id, installed.spec.dimensions, lambda: model.for_documents(installed))


def indexer_of(
    connection: Connection,
    home: Home,
    config: Config,
    *,
    meaning: Meaning | None,
    report: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    allowed: Callable[[], Allowed] = Allowed,
    pool: Callable[[], AbstractContextManager[Pool]] | None = None,
    late: LateWork | None = None,
) -> Indexer:
    """
    Return an Indexer over the Sources as they are now; it looks at all of them first.

    Args:
        connection: to write with; whoever gives it holds the home's writer lock.
        meaning, report, cancelled, allowed, late: as in Indexer.
        pool: gives the children that read; new ones for each pass when None.
    """
    # Where two overlap, the inner one comes first.
    sources = sorted(registry.sources(home), key=lambda source: len(source.path), reverse=True)
    return Indexer(
        Writer(connection),
        Reader(connection),
        sources=[(source, registry.rules_for(source, home, config, tuple(sources))) for source in sources],
        pool=pool or (lambda: pool_of(config, sources)),
        limits=limits_of(config),
        meaning=meaning,
        largest_bytes=config.largest_file_mb * 1_000_000,
        follow_links=config.follow_links,
        report=report,
        cancelled=cancelled,
        allowed=allowed,
        late=late,
        tidied=lambda: forget_late(home, connection),
    )
