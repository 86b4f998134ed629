"""Figures and verdicts."""

import pytest

from lfmsearch.bench.row import Row, compared, percentile, rounds


@pytest.mark.parametrize(
    ("better", "ratio", "holds"),
    [("lower", 0.9, True), ("lower", 1.1, False), ("higher", 0.9, False), ("higher", 1.0, True)],
)
def test_a_target_binds_the_ratio(better, ratio, holds):
    """Where there is a reference, the target is a bound on the ratio, whatever the value."""
    row = Row("speed", 7.0, "ms", 7.0 / ratio, ratio, 1.0, better)

    assert row.holds is holds


def test_without_a_reference_the_target_binds_the_value():
    """A figure that stands for itself is held against its target in its own unit."""
    assert Row("memory", 299.0, "MB", target=300).holds is True
    assert Row("memory", 301.0, "MB", target=300).holds is False
    assert Row("memory", 299.0, "MB").holds is None


def test_a_row_as_json_has_the_public_fields():
    """The names of the `bench` document are kept."""
    value = Row("scan", 1.0, "ms", 10.0, 0.1, 0.2).as_json()

    assert set(value) == {"name", "value", "unit", "reference", "ratio", "target", "better", "holds"}
    assert value["holds"] is True


def test_the_ratio_is_the_median_of_the_rounds():
    """One disturbed round changes neither the figures nor the ratio."""
    row = compared("speed", [(2.0, 1.0), (4.0, 2.0), (90.0, 3.0)], "ms", target=2.5)

    assert (row.value, row.reference, row.ratio, row.holds) == (4.0, 2.0, 2.0, True)


def test_the_order_turns_every_round():
    """Both sides go first equally often, and each result stays on its side."""
    called = []

    def side(name):
        return lambda number: called.append(f"{name}{number}") or f"{name}{number}"

    found = rounds(3, side("a"), side("b"))

    assert called == ["a0", "b0", "b1", "a1", "a2", "b2"]
    assert found == [("a0", "b0"), ("a1", "b1"), ("a2", "b2")]


def test_a_percentile_is_one_of_the_values():
    """The largest stands for the last share; order does not matter."""
    values = [5.0, 1.0, 4.0, 2.0, 3.0]

    assert percentile(values, 0.5) == 3.0
    assert percentile(values, 0.99) == 5.0
    assert percentile(values, 1.0) == 5.0
