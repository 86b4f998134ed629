"""
How token vectors are kept, by how much of the ranking is kept: nDCG@10 of each way over that of float32, and bytes of a passage.

The real weights are not needed: the vectors are the starter's own, one for each token, projected on their 128 principal axes (as many
as ColBERT has) and turned by a random rotation, so that no component weighs more than another. Fifty candidates of each query, found by
the mean of these vectors, are ranked by MaxSim.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.evaluate.dataset import Dataset, load
from lfmsearch.evaluate.measures import mean, measured
from lfmsearch.models.calibrate import cores
from lfmsearch.models.catalog import InstalledModel
from lfmsearch.models.late import max_sims
from lfmsearch.models.llama import Context, Model, normalised
from lfmsearch.models.tokens import Code, pooled

Rows = npt.NDArray[np.float32]

DIMENSIONS = 128
TOKENS = 256  # of the passage whose bytes are told
CANDIDATES = 50
CENTROIDS = 1_024  # of the residual codes, each named by two bytes
SAMPLE = 20_000  # rows that centroids are made of
MEASURE = "ndcg@10"
KEPT = 0.99  # of float32's nDCG, by the way that is chosen


@dataclass(frozen=True, slots=True)
class Matrix:
    """Texts as rows below each other; text n has rows `starts[n]` to `starts[n + 1]`."""

    rows: Rows
    starts: npt.NDArray[np.int64]

    def of(self, number: int) -> Rows:
        """Return the rows of one text."""
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def means(self) -> Rows:
        """Return the mean of each text, of length 1."""
        return normalised(np.add.reduceat(self.rows, self.starts[:-1], axis=0))


def run(setting: Setting) -> list[Row]:
    """Measure every way on every set named with --data, which has to be in English; `small` takes 100 queries of each."""
    rows = []
    for folder in setting.datasets:
        dataset = load(folder)
        documents, queries = vectors(setting, dataset, folder.name)
        if not setting.full:
            queries = Matrix(queries.rows, queries.starts[:101])
        rows += _rows(dataset, documents, queries)
    return rows


def vectors(setting: Setting, dataset: Dataset, name: str) -> tuple[Matrix, Matrix]:
    """Return the token vectors of a set's documents and queries; kept in the folder of the benchmarks for the next run."""
    path = setting.folder / "compression" / f"{name}.npz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = [f"{document.title}\n{document.text}".strip() for document in dataset.documents]
        found = _projected(
            _encoded(setting.model(), texts), _encoded(setting.model(), [query.text for query in dataset.queries])
        )
        with path.open("wb") as file:
            np.savez(file, *[part for matrix in found for part in (matrix.rows.astype(np.float16), matrix.starts)])
    with np.load(path) as kept:
        parts = [kept[key] for key in kept.files]
    documents, queries = (Matrix(normalised(parts[at].astype(np.float32)), parts[at + 1]) for at in (0, 2))
    return documents, queries


def _encoded(model: InstalledModel, texts: list[str]) -> Matrix:
    loaded = Model(model.path)
    contexts = [Context(loaded, pooling="none", longest=model.spec.max_tokens, threads=1) for _ in range(cores())]
    free = list(contexts)

    def encode(text: str) -> Rows:
        context = free.pop()
        try:
            room = model.spec.max_tokens - len(loaded.head) - len(loaded.tail)
            rows = context.rows([[*loaded.head, *loaded.tokens(text)[:room], *loaded.tail]])
            assert rows is not None
            return normalised(rows)
        finally:
            free.append(context)

    try:
        with ThreadPoolExecutor(len(contexts)) as pool:
            found = list(pool.map(encode, texts))
    finally:
        for context in contexts:
            context.close()
        loaded.close()
    return _matrix(found)


def _matrix(parts: list[Rows]) -> Matrix:
    return Matrix(np.concatenate(parts), np.concatenate([[0], np.cumsum([len(rows) for rows in parts])]))


def _projected(documents: Matrix, queries: Matrix) -> tuple[Matrix, Matrix]:
    _, axes = np.linalg.eigh(documents.rows.T @ documents.rows)
    turn, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((DIMENSIONS, DIMENSIONS)))
    axes = (axes[:, ::-1][:, :DIMENSIONS] @ turn).astype(np.float32)
    first, second = (Matrix(normalised(matrix.rows @ axes), matrix.starts) for matrix in (documents, queries))
    return first, second


