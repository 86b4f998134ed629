"""A filter that lets one Document in a thousand through: the same Hits, in the same order, as by looking through all of them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer as Texts
from lfmsearch.search.known import plain
from lfmsearch.search.query import read_now
from lfmsearch.search.searcher import CANDIDATES, Searcher
from lfmsearch.store.connection import Connection, connect
from lfmsearch.store.reader import Reader
from lfmsearch.store.vectors import Vectors, quantized
from lfmsearch.store.words import Words
from lfmsearch.store.writer import Writer
from lfmsearch.types import Chunk, Document, Mode, Source

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

DIMENSIONS, ONE_IN, QUERIES = 64, 1_000, 20
MODES: tuple[Mode, ...] = ("words", "meaning", "both")


class _Drawn:
    """A vector for each text, drawn by its letters: what is compared is whether filtering changes an order, whatever the order is."""

    model_id = "drawn"

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        import numpy as np

        row = np.random.default_rng(list(text.encode())).standard_normal(DIMENSIONS).astype(np.float32)
        drawn: npt.NDArray[np.float32] = row / np.linalg.norm(row)
        return drawn


def run(setting: Setting) -> list[Row]:
    """Ask `QUERIES` questions in each mode, with the filter and without, in an index of 100,000 made once and kept."""
    documents = 100_000 if setting.full else 10_000
    texts = Texts.of_model(setting.model(), seed=5)
    path = setting.folder / f"filtered-{documents}.db"
    setting.folder.mkdir(parents=True, exist_ok=True)
    asked = [" ".join(texts.words(4)) for _ in range(QUERIES)]
    connection = connect(path, write=True)
    try:
        if sum(Reader(connection).documents_by_kind().values()) != documents:
            _fill(connection, texts, documents)
    finally:
        connection.close()
    with contextlib.closing(connect(path, write=False)) as connection:
        return _rows(connection, asked, documents)


def _rows(connection: Connection, asked: list[str], documents: int) -> list[Row]:
    reader = Reader(connection)
    active = reader.active_generation()
    assert active is not None
    searcher = Searcher(reader, Words(connection), Vectors(connection, active.id, DIMENSIONS), _Drawn())
    let_through = {number for number, _ in searcher.rank(read_now("type:md")).order}
    same = dict.fromkeys(MODES, 0)
    try:
        for text in asked:
            for mode in MODES:
                everything = searcher.rank(plain(text), mode, limit=documents).order
                wanted = [number for number, _ in everything if number in let_through]
                # Who speaks beside the query comes from as many candidates of each leg as are looked at: here from all.
                depth = documents if mode == "both" else CANDIDATES
                found = searcher.rank(read_now(f"{text} type:md"), mode, limit=depth).order
                same[mode] += [number for number, _ in found] == wanted
    finally:
        searcher.close()
    name = f"filtered: {len(let_through)} of {documents:,} documents, answers equal to the whole ranking without the others"
    return [
        Row(f"{name}, {mode}", count / len(asked), "share", target=1.0, better="higher") for mode, count in same.items()
    ]


def _fill(connection: Connection, texts: Texts, documents: int) -> None:
    import numpy as np

    writer, reader = Writer(connection), Reader(connection)
    folder = Path("/filtered")
    source = writer.keep_sources([Source(str(folder))])[str(folder)]
    with writer.together():
        for number in range(documents):
            ending = "md" if number % ONE_IN == 7 else "txt"
            path = str(folder / f"{number}.{ending}")
            writer.expect(source, [(path, 1, 1, 1)])
            document = Document("", "file", ending, f"b2:{number}", f"{number}")
            chunk = Chunk(1, f"{texts.text(20)} {number}")
            writer.put(path, document, Chunk(0, path, embedded=False), [chunk], names=path, moment=number, reading=1)
            writer.settle(path, "indexed", "", "r")
    generation = writer.generation("filtered", "drawn", DIMENSIONS)
    rows = np.random.default_rng(5)
    while found := reader.unembedded(generation, limit=5_000, tried=False):
        drawn = quantized(rows.standard_normal((len(found), DIMENSIONS)).astype(np.float32))
        writer.embedded(generation, [(key, drawn[place : place + 1]) for place, (key, _, _) in enumerate(found)])
    writer.all_embedded(generation)
