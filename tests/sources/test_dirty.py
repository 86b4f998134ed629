import os
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lfmsearch.sources.dirty import LONGEST_WAIT, MANY, MOMENT, QUIET, QUIET_IN_A_BURST, Hint, Hints

ROOT = f"{os.sep}home"


def at(*parts: str) -> str:
    return os.path.join(ROOT, *parts)


def drained(hints: Hints, now: float) -> list[Hint]:
    """Everything that waits, taken out at the times it asks for."""
    found = []
    while (time := hints.next_due()) is not None:
        now = max(now, time)
        found += hints.due(now)
    return found


def test_a_saved_file_is_due_after_a_moment_of_quiet():
    """Not before, and once."""
    hints = Hints(ROOT)
    hints.note(at("a.md"), "changed", 10.0)

    assert hints.due(10.0) == []
    assert 10.0 + QUIET <= hints.next_due() < 10.0 + QUIET + 0.05
    assert hints.due(hints.next_due()) == [Hint(at("a.md"), "changed")]
    assert hints.next_due() is None


def test_many_hints_of_one_save_are_one():
    """Created, modified, closed: each puts the look off, none adds one."""
    hints = Hints(ROOT)
    for step in range(5):
        hints.note(at("a.md"), "changed", step / 10)

    assert hints.next_due() >= 0.4 + QUIET
    assert drained(hints, 1.0) == [Hint(at("a.md"), "changed")]


def test_a_file_that_is_never_quiet_is_looked_at_all_the_same():
    """Hints that come faster than the quiet time put it off no longer than the longest wait."""
    hints = Hints(ROOT)
    for step in range(100):
        hints.note(at("log.txt"), "changed", step / 10)

    assert hints.next_due() == LONGEST_WAIT


def test_a_file_that_changes_all_the_time_is_looked_at_more_and_more_rarely():
    """The pauses grow to a minute."""
    hints, looks = Hints(ROOT), []
    for step in range(6_000):
        now = step / 10
        hints.note(at("log.txt"), "changed", now)
        looks += [now for _ in hints.due(now)]
    pauses = [later - earlier for earlier, later in pairwise(looks)]

    assert pauses[0] < LONGEST_WAIT + 1
    assert [round(pause) for pause in pauses] == [5, 5, 5, 10, 20, 40, 60, 60, 60, 60, 60, 60, 60, 60]


def test_a_file_that_has_been_left_alone_is_looked_at_quickly_again():
    """The pauses are for those that do not stop."""
    hints = Hints(ROOT)
    for step in range(3_000):
        hints.note(at("log.txt"), "changed", step / 10)
        hints.due(step / 10)
    drained(hints, 300.0)
    hints.note(at("log.txt"), "changed", 1_000.0)

    assert hints.next_due() < 1_000.0 + 2 * QUIET


def test_a_person_who_saves_again_and_again_is_served_each_time_at_first():
    """Three saves in a row are nothing unusual."""
    hints = Hints(ROOT)
    for now in (0.0, 2.0, 4.0):
        hints.note(at("a.md"), "changed", now)

        assert hints.due(now + 2 * QUIET) == [Hint(at("a.md"), "changed")]


def test_a_deletion_is_due_at_once():
    """Also of a file that was about to be looked at."""
    hints = Hints(ROOT)
    hints.note(at("a.md"), "changed", 0.0)
    hints.note(at("a.md"), "gone", 0.1)

    assert hints.next_due() == 0.1 + MOMENT
    assert drained(hints, 0.1) == [Hint(at("a.md"), "gone")]


def test_a_deletion_does_not_wait_for_a_burst():
    """While a thousand files are copied in, what was deleted leaves."""
    hints = Hints(ROOT)
    for number in range(2 * MANY):
        hints.note(at("new", f"{number}"), "changed", 0.0)
    hints.note(at("new", "7"), "gone", 0.0)

    assert hints.due(MOMENT) == [Hint(at("new", "7"), "gone")]


def test_a_file_that_comes_back_within_the_moment_was_changed():
    """Delete and write again is how some programs save."""
    hints = Hints(ROOT)
    hints.note(at("a.md"), "gone", 0.0)
    hints.note(at("a.md"), "changed", 0.05)

    assert drained(hints, 0.0) == [Hint(at("a.md"), "changed")]


