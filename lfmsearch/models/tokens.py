"""
Token vectors made small: neighbours in meaning become one, each row is turned and rounded to three bits a component.

Pooling: Ward's clustering of a passage's own rows, as PyLate has it (Clavié et al. 2024), to a little under half of them; the begin row
stays alone.

Rounding: a row is turned by signs and a Hadamard matrix, after which its components are spread alike whatever the model, about as a
normal distribution; the eight levels are Lloyd and Max's for that (Max 1960). So nothing has to be learnt from the vectors first, and
a row needs no scale: all have length 1. A query is turned the same way instead of every passage back.

Measured on the Cranfield set (225 queries, 50 candidates each) with the starter's token vectors projected on 128 axes, as
`python -m lfmsearch.bench compression --data DIR` does; nDCG@10 over float32's, and bytes of a passage of 256 tokens:

                    all rows            pooled by 2
    float32         131.1 kB  1.000     65.5 kB  1.000
    int8             32.8 kB  0.999     16.4 kB  1.000
    4 bits           16.4 kB  0.997      8.2 kB  1.003
    3 bits           12.3 kB  1.008      6.1 kB  1.003
    2 bits            8.2 kB  1.000      4.1 kB  0.991
    1 bit             4.1 kB  0.987      2.0 kB  0.981
    2-bit residual    8.7 kB  1.003      4.4 kB  1.001     4,096 centroids, which would have to be learnt; 0.987 and 0.982 with 256
    1-bit residual    4.6 kB  0.994      2.3 kB  0.942     4,096 centroids, 256 where pooled

Differences below 0.005 are noise there. Pooling neighbours in the text instead of neighbours in meaning loses 2 %. Taken are three
bits at a pooling of 2.1: 5.9 kB and 0.998. The real weights will say more.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]

# Half of the rows would take 6.1 kB for 256 tokens.
POOLING = 2.1
# Lloyd and Max's eight levels for a normal distribution of deviation 1, and the thresholds halfway between them.
_HALF = (0.2451, 0.7560, 1.3439, 2.1520)
LEVELS = np.array([*(-level for level in reversed(_HALF)), *_HALF], np.float32)
THRESHOLDS = (LEVELS[1:] + LEVELS[:-1]) / 2
# Components that share a byte of their lower two bits and half a byte of their upper one.
_TOGETHER = 4


class Code:
    """
    How the token vectors of one length are kept. Values; any thread.

    Args:
        dimensions: of a row; a power of two, as every ColBERT has it.

    Attributes:
        name: changes whenever the same rows would be kept otherwise.
        row_bytes: of one kept row.
    """

    def __init__(self, dimensions: int) -> None:
        if dimensions < 2 * _TOGETHER or dimensions & (dimensions - 1):
            raise ValueError(f"rows of {dimensions} components cannot be packed: it takes a power of two")
        self.dimensions = dimensions
        self.name = f"pool{POOLING}-turn-3bit/1"
        self.row_bytes = dimensions * 3 // 8
        self._turn = _rotation(dimensions)

    def turned(self, query: Rows) -> Rows:
        """Return a query's rows as `rows` can be compared with."""
        found: Rows = query @ self._turn
        return found

    def packed(self, rows: Rows) -> bytes:
        """Return the rows of one passage, float32[n, dimensions] of length 1, pooled and rounded: `row_bytes` for each that is left."""
        kept = self.turned(pooled(rows, POOLING))
        lengths = np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-12)
        codes = np.searchsorted(THRESHOLDS, kept * (self.dimensions**0.5 / lengths)).astype(np.uint8)
        groups = codes.reshape(len(kept), -1, _TOGETHER)
        lower = sum((groups[:, :, place] & 3) << (2 * place) for place in range(_TOGETHER))
        upper = sum((groups[:, :, place] >> 2) << place for place in range(_TOGETHER))
        return np.concatenate([lower, upper[:, ::2] | (upper[:, 1::2] << 4)], axis=1).astype(np.uint8).tobytes()

    def rows(self, values: Sequence[bytes]) -> tuple[Rows, list[int]]:
        """Return what `packed` made of several passages: their rows below each other, turned, of length 1; and how many each has."""
        content = np.frombuffer(b"".join(values), np.uint8).reshape(-1, self.row_bytes)
        groups = self.dimensions // _TOGETHER
        index = content[:, :groups].astype(np.uint16)
        index[:, ::2] |= (content[:, groups:] & 15).astype(np.uint16) << 8
        index[:, 1::2] |= (content[:, groups:] >> 4).astype(np.uint16) << 8
        found = np.take(_levels_of_groups(), index, axis=0).reshape(len(content), self.dimensions)
        found /= np.sqrt(np.einsum("ij,ij->i", found, found))[:, None]
        return found, [len(value) // self.row_bytes for value in values]


def pooled(rows: Rows, factor: float) -> Rows:
    """
    Return the first row and the means of the others in `(n − 1) / factor` clusters, rounded down, not of length 1.

    Ward's method: those two clusters are united whose union adds least to the sum of squares, until few enough are left. Quadratic in
    memory, and in time times the number of unions: 5 ms for 240 rows.
    """
    others = rows[1:]
    wanted = max(int(len(others) / factor), 1)
    if len(others) <= wanted:
        return rows
    means = others.astype(np.float32, copy=True)
    sizes = np.ones(len(means), np.float32)
    costs = (1 - means @ means.T).astype(np.float32)  # half the squared distance of rows of length 1
    np.fill_diagonal(costs, np.inf)
    left = np.ones(len(means), bool)
    for _ in range(len(means) - wanted):
        one, other = sorted(divmod(int(costs.argmin()), len(means)))
        total = sizes[one] + sizes[other]
        means[one] = (sizes[one] * means[one] + sizes[other] * means[other]) / total
        sizes[one], left[other] = total, False
        costs[other] = costs[:, other] = np.inf
        distances = np.square(means - means[one]).sum(axis=1) * (sizes * total / (sizes + total))
        distances[~left] = np.inf
        distances[one] = np.inf
        costs[one] = costs[:, one] = distances
    return np.concatenate([rows[:1], means[left]])


@functools.cache
def _rotation(dimensions: int) -> Rows:
    """Random signs, then Sylvester's Hadamard matrix: orthogonal, and the same everywhere."""
    matrix = np.ones((1, 1), np.float32)
    while len(matrix) < dimensions:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    noise = np.frombuffer(hashlib.shake_128(b"lfmsearch token vectors").digest(dimensions), np.uint8)
    signs = np.where(noise & 1, 1, -1).astype(np.float32)
    turn: Rows = (signs[:, None] * matrix / np.float32(dimensions**0.5)).astype(np.float32)
    return turn


@functools.cache
def _levels_of_groups() -> Rows:
    """float32[4096, 4]: the components that a byte of lower bits and four upper bits above it stand for."""
    every = np.arange(1 << 12)
    codes = [((every >> (2 * place)) & 3) | (((every >> (8 + place)) & 1) << 2) for place in range(_TOGETHER)]
    return LEVELS[np.stack(codes, axis=1)]
