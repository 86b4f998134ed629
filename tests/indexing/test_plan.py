"""What comes next, for all facts there can be."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace

from lfmsearch.indexing.plan import Facts, Step, next_step

NAMES = [field.name for field in fields(Facts)]
ALL = [Facts(*values) for values in itertools.product((False, True), repeat=len(NAMES))]


def test_every_step_is_reachable() -> None:
    """None is there for nothing."""
    assert {next_step(facts) for facts in ALL} == set(Step)


def test_paused_means_no_work_but_forgetting() -> None:
    """A search must not return what was removed, whatever else stands still."""
    for facts in ALL:
        step = next_step(replace(facts, paused=True))

        assert step is (Step.FORGET if facts.stale else Step.WAIT)


def test_nothing_keeps_a_deletion_waiting() -> None:
    """It comes before everything."""
    for facts in ALL:
        assert next_step(replace(facts, stale=True)) is Step.FORGET


def test_saving_power_stops_what_is_dear_and_nothing_else() -> None:
    """Words still follow the files on a battery."""
    dear = {Step.MERGE, Step.EMBED, Step.LATE, Step.TIDY}
    for facts in ALL:
        step = next_step(replace(facts, saving_power=True))

        assert step not in dear
        without = next_step(replace(facts, saving_power=False))
        assert step is (Step.WAIT if without in dear else without)


def test_a_step_is_taken_only_where_its_fact_stands() -> None:
    """And when it has made its fact go, the next one comes: doing what is said always ends."""
    needs = {
        Step.FORGET: "stale", Step.SCAN: "unscanned", Step.READ: "unread", Step.EMBED: "unembedded", Step.LATE: "late_wanted",
        Step.TIDY: "untidy", Step.MERGE: "scattered",
    }  # fmt: skip
    for begin in ALL:
        facts = begin
        for _ in range(len(NAMES) + 1):
            step = next_step(facts)
            if step is Step.WAIT:
                break
            assert getattr(facts, needs[step])
            facts = replace(facts, **{needs[step]: False})

        assert next_step(facts) is Step.WAIT