def test_an_atomic_save_is_one_change():
    """What was written beside it and moved over it leaves a change of the file, and something gone that nobody knew."""
    hints = Hints(ROOT)
    hints.note(at("a.new"), "changed", 0.0)
    hints.moved(at("a.new"), at("a.md"), 0.1)

    assert drained(hints, 0.1) == [Hint(at("a.new"), "gone"), Hint(at("a.md"), "changed")]


def test_a_backup_as_editors_make_it_is_one_change():
    """The old file is moved away, a new one written in its place, the old one deleted."""
    hints = Hints(ROOT)
    hints.moved(at("a.md"), at("a.old"), 0.0)
    hints.note(at("a.md"), "changed", 0.01)
    hints.note(at("a.old"), "gone", 0.02)

    assert sorted(map(str, drained(hints, 0.0))) == sorted(
        map(str, [Hint(at("a.old"), "gone"), Hint(at("a.md"), "changed")])
    )


def test_both_ends_of_a_move_are_due_together():
    """Else it could not be told from a deletion."""
    hints = Hints(ROOT)
    hints.note(at("a"), "gone", 0.0)
    hints.moved(at("a"), at("b"), 0.01, folder=True)
    hints.note(at("b", "c.md"), "changed", 0.05)

    assert hints.due(0.2) == []
    assert hints.due(2 * QUIET) == [Hint(at("a"), "gone"), Hint(at("b"), "folder")]


def test_both_ends_of_many_moves_are_due_together():
    """Also when so many files are renamed that their folder is looked at as a whole."""
    hints = Hints(ROOT)
    for number in range(2 * MANY):
        hints.moved(at("in", f"{number}.jpg"), at("in", f"Lisbon {number}.jpg"), number / 10_000)

    found = hints.due(hints.next_due())

    assert found[-1] == Hint(at("in"), "folder")
    assert sorted(hint.path for hint in found[:-1]) == sorted(at("in", f"{number}.jpg") for number in range(2 * MANY))


def test_what_was_moved_and_then_deleted_is_gone_from_where_it_was():
    """The place it came from is not forgotten with the place it went to."""
    hints = Hints(ROOT)
    hints.moved(at("a.md"), at("b.md"), 0.0)
    hints.moved(at("b.md"), at("c.md"), 0.0)
    hints.note(at("c.md"), "gone", 0.01)

    assert {hint.path for hint in hints.due(0.01 + MOMENT) if hint.kind == "gone"} == {
        at("a.md"),
        at("b.md"),
        at("c.md"),
    }


def test_many_changes_below_one_folder_are_one_look_at_it():
    """The deepest folder that has them all; what lies elsewhere keeps its own hint."""
    hints = Hints(ROOT)
    hints.note(at("notes", "a.md"), "changed", 0.0)
    for number in range(MANY + 1):
        hints.note(at("photos", "2024", f"{number % 7}", f"{number}.txt"), "changed", 0.0)

    assert len(hints) == 2
    assert drained(hints, 0.0) == [Hint(at("notes", "a.md"), "changed"), Hint(at("photos", "2024"), "folder")]


def test_a_burst_that_does_not_end_is_looked_at_all_the_same():
    """What waits longest decides when the folder that took it over is due."""
    hints = Hints(ROOT)
    hints.note(at("in", "first"), "changed", 0.0)
    for step in range(1, 5_000):
        hints.note(at("in", f"{step % 10}"), "changed", step / 1_000)
    for step in range(2 * MANY):
        hints.note(at("in", "more", f"{step}"), "changed", 4.9)

    assert hints.next_due() <= LONGEST_WAIT


def test_a_new_folder_takes_what_is_written_into_it():
    """One look, put off while files arrive, but not for ever."""
    hints = Hints(ROOT)
    hints.note(at("new"), "folder", 0.0)
    for step in range(100):
        hints.note(at("new", f"{step}"), "changed", step / 10)

    assert len(hints) == 1
    assert hints.due(LONGEST_WAIT) == [Hint(at("new"), "folder")]


