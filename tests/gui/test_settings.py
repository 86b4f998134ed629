"""Settings and problems: what is chosen holds at once, and what is dangerous asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from service.engines import LEFT_OUT, SOURCE, FakeEngine

from lfmsearch import config
from lfmsearch.gui.hotkey import Standing, Told
from lfmsearch.gui.hotkey.combination import BadCombinationError, Combination, parse
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.link import Link
from lfmsearch.gui.problems import Problems, grouped
from lfmsearch.gui.settings.recorder import Recorder, combination_of, sentence_of
from lfmsearch.gui.settings.sources import LeftOutDialog, RulesDialog
from lfmsearch.gui.settings.window import Settings
from lfmsearch.gui.theme import Theme
from lfmsearch.system.paths import Home
from lfmsearch.types import Problem

CTRL, ALT, META = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier


class Keyboard:
    """A system that gives every combination but those another program has."""

    def __init__(self, *others: str) -> None:
        self.others = [str(parse(other)) for other in others]
        self.holds = ""

    def made(self, told: Told) -> Keyboard:
        self.told = told
        return self

    def take(self, combination: Combination) -> None:
        self.holds = "" if str(combination) in self.others else str(combination)
        self.told.stands(Standing("held" if self.holds else "taken"))

    def release(self) -> None:
        self.holds = ""


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard("ctrl+space")


@pytest.fixture
def hotkey(keyboard: Keyboard, qtbot: QtBot) -> HeldHotkey:
    made = HeldHotkey(made=keyboard.made)
    made.choose("ctrl+alt+space")
    return made


@pytest.fixture
def settings(link: Link, theme: Theme, hotkey: HeldHotkey, qtbot: QtBot) -> Settings:
    view = Settings(link, theme, hotkey)
    qtbot.addWidget(view)
    view.show()
    return view


def button(view: QWidget, text: str) -> QAbstractButton:
    (found,) = [each for each in view.findChildren(QAbstractButton) if each.text() == text]
    return found


def words(view: QWidget) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel))


def answering(monkeypatch: pytest.MonkeyPatch, choose: str) -> list[str]:
    """Answer every question that is asked by the button of that name; returns the questions."""
    asked: list[str] = []

    def exec_(box: QMessageBox) -> int:
        asked.append(f"{box.text()} {box.informativeText()}")
        box.setProperty("clicked", choose)
        return 0

    def clicked(box: QMessageBox) -> Any:
        return next((each for each in box.buttons() if each.text() == choose), None)

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    monkeypatch.setattr(QMessageBox, "clickedButton", clicked)
    return asked


def test_a_recorded_hotkey_holds_at_once_and_is_kept(
    settings: Settings, hotkey: HeldHotkey, keyboard: Keyboard, home: Home, qtbot: QtBot
) -> None:
    """Click, press, done: taken by the system, and written into the settings."""
    (recorder,) = settings.findChildren(Recorder)
    assert recorder.text() == parse("ctrl+alt+space").shown()

    recorder.click()
    assert keyboard.holds == ""  # else the keys would never arrive
    QTest.keyClick(recorder, Qt.Key.Key_F, CTRL | ALT)

    qtbot.waitUntil(lambda: recorder.text() == parse("ctrl+alt+f").shown())
    assert keyboard.holds == "ctrl+alt+f"
    assert config.load(home).hotkey == "ctrl+alt+f"


def test_a_conflict_is_shown_where_it_is_made(settings: Settings, qtbot: QtBot) -> None:
    """The keys of another program are named as such."""
    (recorder,) = settings.findChildren(Recorder)

    recorder.click()
    QTest.keyClick(recorder, Qt.Key.Key_Space, CTRL)

    qtbot.waitUntil(lambda: "Another program has" in words(settings))


def test_escape_leaves_the_hotkey_and_backspace_chooses_none(
    settings: Settings, keyboard: Keyboard, home: Home, qtbot: QtBot
) -> None:
    """While it records, Escape does not close the window either."""
    (recorder,) = settings.findChildren(Recorder)
    recorder.click()
    QTest.keyClick(recorder, Qt.Key.Key_Escape)
    assert keyboard.holds == "ctrl+alt+space"
    assert settings.isVisible()

    recorder.click()
    QTest.keyClick(recorder, Qt.Key.Key_Backspace)

    qtbot.waitUntil(lambda: recorder.text() == "None")
    assert config.load(home).hotkey == "off"


def test_keys_that_are_wanted_for_typing_are_refused_with_a_reason(settings: Settings, qtbot: QtBot) -> None:
    """A plain letter would be lost to every other program; the recorder goes on waiting."""
    (recorder,) = settings.findChildren(Recorder)

    recorder.click()
    QTest.keyClick(recorder, Qt.Key.Key_A)

    qtbot.waitUntil(lambda: "needs Ctrl, Alt or another modifier" in words(settings))
    assert recorder.text() == "Press the keys…"


def test_on_macos_command_and_control_change_places() -> None:
    """Qt calls ⌘ Control there."""
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F, CTRL | ALT)

    assert str(combination_of(event, "linux")) == "ctrl+alt+f"
    assert str(combination_of(event, "darwin")) == "alt+meta+f"
    with pytest.raises(BadCombinationError):
        combination_of(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_VolumeUp, CTRL), "linux")


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        (Standing("held"), "Works in every program"),
        (Standing("held", shown="Super+F"), "Your desktop chose"),
        (Standing("asking"), "asks you"),
        (Standing("taken"), "Another program"),
        (Standing("unavailable", reason="An app id is required"), "An app id is required"),
        (Standing("off"), "lfmsearch toggle"),
    ],
)
def test_each_standing_of_the_hotkey_has_its_sentence(standing: Standing, says: str) -> None:
    """And where there is none, what does the same."""
    assert says in sentence_of(standing, parse("ctrl+alt+space"))[0]


def test_the_theme_holds_at_once_and_is_kept(settings: Settings, theme: Theme, home: Home) -> None:
    """Dark, and dark again at the next start."""
    box = settings.pages["general"].theme  # type: ignore[attr-defined]
    box.setCurrentIndex(box.findData("dark"))
    box.activated.emit(box.currentIndex())

    assert theme.tokens.name == "dark"
    assert config.load(home).theme == "dark"
    theme.choose("light")


def test_power_switches_are_settings(settings: Settings, home: Home) -> None:
    """The same keys as `lfmsearch config`."""
    settings.show_page("power")
    (switch,) = [
        each
        for each in settings.findChildren(QAbstractButton)
        if each.accessibleName() == "Learn meanings on battery too"
    ]

    switch.click()

    assert config.load(home).embed_on_battery


def test_numbers_are_kept_within_their_bounds(settings: Settings, home: Home, qtbot: QtBot) -> None:
    """What would mean nothing cannot be typed."""
    settings.show_page("power")
    (line,) = [each for each in settings.findChildren(QLineEdit) if each.accessibleName() == "Stop below (%)"]
    assert line.text() == "20"

    line.clear()
    QTest.keyClicks(line, "3x5")
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert config.load(home).stop_below_battery_percent == 35


def test_a_source_is_removed_after_a_question(
    settings: Settings, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The question says that the folder itself stays."""
    asked = answering(monkeypatch, "Remove")
    settings.show_page("sources")
    qtbot.waitUntil(lambda: any(each.text() == "Remove…" for each in settings.findChildren(QAbstractButton)))

    next(each for each in settings.findChildren(QAbstractButton) if each.text() == "Remove…").click()

    qtbot.waitUntil(lambda: ("remove", {"path": SOURCE.path}) in engine.asked)
    assert "stay as they are" in asked[0]


