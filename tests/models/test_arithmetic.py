"""The proof that the models' arithmetic is right: llama.cpp against an independent reference in numpy."""

import functools

import numpy as np
import pytest
from models import reference

from lfmsearch.bench import synthetic
from lfmsearch.models.llama import Context, Model, normalised

# One token, the tap's reach, around a multiple of the batch's padding, and the limit.
LENGTHS = (1, 2, 3, 17, 64, 129, 256, 511, 512)


def ids_of(length, seed=0):
    rng = np.random.default_rng([seed, length])
    return [synthetic.BEGIN, *rng.integers(synthetic.FIRST_BYTE, 1500, length - 1).tolist()]


def rows_of(model, shape, texts):
    loaded = Model(model.path)
    with Context(loaded, pooling="none" if shape.late else "cls", longest=512, threads=1) as context:
        found = [context.rows([ids]) for ids in texts]
    loaded.close()
    return found


def expected(weights, shape, ids):
    rows = reference.lfm2(weights, shape, ids)
    return normalised(rows if shape.late else rows[:1])


@functools.cache
def expected_of_all(shape):
    weights = dict(synthetic.tensors(shape))
    return [expected(weights, shape, ids_of(length)) for length in LENGTHS]


def cosines(found, wanted):
    return (normalised(found) * wanted).sum(axis=1)


@pytest.mark.parametrize("shape", [synthetic.TINY, synthetic.TINY_LATE], ids=["embedding", "colbert"])
@pytest.mark.parametrize(("quantisation", "least"), [("f32", 0.9999), ("q8_0", 0.999)])
def test_llama_cpp_computes_what_the_reference_does(synthetic_model, shape, quantisation, least):
    """Every vector of every length has the reference's direction, in full precision and quantised."""
    texts = [ids_of(length) for length in LENGTHS]
    wanted = expected_of_all(shape)

    found = rows_of(synthetic_model(shape, quantisation), shape, texts)

    for ids, rows, right in zip(texts, found, wanted, strict=True):
        assert rows.shape == right.shape == (len(ids) if shape.late else 1, 128)
        assert cosines(rows, right).min() >= least, f"{len(ids)} tokens"


def causal_softmax(values):
    hidden = np.triu(np.ones(values.shape[-2:], bool), 1)
    return reference_softmax(np.where(hidden, -np.inf, values))


def causal_convolution(block, _shape, hidden):
    """The third tap on the token itself, as in the chat model."""
    before, after, values = np.split(hidden @ block["shortconv.in_proj.weight"].T, 3, axis=1)
    padded = np.pad(before * values, ((2, 0), (0, 0)))
    taps = block["shortconv.conv.weight"]
    convolved = sum(taps[:, tap] * padded[tap : tap + len(hidden)] for tap in range(3))
    return (after * convolved) @ block["shortconv.out_proj.weight"].T


def neighbours_rotated(heads):
    """Pairs of neighbours turn together, as in the first LLaMA."""
    order = np.concatenate([np.arange(0, heads.shape[-1], 2), np.arange(1, heads.shape[-1], 2)])
    return reference_rotate(heads[..., order])[..., np.argsort(order)]


reference_softmax, reference_rotate = reference.softmax, reference.rotate


@pytest.mark.parametrize(
    ("part", "slip"),
    [
        ("softmax", causal_softmax),
        ("short_convolution", causal_convolution),
        ("rotate", neighbours_rotated),
        ("rotate", lambda heads: heads),
    ],
    ids=["causal attention", "causal convolution", "other pairs rotated", "nothing rotated"],
)
def test_the_proof_notices_a_slip(synthetic_model, part, slip, monkeypatch):
    """Each mistake one could make in this architecture moves the vectors far more than the proof allows."""
    shape = synthetic.TINY
    weights = dict(synthetic.tensors(shape))
    ids = ids_of(129)
    right = rows_of(synthetic_model(shape), shape, [ids])[0]
    monkeypatch.setattr(reference, part, slip)

    assert cosines(right, expected(weights, shape, ids)).min() < 0.999


def test_different_texts_have_different_vectors(synthetic_model):
    """The vector at the begin token is not the begin token's alone, else the proof would prove nothing."""
    found = rows_of(synthetic_model(synthetic.TINY), synthetic.TINY, [ids_of(64, seed) for seed in range(6)])
    vectors = normalised(np.concatenate(found))

    assert (vectors @ vectors.T - np.eye(6)).max() < 0.97


def test_the_last_token_changes_the_first_row(synthetic_model):
    """The model looks ahead: it is not run as a chat model."""
    ids = ids_of(40)
    first, second = rows_of(synthetic_model(synthetic.TINY), synthetic.TINY, [ids, [*ids[:-1], 700]])

    assert cosines(first, normalised(second)).max() < 0.9999


def test_a_decode_leaves_nothing_behind_for_the_next(synthetic_model):
    """The same text has the same vector, to the bit, whatever was decoded before it."""
    texts = [ids_of(17), ids_of(512), ids_of(17), ids_of(1), ids_of(17)]
    found = rows_of(synthetic_model(synthetic.TINY), synthetic.TINY, texts)

    assert np.array_equal(found[0], found[2])
    assert np.array_equal(found[0], found[4])


def test_the_pooled_row_is_the_first_of_the_unpooled(synthetic_model):
    """CLS pooling takes the begin token's row."""
    loaded = Model(synthetic_model(synthetic.TINY).path)
    with (
        Context(loaded, pooling="cls", longest=512, threads=1) as pooled,
        Context(loaded, pooling="none", longest=512, threads=1) as every,
    ):
        first = every.rows([ids_of(33)])[:1]
        assert cosines(pooled.rows([ids_of(33)]), normalised(first)).min() > 0.999999
    loaded.close()


@pytest.mark.parametrize("texts", [[], [[]], [[1], []], [[1] * 513], [[1] * 300, [1] * 300]])
def test_what_would_end_the_process_is_refused(synthetic_model, texts):
    """No text, an empty one, or more tokens than the micro-batch has: ValueError instead of an assertion in C."""
    loaded = Model(synthetic_model(synthetic.TINY).path)
    with (
        Context(loaded, pooling="cls", longest=512, threads=1) as context,
        pytest.raises(ValueError, match=r"decode|fit"),
    ):
        context.rows(texts)
    loaded.close()


def test_sequences_must_divide_a_context(synthetic_model):
    """A context of 512 tokens cannot serve ten texts at once: ValueError instead of an assertion in C."""
    loaded = Model(synthetic_model(synthetic.TINY).path)
    with pytest.raises(ValueError, match="evenly"):
        Context(loaded, pooling="cls", longest=512, threads=1, sequences=10)
    loaded.close()
