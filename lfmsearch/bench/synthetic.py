"""
GGUF files of the LFM2.5 models with random weights: same architecture, keys and vocabulary layout, any size.

Small ones prove the arithmetic against a reference; one of full size measures speed where the real weights are not.
Layout and keys: llama.cpp's converter `conversion/lfm2.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from gguf import GGUFWriter

Quantisation = Literal["f32", "f16", "bf16", "q8_0"]

# The byte tokens begin at this id, in GPT-2's order, so that `!` is 510 as in the real vocabulary.
FIRST_BYTE = 510
CONTROL = {0: "<|pad|>", 1: "<|startoftext|>", 2: "<|endoftext|>", 6: "<|im_start|>", 7: "<|im_end|>"}
PAD, BEGIN, END = 0, 1, 7
# Whole words of the vocabulary, so that texts do not fall apart into bytes.
WORDS = (  # noqa: SIM905
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which "
    "one you were her all she there would their we him been has when who will more no if out so said what up its about "
    "into than them can only other new some could time these two may then do first any my now such like our over man "
    "me even most made after also did many before must through back years where much your way well down should because "
    "query document boiler pressure invoice plumber summer letter house water music train winter garden"
).split()


@dataclass(frozen=True, slots=True)
class Shape:
    """
    The sizes of a model. `late` makes it a ColBERT; `width` is then the length of its token vectors, and `causal` makes it the first
    one, LFM2-ColBERT, whose tokens see only those before them.
    """

    late: bool = False
    causal: bool = False
    dimensions: int = 128
    heads: int = 4
    kv_heads: int = 2
    feed_forward: int = 192
    vocabulary: int = 2048
    width: int = 128
    layers: int = 16
    attention: tuple[int, ...] = (2, 5, 8, 10, 12, 14)


TINY = Shape()
TINY_LATE = replace(TINY, late=True)
EMBEDDING_350M = Shape(dimensions=1024, heads=16, kv_heads=8, feed_forward=4608, vocabulary=65536)
COLBERT_350M = replace(EMBEDDING_350M, late=True, vocabulary=64402)


def write(path: Path, shape: Shape, quantisation: Quantisation = "f32", *, seed: int = 0) -> None:
    """Write a model with random weights; the same seed gives the same weights in every quantisation."""
    import gguf
    import numpy as np

    writer = gguf.GGUFWriter(path, "lfm2")
    add_keys(writer, shape, quantisation)
    kinds = gguf.GGMLQuantizationType
    packed = {"f32": kinds.F32, "f16": kinds.F16, "bf16": kinds.BF16, "q8_0": kinds.Q8_0}[quantisation]
    for name, values in tensors(shape, seed=seed):
        kind = packed if values.ndim == 2 and "shortconv.conv" not in name else kinds.F32
        data = values if kind is kinds.F32 else gguf.quants.quantize(values, kind)
        writer.add_tensor(name, np.ascontiguousarray(data), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def tensors(shape: Shape, *, seed: int = 0) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """
    Yield the weights by name, float32, [out, in].

    Matrices that add to the residual stream are scaled by 1/√(2·layers), as GPT-2 begins: a trained model is no more
    sensitive to rounding than that, while one of plain random weights doubles every error from layer to layer.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    size, inner = shape.dimensions, shape.feed_forward
    kv = size // shape.heads * shape.kv_heads

    def matrix(rows: int, columns: int) -> npt.NDArray[np.float32]:
        return rng.standard_normal((rows, columns), np.float32) / np.float32(columns**0.5)

    def adding(rows: int, columns: int) -> npt.NDArray[np.float32]:
        return matrix(rows, columns) / np.float32((2 * shape.layers) ** 0.5)

    def norm(length: int) -> npt.NDArray[np.float32]:
        return 1 + np.float32(0.2) * rng.standard_normal(length, np.float32)

    yield "token_embd.weight", matrix(shape.vocabulary, size) * np.float32(size**0.5)
    yield "token_embd_norm.weight", norm(size)
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        yield block + "attn_norm.weight", norm(size)
        yield block + "ffn_norm.weight", norm(size)
        if layer in shape.attention:
            for name, rows in (("attn_q", size), ("attn_k", kv), ("attn_v", kv)):
                yield f"{block}{name}.weight", matrix(rows, size)
            yield block + "attn_output.weight", adding(size, size)
            yield block + "attn_q_norm.weight", norm(size // shape.heads)
            yield block + "attn_k_norm.weight", norm(size // shape.heads)
        else:
            yield block + "shortconv.in_proj.weight", matrix(3 * size, size)
            yield block + "shortconv.conv.weight", matrix(size, 3)
            yield block + "shortconv.out_proj.weight", adding(size, size)
        yield block + "ffn_gate.weight", matrix(inner, size)
        yield block + "ffn_up.weight", matrix(inner, size)
        yield block + "ffn_down.weight", adding(size, inner)
    if shape.late:
        yield "dense_2.weight", matrix(shape.width, size)


def add_keys(writer: GGUFWriter, shape: Shape, quantisation: Quantisation = "f32") -> None:
    """Add every key of the real files, with the sizes of `shape`."""
    import gguf

    writer.add_file_type({"f32": 0, "f16": 1, "bf16": 32, "q8_0": 7}[quantisation])
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_block_count(shape.layers)
    writer.add_context_length(128_000)
    writer.add_embedding_length(shape.dimensions)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv([shape.kv_heads if layer in shape.attention else 0 for layer in range(shape.layers)])
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(1e6)
    writer.add_shortconv_l_cache(3)
    writer.add_vocab_size(shape.vocabulary)
    if not shape.causal:  # LFM2 is, unless its file says otherwise
        writer.add_causal_attention(value=False)
    if shape.late:
        writer.add_embedding_length_out(shape.width)
    else:
        writer.add_pooling_type(gguf.PoolingType.CLS)

    words, merges = vocabulary(shape)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("lfm2")
    writer.add_token_list(words)
    writer.add_token_types([_token_type(word) for word in words])
    writer.add_token_merges(merges)
    writer.add_bos_token_id(BEGIN)
    writer.add_eos_token_id(END)
    writer.add_pad_token_id(END if shape.late else PAD)
    writer.add_add_bos_token(value=True)
    writer.add_add_eos_token(value=False)


def vocabulary(shape: Shape) -> tuple[list[str], list[str]]:
    """Return the tokens and the merges of a byte-level vocabulary: every byte, WORDS and their beginnings."""
    words = [CONTROL.get(number, f"<|reserved_{number}|>") for number in range(FIRST_BYTE)] + _bytes()
    merges = []
    known = set(words)
    for word in WORDS:
        for form in (word, "Ġ" + word):
            for end in range(2, len(form) + 1):
                if form[:end] not in known:
                    known.add(form[:end])
                    words.append(form[:end])
                    merges.append(f"{form[: end - 1]} {form[end - 1]}")
    markers = ["[Q] ", "[D] "] if shape.late else []
    room = shape.vocabulary - len(words) - len(markers)
    assert room >= 0, f"a vocabulary of {shape.vocabulary} is too small"
    return words + [f"<|unused_{number}|>" for number in range(room)] + markers, merges


def _bytes() -> list[str]:
    """Return the 256 characters that stand for bytes, in GPT-2's order: the printable ones first."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return [chr(code) for code in printable] + [chr(256 + number) for number in range(256 - len(printable))]


def _token_type(word: str) -> int:
    if word in {"[Q] ", "[D] "}:
        return 4  # USER_DEFINED: found even inside a text
    return 3 if word.startswith("<|") else 1
