"""The settings for this machine are decided from figures, measured once and remembered."""

import json
from dataclasses import replace

import pytest

from lfmsearch.bench import synthetic
from lfmsearch.models import calibrate
from lfmsearch.models.calibrate import Calibration, calibrated, decide, recalled, thread_counts


@pytest.mark.parametrize(
    ("rates", "seconds", "settings"),
    [
        ({1: 500.0, 2: 900.0}, {1: 0.010, 2: 0.006}, (2, 2)),
        ({1: 500.0, 2: 520.0}, {1: 0.010, 2: 0.0097}, (1, 1)),
        ({1: 500.0, 2: 400.0}, {1: 0.010, 2: 0.4}, (1, 1)),
        ({1: 500.0, 2: 950.0, 4: 1700.0, 8: 1690.0}, {1: 0.08, 2: 0.05, 4: 0.03, 8: 0.2}, (4, 4)),
        ({1: 100.0}, {1: 1.0}, (1, 1)),
    ],
)
def test_the_fewest_that_are_nearly_the_fastest_are_chosen(rates, seconds, settings):
    """A further context or thread must bring five per cent."""
    contexts, query_threads = settings
    assert decide(rates, seconds) == Calibration(contexts, query_threads, rates[contexts], seconds[query_threads])


@pytest.mark.parametrize(("cores", "counts"), [(1, [1]), (2, [1, 2]), (6, [1, 2, 4, 6]), (8, [1, 2, 4, 8])])
def test_powers_of_two_and_all_cores_are_tried(cores, counts):
    """Few enough for a few seconds."""
    assert thread_counts(cores) == counts


def test_it_is_measured_once_for_a_model_on_a_processor(synthetic_model, tmp_path, monkeypatch):
    """The second time reads the file; another model or processor is measured; a damaged file as well."""
    remembered = tmp_path / "calibration.json"
    model = synthetic_model(synthetic.TINY)
    measured = []
    monkeypatch.setattr(calibrate, "measure", lambda one, seconds: (measured.append(one), ({1: 1.0}, {1: 1.0}))[1])

    found = calibrated(model, remembered)

    assert found == calibrated(model, remembered) == recalled(model, remembered) == Calibration(1, 1, 1.0, 1.0)
    assert len(measured) == 1
    calibrated(replace(model, sha256="1" * 64), remembered)
    assert len(measured) == 2
    monkeypatch.setattr(calibrate, "processor", lambda: "another")
    calibrated(model, remembered)
    assert len(measured) == len(json.loads(remembered.read_text())) == 3
    remembered.write_text("[]")
    assert recalled(model, remembered) == Calibration(calibrate.cores(), calibrate.cores())
    calibrated(model, remembered)
    assert len(measured) == 4


def test_measuring_takes_about_the_time_it_is_given(synthetic_model):
    """Every count has a figure, of a rate and of a query."""
    rates, seconds = calibrate.measure(synthetic_model(synthetic.TINY), seconds=0.2)

    assert set(rates) == set(seconds) == set(thread_counts(calibrate.cores()))
    assert all(rate > 0 for rate in rates.values())
    assert all(0 < value < 5 for value in seconds.values())
