"""
Texts to vectors: one model, a few one-thread contexts for documents, one context with all threads for the query.

Several one-thread contexts beat one context of several threads, because the work of one short text is too small to
divide. A query goes first: decodes of documents that run are stopped and repeated after it.
"""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from lfmsearch.errors import BadModel
from lfmsearch.models.catalog import InstalledModel, recipe
from lfmsearch.models.header import check, read_header
from lfmsearch.models.llama import Context, Flag, Model, normalised

# Texts waiting for each context, so that it has work while the consumer stores vectors.
AHEAD = 4


class Embedder:
    """
    Owns a model of role `embed` and its contexts. A context manager.

    `embed_query` and `embed_documents` may be called from different threads at once. Close it when no call runs.

    Attributes:
        dimensions: length of its vectors.
        recipe: names everything a document's vector depends on; equal recipes give equal vectors for equal texts.
        model_id: of the model.
    """

    def __init__(
        self,
        installed: InstalledModel,
        *,
        contexts: int,
        query_threads: int,
        thread_start: Callable[[], object] | None = None,
    ) -> None:
        spec = installed.spec
        header = read_header(installed.path)
        check(header, spec)
        if spec.role != "embed":
            raise BadModel(f"{spec.title} gives one vector a token; it cannot make the vectors of the index.")
        self._spec = spec
        self._model = Model(installed.path)
        self.dimensions = self._model.dimensions
        self.model_id = spec.id
        self.recipe = recipe(installed)
        self._query_threads = query_threads
        self._query_context: Context | None = None
        self._query_lock = threading.Lock()
        self._idle: deque[Context] = deque()
        self._contexts: list[Context] = []
        self._count = contexts
        self._pool = ThreadPoolExecutor(contexts, thread_name_prefix="embed", initializer=thread_start)
        self._stop = Flag()
        self._free = threading.Event()  # cleared while a query runs
        self._free.set()
        self._closed = False

    @classmethod
    def load(
        cls,
        model: InstalledModel,
        *,
        contexts: int,
        query_threads: int,
        thread_start: Callable[[], object] | None = None,
    ) -> Embedder:
        """
        Map the weights; contexts are made when they are first needed.

        Args:
            thread_start: called first in each thread that embeds documents, such as to lower its priority.

        Raises BadModel when the file is damaged or is not what its entry says.
        """
        return cls(model, contexts=contexts, query_threads=query_threads, thread_start=thread_start)

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        """
        Return the vector of a query: float32 [dimensions], length 1. What exceeds the model's limit is cut off.

        Stops the documents' decodes while it runs; queries wait for each other. Raises ValueError for a blank text.
        """
        if not text.strip():
            raise ValueError("a blank query has no meaning")
        ids = self._ids(self._spec.query_prefix, text)
        head, tail = self._model.head, self._model.tail
        cut = ids[: self._spec.max_tokens - len(head) - len(tail)]
        with self._query_lock:
            if self._query_context is None:
                self._query_context = self._context(self._query_threads)
            self._free.clear()
            self._stop.set()
            try:
                rows = self._query_context.rows([[*head, *cut, *tail]])
            finally:
                if not self._closed:
                    self._stop.clear()
                self._free.set()
        assert rows is not None, "no flag stops a query"
        vector: npt.NDArray[np.float32] = normalised(rows)[0]
        return vector

    def embed_documents(self, texts: Iterable[str]) -> Iterator[npt.NDArray[np.float32]]:
        """
        Yield one array for each text, in order: float32 [parts, dimensions], every row of length 1.

        A text longer than the model's limit is embedded in parts of about equal length, each with the prefix; any
        other has one part. A blank text has one part too: the vector of the prefix alone.

        A few texts ahead are taken from `texts`, on the caller's thread, and embedded while the caller works.
        Closing the iterator drops them; a decode that runs still ends.
        """
        waiting: deque[Future[npt.NDArray[np.float32]]] = deque()
        try:
            for text in texts:
                waiting.append(self._pool.submit(self._embed_document, text))
                if len(waiting) > AHEAD * self._count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def count_tokens(self, text: str) -> int:
        """Return how many tokens a document of this text makes in all, prefix and special tokens included."""
        return len(self._model.head) + len(self._ids(self._spec.document_prefix, text)) + len(self._model.tail)

    def close(self) -> None:
        """Stop what runs and give everything back. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self._stop.set()
        self._free.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for context in (*self._contexts, self._query_context):
            if context is not None:
                context.close()
        self._model.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ids(self, prefix: str, text: str) -> list[int]:
        # Stripped as the makers' library strips: a space at either end would change the first token or add a last.
        return self._model.tokens((prefix + text.strip()).strip())

    def _embed_document(self, text: str) -> npt.NDArray[np.float32]:
        try:
            context = self._idle.pop()
        except IndexError:
            context = self._context(1, self._stop)
            self._contexts.append(context)
        try:
            return normalised(np.concatenate([self._decode(context, part) for part in self._parts(text)]))
        finally:
            self._idle.append(context)

    def _decode(self, context: Context, ids: list[int]) -> npt.NDArray[np.float32]:
        while True:
            self._free.wait()
            if self._closed:
                raise RuntimeError("the Embedder is closed")
            rows = context.rows([ids])
            if rows is not None:
                return rows

    def _parts(self, text: str) -> list[list[int]]:
        head, tail = self._model.head, self._model.tail
        ids = self._ids(self._spec.document_prefix, text)
        limit = self._spec.max_tokens - len(head) - len(tail)
        if len(ids) <= limit:
            return [[*head, *ids, *tail]]
        prefix = self._model.tokens(self._spec.document_prefix.strip())
        body, room = ids[len(prefix) :], limit - len(prefix)
        count = -(-len(body) // room)
        edges = [len(body) * number // count for number in range(count + 1)]
        return [[*head, *prefix, *body[begin:end], *tail] for begin, end in itertools.pairwise(edges)]

    def _context(self, threads: int, flag: Flag | None = None) -> Context:
        return Context(
            self._model, pooling=self._spec.pooling, longest=self._spec.max_tokens, threads=threads, flag=flag
        )
