"""Whether the window can be drawn with what this installation has: Qt, its plugins, the icons and the words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, qVersion

from lfmsearch.errors import MachineError
from lfmsearch.gui.app import App, application
from lfmsearch.gui.link import Link
from lfmsearch.gui.words.translator import speak
from lfmsearch.system.paths import Home

# A window of the background alone, with a frame, has fewer.
_COLOURS = 16


def drawn(home: Home) -> str:
    """
    Open the window in German, whose words are read from their files, without a service, and say what it looks like.

    Raises:
        MachineError: nothing is on it, or a translation is missing.
    """
    qt = application()
    speak(qt, "de")
    if (said := QCoreApplication.translate("QPlatformTheme", "Cancel")) != "Abbrechen":
        raise MachineError(f"Qt's own translations are missing: “Abbrechen” is “{said}”.")
    app = App(qt, Link(home))
    app.open_window()
    qt.processEvents()
    image = app.window.grab().toImage()
    width, height = image.width(), image.height()
    colours = len({image.pixel(x, y) for x in range(0, width, 2) for y in range(0, height, 2)})
    app.close()
    if colours < _COLOURS:
        raise MachineError(f"The window is empty: it has {colours} colours.")
    return f"Qt {qVersion()} draws it, {width} × {height} pixels in {colours} colours"
