"""What the indexing waits for, and that it is said."""

from __future__ import annotations

import pytest

from lfmsearch.config import Config
from lfmsearch.indexing.indexer import Allowed
from lfmsearch.service.waits import Waits
from lfmsearch.system import power
from lfmsearch.system.paths import Home
from lfmsearch.system.power import PowerState

MAINS = PowerState(on_battery=False, percent=None, low_power=False, hot=False, disk_free_bytes=10**12)
BATTERY = PowerState(on_battery=True, percent=80, low_power=False, hot=False, disk_free_bytes=10**12)


@pytest.fixture
def home(tmp_path):
    home = Home.at(tmp_path / "home")
    home.create()
    return home


@pytest.fixture
def machine(monkeypatch):
    """A machine whose state the test sets."""
    state = {"is": MAINS}
    monkeypatch.setattr(power, "read", lambda _index: state["is"])
    return state


def test_on_battery_words_go_on_and_meaning_waits(home, machine):
    """And why is said."""
    machine["is"] = BATTERY
    waits = Waits(home, Config())

    assert waits.allowed() == Allowed(words=True, meaning=False)
    assert "battery" in waits.because().lower()


def test_go_on_anyway_lifts_a_policy_for_a_while(home, machine):
    """The user knows best."""
    machine["is"] = BATTERY
    waits = Waits(home, Config())

    waits.resume(3600)

    assert waits.allowed() == Allowed()
    assert waits.because() == ""


def test_a_setting_lifts_a_policy_for_good(home, machine):
    """As soon as it is taken up."""
    machine["is"] = BATTERY
    waits = Waits(home, Config())
    assert not waits.allowed().meaning

    waits.take_up(Config(embed_on_battery=True))

    assert waits.allowed() == Allowed()


def test_a_pause_outlives_the_process(home, machine):
    """Who paused it before the machine was started anew has not changed his mind."""
    Waits(home, Config()).pause(None, "A film is on.")

    again = Waits(home, Config())
    assert again.allowed() == Allowed(words=False, meaning=False)
    assert again.because() == "A film is on."

    again.resume()
    assert Waits(home, Config()).allowed() == Allowed()


def test_a_pause_ends_at_its_time_also_in_another_process(home, machine):
    """An hour is an hour of the wall clock."""
    Waits(home, Config()).pause(0, "")

    assert Waits(home, Config()).allowed() == Allowed()


def test_a_note_of_a_pause_that_cannot_be_read_is_none(home, machine):
    """The service starts all the same."""
    (home.data_dir / "pause.json").write_text("{")

    assert Waits(home, Config()).allowed() == Allowed()


def test_while_somebody_types_nothing_is_embedded(home, machine):
    """Reading goes on, which nobody notices."""
    waits = Waits(home, Config())
    assert waits.held_for() is None

    waits.hold()

    assert waits.allowed() == Allowed(words=True, meaning=False)
    assert waits.held_for() > 0
    assert waits.because() == ""


def test_a_program_that_searches_without_end_does_not_keep_embedding_from_its_turn(home, machine, monkeypatch):
    """Of every twelve seconds two are left to it."""
    now = 0.0
    monkeypatch.setattr("lfmsearch.service.waits.time.monotonic", lambda: now)
    waits = Waits(home, Config())
    free = 0
    for tick in range(1_200):
        now = tick / 10
        waits.hold()
        free += waits.held_for() is None

    assert free == 200
