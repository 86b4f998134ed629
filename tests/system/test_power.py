import dataclasses
import shutil
import sys

import pytest

from lfmsearch.config import Config
from lfmsearch.system import power
from lfmsearch.system.power import PowerState, Verdict, verdict

GB = 1_000_000_000
MAINS = PowerState(on_battery=False, percent=None, low_power=False, hot=False, disk_free_bytes=50 * GB)
BATTERY = dataclasses.replace(MAINS, on_battery=True, percent=80)
RULES = Config()


def like(state: PowerState, **changes: object) -> PowerState:
    return dataclasses.replace(state, **changes)


def supply(folder, name: str, **values: str) -> None:
    (folder / name).mkdir(parents=True)
    for key, value in values.items():
        (folder / name / key).write_text(f"{value}\n")


def test_a_machine_on_the_mains_does_everything():
    """Nothing waits, and there is nothing to say."""
    assert verdict(MAINS, RULES, now=0) == Verdict(words=True, meaning=True, because="")


def test_on_battery_words_go_on_and_meaning_waits():
    """A new file is found by words at once; embedding it is for the mains."""
    found = verdict(BATTERY, RULES, now=0)

    assert (found.words, found.meaning) == (True, False)
    assert found.because == "On battery: meaning waits for the mains."


@pytest.mark.parametrize(
    ("change", "cause", "said"),
    [
        ({"disk_free_bytes": GB - 1}, "disk", "Less than 1 GB is free on the disk of the index"),
        ({"hot": True}, "hot", "hot"),
        ({"low_power": True}, "low-power", "low power mode"),
        ({"percent": 19}, "low-battery", "19 % left"),
    ],
)
def test_what_is_grave_stops_everything(change, cause, said):
    """Words too: each of these harms more than a late index does. It goes before the battery, which holds as well."""
    found = verdict(like(BATTERY, **change), RULES, now=0)

    assert (found.words, found.meaning, found.cause) == (False, False, cause)
    assert said in found.because


@pytest.mark.parametrize(
    ("state", "setting"),
    [
        (BATTERY, {"embed_on_battery": True}),
        (like(BATTERY, percent=3), {"embed_on_battery": True, "stop_below_battery_percent": 0}),
        (like(MAINS, hot=True), {"stop_when_hot": False}),
        (like(MAINS, low_power=True), {"stop_in_low_power_mode": False}),
        (like(MAINS, disk_free_bytes=GB // 2), {"stop_below_free_mb": 400}),
    ],
)
def test_each_rule_can_be_changed(state, setting):
    """What one person wants spared another wants used."""
    assert not verdict(state, RULES, now=0).meaning
    assert verdict(state, dataclasses.replace(RULES, **setting), now=0) == Verdict()


def test_the_limit_of_the_disk_is_said_as_it_was_set():
    """1500 MB is not 1 GB."""
    rules = dataclasses.replace(RULES, stop_below_free_mb=1500)

    assert "Less than 1500 MB is free" in verdict(like(MAINS, disk_free_bytes=GB), rules, now=0).because


def test_going_on_anyway_holds_until_its_time():
    """For an hour everything is done on battery; then the rule is back without anybody's doing."""
    state = like(BATTERY, low_power=True)

    assert verdict(state, RULES, now=3599, override_until=3600) == Verdict()
    assert not verdict(state, RULES, now=3600, override_until=3600).words


def test_work_stops_at_once_and_goes_on_after_a_calm():
    """A plug that wobbles starts nothing; one that stays does."""
    stopped = verdict(BATTERY, RULES, now=100)

    soon = verdict(MAINS, RULES, now=105, before=stopped)
    assert not soon.meaning
    again = verdict(BATTERY, RULES, now=108, before=soon)
    assert not verdict(MAINS, RULES, now=115, before=again).meaning
    assert verdict(MAINS, RULES, now=118, before=again) == Verdict()


def test_a_machine_that_has_just_been_hot_stays_stopped_for_minutes():
    """Starting at once would heat it at once."""
    hot = verdict(like(MAINS, hot=True), RULES, now=0)

    assert verdict(MAINS, RULES, now=179, before=hot).cause == "hot"
    assert verdict(MAINS, RULES, now=180, before=hot) == Verdict()


def test_a_limit_that_was_passed_needs_more_than_itself_to_be_lifted():
    """A disk that hovers about its limit does not start and stop the index with every file."""
    full = verdict(like(MAINS, disk_free_bytes=GB - 1), RULES, now=0)

    assert verdict(like(MAINS, disk_free_bytes=GB + 1), RULES, now=1000, before=full).cause == "disk"
    assert verdict(like(MAINS, disk_free_bytes=2 * GB), RULES, now=1000, before=full) == Verdict()
    low = verdict(like(BATTERY, percent=19), RULES, now=0)
    assert verdict(like(BATTERY, percent=21), RULES, now=1000, before=low).cause == "low-battery"
    assert verdict(like(BATTERY, percent=23), RULES, now=1000, before=low).cause == "battery"


def test_a_graver_cause_replaces_a_lesser_one_at_once():
    """Low power mode on a machine on battery is obeyed in the same moment."""
    before = verdict(BATTERY, RULES, now=0)

    assert verdict(like(BATTERY, low_power=True), RULES, now=1, before=before).cause == "low-power"


def test_the_mains_win_over_a_battery_that_is_empty():
    """Once it charges, what the battery holds stops nothing."""
    assert verdict(like(MAINS, percent=2), RULES, now=0) == Verdict()


def test_a_laptop_on_its_battery_is_on_battery(tmp_path):
    """As the kernel says of its supplies; two batteries are averaged."""
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="40")
    supply(tmp_path, "BAT1", type="Battery", status="Unknown", capacity="81")

    assert power._linux_battery(tmp_path) == (True, 60)


def test_a_plugged_laptop_is_not_on_battery(tmp_path):
    """Even when a great load draws on the battery for a moment."""
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="90")

    assert power._linux_battery(tmp_path) == (False, 90)


