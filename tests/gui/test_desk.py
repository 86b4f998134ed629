"""What is around the views: how the app comes, hides and goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot
from service.engines import FakeEngine

from lfmsearch.gui.condition import Condition
from lfmsearch.gui.desk import Desk
from lfmsearch.gui.hotkey import Standing, Told
from lfmsearch.gui.hotkey.combination import Combination
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.instance import Instance
from lfmsearch.gui.link import Link
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import DARK, LIGHT
from lfmsearch.gui.tray import Tray, tray_icon, until_tomorrow
from lfmsearch.system.paths import Home
from lfmsearch.types import Recent


class Views:
    """Views that only remember what was asked of them."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.asked: list[tuple[str, str]] = []

    def open_window(self, token: str = "") -> None:
        self.asked.append(("window", token))

    def toggle_quickfind(self, token: str = "") -> None:
        self.asked.append(("quick-find", token))

    def search(self, text: str) -> None:
        self.asked.append(("search", text))

    def open_settings(self) -> None:
        self.asked.append(("settings", ""))

    def open_problems(self) -> None:
        self.asked.append(("problems", ""))


class Keys:
    """A hotkey that is held or taken, as a test wants it, and pressed by it."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.taken: list[str] = []

    def made(self, told: Told) -> Keys:
        self.told = told
        return self

    def take(self, combination: Combination) -> None:
        self.taken.append(str(combination))
        self.told.stands(self.standing)

    def release(self) -> None:
        self.taken.append("")


@pytest.fixture
def keys() -> Keys:
    return Keys(Standing("held"))


@pytest.fixture
def views(qtbot: QtBot) -> Views:
    made = Views()
    qtbot.addWidget(made.window)
    return made


@pytest.fixture
def desk(home: Home, link: Link, theme: Theme, views: Views, keys: Keys) -> Iterator[Desk]:
    instance = Instance(home)
    held = HeldHotkey(instance, made=keys.made)
    made = Desk(views, link, theme, instance, hotkey="ctrl+alt+space", held=held)
    yield made
    instance.deleteLater()


def chosen(desk: Desk, text: str) -> None:
    """Choose an entry of the tray's menu, or of a menu in it."""
    menus = [desk.tray.menu, desk.tray.pause, desk.tray.recent]
    (action,) = [action for menu in menus for action in menu.actions() if action.text().startswith(text)]
    action.trigger()


def offered(desk: Desk) -> list[str]:
    def shown(action: QAction) -> bool:
        return action.isVisible() and action.isEnabled() and not action.isSeparator()

    return [action.text().partition("\t")[0] for action in desk.tray.menu.actions() if shown(action)]


def test_the_hotkey_toggles_the_quickfind_with_its_token(desk: Desk, keys: Keys, views: Views, qtbot: QtBot) -> None:
    """On Wayland the box gets the keyboard by that token alone."""
    keys.told.pressed("kwin-1")

    qtbot.waitUntil(lambda: views.asked == [("quick-find", "kwin-1")])


def test_every_way_in_is_in_the_menu(desk: Desk, views: Views) -> None:
    """Who finds the icon finds everything."""
    desk.tray.show_recent(["boiler", "R&D"])
    desk.tray.show_problems(2)

    for text in ("Quick-find", "Open", "R&&D", "Settings", "2 file"):
        chosen(desk, text)

    assert [what for what, _ in views.asked] == ["quick-find", "window", "search", "settings", "problems"]
    assert ("search", "R&D") in views.asked


def test_recent_searches_are_read_when_the_menu_opens(desk: Desk, engine: FakeEngine, qtbot: QtBot) -> None:
    """As they are then."""
    engine.answers["recent"] = Recent(searches=("boiler", "lease"))

    desk.tray.menu.aboutToShow.emit()

    qtbot.waitUntil(lambda: [action.text() for action in desk.tray.recent.actions()] == ["boiler", "lease"])