def test_the_rules_of_a_source_are_lines(theme: Theme, qtbot: QtBot) -> None:
    """Patterns as they are written in a file, without empty ones."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = RulesDialog(SOURCE, theme, parent)
    assert dialog.patterns() == (list(SOURCE.include), list(SOURCE.exclude))

    dialog.exclude.setPlainText("Drafts/\n\n  *.bak  \n")

    assert dialog.patterns()[1] == ["Drafts/", "*.bak"]


def test_what_is_left_out_is_told_with_its_reason(theme: Theme, qtbot: QtBot) -> None:
    """The built-in rules, as the service has them."""
    parent = QWidget()
    qtbot.addWidget(parent)

    dialog = LeftOutDialog([LEFT_OUT], theme, parent)

    assert "It belongs to version control" in words(dialog)
    assert ".git  .hg/" in words(dialog)


@pytest.mark.parametrize(
    ("press", "choose", "extent"),
    [("Rebuild…", "Rebuild", "index"), ("Delete everything…", "Delete everything", "everything")],
)
def test_erasing_asks_first_and_says_what_stays(
    settings: Settings,
    engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    press: str,
    choose: str,
    extent: str,
) -> None:
    """Nothing is done until the answer is yes."""
    refused = answering(monkeypatch, "Cancel")
    button(settings, press).click()
    assert not any(verb == "erase" for verb, _ in engine.asked)
    assert "stay" in refused[0]

    answering(monkeypatch, choose)
    button(settings, press).click()

    qtbot.waitUntil(lambda: ("erase", {"extent": extent}) in engine.asked)


def test_a_download_in_the_settings_ends_with_another_list(
    settings: Settings, engine: FakeEngine, qtbot: QtBot
) -> None:
    """A model that came is told by the service, whoever asked for it."""
    qtbot.waitUntil(lambda: any(verb == "models" for verb, _ in engine.asked))
    before = len([verb for verb, _ in engine.asked if verb == "models"])

    engine.tell(event="model", id="x", state="ready", done=0, total=0, message="", hint="")

    qtbot.waitUntil(lambda: len([verb for verb, _ in engine.asked if verb == "models"]) > before)


def _of_qt(widget: QWidget) -> bool:
    """Whether it is a part of one of Qt's own widgets, which speaks for it."""
    return widget.objectName() == "qt_spinbox_lineedit" or type(widget.parent()).__name__ == "QFrame"


