"""
Late interaction: one vector for every token, as ColBERT has it, and the score of two such matrices.

Protocol: PyLate's (lightonai/pylate, `models/colbert.py`) with the settings of LFM2.5-ColBERT, as its makers run it on
llama.cpp: the marks that lengthen a query are attended to. llama.cpp projects to 128 dimensions itself.
"""

from __future__ import annotations

import contextlib
import string
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from lfmsearch.errors import BadModel
from lfmsearch.models.catalog import InstalledModel, recipe
from lfmsearch.models.header import check, read_header
from lfmsearch.models.llama import Context, Flag, Model, normalised

QUERY_TOKENS = 32  # a query is cut or lengthened to exactly this; its training length
# Rows of documents multiplied at a time. OpenBLAS divides what is larger between threads, and on a busy machine these wait for each
# other: 50 passages took 72 ms at once and 12 ms so, with ten programs on two cores; on idle ones 2 ms either way.
BLOCK = 240

Rows = npt.NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Encoded:
    """
    A text as its token vectors.

    Args:
        rows: float32[n, dimensions], every row of length 1.
        spans: for each row where its token stands in `text`, in characters; (0, 0) for the begin, marker and pad tokens. A token of a
            part of a character has the whole character.
        text: the text as it was encoded, without white space at its ends.
    """

    rows: Rows
    spans: tuple[Span, ...]
    text: str


class LateEncoder:
    """
    Owns a model of role `late` and two contexts. A context manager; calls from several threads wait for each other.

    Queries, and passages that a query waits for, are encoded in front; passages for later are encoded behind, on one core, and
    give way to what is in front: their decode is stopped and repeated.

    Attributes:
        dimensions: length of a token's vector.
        recipe: names everything a vector depends on; equal recipes give equal vectors for equal texts.
        query_marker, document_marker, pad, skipped: token ids, as the file's own vocabulary has them.
    """

    def __init__(self, installed: InstalledModel, *, threads: int) -> None:
        spec = installed.spec
        check(read_header(installed.path), spec)
        if spec.role != "late":
            raise BadModel(f"{spec.title} gives one vector a text; it cannot rank by tokens.")
        self._model = Model(installed.path)
        self.model_id = spec.id
        self.recipe = recipe(installed)
        self.dimensions = self._model.dimensions
        self._max_tokens = spec.max_tokens
        self.query_marker = self._one_token(spec.query_prefix, spec.title)
        self.document_marker = self._one_token(spec.document_prefix, spec.title)
        self.skipped = frozenset(self._one_token(mark, spec.title) for mark in string.punctuation)
        self.pad = self._model.pad
        if self.pad < 0 or len(self._model.head) != 1:
            self._model.close()
            raise BadModel(f"{spec.title} has no begin or no pad token.")
        self._threads = threads
        self._front: Context | None = None
        self._behind: Context | None = None
        self._in_front, self._in_behind = threading.Lock(), threading.Lock()
        self._over, self._stop = Flag(), Flag()
        self._free = threading.Event()  # cleared while something is encoded in front
        self._free.set()
        self._closed = False

    @classmethod
    def load(cls, model: InstalledModel, *, threads: int) -> LateEncoder:
        """
        Map the weights; the contexts are made when they are first needed.

        Raises BadModel when the file is damaged, not what its entry says, or its vocabulary lacks what ColBERT needs.
        """
        return cls(model, threads=threads)

    def encode_query(self, text: str) -> Rows:
        """
        Return [32, dimensions], float32, every row of length 1.

        A longer query is cut, a shorter one lengthened with pad tokens, whose rows count as well. Raises ValueError
        for a blank text, TimeoutError as `within` says.
        """
        return self._rows_in_front(self._query_ids(text))

    def encode_document(self, text: str) -> Rows:
        """
        Return [kept, dimensions], float32, every row of length 1.

        Kept are the begin and the marker token, so at least two rows, and every token but single punctuation marks. A
        text longer than the model's limit is cut. Raises TimeoutError as `within` says.
        """
        ids = self._document_ids(text)
        return self._rows_in_front(ids)[self._kept(ids)]

    def encode_behind(self, text: str) -> Rows:
        """Return what `encode_document` does, on the caller's thread and one core, giving way to what is in front."""
        ids = self._document_ids(text)
        with self._in_behind:
            if self._behind is None:
                self._behind = self._context(1, self._stop)
            rows = None
            while rows is None:
                self._free.wait()
                if self._closed:
                    raise RuntimeError("the LateEncoder is closed")
                rows = self._behind.rows([ids])
        return normalised(rows)[self._kept(ids)]

    def explained_query(self, text: str) -> Encoded:
        """Return what `encode_query` does, and where each row's token stands."""
        ids = self._query_ids(text)
        return self._explained(text, ids, self._rows_in_front(ids), np.ones(len(ids), dtype=bool))

    def explained_document(self, text: str) -> Encoded:
        """Return what `encode_document` does, and where each row's token stands."""
        ids = self._document_ids(text)
        return self._explained(text, ids, self._rows_in_front(ids), self._kept(ids))

    def count_tokens(self, text: str) -> int:
        """Return how many tokens `encode_document` decodes for this text."""
        return len(self._document_ids(text))

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """
        Let what is encoded in front, inside this block and on this thread, take so many seconds altogether.

        What then still runs is stopped with TimeoutError: at the next operation of its graph on a CPU, after it on a GPU.
        """
        timer = threading.Timer(seconds, self._over.set)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            self._over.clear()

    def close(self) -> None:
        """Stop what is encoded behind and give everything back. Idempotent; waits for a call that runs."""
        self._closed = True
        self._stop.set()
        self._free.set()
        with self._in_front, self._in_behind:
            for context in (self._front, self._behind):
                if context is not None:
                    context.close()
            self._front = self._behind = None
            self._model.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _query_ids(self, text: str) -> list[int]:
        if not text.strip():
            raise ValueError("a blank query has no meaning")
        ids = self._ids(self.query_marker, text)[:QUERY_TOKENS]
        return ids + [self.pad] * (QUERY_TOKENS - len(ids))

    def _document_ids(self, text: str) -> list[int]:
        return self._ids(self.document_marker, text)[: self._max_tokens]

    def _ids(self, marker: int, text: str) -> list[int]:
        return [*self._model.head, marker, *self._model.tokens(text.strip())]

    def _kept(self, ids: Sequence[int]) -> npt.NDArray[np.bool_]:
        return np.array([token not in self.skipped for token in ids])

    def _rows_in_front(self, ids: list[int]) -> Rows:
        with self._in_front:
            if self._front is None:
                self._front = self._context(self._threads, self._over)
            self._free.clear()
            self._stop.set()
            try:
                rows = self._front.rows([ids])
            finally:
                if not self._closed:
                    self._stop.clear()
                self._free.set()
        if rows is None:
            raise TimeoutError("the time given for encoding is over")
        return normalised(rows)

    def _context(self, threads: int, flag: Flag) -> Context:
        return Context(self._model, pooling="none", longest=self._max_tokens, threads=threads, flag=flag)

    def _explained(self, text: str, ids: Sequence[int], rows: Rows, kept: npt.NDArray[np.bool_]) -> Encoded:
        text = text.strip()
        around = len(self._model.head) + 1
        spans = [(0, 0)] * around + placed(text, [self._model.piece(token) for token in ids[around:]])
        return Encoded(rows[kept], tuple(span for span, keep in zip(spans, kept, strict=True) if keep), text)

    def _one_token(self, text: str, title: str) -> int:
        ids = self._model.tokens(text)
        if len(ids) != 1:
            self._model.close()
            raise BadModel(f"{title} does not have {text!r} as one token; it is not a ColBERT of this family.")
        return ids[0]


