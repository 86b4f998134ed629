"""How much of the index is covered, said with every answer."""

from __future__ import annotations

from lfmsearch.search.covered import COUNT_SHARE, KeptCoverage
from lfmsearch.types import Coverage


class Counted:
    """Counts, which takes a second, and notes that it did."""

    def __init__(self) -> None:
        self.now = 0.0
        self.times = 0
        self.kept = KeptCoverage(lambda: self.now)

    def at(self, now: float, version: int, generation: int | None = 1) -> int:
        """Ask at a moment for the coverage of a version; return how often it was counted till then."""
        self.now = now
        self.kept(self._count, generation, version)
        return self.times

    def _count(self, generation: int | None) -> Coverage:
        self.now += 1.0
        self.times += 1
        return Coverage(self.times, self.times, 0)


def test_what_has_not_changed_is_counted_once() -> None:
    """Of an index that rests, every search says the same."""
    counted = Counted()

    assert [counted.at(0.0, 7), counted.at(1_000.0, 7)] == [1, 1]


def test_what_changes_all_the_time_is_counted_for_a_tenth_of_it() -> None:
    """While vectors come in, searches do not wait for the counting."""
    counted = Counted()

    assert counted.at(0.0, 1) == 1
    assert counted.at(COUNT_SHARE, 2) == 1
    assert counted.at(1.0 + COUNT_SHARE, 3) == 2


def test_another_generation_is_another_count() -> None:
    """What was true of the old model says nothing of the new one."""
    counted = Counted()

    assert [counted.at(0.0, 1, None), counted.at(0.1, 1, 1), counted.at(0.2, 1, 2)] == [1, 2, 3]