def test_every_control_of_the_settings_has_a_name(settings: Settings, qtbot: QtBot) -> None:
    """A screen reader says what each is."""
    qtbot.wait(100)
    QApplication.processEvents()
    controls = [each for each in settings.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    nameless = [
        type(each).__name__
        for each in controls
        if not (each.isHidden() or each.accessibleName() or getattr(each, "text", str)() or _of_qt(each))
    ]

    assert nameless == []


def test_problems_are_grouped_by_reason_and_can_be_read_again(
    link: Link, engine: FakeEngine, theme: Theme, qtbot: QtBot
) -> None:
    """Each file with why, where and once more."""
    view = Problems(link, theme)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: "x.pdf" in words(view))
    assert "It is damaged." in words(view)

    button(view, "Try again").click()

    qtbot.waitUntil(lambda: ("read_again", {"paths": ("/a/x.pdf",)}) in engine.asked)
    assert "read again" in words(view)


def test_no_problems_is_said_so(link: Link, engine: FakeEngine, theme: Theme, qtbot: QtBot) -> None:
    """An empty page would leave one wondering."""
    engine.answers["problems"] = []
    view = Problems(link, theme)
    qtbot.addWidget(view)

    qtbot.waitUntil(lambda: "every file that was looked at could be read" in words(view))


def test_the_most_frequent_reason_comes_first() -> None:
    """Forty scans without text before one damaged file; each in the order given."""
    made: Callable[[str, str], Problem] = lambda path, reason: Problem(path, reason, "", "")  # noqa: E731
    problems = [made("1", "damaged"), made("2", "scan"), made("3", "scan")]

    assert [(reason, [each.path for each in found]) for reason, found in grouped(problems)] == [
        ("scan", ["2", "3"]),
        ("damaged", ["1"]),
    ]
