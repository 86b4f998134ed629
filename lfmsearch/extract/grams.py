"""
Which language a text is in, by its n-grams of bytes.

The table (`languages.table`, made by `packaging/languages.py`) says of 30,000 n-grams how much less likely each language is
than the one they are likeliest in, in steps of one byte. A text's n-grams are added up; where no language is plainly ahead,
none is said.
"""

from __future__ import annotations

import json
import math
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

# Of a text, and of a row: so many steps, twice each, fit the two bytes in which a language's are added up.
MOST_BYTES, MOST_STEPS = 1000, 28
# How sure one must be.
SURE = 0.5


class Table:
    """
    What n-grams say of languages. Immutable.

    Args:
        codes: the language of each column; one may have several (two scripts, two written standards).
        prior: steps by which each column is less likely before anything is read.
        step: one step, as a natural logarithm.
        grams: the n-grams.
        steps: one byte per column for each n-gram in turn, at most `MOST_STEPS`.
    """

    def __init__(
        self, codes: Sequence[str], prior: Sequence[int], step: float, grams: Sequence[bytes], steps: bytes
    ) -> None:
        self._codes, self._prior, self._step = codes, prior, step
        # A row is one number, two bytes a column, and rows are added as such: 100 columns cost what one does, and numpy, which
        # takes longer to load than the table, is not needed.
        wide = bytearray(2 * len(steps))
        wide[::2] = steps
        self._width = 2 * len(codes)
        self._rows = [
            int.from_bytes(wide[start : start + self._width], "little") for start in range(0, len(wide), self._width)
        ]
        self._place = {gram: place for place, gram in enumerate(grams)}
        self._lengths = tuple(sorted({len(gram) for gram in grams}, reverse=True))

    def language(self, text: str) -> str:
        """Return the code of the language `text` is plainly in, empty when there is none."""
        if text.isupper():
            text = text.lower()
        data = unicodedata.normalize("NFC", text).encode("utf-8", "replace")[:MOST_BYTES]
        counts = self._counted(data)
        if not counts:
            return ""
        places: dict[int, list[int]] = {}
        for place, count in counts.items():
            places.setdefault(count, []).append(place)
        # What comes again says less than it did the first time: log(1 + count), in halves of a bit.
        total = sum(
            round(2 * math.log2(1 + count)) * sum(map(self._rows.__getitem__, alike)) for count, alike in places.items()
        )
        sums = struct.unpack(f"<{len(self._codes)}H", total.to_bytes(self._width, "little"))
        below = [own * math.log(2) / 2 + prior for own, prior in zip(sums, self._prior, strict=True)]
        least = min(below)
        # Neighbouring n-grams say nearly the same: taken for independent, they would be sure of everything.
        scale = self._step / math.sqrt(len(data))
        shares: dict[str, float] = {}
        for code, own in zip(self._codes, below, strict=True):
            shares[code] = shares.get(code, 0.0) + math.exp(scale * (least - own))
        first = max(shares, key=lambda code: shares[code])
        return first if shares[first] >= SURE * sum(shares.values()) else ""

    def _counted(self, data: bytes) -> Counter[int]:
        """How often each n-gram occurs, the longest one at each place."""
        find, lengths = self._place.get, self._lengths
        found: list[int] = []
        for end in range(1, len(data) + 1):
            for length in lengths:
                if length <= end and (place := find(data[end - length : end])) is not None:
                    found.append(place)
                    break
        return Counter(found)


@cache
def table() -> Table:
    """Return the table of this package, loaded on first use: 50 ms and 20 MB."""
    about, packed = _parts()
    *grams, steps = zlib.decompress(packed).split(b"\n", about["grams"])
    return Table(about["codes"], about["prior"], about["step"], grams, steps)


def head() -> dict[str, Any]:
    """Return what the table says of itself: where it comes from, and the licence of that."""
    return _parts()[0]


def _parts() -> tuple[dict[str, Any], bytes]:
    head, packed = files("lfmsearch.extract").joinpath("languages.table").read_bytes().split(b"\n", 1)
    return json.loads(head), packed
