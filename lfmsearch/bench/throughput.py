"""Tokens embedded per second: the indexing pass, with its store, against a bare llama.cpp loop over the same texts."""

from __future__ import annotations

import contextlib
import ctypes
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import llama_cpp

from lfmsearch import chunk
from lfmsearch.bench.row import Row, compared, rounds
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer as Texts
from lfmsearch.indexing.embedding import Embedding
from lfmsearch.models.calibrate import calibrated
from lfmsearch.models.catalog import InstalledModel
from lfmsearch.models.embedder import Embedder
from lfmsearch.models.llama import POOLINGS, Model
from lfmsearch.store.connection import connect
from lfmsearch.store.reader import Reader
from lfmsearch.store.writer import Writer
from lfmsearch.types import Document, Section, Source

TARGET = 0.95
# 150 words and some 12 full stops make 200 to 230 of the Chunker's tokens: an ordinary Chunk, never two.
WORDS = 150
# Contexts × threads of the bare loop; the fastest is the reference.
LOOPS = ((1, 1), (1, 2), (2, 1))
ROUNDS = 6


def run(setting: Setting) -> list[Row]:
    """Measure in paired rounds, each over texts of its own, so that whatever else runs slows both."""
    model = setting.model()
    seconds = 24.0 if setting.full else 9.0
    writer = Texts.of_model(model, seed=5)
    home = setting.home("throughput")
    found = calibrated(model, home.calibration_path)
    with Embedder.load(model, contexts=found.contexts, query_threads=found.query_threads) as embedder:
        tries = [writer.text(WORDS) for _ in range(24)]
        bare = _fastest(model, tries)
        try:
            rate = bare.run(tries)
            # As many texts a round as the bare loop needs its share of the time for.
            count = max(8, round(seconds / ROUNDS * rate / embedder.count_tokens(tries[0])))
            with tempfile.TemporaryDirectory() as folder:
                _indexed(tries, embedder, Path(folder) / "warm.db")
                texts = [[writer.text(WORDS) for _ in range(count)] for _ in range(ROUNDS)]
                pairs = rounds(
                    ROUNDS,
                    lambda number: _indexed(texts[number], embedder, Path(folder) / f"{number}.db"),
                    lambda number: bare.run(texts[number]),
                )
        finally:
            bare.close()
    name = (
        f"throughput: indexing pass with its store ({found.contexts} contexts), {ROUNDS} x {count} texts of {WORDS} words, "
        f"against a bare llama.cpp loop ({bare.contexts} contexts x {bare.threads} threads)"
    )
    return [compared(name, pairs, "tokens/s", target=TARGET, better="higher")]


def _indexed(texts: Sequence[str], embedder: Embedder, path: Path) -> float:
    """Tokens a second of the pass that `lfmsearch index` makes, over an index that holds these texts unembedded."""
    connection = connect(path, write=True)
    try:
        writer, reader = Writer(connection), Reader(connection)
        source = Source("/bench")
        number = writer.keep_sources([source])[source.path]
        with writer.together():
            for place, text in enumerate(texts):
                file = f"{source.path}/{place}.txt"
                writer.expect(number, [(file, len(text), place, place)])
                document = Document("", "file", "txt", f"b2:{place}", f"{place}.txt", (Section(text),), size=len(text))
                card, chunks = chunk.card(document, places=[]), chunk.chunked(document, name=f"{place}.txt")
                assert len(chunks) == 1, "a text must stay one Chunk, else both sides do not embed the same"
                writer.put(file, document, card, chunks, names="", moment=place, reading=1)
        generation = writer.generation(embedder.recipe, embedder.model_id, embedder.dimensions)
        work = Embedding(writer, reader, embedder, generation, cancelled=lambda: False, enough=lambda: False)
        started = time.perf_counter()
        done = work.run(lambda _: None)
        elapsed = time.perf_counter() - started
        assert done == len(texts)
    finally:
        connection.close()
    return sum(map(embedder.count_tokens, texts)) / elapsed


def _fastest(model: InstalledModel, texts: Sequence[str]) -> _Bare:
    """The loop that is fastest here, of three rounds each taken in turn."""
    loops = [_Bare(model, contexts, threads) for contexts, threads in LOOPS]
    for loop in loops:
        loop.run(texts[:4])
    best = max(loops, key=lambda loop: max(loop.run(texts) for _ in range(3)))
    for loop in loops:
        if loop is not best:
            loop.close()
    return best


class _Bare:
    """What anybody would write: tokens, decode, read the row; a thread for each context. Owns a model and contexts."""

    def __init__(self, model: InstalledModel, contexts: int, threads: int) -> None:
        self.contexts, self.threads = contexts, threads
        self._spec = model.spec
        self._model = Model(model.path)
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = params.n_batch = params.n_ubatch = model.spec.max_tokens
        params.n_threads = params.n_threads_batch = threads
        params.embeddings = True
        params.pooling_type = POOLINGS[model.spec.pooling]
        self._pool = ThreadPoolExecutor(contexts, thread_name_prefix="bare")
        self._handles = [llama_cpp.llama_init_from_model(self._model.handle, params) for _ in range(contexts)]

    def run(self, texts: Sequence[str]) -> float:
        """Embed all texts; return tokens a second."""
        waiting = deque(texts)

        def work(handle: object) -> int:
            count = 0
            with contextlib.suppress(IndexError):  # none is left
                while True:
                    count += self._embed(handle, waiting.popleft())
            return count

        started = time.perf_counter()
        tokens = sum(self._pool.map(work, self._handles))
        return tokens / (time.perf_counter() - started)

    def close(self) -> None:
        """Give everything back."""
        self._pool.shutdown()
        for handle in self._handles:
            llama_cpp.llama_free(handle)
        self._model.close()

    def _embed(self, handle: object, text: str) -> int:
        model = self._model
        ids = [*model.head, *model.tokens(self._spec.document_prefix + text), *model.tail]
        memory = llama_cpp.llama_get_memory(handle)
        if memory:
            llama_cpp.llama_memory_clear(memory, False)  # noqa: FBT003
        tokens = (llama_cpp.llama_token * len(ids))(*ids)
        code = llama_cpp.llama_decode(handle, llama_cpp.llama_batch_get_one(tokens, len(ids)))
        assert code == 0, f"llama_decode returned {code}"
        row = llama_cpp.llama_get_embeddings_seq(handle, 0)
        ctypes.string_at(row, 4 * model.dimensions)
        return len(ids)
