"""A small index in a temporary place, with vectors of one's choice, and searches in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lfmsearch.search.hits import hits
from lfmsearch.search.query import parse
from lfmsearch.search.searcher import Ranking, Searcher
from lfmsearch.store.connection import connect
from lfmsearch.store.reader import Reader
from lfmsearch.store.vectors import Vectors, quantized
from lfmsearch.store.words import Words
from lfmsearch.store.writer import Writer
from lfmsearch.types import Chunk, Document, Hit, Mode, Query, Source

TOPICS = ("animals", "money", "weather")
NOW = datetime(2024, 5, 5, tzinfo=UTC)


class TopicEmbedder:
    """A text's vector is how much of each topic it names; what names none lies in the middle."""

    model_id = "topics"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        self.asked.append(text)
        return topical(text)


def topical(text: str) -> npt.NDArray[np.float32]:
    """float32[3] of length 1."""
    row = np.array([0.2 + text.count(topic) for topic in TOPICS], dtype=np.float32)
    return row / np.linalg.norm(row)


class Library:
    """Documents as real files below `folder`, one Chunk a text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "files"
        self.folder.mkdir()
        self.connection = connect(folder / "index.db", write=True)
        self.searching = connect(folder / "index.db", write=False)
        self.writer, self.reader = Writer(self.connection), Reader(self.connection)
        self.source = self.writer.keep_sources([Source(str(self.folder))])[str(self.folder)]
        self.embedder = TopicEmbedder()
        self.searcher: Searcher | None = None

    def put(self, name: str, *texts: str, moment: int = 0, key: str = "", present: bool = True, **about: object) -> int:
        """Store a file with these Chunks (`>` before one is quoted, not embedded) and return its Document; `about` goes into it."""
        path = self.folder / name
        if present:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(texts))
        self.writer.expect(self.source, [(str(path), 1, 1, 1)])
        document = Document("", "file", name.rsplit(".", 1)[-1], key or f"b2:{name}", path.stem)
        document = replace(document, **about)  # type: ignore[arg-type]
        chunks = [Chunk(n, text, embedded=not text.startswith(">")) for n, text in enumerate(texts, 1)]
        with self.writer.together():
            self.writer.put(
                str(path), document, Chunk(0, name, embedded=False), chunks, names=name, moment=moment, reading=1
            )
            self.writer.settle(str(path), "indexed", "", "r")
        return self.reader.documents_at(str(path))[0]

    def embed(self, *, parts: int = 1) -> None:
        generation = self.writer.generation("R", "topics", len(TOPICS))
        for key, chunk, _ in self.reader.unembedded(generation, limit=999, tried=False):
            row = topical(dict(self.reader.passages([chunk]))[chunk])
            worse = [topical("")] * (parts - 1)
            self.writer.embedded(generation, [(key, quantized(np.stack([row, *worse])))])

    def ranked(self, text: str, mode: Mode = "both") -> tuple[Query, Ranking]:
        if self.searcher is None:
            active = self.reader.active_generation()
            vectors = Vectors(self.connection, active.id, active.dimensions) if active else None
            self.searcher = Searcher(self.reader, Words(self.searching), vectors, self.embedder if active else None)
        query = parse(text, now=NOW)
        return query, self.searcher.rank(query, mode)

    def search(
        self, text: str, mode: Mode = "both", *, start: int = 0, limit: int = 10, sort: str = "relevance"
    ) -> list[Hit]:
        query, ranking = self.ranked(text, mode)
        return hits(self.reader, query, ranking, start=start, limit=limit, sort=sort)

    def titles(self, text: str, mode: Mode = "both") -> list[str]:
        return [hit.title for hit in self.search(text, mode)]

    def close(self) -> None:
        if self.searcher is not None:
            self.searcher.close()
        self.searching.close()
        self.connection.close()


def names(found: Sequence[Hit]) -> list[str]:
    return [hit.title for hit in found]
