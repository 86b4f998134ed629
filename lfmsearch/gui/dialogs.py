"""The views beside window and quick-find: first run, settings, problems. Each is made when it is first wanted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lfmsearch.gui.coming import come_forward
from lfmsearch.gui.firstrun import FirstRun
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.link import Link
from lfmsearch.gui.problems import Problems
from lfmsearch.gui.settings.window import PageName, Settings
from lfmsearch.gui.theme import Theme


class Dialogs(QObject):
    """
    They share the link, the theme and the hotkey of the app.

    Signals:
        welcomed: the first run is over.
        erased: everything lfmsearch had made is gone.
    """

    welcomed = Signal()
    erased = Signal()

    def __init__(self, link: Link, theme: Theme, hotkey: HeldHotkey) -> None:
        super().__init__(link)
        self._link, self._theme, self._hotkey = link, theme, hotkey
        self.first_run: FirstRun | None = None
        self.settings: Settings | None = None
        self.problems: Problems | None = None
        # Sources are written down when the first is chosen; who has none has not been asked, or has put it off.
        self._to_welcome = not link.home.sources_path.exists()

    def has_to_welcome(self) -> bool:
        """Return whether the first run comes before the window."""
        return self._to_welcome

    def welcome(self, token: str = "") -> None:
        """Show the first run."""
        if self.first_run is None:
            self.first_run = FirstRun(self._link, self._theme, self._hotkey)
            self.first_run.finished.connect(self._welcomed)
        come_forward(self.first_run, token)

    def show_settings(self, page: PageName = "general") -> None:
        """Show the settings at a page."""
        if self.settings is None:
            self.settings = Settings(self._link, self._theme, self._hotkey)
            self.settings.erased.connect(self.erased)
        self.settings.show_page(page)
        come_forward(self.settings)

    def show_problems(self) -> None:
        """Show what could not be read."""
        if self.problems is None:
            self.problems = Problems(self._link, self._theme)
        self.problems.refresh()
        come_forward(self.problems)

    def close(self) -> None:
        """Give them back."""
        for view in (self.first_run, self.settings, self.problems):
            if view is not None:
                view.deleteLater()

    def _welcomed(self) -> None:
        self._to_welcome = False
        if self.first_run is not None:
            self.first_run.deleteLater()
            self.first_run = None
        self.welcomed.emit()
