"""How what is typed may go on."""

from __future__ import annotations

import pytest
from gui.found import Library
from gui.test_searchbox import compose
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lfmsearch.gui.completion import completion, is_begun
from lfmsearch.gui.quickfind import QuickFind
from lfmsearch.types import Suggestion

ANNA = Suggestion(5, 8, "from:anna@example.org", "from", "Anna Rossi", 7)


@pytest.fixture
def engine_class():
    return Library


@pytest.fixture
def quickfind(link, theme, engine):
    engine.answers["suggest"] = (ANNA,)
    made = QuickFind(link, theme)
    made.summon()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def offered(quickfind, qtbot):
    """A box in which `rent ann` was typed, and what is offered for it."""
    QTest.keyClicks(quickfind.box.line, "rent ann")
    qtbot.waitUntil(quickfind.box.offered.isVisible)
    return quickfind.box


def test_a_value_is_put_in_place_of_what_was_begun() -> None:
    """And ended, so that it becomes a chip."""
    found = completion("rent ann", [ANNA])

    assert found is not None
    assert (found.shown, found.text) == ("from: Anna Rossi", "rent from:anna@example.org ")


def test_a_field_waits_for_its_value() -> None:
    """Nothing follows its colon."""
    found = completion("fro", [Suggestion(0, 3, "from:", "field", "who wrote it", 0)])

    assert found is not None
    assert (found.shown, found.text) == ("from:", "from:")


@pytest.mark.parametrize("typed", ["an", "rent ", "", "2024", "-an"])
def test_little_is_not_gone_on_with(typed) -> None:
    """Two letters begin too much, and numbers are what they are."""
    assert not is_begun(typed)


def test_what_is_whole_is_not_offered_again() -> None:
    """The next suggestion is."""
    whole = Suggestion(0, 9, "kind:mail", "kind", "mail", 3)

    assert completion("kind:mail", [whole]) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Right])
def test_a_key_takes_what_is_offered(offered, quickfind, key) -> None:
    """Tab or the arrow that goes on; neither leaves the box."""
    QTest.keyClick(offered.line, key)

    assert [chip.typed for chip in offered.chips] == ["from:anna@example.org"]
    assert offered.line.text().strip() == "rent"
    assert quickfind.isVisible()
    assert not offered.offered.isVisible()


def test_the_offer_goes_with_the_next_letter(offered) -> None:
    """It was for the letters before."""
    QTest.keyClicks(offered.line, "x")

    assert not offered.offered.isVisible()


def test_nothing_is_offered_while_a_syllable_is_composed(offered) -> None:
    """The keys belong to the input method."""
    compose(offered.line, "보")

    assert not offered.offered.isVisible()
    assert not offered.complete()
