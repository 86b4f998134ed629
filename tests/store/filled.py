"""A short way to put things into an index."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import apsw
import numpy as np
import numpy.typing as npt

from lfmsearch.store.connection import connect
from lfmsearch.store.reader import Reader
from lfmsearch.store.scope import EVERYTHING
from lfmsearch.store.words import Words
from lfmsearch.store.writer import Writer
from lfmsearch.types import Chunk, Document, Source

DIMENSIONS = 8
SOURCE = "/home/anna"


class Filled:
    """An index with one Source. `put` reads a File as the indexer would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.open()
        self.source = self.writer.keep_sources([Source(SOURCE)])[SOURCE]

    def open(self) -> None:
        self.connection: apsw.Connection = connect(self.path, write=True)
        self.writer, self.reader = Writer(self.connection), Reader(self.connection)
        self.searching = connect(self.path, write=False)
        self.words = Words(self.searching)

    def close(self) -> None:
        self.searching.close()
        self.connection.close()

    def put(self, path: str, *documents: Document, texts: Sequence[str] = (), moment: int = 0) -> None:
        """Read one File: its Documents, all with these texts (a leading `>` is quoted text, not embedded)."""
        self.writer.expect(self.source, [(path, 1, 1, 1)])
        with self.writer.together():
            reading = self.writer.next_reading(path)
            for document in documents:
                chunks = [Chunk(n, text, embedded=not text.startswith(">")) for n, text in enumerate(texts, 1)]
                card = Chunk(0, document.title, embedded=False)
                self.writer.put(path, document, card, chunks, names=path, moment=moment, reading=reading)
            self.writer.finish_reading(path, reading)
            self.writer.settle(path, "indexed", "", "recipe")

    def found(self, *words: str) -> set[int]:
        """The Documents that hold any of these words, English where they have forms."""
        return {match.document_id for match in self.words.ranked(self.words.terms(words, "en"), EVERYTHING, 1000)}

    def embed_all(self, generation: int) -> int:
        """Give every passage a vector made of its text; return how many were made."""
        count = 0
        for tried in (False, True):
            for key, chunk, _ in self.reader.unembedded(generation, limit=10_000, tried=tried):
                text = dict(self.reader.passages([chunk]))[chunk]
                self.writer.embedded(generation, [(key, vector(text)[None, :])])
                count += 1
        return count


@contextmanager
def fresh() -> Iterator[Filled]:
    """An index of one's own where a fixture would be shared by all examples of a property."""
    with tempfile.TemporaryDirectory() as folder:
        made = Filled(Path(folder) / "index.db")
        yield made
        made.close()


def vector(text: str) -> npt.NDArray[np.int8]:
    """int8[8] that depends on the text alone."""
    generator = np.random.default_rng(list(text.encode("utf-8", "replace")) or [0])
    return generator.integers(-127, 128, DIMENSIONS).astype(np.int8)


def file(name: str, *, key: str = "", **fields: object) -> Document:
    """A Document that is a File."""
    return Document("", "file", "txt", key or f"b2:{name}", name, **fields)  # type: ignore[arg-type]
