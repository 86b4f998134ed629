"""The benchmarks of late interaction measure what they say."""

from __future__ import annotations

import numpy as np
import pytest

from lfmsearch.bench import card, compression
from lfmsearch.bench.compression import Matrix
from lfmsearch.models.llama import normalised


def matrix(texts: int, tokens: int, seed: int = 0) -> Matrix:
    """Texts of as many tokens each, their rows in clumps."""
    rng = np.random.default_rng(seed)
    middles = rng.standard_normal((12, compression.DIMENSIONS))
    rows = middles[rng.integers(0, 12, texts * tokens)] + 0.5 * rng.standard_normal(
        (texts * tokens, compression.DIMENSIONS)
    )
    return Matrix(normalised(rows.astype(np.float32)), np.arange(0, texts * tokens + 1, tokens))


def test_every_way_keeps_every_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """int8, 4, 3, 2 and 1 bits and residuals, with and without pooling: nearer with more bits, and smaller with fewer."""
    monkeypatch.setattr(compression, "CENTROIDS", 16)
    documents = matrix(4, 60)

    found = {name: (size, kept) for name, size, kept in compression.ways(documents)}

    assert len(found) == 15
    assert [name for name in found if name.startswith("chosen")]
    for _, kept in found.values():
        assert len(kept.starts) == 5
        assert np.allclose(np.linalg.norm(kept.rows, axis=1), 1, atol=1e-3)
    bits = ("int8", "4 bits", "3 bits", "2 bits", "1 bits")
    nearness = [float((found[name][1].rows * documents.rows).sum(axis=1).mean()) for name in bits]
    assert nearness == sorted(nearness, reverse=True)
    assert nearness[0] > 0.999
    assert nearness[-1] > 0.7
    sizes = [found[name][0] for name in bits]
    assert sizes == sorted(sizes, reverse=True)
    chosen = next(value for name, value in found.items() if name.startswith("chosen"))
    assert chosen[0] < 6_000


def test_the_levels_are_those_of_the_table() -> None:
    """What Lloyd's algorithm finds on a sample is what the code has in its table, to two digits."""
    from lfmsearch.models.tokens import LEVELS

    assert compression._levels(3) == pytest.approx(LEVELS, abs=0.02)


def test_the_card_passage_has_its_length() -> None:
    """Of sentences that fit, none too many."""
    text = card._passage(lambda text: len(text.split()))

    assert 256 - len(card.SENTENCE.split()) < len(text.split()) <= 256
