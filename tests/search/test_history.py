"""What is remembered of searches and opened things, and what that lifts."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.search import history
from lfmsearch.search.history import History, Thing
from lfmsearch.search.remembered import Remembered

DAY = 86_400.0
ONE, OTHER = Thing("/a/one.md", "", "file/md/b2:1"), Thing("/a/other.md", "", "file/md/b2:2")


def searched(*typed: tuple[str, float]) -> list[str]:
    """What is remembered after these searches, each with its second."""
    held = History()
    for text, at in typed:
        held = history.with_search(held, text, at)
    return [one.text for one in held.searches]


def test_a_search_is_remembered_once_and_as_it_was_typed_last() -> None:
    """Case and spaces make no other search; the newest stands first."""
    assert searched(("boiler", 0), ("rent", 100), ("  Boiler ", 200)) == ["Boiler", "rent"]


def test_what_was_typed_further_takes_the_place_of_its_beginning() -> None:
    """Within a minute `plu` and `plumber` are one search; a day later they are two."""
    assert searched(("plu", 0), ("plumber", 3)) == ["plumber"]
    assert searched(("plu", 0), ("plumber", DAY)) == ["plumber", "plu"]


def test_a_pasted_text_is_no_search() -> None:
    """Nor is nothing."""
    assert searched(("x" * 201, 0), ("   ", 0)) == []


def test_what_is_opened_often_and_lately_is_lifted_more() -> None:
    """Once today is a half; it fades, grows with every time, and never reaches one."""
    once = history.with_opened(History(), ONE, 0)
    held = once
    for _ in range(50):
        held = history.with_opened(held, ONE, 0)

    assert history.lifts(once, "any", 0) == {ONE: 0.5}
    assert history.lifts(once, "any", 14 * DAY)[ONE] == pytest.approx(1 / 3)
    assert 0.9 < history.lifts(held, "any", 0)[ONE] < 1


def test_a_thing_stays_the_same_when_it_is_moved_or_changed() -> None:
    """By its content where it lies elsewhere, by its place where it says something else."""
    held = history.with_opened(History(), ONE, 0)

    moved = history.with_opened(held, ONE._replace(path="/b/one.md"), 0)
    changed = history.with_opened(held, ONE._replace(key="file/md/b2:9"), 0)

    assert [one.strength for one in moved.opened] == [one.strength for one in changed.opened] == [2.0]


def test_what_was_not_wanted_is_lowered_for_that_search_alone() -> None:
    """It can be taken back, and opening it takes it back too."""
    held = history.with_unwanted(History(), "Rent  2024", ONE, 0)

    assert history.lifts(held, "rent 2024", 0) == {ONE: -1.0}
    assert history.lifts(held, "rent", 0) == {}
    assert history.with_unwanted(held, "rent 2024", ONE, 0, unwanted=False).unwanted == ()
    assert history.with_opened(held, ONE, 0).unwanted == ()


def test_one_search_or_one_thing_can_be_forgotten() -> None:
    """The rest stays."""
    held = history.with_search(history.with_search(History(), "rent", 0), "boiler", 100)
    held = history.with_opened(history.with_opened(held, ONE, 0), OTHER, 0)

    left = history.without(held, text="Rent", thing=OTHER)

    assert [one.text for one in left.searches] == ["boiler"]
    assert [one.thing for one in left.opened] == [ONE]


def test_history_is_short_and_ends_after_half_a_year() -> None:
    """However much is searched and opened."""
    held = History()
    for number in range(600):
        held = history.with_search(held, f"search {number}", number * 100.0)
        held = history.with_opened(held, Thing(f"/{number}", "", f"k{number}"), number * 100.0)

    assert (len(held.searches), len(held.opened)) == (200, 500)
    assert history.trimmed(held, 600 * 100.0 + 181 * DAY) == History()


THINGS = st.builds(Thing, st.text(), st.text(), st.text())
TIMES = st.floats(0, 1e10)
HISTORIES = st.builds(
    History,
    st.lists(st.builds(history.Searched, st.text(), TIMES, st.integers(1, 99))).map(tuple),
    st.lists(st.builds(history.Opened, THINGS, TIMES, st.floats(0, 100))).map(tuple),
    st.lists(st.builds(history.Unwanted, st.text(), THINGS, TIMES)).map(tuple),
)


@given(HISTORIES)
def test_what_is_written_reads_the_same(held: History) -> None:
    """Any text, any time, also bytes in paths that are no text."""
    assert history.from_text(history.to_text(held)) == held


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"searches": [1], "opened": [], "unwanted": []}', "\x00"])
def test_what_is_no_history_is_said_to_be_none(text: str) -> None:
    """A damaged file breaks nothing."""
    with pytest.raises(ValueError):
        history.from_text(text)


def test_the_file_is_private_and_goes_when_history_is_erased(tmp_path: Path) -> None:
    """Its owner alone can read it; a damaged one is begun anew."""
    path = tmp_path / "history.json"
    remembered = Remembered(path, lambda: 1000.0)
    path.write_text("damaged")

    remembered.change(lambda held, now: history.with_search(held, "rent", now))

    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.text for one in Remembered(path, lambda: 1000.0).history().searches] == ["rent"]
    remembered.erase()
    remembered.erase()
    assert not path.exists()
    assert remembered.history() == History()
