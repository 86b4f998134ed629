"""Vector search over 100,000 rows: the block in memory against sqlite-vec's own scan of the same rows."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import numpy as np
import numpy.typing as npt

from lfmsearch.bench.row import Row, compared, rounds
from lfmsearch.bench.setting import Setting
from lfmsearch.store.connection import connect, load_vectors_extension
from lfmsearch.store.scope import EVERYTHING
from lfmsearch.store.vectors import Vectors, quantized

DIMENSIONS = 1024
NEAREST = 10
QUERIES = 20
TARGET = 0.1


def run(setting: Setting) -> list[Row]:
    """Measure look-ups of the ten nearest; both sides must name the same rows."""
    count = 100_000 if setting.full else 20_000
    rng = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(Path(folder) / "index.db", write=True)
        try:
            fill(connection, count, rng)
            load_vectors_extension(connection)
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.scan USING vec0(row INTEGER PRIMARY KEY, value int8[{DIMENSIONS}] distance_metric=cosine)"
            )
            with connection:
                connection.execute("INSERT INTO temp.scan SELECT id, vec_int8(value) FROM vector")
            vectors = Vectors(connection, 1, DIMENSIONS)
            queries = rng.standard_normal((QUERIES, DIMENSIONS), np.float32)
            started = time.perf_counter()
            vectors.refresh()
            reading = (time.perf_counter() - started) * 1000
            return [
                *_rows(connection, vectors, queries, count),
                Row(f"scan: reading {count:,} vectors into memory, once", reading, "ms"),
            ]
        finally:
            connection.close()


def fill(connection: apsw.Connection, count: int, rng: np.random.Generator) -> None:
    """Write `count` Documents of one Chunk with random vectors: Document, Chunk and vector share their number."""
    with connection:
        connection.execute("INSERT INTO generation VALUES (1, 'bench', 'bench', ?, 'active')", (DIMENSIONS,))
        connection.executemany(
            """INSERT INTO document (id, key, kind, type, title, people, tags, date, moment, thread, size, digest)
               VALUES (?, ?, 'file', 'txt', '', '[]', '[]', NULL, 0, '', 0, x'00')""",
            ((number, str(number)) for number in range(1, count + 1)),
        )
        connection.executemany(
            "INSERT INTO chunk VALUES (?, ?, 1, '', '', '{}', ?)",
            ((number, number, _hash(number)) for number in range(1, count + 1)),
        )
        connection.executemany(
            "INSERT INTO vector VALUES (?, 1, ?, 0, ?)",
            ((number, _hash(number), row.tobytes()) for number, row in enumerate(_vectors(count, rng), 1)),
        )


def _vectors(count: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.int8]]:
    for start in range(0, count, 10_000):  # in slices: all of it as float32 would be 400 MB
        yield from quantized(rng.standard_normal((min(10_000, count - start), DIMENSIONS), np.float32))


def _hash(number: int) -> bytes:
    return number.to_bytes(16, "big")


def _rows(connection: apsw.Connection, vectors: Vectors, queries: npt.NDArray[np.float32], count: int) -> list[Row]:
    def ours(number: int) -> tuple[float, list[int]]:
        started = time.perf_counter()
        found = vectors.compared(queries[number % QUERIES]).nearest(EVERYTHING, NEAREST)
        return (time.perf_counter() - started) * 1000, [match.document_id for match in found]

    def scanned(sql: str, number: int) -> tuple[float, list[int]]:
        row = quantized(queries[number % QUERIES][None, :]).tobytes()
        started = time.perf_counter()
        found = [identity for (identity,) in connection.execute(sql, (row, NEAREST))]
        return (time.perf_counter() - started) * 1000, found

    table = "SELECT row FROM temp.scan WHERE value MATCH vec_int8(?) AND k = ? ORDER BY distance"
    function = "SELECT id FROM vector ORDER BY vec_distance_cosine(vec_int8(value), vec_int8(?)) LIMIT ?"
    speeds = {}
    for name, sql in (("vec0 table", table), ("vec_distance_cosine", function)):
        scanned(sql, 0)
        speeds[name, sql] = statistics.median(scanned(sql, number)[0] for number in range(3))
    (name, sql), other = min(speeds, key=speeds.__getitem__), max(speeds.values())
    ours(0)
    found = rounds(QUERIES, ours, lambda number: scanned(sql, number))
    for (_, mine), (_, theirs) in found:
        if mine != theirs:
            raise AssertionError(f"the scans disagree: {mine} and {theirs}")
    title = f"scan: {NEAREST} nearest of {count:,} x {DIMENSIONS:,} int8, against sqlite-vec ({name}), same rows found"
    pairs = [(mine, theirs) for (mine, _), (theirs, _) in found]
    return [compared(title, pairs, "ms", target=TARGET), Row("scan: sqlite-vec's slower way", other, "ms")]
