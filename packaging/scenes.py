"""The scenes of the pictures, each a function that brings a view into a state. Run by `screenshots.py`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lfmsearch.gui.app import App, application
from lfmsearch.gui.finder import Finder
from lfmsearch.gui.link import Link
from lfmsearch.system.paths import Home

PATIENCE = 20.0


def settled(holds: Callable[[], bool]) -> None:
    """Let the views work until something holds."""
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError("a view did not come to rest")
        QTest.qWait(20)
    QTest.qWait(60)


def answered(finder: Finder) -> None:
    settled(lambda: not finder.waits)


def quickfind_empty(app: App) -> QWidget:
    app.quickfind.box.put("")
    app.quickfind.summon()
    return app.quickfind


def quickfind_results(app: App) -> QWidget:
    app.quickfind.summon()
    app.quickfind.box.put("how much notice must the landlord give")
    answered(app.quickfind.finder)
    return app.quickfind


def quickfind_chips(app: App) -> QWidget:
    app.quickfind.summon()
    app.quickfind.box.put("kind:mail after:2024 boiler")
    answered(app.quickfind.finder)
    app.quickfind.finder.move(1)
    return app.quickfind


def quickfind_nothing(app: App) -> QWidget:
    app.quickfind.summon()
    app.quickfind.box.put("kind:note type:pdf -in:~/Work boiler")
    answered(app.quickfind.finder)
    return app.quickfind


def window_results(app: App) -> QWidget:
    app.window.search("how much notice must the landlord give")
    return window_shown(app)


def window_chips(app: App) -> QWidget:
    app.window.search("kind:mail boiler")
    shown = window_shown(app)
    app.window.finder.move(1)
    QTest.qWait(300)
    return shown


def window_why(app: App) -> QWidget:
    app.window.search("heating is broken, who repairs it")
    shown = window_shown(app)
    app.window.perform("why")
    QTest.qWait(300)
    return shown


def window_empty(app: App) -> QWidget:
    app.window.search("")
    return window_shown(app)


def window_nothing(app: App) -> QWidget:
    app.window.search("kind:note type:pdf boiler")
    return window_shown(app)


def window_shown(app: App) -> QWidget:
    app.open_window()
    answered(app.window.finder)
    QTest.qWait(400)
    return app.window


SCENES: dict[str, Callable[[App], QWidget]] = {
    "quickfind-empty": quickfind_empty,
    "quickfind": quickfind_results,
    "quickfind-chips": quickfind_chips,
    "quickfind-nothing": quickfind_nothing,
    "window": window_results,
    "window-chips": window_chips,
    "window-why": window_why,
    "window-empty": window_empty,
    "window-nothing": window_nothing,
}


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--themes", nargs="+", choices=["light", "dark"])
    parser.add_argument("--names", nargs="*", choices=list(SCENES))
    chosen = parser.parse_args()
    QLocale.setDefault(QLocale("en_GB"))
    app = App(application(), Link(Home.find()))
    app.link.begin()
    settled(lambda: app.link.status is not None and app.link.status.state == "idle")
    suffix = {"1": "", "2": "@2x"}[os.environ["LFMSEARCH_PICTURE_SCALE"]]
    for theme in chosen.themes:
        app.theme.choose(theme)
        for name in chosen.names or SCENES:
            view = SCENES[name](app)
            QTest.qWait(50)
            view.grab().save(str(chosen.folder / f"{name}-{theme}{suffix}.png"))
            view.hide()
    app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