def test_a_desktop_with_a_wireless_mouse_is_on_the_mains(tmp_path):
    """The mouse's battery is none of ours."""
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", status="Discharging", capacity="9")

    assert power._linux_battery(tmp_path) == (False, None)
    assert power._linux_battery(tmp_path / "none") == (False, None)


@pytest.mark.parametrize(("profile", "saves"), [("low-power", True), ("quiet", True), ("balanced", False)])
def test_the_power_saver_of_a_desktop_is_seen(tmp_path, profile, saves):
    """It sets the profile of the platform; without such a file nothing is known."""
    (tmp_path / "profile").write_text(f"{profile}\n")

    assert power._linux_saves(tmp_path / "profile") is saves
    assert power._linux_saves(tmp_path / "none") is False


@pytest.mark.parametrize(
    ("kind", "limit", "temperature", "hot"),
    [
        ("critical", 100_000, 96_000, True),
        ("critical", 100_000, 94_000, False),
        ("hot", 90_000, 90_000, True),
        ("passive", 60_000, 80_000, False),
        ("critical", -274_000, 40_000, False),
        ("critical", 20_000, 40_000, False),
    ],
)
def test_a_zone_is_hot_by_its_own_limits(tmp_path, kind, limit, temperature, hot):
    """A passive limit is a fan's business, and a limit no chip has is a placeholder."""
    supply(
        tmp_path,
        "thermal_zone0",
        temp=str(temperature),
        trip_point_0_type=kind,
        trip_point_0_temp=str(limit),
        trip_point_1_type="critical",
        trip_point_1_temp="garbage",
    )

    assert power._linux_hot(tmp_path) is hot


def test_reading_the_machine_looks_at_the_disk_of_the_index(tmp_path):
    """The index need not be there yet, nor its folders."""
    found = power.read(tmp_path / "not" / "yet" / "index.db")

    assert found.disk_free_bytes == pytest.approx(shutil.disk_usage(tmp_path).free, rel=0.05)
    assert isinstance(found.on_battery, bool)
    assert found.percent is None or 0 <= found.percent <= 100


@pytest.mark.skipif(sys.platform == "linux", reason="Linux is asked file by file above")
def test_the_system_answers():
    """Its own calls can be made here, and give a yes or no."""
    found = power.read(power.Path.home())

    assert isinstance(found.low_power, bool)
    assert isinstance(found.hot, bool)
