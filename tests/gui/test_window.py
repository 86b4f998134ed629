"""The window: results, filters, preview, keys, and what a screen reader hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from gui.found import STATUS_IDLE, Library, hit
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView, QPlainTextEdit, QWidget

from lfmsearch.gui.filters import ChoiceButton
from lfmsearch.gui.shortcuts import SHORTCUTS, keys_of
from lfmsearch.gui.window import Window
from lfmsearch.types import Person


@pytest.fixture
def engine_class():
    return Library


@pytest.fixture
def window(link, theme, engine, qtbot):
    engine.words = engine.both = {"invoice": [hit("a"), hit("b"), hit("c")]}
    made = Window(link, theme)
    made.show()
    made.activateWindow()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def searched(window, qtbot):
    window.search("invoice")
    qtbot.waitUntil(lambda: not window.finder.waits and bool(window.list.rows.rows))
    return window


def asked(engine, verb: str) -> list[dict]:
    return [arguments for name, arguments in list(engine.asked) if name == verb]


def press(window, key, *modifiers) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window.box.line, key, held)


CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_the_selected_result_is_read_at_its_passage(searched, engine, qtbot) -> None:
    """The text is there, and the match is lit."""
    qtbot.waitUntil(lambda: searched.preview.text.toPlainText().startswith("one\ntwo"))

    assert asked(engine, "passage")[-1]["hit"] == "a:1"


def test_moving_reads_the_next(searched, engine, qtbot) -> None:
    """The arrow keys work while the focus is in the box."""
    press(searched, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: [one["hit"] for one in asked(engine, "passage")][-1:] == ["b:1"])

    assert searched.list.currentIndex().row() == 1


def test_a_late_text_does_not_stand_under_another_title(searched, engine, qtbot) -> None:
    """Of a preview that takes its time nothing old is left."""
    qtbot.waitUntil(lambda: bool(searched.preview.text.toPlainText()))
    searched.preview._resting.setInterval(10_000)

    press(searched, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: not searched.preview.text.toPlainText())


def test_switching_a_filter_on_makes_it_a_chip_and_off_removes_it(searched, qtbot) -> None:
    """One can see what one has typed, and type what one has seen."""
    mails = next(button for button in searched.filters.findChildren(ChoiceButton) if button.choice.typed == "kind:mail")

    mails.click()
    assert searched.box.query == "kind:mail invoice"

    next(button for button in searched.filters.findChildren(ChoiceButton) if button.choice.is_on).click()
    assert searched.box.query == "invoice"


def test_the_order_can_be_changed(searched, engine, qtbot) -> None:
    """By date is asked of the service, not arranged here: the newest may be far down."""
    press(searched, Qt.Key.Key_T, CTRL)
    qtbot.waitUntil(lambda: asked(engine, "search")[-1]["sort"] == "date")

    assert searched.finder.sort == "date"


def test_the_path_is_copied_as_plain_text(searched) -> None:
    """Without the invisible marks that keep it in order on the screen."""
    press(searched, Qt.Key.Key_C, CTRL, SHIFT)

    assert QApplication.clipboard().text() == "/home/a/a.txt"


def test_the_file_is_copied_by_the_copy_key(searched) -> None:
    """It can be pasted into a folder or a mail."""
    press(searched, Qt.Key.Key_C, CTRL)

    assert [url.toLocalFile() for url in QApplication.clipboard().mimeData().urls()] == ["/home/a/a.txt"]


def test_the_passage_is_copied(searched, qtbot) -> None:
    """All of it, not what fits into two lines."""
    press(searched, Qt.Key.Key_C, CTRL, ALT)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "two")


def test_more_like_this_shows_them_and_leads_back(searched, engine, qtbot) -> None:
    """What the list shows is said above it."""
    engine.answers["similar"] = replace(searched.finder.found.results, hits=(hit("x"), hit("y")))

    press(searched, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: [row.key for row in searched.list.rows.rows] == ["x", "y"])
    assert searched.head.like.isVisible()
    assert "Title a" in searched.head.like.text()

    searched.head.like.click()
    qtbot.waitUntil(lambda: [row.key for row in searched.list.rows.rows] == ["a", "b", "c"])


def test_the_preview_stays_away_where_there_is_nothing_to_preview(window, searched, qtbot) -> None:
    """Its key without rows is remembered for when there are some."""
    right = window._right
    assert right.isVisible()
    window.search("")
    assert not right.isVisible()

    window.perform("preview")
    assert not right.isVisible()
    window.search("invoice")
    qtbot.waitUntil(lambda: not window.finder.waits and bool(window.list.rows.rows))

    assert not right.isVisible()
    window.perform("preview")
    assert right.isVisible()


def test_why_this_is_put_away_by_the_same_key_also_behind_a_hidden_window(searched) -> None:
    """What its button says is what is shown."""
    searched.perform("why")
    searched.hide()
    searched.perform("why")
    searched.show()

    assert not searched.preview.why.isVisible()
    assert not searched.preview.buttons["why"].isChecked()


def test_why_this_says_which_words(searched, qtbot) -> None:
    """In words, not in scores alone."""
    press(searched, Qt.Key.Key_I, CTRL)

    assert searched.preview.why.isVisible()
    assert "“invoice”" in searched.preview.why.text()
    qtbot.waitUntil(lambda: "“plumber”" in searched.preview.why.text())
    assert "The invoice of a." in searched.preview.why.text()


def test_not_this_takes_a_result_out(searched, engine, qtbot) -> None:
    """The next one takes its place, the service remembers it, and it can be taken back."""
    press(searched, Qt.Key.Key_Delete, CTRL)
    assert [row.key for row in searched.list.rows.rows] == ["b", "c"]

    searched.status.undo()
    qtbot.waitUntil(lambda: [row.key for row in searched.list.rows.rows] == ["b", "a", "c"])
    qtbot.waitUntil(lambda: len(asked(engine, "not_this")) == 2)
    assert [arguments["undo"] for arguments in asked(engine, "not_this")] == [False, True]


def test_a_conversation_is_unfolded(window, engine, qtbot) -> None:
    """Its messages get rows of their own."""
    engine.words = engine.both = {"mail": [hit("a", thread="t"), hit("b", thread="t")]}
    window.search("mail")
    qtbot.waitUntil(lambda: not window.finder.waits and bool(window.list.rows.rows))
    assert [len(row.others) for row in window.list.rows.rows] == [1]

    press(window, Qt.Key.Key_E, CTRL)

    assert [(row.key, row.depth) for row in window.list.rows.rows] == [("a", 0), ("b", 1)]


def test_a_dragged_result_is_only_ever_copied(searched) -> None:
    """A slip of the hand must not move a file."""
    model = searched.list.rows

    data = model.mimeData([model.index(0)])

    assert isinstance(data, QMimeData)
    assert [url.toLocalFile() for url in data.urls()] == ["/home/a/a.txt"]
    assert model.supportedDragActions() == Qt.DropAction.CopyAction
    assert searched.list.defaultDropAction() == Qt.DropAction.CopyAction


def test_while_files_are_read_it_says_how_many_are(searched, link) -> None:
    """Nobody is to take a part for the whole."""
    link.status = replace(STATUS_IDLE, state="reading", files={"indexed": 20, "pending": 30})
    link.status_changed.emit(link.status)

    assert "20 of 50" in searched.head.covered.text()


def test_a_pause_says_why(searched, link) -> None:
    """And that it is one."""
    link.status = replace(STATUS_IDLE, state="paused", paused_because="On battery")
    link.status_changed.emit(link.status)

    assert searched.status.text == "Paused: on battery"


def test_without_a_model_it_says_that_words_answer(searched, link) -> None:
    """So that a question that finds nothing is no riddle."""
    link.status = replace(STATUS_IDLE, model="")
    link.status_changed.emit(link.status)

    assert "words only" in searched.status.text


def test_every_control_has_a_name(searched) -> None:
    """A screen reader can say what each is."""
    speechless = []
    for widget in searched.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, (QAbstractButton, QLineEdit, QListView, QPlainTextEdit)):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not (interface.text(QAccessible.Text.Name) or "").strip():
            speechless.append(f"{type(widget).__name__} {widget.objectName()}")

    assert speechless == []


def test_a_result_is_heard_as_title_place_and_passage(searched) -> None:
    """In that order, as it is read."""
    interface = QAccessible.queryAccessibleInterface(searched.list)

    assert interface.text(QAccessible.Text.Name) == "Results"
    assert interface.childCount() >= 3
    spoken = interface.child(0).text(QAccessible.Text.Name)
    assert spoken.index("Title a") < spoken.index("/home/a") < spoken.index("the invoice of a")
    assert interface.child(0).role() == QAccessible.Role.ListItem


def test_the_shortcuts_can_be_changed_and_are_kept(searched, home, qtbot) -> None:
    """One that is taken is refused, and it is said by what."""
    from PySide6.QtGui import QKeySequence

    from lfmsearch.gui.shortcutkeys import Sheet

    sheet = Sheet(searched.keys, searched._theme, searched)
    qtbot.addWidget(sheet)

    sheet.edits["similar"].setKeySequence(QKeySequence("Ctrl+J"))
    assert keys_of(home)["similar"] == "Ctrl+J"

    sheet.edits["similar"].setKeySequence(QKeySequence("Ctrl+I"))
    assert "Why this?" in sheet.said.text()
    assert keys_of(home)["similar"] == "Ctrl+J"


def test_no_two_things_have_the_same_key() -> None:
    """By default."""
    keys = [part.strip() for one in SHORTCUTS for part in one.keys.split(";") if one.name != "history"]

    assert len(keys) == len(set(keys))


def test_from_right_to_left_the_filters_are_at_the_right(searched, qtbot) -> None:
    """The whole window is turned round for Arabic and Hebrew."""
    searched.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    searched.resize(searched.width() + 8, searched.height())
    qtbot.wait(10)

    parts = {"filters": searched.filters, "list": searched.list}
    at = {name: part.mapTo(searched, part.rect().topLeft()).x() for name, part in parts.items()}
    assert at["filters"] > at["list"]
    assert not searched.grab().isNull()
    searched.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_names_of_every_script_are_painted(window, engine, qtbot) -> None:
    """Arabic, Hebrew, Japanese, emoji and bytes that are no text."""
    names = ["عقد الإيجار.pdf", "חוזה.docx", "敷金.txt", "🏠 house.md", "bad\udcff.txt", "<b>&amp;"]
    found = [
        replace(
            hit(str(i)),
            title=name,
            kind="mail",
            people=(Person(name, "", "from"),),
            date=datetime(2024, 3, 1, tzinfo=UTC),
        )
        for i, name in enumerate(names)
    ]
    engine.words = engine.both = {"x": found}
    window.search("x")
    qtbot.waitUntil(lambda: len(window.list.rows.rows) == len(names))

    assert not window.grab().isNull()
