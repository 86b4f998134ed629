"""How much of the index is covered, said with every answer."""

from __future__ import annotations

from lfmsearch.search.covered import AT_ONCE_SECONDS, COUNT_SHARE, Counted, KeptCoverage
from lfmsearch.types import Coverage


class Counting:
    """Counts 1, 2, 3, at once or in the background, and the clock goes on; what is counted there has a result when it is `done`."""

    def __init__(self, seconds: float = 1.0) -> None:
        self.seconds, self.now, self.times = seconds, 0.0, 0
        self.is_running = self.closed = False
        self._said: Counted | None = None
        self.kept = KeptCoverage(self, lambda: self.now)

    def at(self, now: float, version: int, generation: int | None = 1, *, is_complete: bool = False) -> int:
        """Ask at a moment for the coverage of a version; return which counting it is of."""
        self.now = max(self.now, now)
        return self.kept(self._count, generation, version, is_complete=is_complete).documents

    def done(self, generation: int | None = 1) -> None:
        """What was started has ended."""
        assert self.is_running
        self._said, self.is_running = Counted(generation, self._count(generation), self.seconds), False

    def start(self) -> None:
        self.is_running = True

    def result(self) -> Counted | None:
        said, self._said = self._said, None
        return said

    def close(self) -> None:
        self.is_running, self.closed = False, True

    def _count(self, generation: int | None) -> Coverage:
        self.now += self.seconds
        self.times += 1
        return Coverage(self.times, self.times, 0)


def test_what_has_not_changed_is_counted_once() -> None:
    """Of an index that rests, every search says the same."""
    counting = Counting()

    assert [counting.at(0.0, 7), counting.at(1_000.0, 7)] == [1, 1]
    assert not counting.is_running


def test_no_answer_waits_for_a_counting_that_takes_long() -> None:
    """It says what was true a moment ago; once counted, what is true now."""
    counting = Counting()
    counting.at(0.0, 1)

    assert counting.at(100.0, 2) == 1
    assert counting.is_running
    assert counting.at(100.1, 3) == 1
    counting.done()
    assert counting.at(101.5, 3) == 2


def test_what_changes_all_the_time_is_counted_for_a_tenth_of_it() -> None:
    """While vectors come in, the processor is for them."""
    counting = Counting()
    counting.at(0.0, 1)

    counting.at(COUNT_SHARE, 2)
    assert not counting.is_running
    counting.at(1.0 + COUNT_SHARE, 3)
    assert counting.is_running


def test_a_small_index_is_counted_before_the_answer() -> None:
    """It takes less than anybody notices, and the answer is exact."""
    counting = Counting(seconds=AT_ONCE_SECONDS)

    assert [counting.at(0.0, 1), counting.at(1.0, 2), counting.at(2.0, 3)] == [1, 2, 3]


def test_another_generation_is_another_count() -> None:
    """What was true of the old model says nothing of the new one; nor does what was still being counted."""
    counting = Counting()

    assert [counting.at(0.0, 1, None), counting.at(0.1, 1, 1)] == [1, 2]
    counting.at(100.0, 2, 1)
    assert counting.at(100.1, 2, 2) == 3
    assert not counting.is_running


def test_that_all_is_covered_is_said_at_once() -> None:
    """After the last vector nothing may change for a long time, and nobody would be told."""
    counting = Counting()
    counting.at(0.0, 1)
    counting.at(100.0, 2)

    assert counting.at(100.1, 3, is_complete=True) == 2
    assert not counting.is_running


def test_closing_ends_what_is_counted() -> None:
    """A service that ends does not wait for it."""
    counting = Counting()
    counting.at(0.0, 1)
    counting.at(100.0, 2)

    counting.kept.close()

    assert counting.closed