def test_pausing_offers_going_on(desk: Desk, engine: FakeEngine, qtbot: QtBot) -> None:
    """While it is paused the menu says why, and offers to end that; one's own pause otherwise than the machine's."""
    chosen(desk, "For 30 minutes")
    qtbot.waitUntil(lambda: ("pause", {"seconds": 1800.0, "because": "You paused it."}) in engine.asked)

    desk.tray.show_condition(Condition("paused", "Paused. You paused it.", is_paused_by_user=True))
    own = offered(desk)
    desk.tray.show_condition(Condition("paused", "Paused. On battery."))
    machines = offered(desk)
    desk.tray.show_condition(Condition("idle", "Up to date."))
    idle = offered(desk)

    assert "Resume indexing" in own
    assert "Pause indexing" not in own
    assert "Go on anyway for an hour" in machines
    assert "Pause indexing" in idle
    assert not {"Resume indexing", "Go on anyway for an hour"} & set(idle)


def test_a_closed_window_hides_while_the_hotkey_brings_it_back(desk: Desk, views: Views, qtbot: QtBot) -> None:
    """Closing is not quitting."""
    views.window.show()

    views.window.close()

    assert not views.window.isVisible()
    assert desk.can_come_back()


@pytest.mark.parametrize("standing", [Standing("taken"), Standing("unavailable")])
def test_a_closed_window_ends_the_app_where_nothing_would_bring_it_back(
    home: Home, link: Link, theme: Theme, views: Views, qtbot: QtBot, standing: Standing
) -> None:
    """No tray and no hotkey: a hidden window would be lost."""
    assert not Tray.is_there()  # nor is there one on a screen that is not drawn
    held = HeldHotkey(made=Keys(standing).made)
    instance = Instance(home)
    desk = Desk(views, link, theme, instance, hotkey="ctrl+alt+space", held=held)
    views.window.show()

    with qtbot.waitSignal(desk.ended):
        views.window.close()


def test_quitting_says_what_becomes_of_the_service(desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    """Both are one click: to leave the service alone, or to end it too."""
    assert {"Quit; indexing goes on", "Quit and stop indexing"} <= set(offered(desk))

    with qtbot.waitSignal(desk.ended):
        chosen(desk, "Quit; indexing goes on")

    assert keys.taken[-1] == ""


def test_quitting_with_the_service_tells_it(desk: Desk, engine: FakeEngine, qtbot: QtBot) -> None:
    """The service is told to end before the app does."""
    with qtbot.waitSignal(desk.ended):
        chosen(desk, "Quit and stop indexing")

    assert ("stop", {}) in engine.asked


def test_the_menu_names_the_keys_that_work(desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    """Learnt where it is seen."""
    keys.told.stands(Standing("held", shown="Strg+Alt+Leertaste"))

    qtbot.waitUntil(lambda: "Strg+Alt+Leertaste" in desk.tray.quickfind.text())


def test_a_click_that_macos_does_not_name_is_a_click(desk: Desk, views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    """There `activated` may come as Unknown."""
    monkeypatch.setattr("lfmsearch.gui.tray.IS_MAC", True)
    desk.tray.icon.setContextMenu(None)

    desk.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Unknown)

    assert views.asked == [("quick-find", "")]


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_each_condition_looks_different(qapp: object, tokens: object) -> None:
    """At 22 pixels, where most trays draw."""
    words = ("idle", "indexing", "paused", "problem")

    pictures = {tray_icon(word, tokens).pixmap(22, 22).toImage().constBits().tobytes() for word in words}

    assert len(pictures) == 4


def test_until_tomorrow_is_until_the_morning() -> None:
    """Who pauses at night means the next day."""
    assert until_tomorrow(datetime(2026, 11, 26, 22, tzinfo=UTC)) == 8 * 3600
    assert until_tomorrow(datetime(2026, 11, 26, 6, tzinfo=UTC)) == 24 * 3600
