"""Token vectors made small: how many bytes, how near, and the same everywhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lfmsearch.models.late import max_sim
from lfmsearch.models.llama import normalised
from lfmsearch.models.tokens import Code, pooled


def vectors(count, dimensions=128, seed=0):
    """Rows that lie in clumps, as the tokens of one text do."""
    rng = np.random.default_rng(seed)
    middles = rng.standard_normal((max(count // 3, 1), dimensions))
    noise = 0.4 * rng.standard_normal((count, dimensions))
    return normalised((middles[rng.integers(0, len(middles), count)] + noise).astype(np.float32))


@pytest.mark.parametrize(("rows", "kept"), [(2, 2), (3, 2), (4, 2), (6, 3), (256, 122), (512, 244)])
def test_a_little_under_half_of_the_rows_is_kept(rows, kept):
    """And the first; a passage of two has two."""
    code = Code(128)

    value = code.packed(vectors(rows))

    assert len(value) == kept * code.row_bytes
    assert code.rows([value, value])[0].shape == (2 * kept, 128)
    assert code.rows([value, value])[1] == [kept, kept]


def test_a_chunk_takes_less_than_six_kilobytes():
    """256 tokens, none of them left out."""
    assert len(Code(128).packed(vectors(256))) <= 6_000


def test_scores_stay_near():
    """Packed and unpacked, a passage scores what it did, to a few hundredths a token of the query; and the best stays the best."""
    code = Code(128)
    passages = [vectors(200, seed=seed) for seed in range(20)]
    query = normalised(passages[7][::7] + 0.05 * vectors(len(passages[7][::7]), seed=99))

    exact = np.array([max_sim(query, rows) for rows in passages])
    kept = np.array([max_sim(code.turned(query), code.rows([code.packed(rows)])[0]) for rows in passages])

    assert exact.argmax() == kept.argmax() == 7
    assert np.abs(exact - kept).max() / len(query) < 0.1
    assert np.corrcoef(exact, kept)[0, 1] > 0.98


def test_turning_changes_no_score():
    """It is a rotation."""
    code = Code(128)
    query, rows = vectors(32), vectors(100, seed=1)

    assert max_sim(code.turned(query), code.turned(rows)) == pytest.approx(max_sim(query, rows), abs=1e-3)


def test_the_same_rows_give_the_same_bytes_everywhere():
    """What one machine or version wrote another reads: these bytes never change without the code's name."""
    assert Code(32).name == "pool2.1-turn-3bit/1"
    assert (
        Code(32).packed(np.eye(32, dtype=np.float32)[[0, 5]]).hex()
        == "aaaaaaaaaaaaaaaa000000009966996699669966a5a5a5a5"
    )


def test_odd_lengths_are_refused():
    """Only powers of two can be turned."""
    with pytest.raises(ValueError, match="power of two"):
        Code(100)


def test_like_rows_become_one():
    """Two pairs of twins and the begin row: three rows, the twins' means among them."""
    one, other, first = np.eye(8, dtype=np.float32)[:3]
    near = normalised(one[None] + 0.1 * other[None])[0]
    far = normalised(other[None] + 0.1 * one[None])[0]

    found = pooled(np.stack([first, one, other, near, far]), 2)

    assert np.allclose(found[0], first)
    assert {tuple(np.round(row, 4)) for row in found[1:]} == {
        tuple(np.round((one + near) / 2, 4)),
        tuple(np.round((other + far) / 2, 4)),
    }


@given(arrays(np.float32, st.tuples(st.integers(1, 40), st.just(8)), elements=st.floats(-1, 1, width=32)))
def test_pooling_keeps_the_sum(rows):
    """Whatever the rows, alike or all zero: half of them, and the means weigh what the rows did in all."""
    found = pooled(rows, 2)

    assert len(found) == 1 + max((len(rows) - 1) // 2, min(len(rows) - 1, 1))
    assert np.isfinite(found).all()
    assert np.isfinite(Code(8).rows([Code(8).packed(rows)])[0]).all()
    assert (found.max(axis=0) <= rows.max(axis=0) + 1e-5).all()
    assert (found.min(axis=0) >= rows.min(axis=0) - 1e-5).all()
