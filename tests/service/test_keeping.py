"""A service that crashes is started again, later each time, and one that ends is not."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.service.keeping import CALM_SECONDS, FIRST_PAUSE, LONGEST_PAUSE, keep, pause_after
from lfmsearch.service.starting import is_given_up

CRASH = "import os; os.abort()"


class Waiting:
    """Waits for nothing and remembers how long it should have; ends the keeping after `most`."""

    def __init__(self, most: int) -> None:
        self.most, self.seconds = most, list[float]()

    def __call__(self, _event: object, seconds: float) -> bool:
        self.seconds.append(seconds)
        return len(self.seconds) >= self.most


@pytest.fixture(autouse=True)
def signals():
    """`keep` takes the signals of its process: the tests want theirs back."""
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
    before = [signal.getsignal(name) for name in names]
    yield
    for name, handler in zip(names, before, strict=True):
        signal.signal(name, handler)


def python(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


@given(st.integers(1, 10_000))
def test_pauses_grow_up_to_a_limit(crashes: int) -> None:
    """The first is short, none is shorter than the one before, and none is longer than five minutes."""
    assert FIRST_PAUSE == pause_after(1) <= pause_after(crashes) <= pause_after(crashes + 1) <= LONGEST_PAUSE
    assert pause_after(1_000) == LONGEST_PAUSE


def test_a_crash_is_followed_by_another_start_each_after_a_longer_pause() -> None:
    """Until somebody ends it."""
    waiting = Waiting(4)

    assert keep(python(CRASH), wait=waiting) == 0
    assert len(waiting.seconds) == 4
    assert all(earlier < later for earlier, later in pairwise(waiting.seconds))


def test_who_ran_long_before_the_crash_starts_again_soon() -> None:
    """A crash a day is not a series."""
    waiting, hours = Waiting(3), iter(range(100))

    keep(python(CRASH), wait=waiting, clock=lambda: next(hours) * 2 * CALM_SECONDS)

    assert waiting.seconds == [FIRST_PAUSE] * 3


def test_an_end_is_an_end() -> None:
    """Stopped by a client: nothing is started again."""
    waiting = Waiting(1)

    assert keep(python(""), wait=waiting) == 0
    assert waiting.seconds == []


def test_an_error_of_ours_at_the_first_start_is_handed_on() -> None:
    """Whoever starts the service hears why it cannot be; later on it may come right by itself."""
    assert keep(python("raise SystemExit(2)"), wait=Waiting(1)) == 2


def test_an_error_of_ours_after_a_crash_is_tried_again(tmp_path: Path) -> None:
    """Somebody holds the index for a moment, say."""
    code = f"""if True:
        import os, pathlib
        told = pathlib.Path({str(tmp_path / "told")!r})
        times = len(told.read_text()) if told.exists() else 0
        told.write_text("x" * (times + 1))
        [os.abort, lambda: os._exit(4), lambda: os._exit(0)][times]()"""
    waiting = Waiting(9)

    assert keep(python(code), wait=waiting) == 0
    assert (tmp_path / "told").read_text() == "xxx"
    assert len(waiting.seconds) == 2


def test_a_service_that_was_stopped_while_it_waited_is_not_started_again() -> None:
    """`service stop` finds none running in a pause, and means it all the same."""
    waiting = Waiting(9)

    assert keep(python(CRASH), wait=waiting, given_up=lambda: True) == 0
    assert len(waiting.seconds) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without asking it")
def test_the_end_of_the_keeper_is_the_end_of_its_child(tmp_path: Path) -> None:
    """The child is told as the keeper is told, and ends in its own way."""
    child = f"""if True:
        import pathlib, signal, sys
        place = pathlib.Path({str(tmp_path)!r})
        def end(*_):
            (place / "ended").touch()
            sys.exit(0)
        signal.signal(signal.SIGTERM, end)
        (place / "ready").touch()
        signal.pause()"""
    code = f"import sys; from lfmsearch.service.keeping import keep; sys.exit(keep({python(child)!r}))"
    with subprocess.Popen(python(code)) as keeper:
        while not (tmp_path / "ready").exists():
            time.sleep(0.01)
        keeper.terminate()

        assert keeper.wait(30) == 0
    assert (tmp_path / "ended").exists()


def test_a_service_whose_home_was_deleted_is_not_started_again(home):
    """Else a deleted home would come back, empty, some minutes later."""
    before = is_given_up(home)
    shutil.rmtree(home.data_dir)

    assert not before
    assert is_given_up(home)
