"""The quick-find: summoned, typed into, and gone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gui.found import STATUS_IDLE, Library, hit
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QToolButton, QWidget

from lfmsearch.errors import BadQuery
from lfmsearch.gui.link import Standing
from lfmsearch.gui.quickfind import QuickFind
from lfmsearch.gui.shortcuts import put
from lfmsearch.gui.states import Page
from lfmsearch.types import Recent, Relaxation


@pytest.fixture
def engine_class():
    return Library


@pytest.fixture
def quickfind(link, theme, qtbot):
    made = QuickFind(link, theme)
    made.summon()
    yield made
    made.hide()
    made.deleteLater()


def titles(quickfind) -> list[str]:
    return [row.hit.title for row in quickfind.list.rows.rows]


def asked(engine, verb: str) -> list[dict]:
    return [arguments for name, arguments in list(engine.asked) if name == verb]


def test_words_are_there_at_once_and_meaning_joins_them(quickfind, engine, qtbot) -> None:
    """Every key asks by words; meaning is asked for when the hand rests."""
    engine.words = {"inv": [hit("a")]}
    engine.both = {"inv": [hit("b"), hit("a")]}

    QTest.keyClicks(quickfind.box.line, "inv")
    qtbot.waitUntil(lambda: titles(quickfind) == ["Title b", "Title a"] or titles(quickfind) == ["Title a", "Title b"])

    modes = [arguments["mode"] for arguments in asked(engine, "search")]
    assert modes[-1] == "both"
    assert set(modes[:-1]) == {"words"}


def test_return_opens_what_is_selected(quickfind, engine, qtbot) -> None:
    """And the box is gone."""
    engine.words = engine.both = {"inv": [hit("a"), hit("b")]}
    quickfind.box.put("inv")
    qtbot.waitUntil(lambda: not quickfind.finder.waits)

    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Down)
    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(engine, "launch")))

    assert asked(engine, "launch")[0] == {"hit": "b:1", "query": "inv"}
    assert not quickfind.isVisible()


def test_return_before_the_answer_opens_the_first_of_the_answer(quickfind, engine, qtbot) -> None:
    """Not what was found for the half-typed text."""
    engine.words = engine.both = {"inv": [hit("a")], "invoice": [hit("z")]}
    quickfind.box.put("inv")
    qtbot.waitUntil(lambda: titles(quickfind) == ["Title a"])

    quickfind.box.put("invoice")
    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(engine, "launch")))

    assert [arguments["hit"] for arguments in asked(engine, "launch")] == ["z:1"]


def test_escape_clears_and_then_hides(quickfind) -> None:
    """The first takes the text, the second the box."""
    quickfind.box.put("inv")

    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Escape)
    assert quickfind.isVisible()
    assert quickfind.box.query == ""

    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Escape)
    assert not quickfind.isVisible()


def test_the_path_and_the_file_are_copied(quickfind, engine, qtbot) -> None:
    """By the same keys as in the window."""
    engine.words = engine.both = {"inv": [hit("a")]}
    quickfind.box.put("inv")
    qtbot.waitUntil(lambda: not quickfind.finder.waits)
    held = Qt.KeyboardModifier.ControlModifier

    QTest.keyClick(quickfind.box.line, Qt.Key.Key_C, held)
    assert [url.toLocalFile() for url in QApplication.clipboard().mimeData().urls()] == ["/home/a/a.txt"]

    QTest.keyClick(quickfind.box.line, Qt.Key.Key_C, held | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.clipboard().text() == "/home/a/a.txt"
    assert not QApplication.clipboard().mimeData().hasUrls()


def test_other_keys_are_taken_as_soon_as_they_are_chosen(quickfind, engine, qtbot, link) -> None:
    """On the sheet of the window; the old ones do nothing any more."""
    engine.words = engine.both = {"inv": [hit("a")]}
    quickfind.box.put("inv")
    qtbot.waitUntil(lambda: not quickfind.finder.waits)
    QApplication.clipboard().clear()
    ctrl_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

    put(link.home, {"copy_path": "Ctrl+Shift+P; F8", "reveal": "F9"})
    quickfind.read_keys()
    QTest.keyClick(quickfind.box.line, Qt.Key.Key_C, ctrl_shift)
    assert QApplication.clipboard().text() == ""
    QTest.keyClick(quickfind.box.line, Qt.Key.Key_F8)

    assert QApplication.clipboard().text() == hit("a").path
    assert any("F9" in label.text() for label in quickfind.findChildren(QLabel))


def test_tab_takes_the_search_to_the_window(quickfind, qtbot) -> None:
    """With its filters."""
    quickfind.box.put("kind:mail inv")

    with qtbot.waitSignal(quickfind.expands) as expanded:
        QTest.keyClick(quickfind.box.line, Qt.Key.Key_Tab)

    assert expanded.args == ["kind:mail inv"]


def test_an_empty_box_offers_things_to_ask(quickfind, engine, qtbot) -> None:
    """Nobody is left before an empty field; down and Return ask the first."""
    assert quickfind.start.isVisible()

    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Down)
    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Return)

    assert quickfind.box.query
    assert quickfind.isVisible()


def test_what_was_searched_and_opened_is_there_again(quickfind, engine, qtbot) -> None:
    """The up key recalls the last search, as in a terminal; what was opened last is opened by Return."""
    engine.answers["recent"] = Recent(("boiler", "rent"), (hit("a"),))
    quickfind.start.refresh()
    qtbot.waitUntil(lambda: quickfind.start.list.model().rowCount() == 5)

    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Up)
    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Return)
    assert quickfind.box.query == "boiler"

    quickfind.box.clear()
    for _ in range(3):
        QTest.keyClick(quickfind.box.line, Qt.Key.Key_Down)
    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(engine, "launch")))
    assert asked(engine, "launch")[0]["hit"] == "a:1"


def test_what_each_condition_keeps_away_is_counted(quickfind, engine, qtbot) -> None:
    """The filter to drop is the one that is in the way."""
    engine.relaxations = (Relaxation("type:pdf", "kind:note boiler", 12),)
    quickfind.box.put("kind:note type:pdf boiler")
    qtbot.waitUntil(quickfind.notice.isVisible)

    quickfind.notice.buttons()[0].click()

    assert quickfind.box.query == "kind:note boiler"


def test_what_is_only_loosely_related_is_shown_when_it_is_asked_for(quickfind, engine, qtbot) -> None:
    """An honest “nothing found”, and the rest one key away."""
    engine.both = {"nonsense": [hit("a", related=False), hit("b", related=False)]}
    engine.related = 0
    quickfind.box.put("nonsense")
    qtbot.waitUntil(quickfind.notice.isVisible)
    assert titles(quickfind) == []

    QTest.keyClick(quickfind.box.line, Qt.Key.Key_Return)

    assert titles(quickfind) == ["Title a", "Title b"]
    assert quickfind.list.delegate.loose_from == 0


def test_a_line_stands_above_what_is_only_loosely_related(quickfind, engine, qtbot) -> None:
    """One sees where the good ones end."""
    engine.both = {"boiler": [hit("a"), hit("b", related=False), hit("c", related=False)]}
    engine.related = 1
    quickfind.box.put("boiler")
    qtbot.waitUntil(lambda: len(titles(quickfind)) == 3)

    assert quickfind.list.delegate.loose_from == 1


def test_nothing_found_names_the_filters_that_may_be_dropped(quickfind, qtbot) -> None:
    """One click, and the filter is gone."""
    quickfind.box.put("kind:note type:pdf boiler")
    qtbot.waitUntil(quickfind.notice.isVisible)

    buttons = {button.accessibleName(): button for button in quickfind.notice.buttons()}
    assert [text for text in buttons if "kind:note" in text or "type:pdf" in text] == [
        "Without kind:note",
        "Without type:pdf",
    ]
    buttons["Without type:pdf"].click()

    assert quickfind.box.query == "kind:note boiler"


def test_a_query_that_cannot_be_read_is_said_when_the_hand_rests(quickfind, engine, qtbot) -> None:
    """Half of an operator is no error; one that stands there is, with its right form."""
    engine.error = BadQuery("There is no kind “cat”.", "Write kind:mail.")
    quickfind.box.put("kind:cat")
    assert not quickfind.notice.isVisible()

    qtbot.waitUntil(quickfind.notice.isVisible)

    assert "There is no kind “cat”." in quickfind.notice.accessibleName()


def test_a_service_that_has_gone_is_said(quickfind, link, qtbot) -> None:
    """With the promise that it comes back."""
    link.standing = Standing("gone", "It ended.")
    link.standing_changed.emit(link.standing)
    quickfind.box.put("x")

    assert "started again" in quickfind.status.text.lower() or "Starting it again" in quickfind.status.text


def test_an_empty_box_has_nothing_to_clear(quickfind) -> None:
    """Its cross comes with the first letter."""
    cross = next(button for button in quickfind.box.findChildren(QToolButton) if button.accessibleName() == "Clear")

    assert not cross.isVisible()
    quickfind.box.put("a")
    assert cross.isVisible()


def test_a_sentence_is_shown_to_its_end(quickfind) -> None:
    """However long the lines are that it would like to have, and in a narrow window too."""
    notice = quickfind.notice
    for width in (700, 400, 240):
        notice.resize(width, 500)
        for words in range(1, 60):
            notice.show_page(Page("Nothing found", "word " * words))
            detail = next(label for label in notice.findChildren(QLabel) if label.text().startswith("word"))
            lines = detail.height() / detail.fontMetrics().lineSpacing()
            assert lines * detail.width() >= detail.fontMetrics().horizontalAdvance(detail.text().strip())
            assert detail.width() < width
    notice.resize(700, 500)
    notice.show_page(Page("Nothing found", "word"))
    assert detail.height() < 2 * detail.fontMetrics().lineSpacing()


def test_where_nothing_is_chosen_yet_it_says_so(quickfind, link, qtbot) -> None:
    """The first thing to do is offered."""
    link.status = replace(STATUS_IDLE, by_source=())
    quickfind.box.put("x")
    qtbot.waitUntil(lambda: not quickfind.finder.waits)
    link.status_changed.emit(link.status)

    assert quickfind.notice.isVisible()
    with qtbot.waitSignal(quickfind.offered) as offered:
        quickfind.notice.buttons()[0].click()
    assert offered.args[0].does == "sources"


def test_its_size_never_changes(quickfind, engine, qtbot) -> None:
    """Whatever is in it."""
    empty = quickfind.size()
    engine.words = engine.both = {"inv": [hit(key) for key in "abcdefgh"]}

    quickfind.box.put("inv")
    qtbot.waitUntil(lambda: len(titles(quickfind)) == 8)

    assert quickfind.size() == empty


def test_more_than_eight_are_not_asked_for(quickfind, engine, qtbot) -> None:
    """What is not among them is for the window."""
    quickfind.box.put("inv")
    qtbot.waitUntil(lambda: bool(asked(engine, "search")))

    assert {arguments["limit"] for arguments in asked(engine, "search")} == {8}


def test_every_control_has_a_name_and_the_results_are_a_list(quickfind, engine, qtbot) -> None:
    """What a screen reader walks through, once shown."""
    engine.words = engine.both = {"inv": [hit("a"), hit("b")]}
    quickfind.box.put("kind:file inv")
    engine.words = engine.both = {"kind:file inv": [hit("a"), hit("b")]}
    quickfind.finder.again()
    qtbot.waitUntil(lambda: len(titles(quickfind)) == 2)

    controls = [
        widget
        for widget in quickfind.findChildren(QWidget)
        if widget.isVisible() and isinstance(widget, (QAbstractButton, QLineEdit, QListView))
    ]
    names = [QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) for widget in controls]
    assert all(names), names
    assert {"Search", "Results", "Clear", "Filter kind:file", "Remove kind:file"} <= set(names)
    results = QAccessible.queryAccessibleInterface(quickfind.list)
    assert results.role() == QAccessible.Role.List
    assert [results.child(place).text(QAccessible.Text.Name)[:7] for place in range(2)] == ["Title a", "Title b"]
