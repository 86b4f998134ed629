"""Settings: keys, looks, language, and whether lfmsearch starts at login."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lfmsearch import config
from lfmsearch.errors import LfmsearchError
from lfmsearch.gui import words
from lfmsearch.gui.cards import Card, Chooser, Page, Row, Switch
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.link import Link
from lfmsearch.gui.settings.recorder import Recorder, sentence_of
from lfmsearch.gui.theme import Choice, Theme
from lfmsearch.gui.words import LANGUAGES, translate
from lfmsearch.system import autostart
from lfmsearch.system.paths import Home


class Look(Page):
    """The page."""

    def __init__(self, link: Link, theme: Theme, hotkey: HeldHotkey) -> None:
        super().__init__(self.tr("General"))
        self._home, self._theme = link.home, theme
        settings = config.load(link.home)
        themes = {"auto": self.tr("As the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        self.theme = Chooser(theme, self.tr("Appearance"), themes, settings.theme)
        self.theme.activated.connect(self._choose_theme)
        languages = {"auto": self.tr("As the system"), **LANGUAGES}
        self.language = Chooser(theme, self.tr("Language"), languages, settings.language)
        self.language.activated.connect(self._choose_language)
        self._language_row = Row(
            self.tr("Language"), self.tr("Of buttons and menus. Documents are found in any."), self.language
        )
        self.add(SummonCard(link.home, hotkey))
        self.add(Card(self.tr("Looks"), Row(self.tr("Appearance"), "", self.theme), self._language_row))
        self.add(login_card(link, theme))

    def _choose_theme(self) -> None:
        choice = cast("Choice", self.theme.currentData())
        config.put(self._home, "theme", choice)
        self._theme.choose(choice)

    def _choose_language(self) -> None:
        config.put(self._home, "language", self.language.currentData())
        self._language_row.say(self.tr("Taken up at the next start of lfmsearch."), "accent")


class SummonCard(Card):
    """The hotkey, and whether it works."""

    def __init__(self, home: Home, hotkey: HeldHotkey) -> None:
        super().__init__(translate("Hotkey", "Keys"))
        self._home, self._hotkey = home, hotkey
        self.recorder = Recorder(hotkey)
        self._row = Row(translate("Hotkey", "Quick-find"), " ", self.recorder)
        self.recorder.setAccessibleName(translate("Hotkey", "Keys of the quick-find"))
        self.recorder.recorded.connect(self._keep)
        self.recorder.refused.connect(self._refuse)
        hotkey.changed.connect(self._show)
        self.add(self._row)
        self._show()

    @Slot()
    def _show(self) -> None:
        self._row.say(*sentence_of(self._hotkey.standing, self._hotkey.combination))

    @Slot(str)
    def _keep(self, text: str) -> None:
        config.put(self._home, "hotkey", text)
        self._hotkey.choose(text)
        self._show()

    @Slot(str)
    def _refuse(self, why: str) -> None:
        self._row.say(why, "bad")


def login_card(link: Link, theme: Theme) -> QWidget:
    """Return the card that says whether lfmsearch starts at login. Off until it is chosen."""
    told = translate("Login", "Then the key works at once, and what is new is found at once.")
    switch = Switch(theme)
    row = Row(translate("Login", "Start at login"), told, switch)
    start = autostart.Start.of_app()

    def shown(enabled: bool) -> None:  # noqa: FBT001 - an answer
        switch.setChecked(enabled)

    def failed(error: LfmsearchError) -> None:
        switch.setChecked(not switch.isChecked())
        row.say(words.told(error), "bad")

    def flip(on: bool) -> None:  # noqa: FBT001 - a signal's
        work = (lambda: autostart.enable(start)) if on else (lambda: autostart.disable(start))
        link.do(work, lambda _: row.say(told), failed=failed, owner=row)

    switch.clicked.connect(flip)
    link.do(lambda: autostart.is_enabled(start), shown, failed=failed, owner=row)
    return Card(translate("Login", "At login"), row)
