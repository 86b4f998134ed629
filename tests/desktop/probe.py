"""The app as it is, which besides writes down four times a second what a person would see. Run by the tests of real windows."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from lfmsearch.gui import app as gui
from lfmsearch.gui.tray import Tray


class Probed(gui.App):
    """Writes `LFMSEARCH_TEST_STATE`."""

    def __init__(self, *made: Any) -> None:
        super().__init__(*made)
        self._file = Path(os.environ["LFMSEARCH_TEST_STATE"])
        self._timer = QTimer(interval=100)
        self._timer.timeout.connect(self._write)
        self._timer.start()

    def _write(self) -> None:
        quick = self.quickfind
        rows = quick.finder.listing.rows
        state = {
            "platform": QGuiApplication.platformName(),
            "ready": self.link.standing.state == "ready",
            "window": self.window.isVisible(),
            "quickfind": quick.isVisible(),
            "active": quick.isActiveWindow(),
            "typed": quick.box.line.text(),
            "composed": quick.box.line.with_preedit(),
            "waits": quick.finder.waits,
            "rows": [row.hit.title for row in rows],
            "hotkey": self.hotkey.standing.state,
            "tray": Tray.is_there(),
        }
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(state, default=str))
        part.replace(self._file)


gui.App = Probed  # type: ignore[misc]
sys.exit(gui.run(first="nothing"))
