"""What is around the views: one instance, the tray, the hotkey; how the app comes, hides and goes."""

from __future__ import annotations

import logging
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from lfmsearch.gui.condition import condition_of
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.instance import Instance
from lfmsearch.gui.link import Link, Standing
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tray import RECENT_SHOWN, Tray

log = logging.getLogger(__name__)


class Views(Protocol):
    """What the desk asks of the app."""

    @property
    def window(self) -> QWidget:
        """The window."""

    def open_window(self, token: str = "") -> None:
        """Show the window and bring it to the front."""

    def toggle_quickfind(self, token: str = "") -> None:
        """Show the quick-find, or hide it."""

    def search(self, text: str) -> None:
        """Show the window with the results of a search."""

    def open_settings(self) -> None:
        """Show the settings."""

    def open_problems(self) -> None:
        """Show what could not be read."""


class Desk(QObject):
    """
    Connects the tray, the hotkey and other starts of lfmsearch with the views.

    Args:
        views: what they show and hide.
        hotkey: what the settings say.

    Signals:
        ended: the user quits.
    """

    ended = Signal()

    def __init__(
        self, views: Views, link: Link, theme: Theme, instance: Instance, *, hotkey: str, held: HeldHotkey | None = None
    ) -> None:
        super().__init__(instance)
        self._views, self._link, self._theme = views, link, theme
        self._said_where = False
        self.hotkey = held or HeldHotkey(self)
        self.tray = Tray(theme.tokens, self)
        self._connect(instance)
        self.tray.show()  # where there is no tray yet, it appears when there is one
        self.hotkey.choose(hotkey)
        views.window.installEventFilter(self)

    def can_come_back(self) -> bool:
        """Return whether the tray or the hotkey would bring a hidden window back."""
        return Tray.is_there() or self.hotkey.standing.state == "held"

    def quit(self, *, service_too: bool = False) -> None:
        """End the app, and the background service where it was asked for."""
        self.hotkey.release()
        self.tray.hide()
        if service_too:
            self._link.ask(
                lambda client: client.stop(),
                lambda _: self.ended.emit(),
                failed=lambda _: self.ended.emit(),
                owner=self,
            )
        else:
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is closed hides, where it can be brought back; else the app ends with it."""
        if watched is not self._views.window or event.type() != QEvent.Type.Close:
            return False
        if not self.can_come_back():
            self.quit()
            return False
        event.ignore()
        self._views.window.hide()
        self._say_where()
        return True

    def _connect(self, instance: Instance) -> None:
        tray, views = self.tray, self._views
        instance.asked.connect(self._asked)
        self.hotkey.pressed.connect(views.toggle_quickfind)
        self.hotkey.changed.connect(lambda _: tray.show_keys(self.hotkey.shown()))
        tray.menu.aboutToShow.connect(self._read_recent)
        tray.window_wanted.connect(views.open_window)
        tray.quickfind_wanted.connect(views.toggle_quickfind)
        tray.search_wanted.connect(views.search)
        tray.settings_wanted.connect(views.open_settings)
        tray.problems_wanted.connect(views.open_problems)
        tray.quit_wanted.connect(lambda service_too: self.quit(service_too=service_too))
        tray.pause_wanted.connect(self._link.pause)
        tray.resume_wanted.connect(lambda anyway: self._link.resume(anyway=anyway))
        self._theme.changed.connect(self._dress)
        self._link.standing_changed.connect(self._show)
        self._link.status_changed.connect(self._show)

    def _asked(self, what: str, token: str) -> None:
        if what == "show":
            self._views.open_window(token)
        elif what == "toggle":
            self._views.toggle_quickfind(token)
        else:
            self.quit()

    def _show(self, told: object) -> None:
        standing, status = self._link.standing, self._link.status
        if isinstance(told, Standing) and standing.state == "ready":
            self._read_recent()
        self.tray.show_condition(condition_of(standing.state, standing.message, status))
        self.tray.show_problems(status.problem_count if status else 0)

    def _dress(self) -> None:
        self.tray.dress(self._theme.tokens)

    def _read_recent(self) -> None:
        self._link.ask(
            lambda client: client.recent(limit=RECENT_SHOWN),
            lambda recent: self.tray.show_recent(list(recent.searches)),
            owner=self,
            replaces="recent",
        )

    def _say_where(self) -> None:
        """Once: where the window has gone."""
        if self._said_where or not Tray.is_there():
            return
        self._said_where = True
        keys = self.hotkey.shown()
        text = self.tr("%1 searches from anywhere.").replace("%1", keys) if keys else ""
        self.tray.say(self.tr("lfmsearch goes on in the tray."), text)
