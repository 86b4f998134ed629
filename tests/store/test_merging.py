"""Putting the words together: in one piece at the end, the same found, interrupted without harm."""

from __future__ import annotations

import pytest
from store.filled import Filled, file

from lfmsearch.store import merging


def pieces(filled: Filled, table: str) -> int:
    return int(filled.connection.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx").get)


@pytest.fixture
def written(filled: Filled) -> Filled:
    """Each Document in a transaction of its own, one of them gone again."""
    for number in range(30):
        text = " ".join(f"w{number}x{place} boiler" for place in range(200))
        filled.put(f"/home/anna/{number}.txt", file(f"{number}"), texts=[text])
    filled.writer.forget(["/home/anna/7.txt"])
    return filled


def test_merging_leaves_one_piece_and_finds_the_same(written: Filled) -> None:
    """Nothing that was taken away comes back."""
    before = written.found("boiler"), written.found("w3x5"), written.found("w7x5")
    assert pieces(written, "word") > 1

    written.writer.merge(lambda: False)

    assert (pieces(written, "word"), pieces(written, "gram")) == (1, 1)
    assert (written.found("boiler"), written.found("w3x5"), written.found("w7x5")) == before
    assert [len(found) for found in before] == [29, 1, 0]


def test_merging_that_was_cut_short_is_taken_up_again(written: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was merged stays merged, and it still counts as scattered."""
    monkeypatch.setattr(merging, "PAGES", 1)
    monkeypatch.setattr(merging, "FEWEST", 10)
    asked = iter([False, False, False, True])
    written.writer.merge(lambda: next(asked))
    assert written.writer.scattered()
    assert len(written.found("boiler")) == 29

    written.writer.merge(lambda: False)

    assert not written.writer.scattered()
    assert pieces(written, "word") == 1


def test_merging_is_worth_while_after_a_tenth_was_written(written: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not after every saved file, and not in a small index."""
    assert not written.writer.scattered()
    monkeypatch.setattr(merging, "FEWEST", 0)
    assert written.writer.scattered()
    written.writer.merge(lambda: False)

    worth = []
    for number in range(30, 35):
        written.put(f"/home/anna/{number}.txt", file(f"{number}"), texts=["new"])
        worth.append(written.writer.scattered())

    assert worth == [False, False, False, True, True]
