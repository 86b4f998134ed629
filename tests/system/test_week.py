"""On which day weeks begin."""

from __future__ import annotations

import pytest

from lfmsearch.system.week import MONDAY, SATURDAY, SUNDAY, first_weekday, of_environment, of_locale, of_mac


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("de_DE.UTF-8", MONDAY),
        ("en_US.UTF-8", SUNDAY),
        ("en_GB", MONDAY),
        ("ja_JP", SUNDAY),
        ("pt-BR", SUNDAY),
        ("ar_EG.UTF-8", SATURDAY),
        ("ca_ES@valencia", MONDAY),
        ("zh_Hant_TW", SUNDAY),
        ("C.UTF-8", MONDAY),
        ("", MONDAY),
    ],
)
def test_a_region_says_where_weeks_begin(name: str, day: int) -> None:
    """Monday where it says nothing."""
    assert of_locale(name) == day


def test_the_variable_for_times_comes_before_the_general_one() -> None:
    """A German who reads English programs has German weeks."""
    assert of_environment({"LANG": "en_US.UTF-8", "LC_TIME": "de_DE.UTF-8"}) == MONDAY
    assert of_environment({"LANG": "en_US.UTF-8", "LC_ALL": ""}) == SUNDAY


def test_what_is_set_on_a_mac_comes_before_its_region() -> None:
    """There the first day is 1, a Sunday."""
    assert of_mac({"AppleLocale": "en_US", "AppleFirstWeekday": {"gregorian": 2}}) == MONDAY
    assert of_mac({"AppleLocale": "en_US"}) == SUNDAY
    assert of_mac({}) == MONDAY


def test_this_system_has_an_answer() -> None:
    """Whatever it is set to."""
    assert first_weekday() in range(7)
