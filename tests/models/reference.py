"""
The LFM2.5 encoders and BERT in numpy, float64, written from their papers and the makers' code, not from llama.cpp.

LFM2: `modeling_lfm2.py` of transformers, made bidirectional: no causal mask, the short convolution centred.
BERT: Devlin et al. 2018, as in `modeling_bert.py`.
"""

from __future__ import annotations

import numpy as np

from lfmsearch.bench.synthetic import Shape


def lfm2(weights, shape: Shape, ids):
    """Return the hidden states after the last norm: [tokens, dimensions]; for ColBERT projected, [tokens, width]."""
    hidden = weights["token_embd.weight"][ids].astype(np.float64)
    for number in range(shape.layers):
        block = {
            name.removeprefix(f"blk.{number}."): value
            for name, value in weights.items()
            if name.startswith(f"blk.{number}.")
        }
        operator = attention if number in shape.attention else short_convolution
        hidden = hidden + operator(block, shape, rms(hidden, block["attn_norm.weight"]))
        inner = rms(hidden, block["ffn_norm.weight"])
        gate = inner @ block["ffn_gate.weight"].T
        gated = gate / (1 + np.exp(-gate)) * (inner @ block["ffn_up.weight"].T)
        hidden = hidden + gated @ block["ffn_down.weight"].T
    hidden = rms(hidden, weights["token_embd_norm.weight"])
    return hidden @ weights["dense_2.weight"].T if shape.late else hidden


def attention(block, shape: Shape, hidden):
    """Every token sees every token; groups of query heads share a key and a value head."""
    tokens, size = len(hidden), shape.dimensions // shape.heads
    query, key, value = (
        (hidden @ block[f"attn_{name}.weight"].T).reshape(tokens, -1, size) for name in ("q", "k", "v")
    )
    query = rotate(rms(query, block["attn_q_norm.weight"]))
    key = rotate(rms(key, block["attn_k_norm.weight"]))
    group = shape.heads // shape.kv_heads
    key, value = np.repeat(key, group, axis=1), np.repeat(value, group, axis=1)
    seen = softmax(np.einsum("qhd,khd->hqk", query, key) / np.sqrt(size))
    return np.einsum("hqk,khd->qhd", seen, value).reshape(tokens, -1) @ block["attn_output.weight"].T


def short_convolution(block, _shape: Shape, hidden):
    """A gate before and a gate after three taps: the token before, itself, the one behind."""
    before, after, values = np.split(hidden @ block["shortconv.in_proj.weight"].T, 3, axis=1)
    padded = np.pad(before * values, ((1, 1), (0, 0)))
    taps = block["shortconv.conv.weight"]
    convolved = sum(taps[:, tap] * padded[tap : tap + len(hidden)] for tap in range(3))
    return (after * convolved) @ block["shortconv.out_proj.weight"].T


def rotate(heads, base=1e6):
    """Rotary positions (Su et al. 2021): dimension i turns together with i + half."""
    tokens, _, size = heads.shape
    angles = np.arange(tokens)[:, None, None] / base ** (np.arange(0, size, 2) / size)
    first, second = np.split(heads, 2, axis=-1)
    return np.concatenate(
        [first * np.cos(angles) - second * np.sin(angles), second * np.cos(angles) + first * np.sin(angles)], axis=-1
    )


def rms(values, weight, epsilon=1e-5):
    """Scale to a mean square of one."""
    return values / np.sqrt(np.mean(values**2, axis=-1, keepdims=True) + epsilon) * weight


def softmax(values):
    """Over the last axis."""
    exponents = np.exp(values - values.max(axis=-1, keepdims=True))
    return exponents / exponents.sum(axis=-1, keepdims=True)


def bert(weights, ids, *, layers=6, heads=12):
    """Return the mean of the hidden states: [dimensions]. Norms come after the sum, the gate is GELU with erf."""
    hidden = weights["token_embd.weight"][ids] + weights["position_embd.weight"][: len(ids)]
    hidden = layer_norm((hidden + weights["token_types.weight"][0]).astype(np.float64), weights, "token_embd_norm")
    size = hidden.shape[1] // heads
    for number in range(layers):
        block = f"blk.{number}."
        query, key, value = (
            linear(hidden, weights, f"{block}attn_{name}").reshape(len(ids), heads, size) for name in ("q", "k", "v")
        )
        seen = softmax(np.einsum("qhd,khd->hqk", query, key) / np.sqrt(size))
        mixed = np.einsum("hqk,khd->qhd", seen, value).reshape(len(ids), -1)
        hidden = layer_norm(hidden + linear(mixed, weights, block + "attn_output"), weights, block + "attn_output_norm")
        inner = linear(hidden, weights, block + "ffn_up")
        inner = inner * (1 + erf(inner / np.sqrt(2))) / 2
        hidden = layer_norm(hidden + linear(inner, weights, block + "ffn_down"), weights, block + "layer_output_norm")
    return hidden.mean(axis=0)


def linear(values, weights, name):
    """Multiply and add."""
    return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def layer_norm(values, weights, name, epsilon=1e-12):
    """Mean zero, variance one, then scale and shift."""
    centred = values - values.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt(np.mean(centred**2, axis=-1, keepdims=True) + epsilon)
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def erf(values):
    """The error function by its complement's fit, exact to 1.2e-7 (Press et al., Numerical Recipes, 6.2)."""
    t = 1 / (1 + np.abs(values) / 2)
    coefficients = (
        0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
    )  # fmt: skip
    total = np.zeros_like(values)
    for coefficient in coefficients:
        total = total * t + coefficient
    return np.sign(values) * (1 - t * np.exp(-(values**2) - 1.26551223 + t * total))


def wordpiece(text, vocabulary):
    """Return the ids of plain ASCII words and punctuation: [CLS] … [SEP], the longest piece first."""
    ids = [vocabulary["[CLS]"]]
    word = ""
    for character in text.lower() + " ":
        if character.isalnum():
            word += character
            continue
        start = 0
        while start < len(word):
            pieces = ((("##" if start else "") + word[start:end], end) for end in range(len(word), start, -1))
            piece, start = next((piece, end) for piece, end in pieces if piece in vocabulary)
            ids.append(vocabulary[piece])
        word = ""
        if not character.isspace():
            ids.append(vocabulary[character])
    return [*ids, vocabulary["[SEP]"]]