def placed(text: str, pieces: Sequence[bytes]) -> list[Span]:
    """
    Return where each piece stands in `text`, in characters. Pure.

    The pieces are those of a byte-level vocabulary: together they are the text's bytes, up to where it was cut. White space at the
    beginning of a piece is no part of its span; what lies beyond the text (pads) has (0, 0).
    """
    content = text.encode("utf-8", "replace")
    # The character each byte belongs to: continuation bytes are those of 0b10xxxxxx.
    begins = np.frombuffer(content, np.uint8) & 0xC0 != 0x80
    character = np.cumsum(begins) - 1
    spans, at = [], 0
    for piece in pieces:
        end = at + len(piece)
        if not piece or content[at:end] != piece:
            spans.append((0, 0))
            continue
        inner = at + min(len(piece) - len(piece.lstrip()), len(piece) - 1)
        spans.append((int(character[inner]), int(character[end - 1]) + 1))
        at = end
    return spans


def max_sim(query: Rows, document: Rows) -> float:
    """
    Return the score of a document: for every row of the query its best row of the document, summed.

    Both [rows, dimensions] with rows of length 1; the score lies between −32 and 32. Khattab and Zaharia, 2020.
    """
    return float((query @ document.T).max(axis=1).sum())


def max_sims(query: Rows, rows: Rows, counts: Sequence[int]) -> Rows:
    """
    Return the score of every document, float32[n]: `max_sim` of each, as one matrix product over all their rows, in blocks.

    Args:
        rows: of all documents, below each other.
        counts: how many each has, at least one.
    """
    if not counts:
        return np.empty(0, np.float32)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    likeness = np.empty((len(rows), len(query)), np.float32)
    turned = np.ascontiguousarray(query.T)
    for at in range(0, len(rows), BLOCK):
        np.matmul(rows[at : at + BLOCK], turned, out=likeness[at : at + BLOCK])
    best: Rows = np.maximum.reduceat(likeness, starts, axis=0)
    totals: Rows = best.sum(axis=1)
    return totals
