"""Work in other threads, and its outcome in this one."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from lfmsearch.gui.background import Background


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def fail(error: Exception) -> None:
    raise error


def test_work_is_done_elsewhere_and_its_outcome_arrives_here(background, qtbot) -> None:
    """Only the GUI thread may touch widgets, and it waits for nothing."""
    seen = []

    background.run(threading.get_ident, lambda worked: seen.append((worked, threading.get_ident())), failed=fail)
    qtbot.waitUntil(lambda: bool(seen))

    ((worked, told),) = seen
    assert worked != threading.get_ident()
    assert told == threading.get_ident()


def test_what_fails_is_told_to_who_asked(background, qtbot) -> None:
    """An error in another thread is no error that nobody sees."""
    seen = []

    background.run(lambda: 1 // 0, seen.append, failed=lambda error: seen.append(type(error)))
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [ZeroDivisionError]


def test_newer_work_takes_the_place_of_what_still_waits(background, qtbot) -> None:
    """Of ten letters typed while the first was searched for, only the last is searched for."""
    gate, seen = threading.Event(), []

    background.run(lambda: gate.wait(10), seen.append, failed=fail)
    for letter in "abc":
        background.run(lambda letter=letter: letter, seen.append, failed=fail, replaces="typing")
    gate.set()
    qtbot.waitUntil(lambda: "c" in seen)

    assert seen == [True, "c"]


def test_lanes_do_not_wait_for_each_other(background, qtbot) -> None:
    """What takes long is not in the way of what is quick."""
    gate, seen = threading.Event(), []

    background.run(lambda: gate.wait(10), seen.append, failed=fail, lane="slow")
    background.run(lambda: "quick", seen.append, failed=fail, lane="other")
    qtbot.waitUntil(lambda: bool(seen))
    gate.set()

    assert seen == ["quick"]


def test_an_outcome_whose_owner_has_gone_is_dropped(background, qtbot) -> None:
    """A closed window is not written into."""
    gate, seen, owner = threading.Event(), [], QObject()

    background.run(lambda: gate.wait(10), lambda _: seen.append("told"), failed=fail, owner=owner)
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    background.run(lambda: "end", seen.append, failed=fail)
    qtbot.waitUntil(lambda: "end" in seen)

    assert seen == ["end"]
