"""
What a GGUF file says of itself, read and judged before llama.cpp touches it.

llama.cpp answers a bad file with one bare sentence or an abort of the process; this answers with BadModel. Only the
header is read: no weights, and never more memory than the header's own bytes, whatever counts it claims.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lfmsearch.errors import BadModel
from lfmsearch.models.catalog import ModelSpec, Pooling, Role

Value = int | float | bool | str | tuple[int | float | bool | str, ...]

# Far above any real file (148 tensors, 40 keys, chat templates of some kilobytes, vocabularies of 300,000 words).
MOST_TENSORS = 100_000
MOST_KEYS = 10_000
LONGEST_STRING = 16 << 20
# Longer lists (vocabularies, merges) are walked over; only their length is kept.
LONGEST_LIST = 1024

SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
STRING, LIST = 8, 9
# Type of a tensor → weights in a block, bytes of a block (ggml.h): by block length, `type:bytes`.
_BLOCKS = """
1: 0:4 1:2 24:1 25:2 26:4 27:8 28:8 30:2
32: 2:18 3:20 6:22 7:24 8:34 20:18 39:17
64: 40:36
128: 41:18
256: 10:84 11:110 12:144 13:176 14:210 15:292 16:66 17:74 18:98 19:50 21:110 22:82 23:136 29:56 34:54 35:66
"""
BLOCKS = {
    int(kind): (int(line.partition(": ")[0]), int(size))
    for line in _BLOCKS.split("\n")[1:-1]
    for kind, size in (entry.split(":") for entry in line.partition(": ")[2].split())
}
POOLINGS: dict[int, Pooling] = {0: "none", 1: "mean", 2: "cls", 3: "last"}
# Encoders llama.cpp runs as one pass without a cache. Others are chat models unless they name their pooling.
ENCODERS = {
    "bert",
    "nomic-bert",
    "nomic-bert-moe",
    "jina-bert-v2",
    "jina-bert-v3",
    "modern-bert",
    "neo-bert",
    "eurobert",
}


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor's entry: `shape` innermost first, `offset` from the start of the data, sizes in bytes."""

    shape: tuple[int, ...]
    type: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Header:
    """
    The header of a GGUF file whose tensor data is all there.

    Lists longer than LONGEST_LIST are given as their length.
    """

    path: Path
    keys: Mapping[str, Value]
    tensors: Mapping[str, Tensor]

    @property
    def architecture(self) -> str:
        """`general.architecture`, empty when there is none."""
        return str(self.keys.get("general.architecture", ""))

    def get(self, key: str) -> Value | None:
        """Return the key of this architecture, e.g. `pooling_type` for `lfm2.pooling_type`."""
        return self.keys.get(f"{self.architecture}.{key}")


def read_header(path: Path) -> Header:
    """Return the file's header. Raises BadModel when it is not GGUF, is damaged, or its weights are cut short."""
    try:
        with path.open("rb") as file:
            return _read(path, _Reader(file, path))
    except OSError as error:
        raise BadModel(f"{path.name} cannot be read: {error.strerror}.") from error


def role_of(header: Header) -> Role:
    """Return what the model is for. Raises BadModel, saying what it is instead, when lfmsearch has no use for it."""
    name, arch = header.path.name, header.architecture
    if arch == "lfm2-bidir":
        raise BadModel(
            f"{name} is a conversion of June 2026 that llama.cpp no longer reads (lfm2-bidir).",
            "Fetch it again: lfmsearch models pull takes the later file of the same name.",
        )
    if any(key.startswith("lfm.") for key in header.tensors):
        raise BadModel(f"{name} was made for another program; its tensors are named differently.", _WANTED)
    if arch == "lfm2":
        return _role_of_lfm2(header)
    pooling = POOLINGS.get(_integer(header.get("pooling_type"), -1), "none")
    if pooling != "none":
        return "embed"
    if arch in ENCODERS:
        raise BadModel(f"{name} does not say how its vectors are pooled ({arch}.pooling_type).", _WANTED)
    raise BadModel(f"{name} is not an embedding model (architecture {arch or 'not named'}).", _WANTED)


def check(header: Header, spec: ModelSpec) -> None:
    """Raise BadModel unless the file is of the kind the catalogue says."""
    found = (header.architecture, role_of(header), dimensions(header), pooling(header))
    wanted = (spec.architecture, spec.role, spec.dimensions, spec.pooling)
    if spec.role == "late" and is_causal(header) != spec.causal:
        other = "first LFM2-ColBERT, which looks back only" if is_causal(header) else "later LFM2.5-ColBERT"
        raise BadModel(f"{header.path.name} is not {spec.title}: it is the {other}.")
    for what, is_, should in zip(("architecture", "role", "dimensions", "pooling"), found, wanted, strict=True):
        if is_ != should:
            raise BadModel(f"{header.path.name} is not {spec.title}: its {what} is {is_}, not {should}.")


def dimensions(header: Header) -> int:
    """Return the length of the vectors the model gives."""
    value = header.get("embedding_length_out") or header.get("embedding_length")
    if not isinstance(value, int) or not 0 < value <= 1 << 16:
        raise BadModel(f"{header.path.name} does not say how long its vectors are.")
    return value


def pooling(header: Header) -> Pooling:
    """Return how its token vectors become one."""
    return POOLINGS.get(_integer(header.get("pooling_type"), 0), "none")


