"""The app process: made once, it holds the views and what they share."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from typing import Literal, cast

from PySide6 import __version_info__ as qt_version
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from lfmsearch import config
from lfmsearch.errors import MachineError
from lfmsearch.gui import display
from lfmsearch.gui.coming import come_forward, take_token
from lfmsearch.gui.desk import Desk
from lfmsearch.gui.dialogs import Dialogs
from lfmsearch.gui.dock import IS_MAC, Dock, appkit
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.icons import app_icon, art
from lfmsearch.gui.instance import Instance
from lfmsearch.gui.link import Link
from lfmsearch.gui.quickfind import QuickFind
from lfmsearch.gui.resting import Resting
from lfmsearch.gui.states import Offer
from lfmsearch.gui.theme import Choice, Theme
from lfmsearch.gui.window import Window
from lfmsearch.gui.words.translator import speak
from lfmsearch.system import menu, summons
from lfmsearch.system.menu import APP_ID
from lfmsearch.system.paths import Home
from lfmsearch.system.program import command

log = logging.getLogger(__name__)
First = Literal["window", "quick-find", "nothing"]
"""What a start shows."""

_SUMMONS: dict[First, summons.What | None] = {"window": "show", "quick-find": "toggle", "nothing": None}

# Python looks for Ctrl-C only while it runs, and Qt's loop does not let it.
_LOOK_MS = 300
# What “Pause for an hour” means.
_PAUSE_SECONDS = 3600.0


class App:
    """
    The views of one Home, and what they share. For the GUI thread.

    Args:
        application: Qt's own, made by `application`.
        link: not yet begun.
    """

    def __init__(self, application: QApplication, link: Link) -> None:
        self.application, self.link = application, link
        self.theme = Theme(application)
        self.window = Window(link, self.theme)
        self.quickfind = QuickFind(link, self.theme)
        self.quickfind.expands.connect(self.search)
        self.quickfind.offered.connect(self._offered)
        self.window.keys.changed.connect(self.quickfind.read_keys)
        self.window.offered.connect(self._offered)
        self.hotkey = HeldHotkey(application)
        self._resting = Resting(application, self.window, self.quickfind)
        self.dialogs = Dialogs(link, self.theme, self.hotkey)
        self.dialogs.welcomed.connect(self.open_window)

    def open_window(self, token: str = "") -> None:
        """Show the window, or the first run before it, and bring it to the front; `token` is what Wayland wants for that."""
        if self.dialogs.has_to_welcome():
            self.dialogs.welcome(token)
        else:
            come_forward(self.window, token)

    def toggle_quickfind(self, token: str = "") -> None:
        """Show the quick-find, or hide it when it is there and in front."""
        take_token(token)
        self.quickfind.toggle()

    def search(self, text: str) -> None:
        """Show the window with the results of a search."""
        self.window.search(text)
        self.open_window()

    def open_settings(self) -> None:
        """Show the settings."""
        self.dialogs.show_settings()

    def open_problems(self) -> None:
        """Show what could not be read."""
        self.dialogs.show_problems()

    def _offered(self, offer: Offer) -> None:
        """Go where a button or a menu says."""
        if offer.does == "problems":
            self.open_problems()
        elif offer.does in ("sources", "models"):
            self.dialogs.show_settings("sources" if offer.does == "sources" else "models")
        elif offer.does == "settings":
            self.open_settings()
        elif offer.does == "pause":
            self.link.pause(_PAUSE_SECONDS)
        elif offer.does == "resume":
            self.link.resume()
        elif offer.does == "retry":
            self.link.retry()
        elif offer.does == "quit":
            self.application.quit()

    def close(self) -> None:
        """End what the app holds; the service goes on."""
        self.link.close()
        self.hotkey.release()
        self.dialogs.close()
        self.quickfind.deleteLater()
        self.window.deleteLater()


def application() -> QApplication:
    """Return Qt's application, made with our name and icon."""
    made = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(made, QApplication)
    made.setApplicationName("lfmsearch")
    made.setApplicationDisplayName("lfmsearch")
    made.setDesktopFileName(APP_ID)
    made.setWindowIcon(app_icon())
    made.setQuitOnLastWindowClosed(False)
    return made


def run(home: Home | None = None, *, first: First = "window", then: Callable[[App], None] = lambda _: None) -> int:
    """
    Be the app until the user quits. Where it runs already, it shows itself instead, and this returns at once.

    Args:
        home: the user's own when None.
        first: what is shown at the start.
        then: called when the views are there, before anything happens in them.

    Raises:
        MachineError: there is no screen, or this Qt cannot run on this Python.
        BadConfig: the settings cannot be read.
    """
    check_versions(sys.version_info[:2], qt_version[:2])
    display.check()
    home = home or Home.find()
    home.create()
    settings = config.load(home)
    qt = application()
    instance = Instance(home, qt)
    if not instance.claim(_SUMMONS[first], summons.token_here()):
        return 0
    speak(qt, settings.language)
    enter_menu()
    link = Link(home)
    app = App(qt, link)
    app.theme.choose(cast("Choice", settings.theme))
    if IS_MAC:
        Dock(app.window, appkit())
    desk = Desk(app, link, app.theme, instance, hotkey=settings.hotkey, held=app.hotkey)
    signal.signal(signal.SIGINT, lambda *_: qt.quit())
    looking = QTimer(interval=_LOOK_MS)
    looking.timeout.connect(lambda: None)
    looking.start()
    desk.ended.connect(qt.quit)
    app.dialogs.erased.connect(lambda: desk.quit(service_too=True))
    link.begin()
    then(app)
    if first == "window":
        app.open_window()
    elif first == "quick-find":
        app.toggle_quickfind()
    try:
        return qt.exec()
    finally:
        app.close()
        instance.release()


def enter_menu() -> None:
    """Write the app's entry into the desktop's menu where no package has: Wayland gives a hotkey to nobody else."""
    if not menu.wanted_here():
        return
    try:
        menu.ensure_entry(command(windowless=True), art("app"))
    except MachineError as error:
        log.info("no entry in the menu: %s", type(error).__name__)


def check_versions(python: tuple[int, ...], qt: tuple[int, ...]) -> None:
    """Raise MachineError for the pair that aborts after some thousand calls: Qt 6.12 takes references of None that 3.11 counts."""
    if python < (3, 12) and qt >= (6, 12):
        found = f"PySide6 {'.'.join(map(str, qt))} on Python {'.'.join(map(str, python))}"
        raise MachineError(
            f"The window cannot run with {found}.", "pip install 'PySide6-Essentials==6.11.3', or a newer Python."
        )
