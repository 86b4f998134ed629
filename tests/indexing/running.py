"""A whole update over a real tree, with an embedder that is quick and counts; and what an index holds, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import apsw
import numpy as np
import numpy.typing as npt

from lfmsearch.bench.equal import told
from lfmsearch.config import Config
from lfmsearch.extract import read, worker
from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.extract.pool import Pool, Wanted
from lfmsearch.indexing.indexer import Indexer, Meaning, Report
from lfmsearch.sources import registry
from lfmsearch.store.connection import connect
from lfmsearch.store.damage import damage
from lfmsearch.store.reader import Reader
from lfmsearch.store.writer import Writer
from lfmsearch.system.paths import Home
from lfmsearch.types import Document, Outcome, Progress, Source

__all__ = ["AHEAD", "DIMENSIONS", "CountingEmbedder", "ReadHere", "embedded", "opened", "sound", "told", "update"]

DIMENSIONS = 16
AHEAD = 2  # texts that are begun before the first vector comes back, as with two contexts


class CountingEmbedder:
    """Vectors made of the text's hash. `texts` is what was embedded, in order; `loaded` how often it was asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.loaded = 0

    def load(self) -> CountingEmbedder:
        self.loaded += 1
        return self

    def embed_documents(self, texts: Iterable[str]) -> Iterator[npt.NDArray[np.float32]]:
        begun: list[str] = []
        for text in texts:
            begun.append(text)
            if len(begun) > AHEAD:
                yield self.embedded(begun.pop(0))
        while begun:
            yield self.embedded(begun.pop(0))

    def embedded(self, text: str) -> npt.NDArray[np.float32]:
        self.texts.append(text)
        return embedded(text)


def embedded(text: str) -> npt.NDArray[np.float32]:
    """float32[1, 16] that depends on the text alone."""
    seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal((1, DIMENSIONS)).astype(np.float32)


class ReadHere:
    """Reads in this process what the children of a Pool would: for tests that run hundreds of updates."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def __enter__(self) -> ReadHere:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def start(self, path: str = "") -> None:
        """It is this process: always ready."""

    def read(self, files: Iterable[Wanted]) -> Iterator[tuple[str, Document | Outcome]]:
        for file in files:
            self.paths.append(file.path)
            done = worker.read(worker.Request(file.path), Limits(), lambda _kind, _value: None)
            if done.outcome.state == "indexed":
                with Blob.opened(file.path, Limits()) as blob:
                    for document in read.read(blob):
                        yield file.path, document
            yield file.path, done.outcome


def update(
    index: Path,
    *folders: Path,
    embedder: CountingEmbedder | None = None,
    pool: Callable[[], Any] = Pool,
    recipe: str = "R",
    cancelled: Callable[[], bool] = lambda: False,
    report: Callable[[Progress], None] = lambda _: None,
    exclude: Sequence[str] = (),
    largest_bytes: int = 50_000_000,
    kind: str = "folder",
) -> Report:
    """Bring the index up to date with these folders as `Index.update` does. No embedder: by words only."""
    home = Home.at(index.parent / "home")
    sources = [
        Source(str(folder), kind=kind, exclude=tuple(exclude)) for folder in sorted(folders, key=lambda f: -len(str(f)))
    ]
    meaning = Meaning(recipe, recipe.lower(), DIMENSIONS, embedder.load) if embedder is not None else None
    with closing(connect(index, write=True)) as connection:
        return Indexer(
            Writer(connection),
            Reader(connection),
            sources=[(source, registry.rules_for(source, home, Config(), tuple(sources))) for source in sources],
            pool=cast("Callable[[], Pool]", pool),
            limits=Limits(),
            meaning=meaning,
            largest_bytes=largest_bytes,
            follow_links=False,
            report=report,
            cancelled=cancelled,
        ).run()


def sound(index: Path) -> list[str]:
    """What is wrong with an index; empty when nothing is."""
    with closing(connect(index, write=False)) as connection:
        return damage(connection)


def opened(index: Path) -> apsw.Connection:
    return connect(index, write=False)