def _rows(dataset: Dataset, documents: Matrix, queries: Matrix) -> list[Row]:
    means = documents.means()
    found = [np.argsort(-(means @ query), kind="stable")[:CANDIDATES] for query in queries.means()]

    def quality(kept: Matrix) -> float:
        measures = []
        for number, places in enumerate(found):
            parts = [kept.of(int(place)) for place in places]
            scores = max_sims(queries.of(number), np.concatenate(parts), [len(part) for part in parts])
            ranked = [dataset.documents[places[at]].id for at in np.argsort(-scores, kind="stable")]
            measures.append(measured(ranked, dataset.qrels[dataset.queries[number].id]))
        return mean(measures)[MEASURE]

    exact = quality(documents)
    rows = [Row(f"compression: {dataset.name}, float32, {TOKENS * DIMENSIONS * 4 / 1000:.1f} kB", exact, MEASURE)]
    for name, size, kept in ways(documents):
        value = quality(kept)
        chosen = name.startswith("chosen")
        rows.append(
            Row(
                f"compression: {dataset.name}, {name}, {size / 1000:.1f} kB",
                value,
                MEASURE,
                exact,
                value / exact,
                KEPT if chosen else None,
                better="higher",
            )
        )
    return rows


def ways(documents: Matrix) -> Iterator[tuple[str, float, Matrix]]:
    """Yield every way of keeping: its name, bytes of a passage of 256 tokens, and the rows as they are read back."""
    code = Code(DIMENSIONS)
    count = len(documents.starts) - 1
    back = code.turned(np.eye(DIMENSIONS, dtype=np.float32)).T
    parts = [code.rows([code.packed(documents.of(number))])[0] @ back for number in range(count)]
    size = len(code.packed(documents.rows[:TOKENS]))
    yield f"chosen ({code.name})", size, _matrix(parts)
    both = _matrix([pooled(documents.of(number), 2) for number in range(count)])
    halves = Matrix(normalised(both.rows), both.starts)
    for name, matrix, rows in (("", documents, TOKENS), (", pooled by 2", halves, TOKENS // 2)):
        yield f"int8{name}", rows * DIMENSIONS, Matrix(_int8(matrix.rows), matrix.starts)
        for bits in (4, 3, 2, 1):
            yield f"{bits} bits{name}", rows * DIMENSIONS * bits / 8, Matrix(_rounded(matrix.rows, bits), matrix.starts)
        for bits in (2, 1):
            bytes_ = rows * (2 + DIMENSIONS * bits / 8)
            yield f"{bits}-bit residual{name}", bytes_, Matrix(_residual(matrix.rows, bits), matrix.starts)


def _int8(rows: Rows) -> Rows:
    return normalised(np.rint(rows * (127 / np.abs(rows).max(axis=1, keepdims=True))).astype(np.float32))


def _rounded(rows: Rows, bits: int) -> Rows:
    """Each component to the nearest of 2^bits levels for a normal distribution."""
    levels = _levels(bits)
    thresholds = (levels[1:] + levels[:-1]) / 2
    return normalised(levels[np.searchsorted(thresholds, rows * np.float32(DIMENSIONS**0.5))])


def _levels(bits: int) -> Rows:
    """Lloyd's algorithm on a large sample; the result is that of Max's table to three digits."""
    sample = np.sort(np.random.default_rng(0).standard_normal(400_000))
    levels = np.quantile(sample, (np.arange(2**bits) + 0.5) / 2**bits)
    for _ in range(200):
        places = np.searchsorted((levels[1:] + levels[:-1]) / 2, sample)
        levels = np.bincount(places, sample, 2**bits) / np.bincount(places, minlength=2**bits)
    found: Rows = levels.astype(np.float32)
    return found


def _residual(rows: Rows, bits: int) -> Rows:
    """ColBERTv2's way (Santhanam et al. 2022): the nearest of many centroids, and what is left of each component in a few steps."""
    centroids = _centroids(rows)
    nearest = _nearest(rows, centroids)
    left = rows - centroids[nearest]
    sample = left.ravel()[::37]
    steps = np.quantile(sample, (np.arange(2**bits) + 0.5) / 2**bits).astype(np.float32)
    edges = np.quantile(sample, np.arange(1, 2**bits) / 2**bits)
    return normalised(centroids[nearest] + steps[np.searchsorted(edges, left)])


def _centroids(rows: Rows) -> Rows:
    rng = np.random.default_rng(3)
    sample = rows[rng.choice(len(rows), min(len(rows), SAMPLE), replace=False)]
    centroids = sample[rng.choice(len(sample), min(CENTROIDS, len(sample)), replace=False)].copy()
    for _ in range(5):
        nearest = _nearest(sample, centroids)
        order = np.argsort(nearest, kind="stable")
        places, starts = np.unique(nearest[order], return_index=True)
        centroids[places] = np.add.reduceat(sample[order], starts, axis=0)
        centroids = normalised(centroids)
    return centroids


def _nearest(rows: Rows, centroids: Rows) -> npt.NDArray[np.int64]:
    parts = [(rows[at : at + 4096] @ centroids.T).argmax(axis=1) for at in range(0, len(rows), 4096)]
    return np.concatenate(parts)
