"""The app process: made once, it holds the views and what they share."""

from __future__ import annotations

import signal
import sys

from PySide6 import __version_info__ as qt_version
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from lfmsearch.errors import MachineError
from lfmsearch.gui import display
from lfmsearch.gui.icons import app_icon
from lfmsearch.gui.link import Link
from lfmsearch.gui.quickfind import QuickFind
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.window import Window
from lfmsearch.system.paths import Home

APP_ID = "io.github.lfmsearch.lfmsearch"
"""The name of the desktop file, which Wayland and portals know a program by."""

# Python looks for Ctrl-C only while it runs, and Qt's loop does not let it.
_LOOK_MS = 300


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

    def open_window(self) -> None:
        """Show the window and bring it to the front."""
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """End what the app holds; the service goes on."""
        self.link.close()
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


def run(home: Home | None = None) -> int:
    """
    Open the window and return when the user quits.

    Raises:
        MachineError: there is no screen, or this Qt cannot run on this Python.
    """
    check_versions(sys.version_info[:2], qt_version[:2])
    display.check()
    qt = application()
    link = Link(home or Home.find())
    app = App(qt, link)
    signal.signal(signal.SIGINT, lambda *_: qt.quit())
    looking = QTimer(interval=_LOOK_MS)
    looking.timeout.connect(lambda: None)
    looking.start()
    qt.lastWindowClosed.connect(qt.quit)
    link.begin()
    app.open_window()
    try:
        return qt.exec()
    finally:
        app.close()


def check_versions(python: tuple[int, ...], qt: tuple[int, ...]) -> None:
    """Raise MachineError for the pair that aborts after some thousand calls: Qt 6.12 takes references of None that 3.11 counts."""
    if python < (3, 12) and qt >= (6, 12):
        found = f"PySide6 {'.'.join(map(str, qt))} on Python {'.'.join(map(str, python))}"
        raise MachineError(
            f"The window cannot run with {found}.", "pip install 'PySide6-Essentials==6.11.3', or a newer Python."
        )