def test_hints_of_a_folder_that_is_gone_are_forgotten():
    """Nothing is left to look at in it."""
    hints = Hints(ROOT)
    hints.note(at("a", "b.md"), "changed", 0.0)
    hints.note(at("a"), "gone", 0.1)

    assert drained(hints, 0.1) == [Hint(at("a"), "gone")]


def test_a_file_that_became_a_folder_hides_nothing():
    """A hint at a path and one below it are both due."""
    hints = Hints(ROOT)
    hints.note(at("a"), "changed", 0.0)
    hints.note(at("a", "b.md"), "changed", 0.2)

    assert drained(hints, 0.0) == [Hint(at("a"), "changed"), Hint(at("a", "b.md"), "changed")]


def test_a_look_at_the_whole_source_says_why():
    """It takes over everything that waited, and what lies outside is nobody's."""
    hints = Hints(ROOT)
    hints.note(at("a", "b.md"), "changed", 0.0)
    hints.note(ROOT, "folder", 0.0, because="Events were lost.")
    hints.note(f"{os.sep}elsewhere", "changed", 0.0)
    hints.note(f"{ROOT}work", "gone", 0.0)

    assert drained(hints, 0.0) == [Hint(ROOT, "folder", "Events were lost.")]


def test_a_source_that_is_not_there_has_no_hints():
    """What an unplugged drive reports while it goes is forgotten."""
    hints = Hints(ROOT)
    hints.note(at("a"), "gone", 0.0)
    hints.moved(at("b"), at("c"), 0.0)
    hints.forget()

    assert len(hints) == 0
    assert hints.due(99.0) == []


# Few names, so that paths meet.
paths = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(lambda parts: at(*parts))
notes = st.one_of(
    st.tuples(st.sampled_from(["changed", "gone", "folder"]), paths, st.none()),
    st.tuples(st.sampled_from(["moved", "moved folder"]), paths, paths),
    st.tuples(st.just("due"), paths, st.none()),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(notes, st.floats(0, 3)), max_size=60))
def test_whatever_the_order_every_path_is_due_in_the_end_and_none_before_its_time(steps):
    """After the last hint of a path, it or a folder above it is given out; and never sooner than a moment after its first."""
    hints, now = Hints(ROOT), 0.0
    owed: dict[str, float] = {}  # the first hint of each path that was not answered yet
    noted: set[str] = set()
    left: set[str] = set()

    def answer(found: list[Hint]) -> None:
        for hint in found:
            covered = [path for path in owed if f"{path}{os.sep}".startswith(f"{hint.path}{os.sep}")]

            assert any(f"{path}{os.sep}".startswith(f"{hint.path}{os.sep}") for path in noted)
            if hint.path not in left:  # it goes with what it became, which may be due already
                assert now >= min((owed[path] for path in covered), default=0) + MOMENT
            answered.update(covered)

    for (kind, path, other), wait in steps:
        now += wait
        answered: set[str] = set()
        if kind == "due":
            answer(hints.due(now))
        elif other is None:
            hints.note(path, kind, now)
            owed.setdefault(path, now)
        elif path != other:
            hints.moved(path, other, now, folder=kind == "moved folder")
            owed.setdefault(path, now)
            owed.setdefault(other, now)
            left.add(path)
        noted |= owed.keys()
        owed = {each: time for each, time in owed.items() if each not in answered}
        assert (hints.next_due() is None) == (len(hints) == 0)
    answered = set()
    while (time := hints.next_due()) is not None:
        assert time - now < 75  # the longest pause, and the longest wait
        now = max(now, time)
        answer(hints.due(now))

    assert set(owed) == answered
    assert len(hints) == 0


@settings(max_examples=50, deadline=None)
@given(st.permutations([f"{number}" for number in range(40)]), st.integers(2, 5))
def test_the_order_of_hints_does_not_matter(names, spread):
    """Files of one burst are all due, within the quiet time of a burst."""
    hints = Hints(ROOT)
    for index, name in enumerate(names):
        hints.note(at(f"{int(name) % spread}", name), "changed", index / 1_000)

    assert {hint.path for hint in hints.due(0.04 + QUIET_IN_A_BURST)} == {
        at(f"{int(name) % spread}", name) for name in names
    }
