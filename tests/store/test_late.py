"""The cache of token vectors: keyed, warm, within its budget, safe to delete and to damage."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.store.late import HALF_LIFE_SECONDS, TRIES, LateStore, warmer

DAY = 86_400.0


class Clock:
    def __init__(self) -> None:
        self.now = 20_000 * DAY

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[LateStore]:
    found = LateStore(tmp_path / "late.db", budget_bytes=10_000, clock=clock)
    yield found
    found.close()


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def test_what_is_put_is_there_under_its_recipe_alone(store: LateStore) -> None:
    """Vectors of one model are never another's."""
    store.put("R", [(key(1), b"one"), (key(2), b"two")])
    store.put("S", [(key(1), b"other")])

    assert store.get("R", [key(1), key(2), key(3)]) == {key(1): b"one", key(2): b"two"}
    assert store.get("S", [key(1), key(2)]) == {key(1): b"other"}
    assert store.get("T", [key(1)]) == {}


def test_reading_makes_no_file(store: LateStore, tmp_path: Path) -> None:
    """Where nothing was ever kept, a search leaves nothing behind."""
    assert store.get("R", [key(1)]) == {}
    assert store.wanted("R", 5) == []
    assert store.counts() == (0, 0, 0)
    assert store.keep_only(lambda _: set()) == 0
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes say nothing there")
def test_the_file_is_its_users_alone(store: LateStore, tmp_path: Path) -> None:
    """Vectors say what a text is about."""
    store.put("R", [(key(1), b"one")])

    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_the_hottest_is_wanted_first(store: LateStore, clock: Clock) -> None:
    """What is often met before what was met once; of what was met as often, what was met last; what has its vectors, never."""
    store.touch("R", [key(1), key(2), key(3), key(4)])
    store.touch("R", [key(3)])
    clock.now += DAY
    store.touch("R", [key(2)])
    store.put("R", [(key(4), b"there")])

    assert store.wanted("R", 9) == [key(2), key(3), key(1)]
    assert store.wanted("R", 1) == [key(2)]
    assert store.wanted("S", 9) == []
    assert store.counts() == (1, 5, 3)


def test_the_coldest_goes_when_there_is_no_room(store: LateStore, clock: Clock) -> None:
    """The budget holds, and what is searched for stays."""
    for number in range(9):
        clock.now += DAY
        store.put("R", [(key(number), bytes(1000))])
    store.touch("R", [key(0), key(1)])
    clock.now += DAY
    store.put("R", [(key(9), bytes(1000)), (key(10), bytes(1000))])

    assert sorted(store.get("R", [key(number) for number in range(11)])) == [
        key(number) for number in (0, 1, 4, 5, 6, 7, 8, 9, 10)
    ]
    assert store.counts()[1] <= 10_000


def test_what_took_the_program_down_is_left(store: LateStore) -> None:
    """A passage whose encoding never ended is tried again once; one given up on purpose any number of times."""
    store.touch("R", [key(1), key(2)])
    for _ in range(TRIES):
        store.attempt("R", key(1))
        store.attempt("R", key(2))
        store.give_up("R", key(2))

    assert store.wanted("R", 9) == [key(2)]


def test_what_left_the_index_leaves_the_cache_to_the_byte(store: LateStore, tmp_path: Path) -> None:
    """Deleted is deleted, in the log beside the file as well."""
    store.put("R", [(key(1), b"kept" * 500), (key(2), b"secret" * 500)])
    store.put("S", [(key(2), b"secret" * 500)])
    store.touch("R", [key(3)])

    assert store.keep_only(lambda hashes: {key(1)} & set(hashes)) == 2
    assert store.get("R", [key(1), key(2)]) == {key(1): b"kept" * 500}
    assert store.get("S", [key(2)]) == {}
    assert store.wanted("R", 9) == []
    store.close()
    assert not any(b"secret" in path.read_bytes() for path in tmp_path.iterdir())


def test_the_same_sample_is_given_again(store: LateStore) -> None:
    """Some values, whichever: the same ones as long as nothing changes."""
    store.put("R", [(key(number), bytes([number])) for number in range(1, 9)])

    assert store.sample("R", 3) == store.sample("R", 3) == [b"\x01", b"\x02", b"\x03"]
    assert store.sample("S", 3) == []


@pytest.mark.parametrize("damage", ["nothing like it", "a page overwritten", "another version"])
def test_a_damaged_file_is_set_aside_and_begun_anew(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A cache never stands in the way: what is lost is made again. A file of another version just goes."""
    path = tmp_path / "late.db"
    store = LateStore(path, budget_bytes=10_000_000)
    store.put("R", [(key(number), bytes(1000)) for number in range(200)])
    store.close()
    if damage == "nothing like it":
        path.write_bytes(b"This is no database at all. " * 1000)
    elif damage == "a page overwritten":
        with path.open("r+b") as file:
            file.seek(16 << 10)
            file.write(b"\xff" * (path.stat().st_size - (16 << 10)))
    else:
        connection = apsw.Connection(str(path))
        connection.execute("PRAGMA user_version=99")
        connection.close()

    with caplog.at_level(logging.WARNING, "lfmsearch"):
        assert bool(store.damage()) == (damage != "another version")
        assert store.get("R", [key(1)]) == {}
        store.put("R", [(key(1), b"new")])

    assert store.get("R", [key(1)]) == {key(1): b"new"}
    assert store.damage() == ""
    assert (tmp_path / "late.damaged.db").exists() == (damage != "another version")
    assert bool(caplog.records) == (damage != "another version")
    store.close()


def test_a_file_deleted_under_it_is_missed_by_nobody(store: LateStore, tmp_path: Path) -> None:
    """Safe to delete, at rest or at work."""
    store.put("R", [(key(1), b"one")])
    store.close()
    for path in tmp_path.iterdir():
        path.unlink()

    assert store.get("R", [key(1)]) == {}
    store.put("R", [(key(1), b"one")])
    assert store.get("R", [key(1)]) == {key(1): b"one"}


def test_two_programs_share_it(store: LateStore, tmp_path: Path) -> None:
    """What one writes the other reads; while one writes, the other's search goes on without it."""
    other = LateStore(tmp_path / "late.db", budget_bytes=10_000)
    store.put("R", [(key(1), b"one")])
    assert other.get("R", [key(1)]) == {key(1): b"one"}

    blocker = apsw.Connection(str(tmp_path / "late.db"))
    blocker.execute("BEGIN IMMEDIATE")
    other.touch("R", [key(2)])
    assert other.get("R", [key(1)]) == {key(1): b"one"}
    other.put("R", [(key(2), b"two")])
    blocker.close()
    assert other.get("R", [key(2)]) == {}

    other.put("R", [(key(2), b"two")])
    assert store.get("R", [key(2)]) == {key(2): b"two"}
    other.close()


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=20))
def test_heat_is_the_halved_sum(days: list[float]) -> None:
    """Met in any order: the logarithm of the sum of all meetings, each worth half as much every 30 days."""
    moments = [(20_000 + day) * DAY / HALF_LIFE_SECONDS for day in days]
    heat = moments[0]
    for moment in moments[1:]:
        heat = warmer(heat, moment)

    last = max(moments)
    assert 2 ** (heat - last) == pytest.approx(sum(2 ** (moment - last) for moment in moments), rel=1e-9)
