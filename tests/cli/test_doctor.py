"""What `doctor` says of the readers."""

from __future__ import annotations

from lfmsearch.cli.doctor import MEASURES, measures
from lfmsearch.extract import sandbox


def test_every_measure_has_its_words():
    """A measure that holds is said, and no words are for one that is none."""
    assert set(MEASURES) == set(sandbox.MEASURES)


def test_what_holds_and_what_does_not_is_said_in_words():
    """Whoever reads it knows what a hostile file could still do here."""
    said = measures(("memory", "writes", "tcp"))

    assert said == (
        "memory is limited, cannot write, no TCP connections; "
        "but could read other files of yours, could use the network, could start programs"
    )


def test_where_everything_that_matters_holds_nothing_is_added():
    """No system has all of them; those that lack words of their own are not missed."""
    assert "but" not in measures(("memory", "writes", "reads", "network", "programs"))


def test_a_missing_ocr_command_is_said_and_the_report_goes_on(library, run, monkeypatch):
    """Whoever removed the program finds out here why nothing is read."""
    monkeypatch.setenv("LFMSEARCH_OCR_COMMAND", "no-such-program stdin stdout")

    said = run("doctor")

    assert said.code == 4
    assert "no-such-program" in said.out
    assert "There is no program" in said.out