def is_causal(header: Header) -> bool:
    """Return whether each token sees those before it alone, as in a chat model; what says nothing of it does."""
    return header.get("attention.causal") is not False


_WANTED = "Take a GGUF file of an embedding model, converted for llama.cpp."


def _role_of_lfm2(header: Header) -> Role:
    name = header.path.name
    width = header.get("embedding_length_out")
    if width is None and is_causal(header):
        raise BadModel(f"{name} is a chat model of the LFM2 family, not an embedding model.", _WANTED)
    if width is not None:
        if width != 128 or "dense_2.weight" not in header.tensors:
            raise BadModel(f"{name} calls itself a ColBERT but lacks its projection to 128 dimensions.")
        return "late"
    if "pooling_type" not in {key.removeprefix("lfm2.") for key in header.keys}:
        raise BadModel(f"{name} is an LFM2.5-Encoder (it fills in masked words), not an embedding model.", _WANTED)
    if pooling(header) != "cls":
        raise BadModel(f"{name} pools by {pooling(header)}; LFM2.5-Embedding takes the first token (cls).")
    return "embed"


def _integer(value: Value | None, default: int) -> int:
    return value if isinstance(value, int) else default


class _Reader:
    """Takes values off a file, little-endian; every claim is checked against what is left before it is believed."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.file = file
        self.name = path.name
        self.size = path.stat().st_size
        self.at = 0

    def take(self, size: int) -> bytes:
        content = self.file.read(size) if size <= self.size - self.at else b""
        if len(content) != size:
            raise BadModel(f"{self.name} ends within its header: the download is incomplete.", "Fetch it again.")
        self.at += size
        return content

    def unpack(self, form: str) -> tuple[int | float | bool, ...]:
        form = "<" + form
        return struct.unpack(form, self.take(struct.calcsize(form)))

    def count(self, form: str, most: int, what: str) -> int:
        (value,) = self.unpack(form)
        if value > most:
            raise BadModel(f"{self.name} is damaged: it claims {value} {what}.")
        return int(value)

    def text(self) -> str:
        return self.take(self.count("Q", LONGEST_STRING, "bytes in one string")).decode("utf-8", "replace")

    def value(self, kind: int) -> Value:
        if kind == STRING:
            return self.text()
        if kind == LIST:
            return self.list()
        (value,) = self.unpack(self.form(kind))
        return value

    def list(self) -> Value:
        kind = self.count("I", 1 << 32, "")
        length = self.count("Q", self.size, "entries in one list")
        if kind == STRING:
            kept = [text for text in (self.text() for _ in range(length)) if length <= LONGEST_LIST]
            return tuple(kept) if length <= LONGEST_LIST else length
        form = self.form(kind)
        if length <= LONGEST_LIST:
            return self.unpack(f"{length}{form}")
        left = length * struct.calcsize("<" + form)
        while left:
            left -= len(self.take(min(left, 1 << 20)))
        return length

    def form(self, kind: int) -> str:
        if kind not in SCALARS:
            raise BadModel(f"{self.name} is damaged: it has a value of the unknown kind {kind}.")
        return SCALARS[kind]


def _read(path: Path, reader: _Reader) -> Header:
    if reader.size < 24 or reader.take(4) != b"GGUF":
        raise BadModel(f"{path.name} is not a GGUF file, or only its beginning arrived.", "Fetch it again.")
    (version,) = reader.unpack("I")
    if version not in {2, 3}:
        raise BadModel(f"{path.name} is GGUF version {version}; versions 2 and 3 are understood.")
    tensor_count = reader.count("Q", MOST_TENSORS, "tensors")
    key_count = reader.count("Q", MOST_KEYS, "keys")
    keys: dict[str, Value] = {}
    for _ in range(key_count):
        key = reader.text()
        keys[key] = reader.value(reader.count("I", 1 << 32, ""))
    tensors = dict(_tensor(reader) for _ in range(tensor_count))
    if not tensors:
        raise BadModel(f"{path.name} holds no weights.")

    alignment = _integer(keys.get("general.alignment"), 32)
    if not 0 < alignment <= 1 << 16:
        raise BadModel(f"{path.name} is damaged: its alignment is {alignment}.")
    start = math.ceil(reader.at / alignment) * alignment
    end = start + max(tensor.offset + tensor.size for tensor in tensors.values())
    if end > reader.size:
        missing = f"{(end - reader.size) / 1e6:.1f} MB of {end / 1e6:.1f} MB"
        raise BadModel(f"{path.name} is cut short: {missing} are missing.", "Fetch it again.")
    return Header(path, keys, tensors)


def _tensor(reader: _Reader) -> tuple[str, Tensor]:
    name = reader.text()
    axes = reader.count("I", 4, "axes of a tensor")
    shape = tuple(int(axis) for axis in reader.unpack(f"{axes}Q"))
    kind = reader.count("I", 1 << 32, "")
    offset = reader.count("Q", 1 << 44, "bytes before a tensor")
    if kind not in BLOCKS:
        raise BadModel(f"{reader.name} has weights of a kind this version does not know ({kind}).")
    weights, size = BLOCKS[kind]
    return name, Tensor(shape, kind, offset, math.ceil(math.prod(shape) / weights) * size)
