"""English plurals: what is counted is said as one or as many."""

from __future__ import annotations

import re
from pathlib import Path

from lfmsearch.gui.words import Words

GUI = Path(__file__).parents[2] / "lfmsearch" / "gui"
COUNTED = re.compile(r'translate\(\s*"(\w+)",\s*"((?:[^"\\]|\\.)*%n(?:[^"\\]|\\.)*)"')


def test_everything_that_is_counted_has_a_form_for_one_and_for_many() -> None:
    """Nobody reads “1 result(s)”."""
    english = Words("en")
    sources = [match.groups() for path in GUI.rglob("*.py") for match in COUNTED.finditer(path.read_text("utf-8"))]

    assert len(sources) > 10
    assert [source for source in sources if not english.has(*source)] == []


def test_one_is_said_as_one() -> None:
    """And many as many."""
    english = Words("en")

    assert english.translate("State", "%n result(s)", "", 1) == "1 result"
    assert english.translate("State", "%n result(s)", "", 7) == "7 results"
