"""The box: chips, input methods, and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lfmsearch.gui.searchbox import SearchBox


@pytest.fixture
def box(theme, qtbot):
    made = SearchBox(theme, None)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def told(box):
    queries: list[str] = []
    box.changed.connect(queries.append)
    return queries


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends while a syllable is made, and when it is finished."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def test_every_letter_is_told(box, told) -> None:
    """Results follow the hand."""
    QTest.keyClicks(box.line, "inv")

    assert told == ["i", "in", "inv"]


def test_a_finished_operator_becomes_a_chip(box, told) -> None:
    """The text is what one looks for, the chips are where; together they are the query."""
    QTest.keyClicks(box.line, "from:anna invoice")

    assert [chip.typed for chip in box.chips] == ["from:anna"]
    assert box.line.text() == "invoice"
    assert told[-1] == box.query == "from:anna invoice"


def test_backspace_at_the_beginning_makes_the_last_chip_text_again(box) -> None:
    """A slip in an operator is mended where it was made."""
    box.put("kind:mail from:anna boiler")
    box.line.setCursorPosition(0)

    QTest.keyClick(box.line, Qt.Key.Key_Backspace)

    assert [chip.typed for chip in box.chips] == ["kind:mail"]
    assert box.line.text() == "from:anna boiler"
    assert box.line.cursorPosition() == len("from:anna")
    assert box.query == "kind:mail from:anna boiler"


def test_what_is_composed_is_searched_for(box, told) -> None:
    """A Korean syllable stays with the input method until the next begins; it is part of the question all the same."""
    compose(box.line, "", "보증")
    compose(box.line, "금")

    assert box.query == told[-1] == "보증금"

    compose(box.line, "", "금")
    assert box.query == "보증금"
    assert told.count("보증금") == 1


def test_a_composition_that_is_dropped_is_dropped_from_the_query(box, told) -> None:
    """Esc in an input method takes the letters back."""
    compose(box.line, "しき")
    compose(box.line, "")

    assert told == ["しき", ""]


def test_an_operator_in_the_middle_of_a_composition_waits(box) -> None:
    """Nothing is moved while something is being composed."""
    QTest.keyClicks(box.line, "kind:mail")
    compose(box.line, " に")
    assert box.chips == []

    compose(box.line, "", " に")
    assert [chip.typed for chip in box.chips] == ["kind:mail"]
    assert box.line.text() == "に"


@pytest.mark.parametrize(("key", "steps"), [(Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, -1), (Qt.Key.Key_PageDown, 6)])
def test_arrows_move_in_the_results(box, qtbot, key, steps) -> None:
    """The focus stays in the box."""
    box.put("x")

    with qtbot.waitSignal(box.stepped) as moved:
        QTest.keyClick(box.line, key)

    assert moved.args == [steps]
    assert box.line.hasFocus()


def test_up_in_an_empty_box_asks_for_what_was_searched_before(box, qtbot) -> None:
    """As in a terminal."""
    with qtbot.waitSignal(box.recalled):
        QTest.keyClick(box.line, Qt.Key.Key_Up)


def test_return_is_told(box, qtbot) -> None:
    """Also the one of the number block."""
    with qtbot.waitSignal(box.entered):
        QTest.keyClick(box.line, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.entered):
        QTest.keyClick(box.line, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_the_copy_key_copies_selected_text_else_the_result(box, qtbot) -> None:
    """What is marked is what is meant."""
    box.put("boiler")
    with qtbot.waitSignal(box.copied):
        QTest.keyClick(box.line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    box.select_all()
    with qtbot.assertNotEmitted(box.copied):
        QTest.keyClick(box.line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "boiler"


def test_the_same_filter_is_not_there_twice(box, told) -> None:
    """Switching on what is on changes nothing."""
    box.put("kind:mail boiler")
    told.clear()

    box.add("kind:mail")

    assert told == []


def test_removing_a_filter_tells_the_query_without_it(box, told) -> None:
    """A chip's cross does what deleting its text would."""
    box.put("kind:mail boiler")

    box.remove("kind:mail")

    assert told[-1] == "boiler"


def test_the_box_does_not_change_its_height(box) -> None:
    """Nothing below it moves when a chip or the cross appears."""
    empty = box.sizeHint().height()

    box.put("kind:mail boiler")

    assert box.sizeHint().height() == empty
