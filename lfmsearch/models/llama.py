"""
llama.cpp with types: a Model with its vocabulary, and Contexts that turn token ids into rows.

The low-level calls are used, because `Llama.embed` takes the wrong row length for ColBERT and returns lists.
`llama_encode` is never called: it ends the process on LFM2; `llama_decode` serves encoders as well.
"""

from __future__ import annotations

import ctypes
import functools
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

# OpenMP's threads spin while they wait for each other, and on a busy machine a query of two threads then takes 1,470 ms where
# sleeping ones take 18 (median of 40, both cores loaded). The library reads this once, when it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import llama_cpp
import numpy as np
import numpy.typing as npt

from lfmsearch.errors import BadModel, MachineError
from lfmsearch.models.catalog import Pooling

POOLINGS: dict[Pooling, int] = {
    "none": llama_cpp.LLAMA_POOLING_TYPE_NONE,
    "mean": llama_cpp.LLAMA_POOLING_TYPE_MEAN,
    "cls": llama_cpp.LLAMA_POOLING_TYPE_CLS,
    "last": llama_cpp.LLAMA_POOLING_TYPE_LAST,
}
ERROR = 4  # GGML_LOG_LEVEL_ERROR in ggml.h
ABORTED = 2  # what llama_decode returns when the flag stopped it


class Flag:
    """
    A switch that llama.cpp looks at between two operations of a decode; raising it makes the decode stop.

    llama.cpp calls a C function of one pointer and stops when it gives a true value. `strlen` of a one-byte text is
    such a function: no Python runs, and no lock is taken, in the middle of a decode. CPU only.
    """

    def __init__(self) -> None:
        self._text = ctypes.create_string_buffer(2)
        self.address = ctypes.cast(self._text, ctypes.c_void_p)

    def set(self) -> None:
        """Stop decodes that run, and those that begin."""
        self._text[0] = b"\x01"

    def clear(self) -> None:
        """Let decodes run."""
        self._text[0] = b"\x00"

    def is_set(self) -> bool:
        """Whether decodes are stopped."""
        return self._text[0] != b"\x00"


class Model:
    """
    A loaded model: weights mapped from the file and shared by all Contexts, and its vocabulary.

    All methods may be called from any thread. Close it after its Contexts.
    """

    def __init__(self, path: Path) -> None:
        """Map the weights. Raises BadModel when llama.cpp refuses; read the header first, for a reason to give."""
        _begin()
        params = llama_cpp.llama_model_default_params()
        params.n_gpu_layers = -1 if llama_cpp.llama_supports_gpu_offload() else 0
        # The weights stay as the file has them, mapped and shared: repacking copies them, and the AMX kernels that come
        # with it end the process on some machines.
        params.use_extra_bufts = False
        _complaints.clear()
        self.handle = llama_cpp.llama_model_load_from_file(os.fsencode(path), params)
        if not self.handle:
            raise BadModel(f"llama.cpp cannot load {path.name}: {_last_complaint()}.")
        self._vocab = llama_cpp.llama_model_get_vocab(self.handle)
        self.dimensions: int = llama_cpp.llama_model_n_embd_out(self.handle)
        self.pad: int = llama_cpp.llama_vocab_pad(self._vocab)
        # What the vocabulary puts around every text: [CLS] … [SEP] of a BERT, the begin token of LFM2.
        bare = self.tokens("a")
        around = self._tokenize("a", specials=True)
        at = next((i for i in range(len(around)) if around[i : i + len(bare)] == bare), len(around))
        self.head, self.tail = around[:at], around[at + len(bare) :]

    def tokens(self, text: str) -> list[int]:
        """Return the ids of `text` without anything around it. What looks like a control token is plain text."""
        return self._tokenize(text, specials=False)

    def piece(self, token: int) -> bytes:
        """Return the bytes of a text that a token stands for; empty for a control token."""
        room = 256  # the longest token of LFM2's vocabulary has 192 bytes
        buffer = ctypes.create_string_buffer(room)
        count = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, room, 0, False)  # noqa: FBT003
        return buffer.raw[:count] if count > 0 else b""

    def close(self) -> None:
        """Give the weights back. Idempotent."""
        if self.handle:
            llama_cpp.llama_model_free(self.handle)
            self.handle = None

    def _tokenize(self, text: str, *, specials: bool) -> list[int]:
        content = text.encode("utf-8", "replace")
        room = len(content) + 8  # no vocabulary makes more tokens than bytes
        ids = (llama_cpp.llama_token * room)()
        count = llama_cpp.llama_tokenize(self._vocab, content, len(content), ids, room, specials, False)  # noqa: FBT003
        if count < 0:
            raise MachineError(f"llama.cpp cannot split a text of {len(text)} characters into tokens.")
        return list(ids[:count])


