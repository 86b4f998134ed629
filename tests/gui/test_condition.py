"""The condition of the whole, in a word and a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from lfmsearch.gui.condition import condition_of
from lfmsearch.types import Coverage, Status


def status(state: str = "idle", because: str | None = None, pending: int = 0, meaning: int = 40) -> Status:
    plain: dict[str, Any] = {"documents": {}, "by_source": (), "by_year": {}, "generation": {}, "problems": ()}
    return Status(
        version="1",
        state=state,
        files={"pending": pending},
        coverage=Coverage(40, 40, meaning),
        chunks=0,
        model="",
        index_bytes=0,
        problem_count=0,
        paused_because=because,
        **plain,
    )


@pytest.mark.parametrize(
    ("service", "told", "word", "said"),
    [
        ("starting", None, "idle", "starting"),
        ("ready", status(), "idle", "Up to date: 40 document"),
        ("ready", status("reading", pending=12), "indexing", "12 file"),
        ("ready", status("embedding", meaning=30), "indexing", "10 document"),
        ("ready", status("scanning"), "indexing", "Looking for changes"),
        ("ready", status("paused", "On battery."), "paused", "On battery."),
        ("gone", status(), "problem", "started again"),
        ("failed", None, "problem", "The disk is full."),
        ("other", None, "problem", "The disk is full."),
    ],
)
def test_each_state_has_its_icon_and_its_sentence(service: str, told: Status | None, word: str, said: str) -> None:
    """What one sees at the edge of the screen is true, and says why."""
    condition = condition_of(service, "The disk is full.", told)

    assert condition.word == word
    assert said in condition.sentence


def test_a_pause_of_the_users_can_be_ended_and_one_of_the_machines_overruled() -> None:
    """Resume is for one's own pause; for battery and heat it is “go on anyway”."""
    assert condition_of("ready", "", status("paused", "You paused it.")).is_paused_by_user
    assert condition_of("ready", "", status("paused", "You paused it for 2 hours.")).is_paused_by_user
    assert not condition_of("ready", "", status("paused", "On battery.")).is_paused_by_user
