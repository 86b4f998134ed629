"""
Late interaction: one vector for every token, as ColBERT has it, and the score of two such matrices.

Protocol: PyLate's (lightonai/pylate, `models/colbert.py`) with the settings of LFM2.5-ColBERT, as its makers run it on
llama.cpp: the marks that lengthen a query are attended to. llama.cpp projects to 128 dimensions itself.
"""

from __future__ import annotations

import string
import threading
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from lfmsearch.errors import BadModel
from lfmsearch.models.catalog import InstalledModel
from lfmsearch.models.header import check, read_header
from lfmsearch.models.llama import Context, Model, normalised

QUERY_TOKENS = 32  # a query is cut or lengthened to exactly this; its training length


class LateEncoder:
    """
    Owns a model of role `late` and one context. A context manager; calls from several threads wait for each other.

    Attributes:
        dimensions: length of a token's vector.
        query_marker, document_marker, pad, skipped: token ids, as the file's own vocabulary has them.
    """

    def __init__(self, installed: InstalledModel, *, threads: int) -> None:
        spec = installed.spec
        check(read_header(installed.path), spec)
        if spec.role != "late":
            raise BadModel(f"{spec.title} gives one vector a text; it cannot rank by tokens.")
        self._model = Model(installed.path)
        self.model_id = spec.id
        self.dimensions = self._model.dimensions
        self._max_tokens = spec.max_tokens
        self.query_marker = self._one_token(spec.query_prefix, spec.title)
        self.document_marker = self._one_token(spec.document_prefix, spec.title)
        self.skipped = frozenset(self._one_token(mark, spec.title) for mark in string.punctuation)
        self.pad = self._model.pad
        if self.pad < 0 or len(self._model.head) != 1:
            raise BadModel(f"{spec.title} has no begin or no pad token.")
        self._threads = threads
        self._context: Context | None = None
        self._lock = threading.Lock()

    @classmethod
    def load(cls, model: InstalledModel, *, threads: int) -> LateEncoder:
        """
        Map the weights; the context is made when it is first needed.

        Raises BadModel when the file is damaged, not what its entry says, or its vocabulary lacks what ColBERT needs.
        """
        return cls(model, threads=threads)

    def encode_query(self, text: str) -> npt.NDArray[np.float32]:
        """
        Return [32, dimensions], float32, every row of length 1.

        A longer query is cut, a shorter one lengthened with pad tokens, whose rows count as well. Raises ValueError
        for a blank text.
        """
        if not text.strip():
            raise ValueError("a blank query has no meaning")
        ids = self._ids(self.query_marker, text)[:QUERY_TOKENS]
        return self._rows(ids + [self.pad] * (QUERY_TOKENS - len(ids)))

    def encode_document(self, text: str) -> npt.NDArray[np.float32]:
        """
        Return [kept, dimensions], float32, every row of length 1.

        Kept are the begin and the marker token, so at least two rows, and every token but single punctuation marks. A
        text longer than the model's limit is cut.
        """
        ids = self._ids(self.document_marker, text)[: self._max_tokens]
        return self._rows(ids)[[token not in self.skipped for token in ids]]

    def close(self) -> None:
        """Give everything back. Idempotent; waits for a call that runs."""
        with self._lock:
            if self._context is not None:
                self._context.close()
                self._context = None
            self._model.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ids(self, marker: int, text: str) -> list[int]:
        return [*self._model.head, marker, *self._model.tokens(text.strip())]

    def _rows(self, ids: list[int]) -> npt.NDArray[np.float32]:
        with self._lock:
            if self._context is None:
                self._context = Context(self._model, pooling="none", longest=self._max_tokens, threads=self._threads)
            rows = self._context.rows([ids])
        assert rows is not None, "no flag stops this context"
        return normalised(rows)

    def _one_token(self, text: str, title: str) -> int:
        ids = self._model.tokens(text)
        if len(ids) != 1:
            self._model.close()
            raise BadModel(f"{title} does not have {text!r} as one token; it is not a ColBERT of this family.")
        return ids[0]


def max_sim(query: npt.NDArray[np.float32], document: npt.NDArray[np.float32]) -> float:
    """
    Return the score of a document: for every row of the query its best row of the document, summed.

    Both [rows, dimensions] with rows of length 1; the score lies between −32 and 32. Khattab and Zaharia, 2020.
    """
    return float((query @ document.T).max(axis=1).sum())
