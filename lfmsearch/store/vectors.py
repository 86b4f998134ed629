"""
How vectors are kept and compared.

Rows in SQLite are the truth. For speed they are copied into one block of contiguous int8 memory and scanned exhaustively with
numkong; small scopes are scored exactly by sqlite-vec without reading the rest. Both give the cosine of the stored int8 vectors, so
a filtered answer is the unfiltered one with other Documents left out, and a vector whose Chunk is gone is never looked up again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import apsw

from lfmsearch.store.connection import load_vectors_extension, version
from lfmsearch.store.scope import Scope
from lfmsearch.store.words import PAGE_CHUNKS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Below this many vectors in scope, scoring them in SQL costs less than reading the whole block would (measured: 0.3 ms a thousand).
SMALL_SCOPE = 2_000
# Vectors whose mutual cosines say how widely a model spreads them: 512 give the deviation to within two per cent.
SAMPLE = 512
TYPICAL_DEVIATION = 0.1
LEAST_DEVIATION = 0.01
# Below every cosine: what is not in scope, or not there.
ABSENT = -2.0
# An ordinal beside the number of its Document: no Document has so many Chunks, no index so many Documents.
_ORDINAL_BITS = 24
_ORDINALS = (1 << _ORDINAL_BITS) - 1
# Room to grow before the block has to be copied.
SLACK = 1.25


class MeaningMatch(NamedTuple):
    """
    A Chunk found by meaning. `cosine` is between the query and the best part of the passage, -1 to 1; `vector` is the id of that
    part.
    """

    document_id: int
    ordinal: int
    cosine: float
    vector: int


def quantized(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.int8]:
    """
    Return int8[n, d] for float32[n, d], each row scaled so that its largest component is ±127.

    The scale is not kept: cosines do not depend on it. Against float32 the cosine changes by less than 0.005.
    """
    import numpy as np

    largest = np.abs(vectors).max(axis=1, keepdims=True)
    rows: npt.NDArray[np.int8] = np.rint(vectors * (127.0 / np.maximum(largest, 1e-12))).astype(np.int8)
    return rows


class Vectors:
    """
    Look-ups by meaning in one Generation, over one connection; used by one thread at a time.

    Memory: dimensions + 12 bytes a vector, once the block is read.
    """

    def __init__(self, connection: apsw.Connection, generation_id: int, dimensions: int) -> None:
        self._connection = connection
        self._generation = generation_id
        self.dimensions = dimensions
        self._extension_loaded = False
        self._deviation: float | None = None
        self._version = 0  # of the index, when the block was last compared with it
        self._count = 0
        self._last = 0  # largest id in the block; ids never come back, so what is above it is new
        self._ids: npt.NDArray[np.int64] | None = None
        self._block: npt.NDArray[np.int8] | None = None
        self._inverse: npt.NDArray[np.float32] | None = None

    def compared(self, query: npt.NDArray[np.float32]) -> Comparison:
        """Return `query`, float32[d], ready to be compared with what is in scope."""
        return Comparison(self, query)

    def of(self, document: int) -> npt.NDArray[np.float32]:
        """float32[n, d]: the vectors of a Document's passages in order, each of length 1; n is 0 where nothing is embedded yet."""
        import numpy as np

        sql = """SELECT vector.value FROM chunk CROSS JOIN vector ON vector.hash = chunk.hash AND vector.generation_id = ?
                 WHERE chunk.document_id = ? ORDER BY chunk.ordinal, vector.part"""
        values = [value for (value,) in self._connection.execute(sql, (self._generation, document))]
        rows = np.frombuffer(b"".join(values), dtype=np.int8).reshape(len(values), self.dimensions).astype(np.float32)
        unit: npt.NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return unit

    def deviation(self) -> float:
        """
        Return the standard deviation of the cosine between passages of this index, from a fixed sample; 0.1 while there are few.

        It says what a difference of cosines is worth: models spread their vectors more or less widely.
        """
        import numpy as np

        if self._deviation is None:
            sql = """SELECT value FROM vector WHERE generation_id = ? AND id IN (
                        SELECT id FROM vector WHERE generation_id = ? ORDER BY hash LIMIT ?)"""
            values = [value for (value,) in self._connection.execute(sql, (self._generation, self._generation, SAMPLE))]
            if len(values) < SAMPLE // 4:
                return TYPICAL_DEVIATION
            rows = np.frombuffer(b"".join(values), dtype=np.int8).reshape(len(values), -1).astype(np.float32)
            rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
            # Never nothing: an index of one text many times over has no spread, and differences are divided by it.
            self._deviation = max(float((rows @ rows.T)[np.triu_indices(len(rows), 1)].std()), LEAST_DEVIATION)
        return self._deviation

    def refresh(self) -> None:
        """Take in what was written since the last look-up; read everything when there is no block yet or vectors went away."""
        import numpy as np

        now = version(self._connection)
        if self._block is not None and now == self._version:
            return
        self._version = now
        count, last = self._connection.execute(
            "SELECT count(*), coalesce(max(id), 0) FROM vector WHERE generation_id = ?", (self._generation,)
        ).fetchone() or (0, 0)
        if self._block is not None and last == self._last and count == self._count:
            return
        fresh = self._connection.execute(
            "SELECT count(*) FROM vector WHERE generation_id = ? AND id > ?", (self._generation, self._last)
        ).get
        if self._block is None or count != self._count + fresh:
            self._count = self._last = 0
            self._block = None
            fresh = count
        needed = self._count + fresh
        if self._block is None or needed > len(self._block):
            room = max(int(needed * SLACK), 1024) if self._block is not None else max(needed, 1)
            block = np.empty((room, self.dimensions), dtype=np.int8)
            ids, inverse = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.float32)
            if self._block is not None and self._ids is not None and self._inverse is not None:
                block[: self._count], ids[: self._count], inverse[: self._count] = (
                    self._block[: self._count],
                    self._ids[: self._count],
                    self._inverse[: self._count],
                )
            self._block, self._ids, self._inverse = block, ids, inverse
        assert self._ids is not None
        assert self._inverse is not None
        start = position = self._count
        sql = "SELECT id, value FROM vector WHERE generation_id = ? AND id > ? ORDER BY id"
        for number, value in self._connection.execute(sql, (self._generation, self._last)):
            if position == needed:
                break  # written meanwhile: the next look-up takes it
            self._ids[position] = number
            self._block[position] = np.frombuffer(value, dtype=np.int8)
            position += 1
        for at in range(start, position, 8192):  # in slices: the float copy of a million rows would be gigabytes
            rows = self._block[at : min(at + 8192, position)].astype(np.float32)
            self._inverse[at : at + len(rows)] = 1.0 / np.maximum(np.linalg.norm(rows, axis=1), 1e-12)
        self._count = position
        self._last = int(self._ids[position - 1]) if position else 0

    def scores(self, query: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """float32[count]: the cosine of every vector of the block."""
        import numkong
        import numpy as np

        self.refresh()
        assert self._block is not None
        assert self._inverse is not None
        if not self._count:
            return np.empty(0, dtype=np.float32)
        row = quantized(query[None, :])
        dots = np.asarray(numkong.cdist(row, self._block[: self._count], "dot"))[0]
        cosines: npt.NDArray[np.float32] = dots * self._inverse[: self._count] / np.linalg.norm(row.astype(np.float32))
        return cosines.astype(np.float32, copy=False)

    def mask(self, scores: npt.NDArray[np.float32], scope: Scope) -> npt.NDArray[np.float32]:
        """Return `scores` with `ABSENT` for every vector that no Chunk in `scope` has."""
        import numpy as np

        sql = f"""SELECT DISTINCT vector.id FROM chunk CROSS JOIN vector ON vector.hash = chunk.hash AND vector.generation_id = ?
                  WHERE chunk.document_id IN ({scope.sql})"""
        wanted = np.fromiter(
            (number for (number,) in self._connection.execute(sql, (self._generation, *scope.values))), np.int64
        )
        masked = np.full_like(scores, ABSENT)
        rows = self._positions(wanted)
        rows = rows[rows >= 0]
        masked[rows] = scores[rows]
        return masked

    def best(self, scores: npt.NDArray[np.float32], scope: Scope, limit: int) -> list[MeaningMatch]:
        """Return the best Chunk of each of the `limit` best Documents in `scope` by `scores`, best first."""
        import numpy as np

        assert self._ids is not None
        # Two Documents may share a passage, one of them out of scope: the mask alone would let both through.
        within = f"AND chunk.document_id IN ({scope.sql})" if scope.sql else ""
        sql = f"""SELECT asked.key, chunk.document_id, chunk.ordinal FROM json_each(?) AS asked
                  CROSS JOIN vector ON vector.id = asked.value CROSS JOIN chunk ON chunk.hash = vector.hash {within}"""
        # Copies and Documents of many Chunks leave fewer Documents than rows: look further down until there are enough.
        wanted = min(limit * 2, len(scores))
        while wanted:
            top = np.argpartition(-scores, wanted - 1)[:wanted] if wanted < len(scores) else np.arange(len(scores))
            inside = top[scores[top] > ABSENT]
            inside = inside[np.argsort(-scores[inside])]
            cosines, vectors = scores[inside].tolist(), self._ids[inside].tolist()
            best: dict[int, MeaningMatch] = {}
            for place, document, ordinal in self._connection.execute(sql, (json.dumps(vectors), *scope.values)):
                if len(best) >= limit and cosines[place] < cosines[place - 1]:
                    break  # all that are as near as the last are there
                if document not in best:
                    best[document] = MeaningMatch(document, ordinal, cosines[place], vectors[place])
            if len(best) >= limit or wanted == len(scores) or len(inside) < wanted:
                return sorted(best.values(), key=lambda match: (-match.cosine, match.document_id))[:limit]
            wanted = min(wanted * 4, len(scores))
        return []

    def chunks(self, scores: npt.NDArray[np.float32], documents: Sequence[int]) -> list[MeaningMatch]:
        """Return every embedded Chunk of these Documents with its score, in no order."""
        import numpy as np

        # CROSS JOIN keeps the order of the tables, here and below: left alone, SQLite begins with every vector there is.
        sql = """SELECT vector.id, chunk.document_id, chunk.ordinal FROM json_each(?) AS asked
                 CROSS JOIN chunk ON chunk.document_id = asked.value
                 CROSS JOIN vector ON vector.hash = chunk.hash AND vector.generation_id = ?"""
        rows = list(self._connection.execute(sql, (json.dumps(list(documents)), self._generation)))
        if not rows or not len(scores):
            return []
        at = self._positions(np.array([vector for vector, _, _ in rows], np.int64))
        return [
            MeaningMatch(document, ordinal, cosine, vector)
            for (vector, document, ordinal), place, cosine in zip(rows, at.tolist(), scores[at].tolist(), strict=True)
            if place >= 0 and cosine > ABSENT  # else it was written after the block was read
        ]

    def in_sql(self, query: npt.NDArray[np.float32], scope: Scope) -> list[MeaningMatch]:
        """Return every embedded Chunk in `scope` with its cosine, computed by sqlite-vec without the block."""
        if not self._extension_loaded:
            load_vectors_extension(self._connection)
            self._extension_loaded = True
        sql = f"""SELECT chunk.document_id, chunk.ordinal, 1 - vec_distance_cosine(vec_int8(vector.value), vec_int8(?)), vector.id
                  FROM chunk CROSS JOIN vector ON vector.hash = chunk.hash AND vector.generation_id = ?
                  WHERE chunk.document_id IN ({scope.sql})"""
        row = quantized(query[None, :]).tobytes()
        return [MeaningMatch(*found) for found in self._connection.execute(sql, (row, self._generation, *scope.values))]

    def is_small(self, scope: Scope) -> bool:
        """Return whether scoring `scope` in SQL beats reading the block."""
        if not scope.sql or self._block is not None:
            return False
        sql = f"SELECT count(*) FROM (SELECT 1 FROM chunk WHERE hash IS NOT NULL AND document_id IN ({scope.sql}) LIMIT ?)"
        return bool(self._connection.execute(sql, (*scope.values, SMALL_SCOPE + 1)).get <= SMALL_SCOPE)

    def rows(self, ids: Sequence[int]) -> tuple[list[int], npt.NDArray[np.float32]]:
        """Return those of the vectors with these ids that are still there: their places in `ids`, and float32[n, d] of length 1."""
        import numpy as np

        if self._block is not None and self._inverse is not None:
            at = self._positions(np.asarray(ids, np.int64))
            places = np.flatnonzero(at >= 0).tolist()
            rows = self._block[at[at >= 0]] * self._inverse[at[at >= 0], None]
        else:
            sql = "SELECT wanted.key, vector.value FROM json_each(?) AS wanted CROSS JOIN vector ON vector.id = wanted.value"
            found = list(self._connection.execute(sql, (json.dumps(list(ids)),)))
            places = [int(place) for place, _ in found]
            rows = np.frombuffer(b"".join(value for _, value in found), dtype=np.int8).astype(np.float32)
            rows = rows.reshape(len(found), self.dimensions)
            rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return places, rows

    def around(self, matches: Sequence[MeaningMatch]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """
        Return all passages that stand on a page with these: int64[n], the Document of each, those of one together, and their
        vectors, float32[n, d] of length 1.
        """
        import numpy as np

        # Each page as one number: taking a list of lists apart costs as much as the rest.
        sql = f"""SELECT chunk.document_id, vector.id FROM json_each(?) AS asked
                  CROSS JOIN chunk ON chunk.document_id = asked.value >> {_ORDINAL_BITS} AND chunk.ordinal
                      BETWEEN asked.value & {_ORDINALS} AND (asked.value & {_ORDINALS}) + {PAGE_CHUNKS - 1}
                  CROSS JOIN vector ON vector.hash = chunk.hash AND vector.generation_id = ?"""
        pages = [(match.document_id << _ORDINAL_BITS) + first_of_page(match.ordinal) for match in matches]
        found = list(self._connection.execute(sql, (json.dumps(pages), self._generation)))
        places, rows = self.rows([vector for _, vector in found])
        return np.array([found[place][0] for place in places], np.int64), rows

    def _positions(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
        """Where vectors lie in the block; -1 for those written after it was read."""
        import numpy as np

        assert self._ids is not None
        held = self._ids[: self._count]
        if not len(held):
            return np.full(len(ids), -1, dtype=np.intp)
        at = np.searchsorted(held, ids)
        at[at == len(held)] = 0
        return np.where(held[at] == ids, at, -1)


def first_of_page(ordinal: int) -> int:
    """Return the ordinal of the first Chunk of the page that a Chunk stands on; the card has none."""
    return (ordinal - 1) // PAGE_CHUNKS * PAGE_CHUNKS + 1


class Comparison:
    """One query compared with the vectors of a Generation. Short-lived; used by one thread."""

    def __init__(self, vectors: Vectors, query: npt.NDArray[np.float32]) -> None:
        self._vectors, self.query = vectors, query
        self._all: npt.NDArray[np.float32] | None = None

    @property
    def deviation(self) -> float:
        """What a difference of cosines is worth here; see `Vectors.deviation`."""
        return self._vectors.deviation()

    def nearest(self, scope: Scope, limit: int) -> list[MeaningMatch]:
        """Return the best Chunk of each of the `limit` Documents nearest in meaning, best first; exact over `scope`."""
        if self._vectors.is_small(scope):
            return best_of_each(self._vectors.in_sql(self.query, scope))[:limit]
        scores = self._scores()
        return self._vectors.best(self._vectors.mask(scores, scope) if scope.sql else scores, scope, limit)

    def chunks_of(self, documents: Sequence[int]) -> list[MeaningMatch]:
        """Return every embedded Chunk of these Documents with its cosine."""
        if self._all is None:
            return self._vectors.in_sql(
                self.query, Scope("SELECT value FROM json_each(?)", (json.dumps(list(documents)),))
            )
        return self._vectors.chunks(self._all, documents)

    def around(self, matches: Sequence[MeaningMatch]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """See `Vectors.around`."""
        return self._vectors.around(matches)

    def _scores(self) -> npt.NDArray[np.float32]:
        if self._all is None:
            self._all = self._vectors.scores(self.query)
        return self._all


def best_of_each(matches: Iterable[MeaningMatch]) -> list[MeaningMatch]:
    """Return the best Chunk of each Document, best first."""
    best: dict[int, MeaningMatch] = {}
    for match in matches:
        held = best.get(match.document_id)
        if held is None or match.cosine > held.cosine:
            best[match.document_id] = match
    return sorted(best.values(), key=lambda match: (-match.cosine, match.document_id))