class Context:
    """
    One decode at a time over a shared Model. Owned by one thread at a time.

    Args:
        longest: most tokens of one decode. Buffers are made for it, and llama.cpp ends the process on more.
        sequences: most texts of one decode.
        threads: that llama.cpp computes with.
        flag: stops decodes while it is set; None for never.
    """

    def __init__(
        self,
        model: Model,
        *,
        pooling: Pooling,
        longest: int,
        threads: int,
        flag: Flag | None = None,
        sequences: int = 1,
    ) -> None:
        if longest % sequences:
            raise ValueError("llama.cpp divides a context evenly between its sequences, and ends the process on a rest")
        params = llama_cpp.llama_context_default_params()
        # Without causal masks a whole batch must fit the micro-batch, else an assertion ends the process.
        params.n_ctx = params.n_batch = params.n_ubatch = longest
        params.n_seq_max = sequences
        params.n_threads = params.n_threads_batch = threads
        params.embeddings = True
        params.pooling_type = POOLINGS[pooling]
        params.no_perf = True
        _complaints.clear()
        self.handle = llama_cpp.llama_init_from_model(model.handle, params)
        if not self.handle:
            raise MachineError(
                f"llama.cpp cannot make a context: {_last_complaint()}.", "There may be too little memory."
            )
        self._model = model
        self._pooled = pooling != "none"
        self._memory = llama_cpp.llama_get_memory(self.handle)
        self._flag = flag
        if flag is not None:
            llama_cpp.llama_set_abort_callback(self.handle, _strlen(), flag.address)
        self._longest = longest
        self._sequences = sequences
        self._token = np.zeros(longest, np.int32)
        self._pos = np.zeros(longest, np.int32)
        self._sequence = np.zeros(longest, np.int32)
        self._batch = self._make_batch()

    def rows(self, texts: Sequence[Sequence[int]]) -> npt.NDArray[np.float32] | None:
        """
        Decode texts, given as ids, together; None when the flag stopped it.

        Returns [texts, dimensions] when pooled, else [tokens, dimensions] of the single text; float32, not normalised.
        Raises ValueError for no text, an empty one, too many or too long, MachineError when llama.cpp fails.
        """
        total = sum(map(len, texts))
        if not texts or not all(texts):
            raise ValueError("there is nothing to decode")
        if total > self._longest or len(texts) > (self._sequences if self._pooled else 1):
            raise ValueError(f"{total} tokens in {len(texts)} texts do not fit a context of {self._longest}")
        at = 0
        for number, ids in enumerate(texts):
            end = at + len(ids)
            self._token[at:end] = ids
            self._pos[at:end] = np.arange(len(ids))
            self._sequence[at:end] = number
            at = end
        self._batch.n_tokens = total
        if self._memory:
            # The buffers need no zeroing: what a new sequence must find zero, the graph zeroes.
            llama_cpp.llama_memory_clear(self._memory, False)  # noqa: FBT003
        code = llama_cpp.llama_decode(self.handle, self._batch)
        if code == ABORTED or (code and self._flag is not None and self._flag.is_set()):
            return None
        if code:
            raise MachineError(f"llama.cpp failed to decode {total} tokens (code {code}).")
        # The pointers are valid until the next decode: copy.
        width = self._model.dimensions
        if not self._pooled:
            return np.ctypeslib.as_array(llama_cpp.llama_get_embeddings(self.handle), (total, width)).copy()
        found = np.empty((len(texts), width), np.float32)
        for number in range(len(texts)):
            found[number] = np.ctypeslib.as_array(llama_cpp.llama_get_embeddings_seq(self.handle, number), (width,))
        return found

    def close(self) -> None:
        """Give its buffers back. Idempotent."""
        if self.handle:
            llama_cpp.llama_free(self.handle)
            self.handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_batch(self) -> llama_cpp.llama_batch:
        """Point a batch at arrays of our own, so that a decode allocates nothing."""
        self._counts = np.ones(self._longest, np.int32)
        self._outputs = np.ones(self._longest, np.int8)
        pointer = ctypes.POINTER(llama_cpp.llama_seq_id)
        starts = [self._sequence[i:].ctypes.data_as(pointer) for i in range(self._longest)]
        self._starts = (pointer * (self._longest + 1))(*starts)
        batch = llama_cpp.llama_batch()
        batch.token = self._token.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_token))
        batch.pos = self._pos.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_pos))
        batch.n_seq_id = self._counts.ctypes.data_as(ctypes.POINTER(ctypes.c_int32))
        batch.seq_id = ctypes.cast(self._starts, ctypes.POINTER(pointer))
        batch.logits = self._outputs.ctypes.data_as(ctypes.POINTER(ctypes.c_int8))
        return batch


def normalised(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the rows with length 1; a row of zeros stays as it is."""
    lengths: npt.NDArray[np.float32] = np.sqrt(np.square(rows).sum(axis=-1, keepdims=True, dtype=np.float32))
    lengths[lengths == 0] = 1
    scaled: npt.NDArray[np.float32] = rows / lengths
    return scaled


_lock = threading.Lock()
_complaints: list[str] = []


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _note(level: int, text: bytes, _data: ctypes.c_void_p) -> None:
    """Keep what llama.cpp complains of; print nothing."""
    if level == ERROR and len(_complaints) < 8:
        _complaints.append(text.decode("utf-8", "replace").strip())


def _last_complaint() -> str:
    return _complaints[0].rpartition(": ")[2].rstrip(".") if _complaints else "it gives no reason"


@functools.cache
def _begin() -> None:
    llama_cpp.llama_log_set(_note, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()


@functools.cache
def _strlen() -> object:
    library = ctypes.CDLL("msvcrt" if os.name == "nt" else None)
    return ctypes.cast(library.strlen, llama_cpp.ggml_abort_callback)
