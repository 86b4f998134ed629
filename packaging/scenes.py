"""The scenes of the pictures, each a function that brings a view into a state. Run by `screenshots.py`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import dialogscenes
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lfmsearch.gui.app import App, application
from lfmsearch.gui.driven import wait
from lfmsearch.gui.finder import Finder
from lfmsearch.gui.link import Link, Standing
from lfmsearch.gui.shortcutkeys import Sheet
from lfmsearch.gui.words.translator import speak
from lfmsearch.system.paths import Home
from lfmsearch.types import Coverage, Status

Scene = Callable[[App], QWidget]

PATIENCE = 20.0
FLAT = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither


def settled(holds: Callable[[], bool]) -> None:
    """Let the views work until something holds."""
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError("a view did not come to rest")
        wait(20)
    wait(60)


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
    rest(app)
    return shown


def window_why(app: App) -> QWidget:
    app.window.search("boiler repair bill")
    window_shown(app)
    app.window.perform("why")
    settled(lambda: "→" in app.window.preview.why.text())  # which word answers which takes a moment
    picture = Pictured(app.window)
    app.window.perform("why")
    return picture


def window_empty(app: App) -> QWidget:
    app.window.search("")
    return window_shown(app)


def window_nothing(app: App) -> QWidget:
    app.window.search("kind:note type:pdf boiler")
    return window_shown(app)


def rest(app: App) -> None:
    """Wait until what is selected is read."""
    wait(100)
    if app.window.finder.listing.chosen is not None:
        settled(lambda: app.window.preview.body.is_whole)
    wait(150)


def window_shown(app: App) -> QWidget:
    app.open_window()
    answered(app.window.finder)
    rest(app)
    return app.window


def window_like(app: App) -> QWidget:
    app.window.search("boiler")
    window_shown(app)
    app.window.perform("similar")
    return window_shown(app)


def read(query: str, *types: str) -> Scene:
    """The window with the first result of one of these types selected, as its preview shows it."""

    def scene(app: App) -> QWidget:
        app.window.search(query)
        shown = window_shown(app)
        rows = app.window.finder.listing.rows
        app.window.finder.select(next(at for at, row in enumerate(rows) if row.hit.type in types))
        rest(app)
        return shown

    return scene


def quickfind_completion(app: App) -> QWidget:
    app.quickfind.summon()
    app.quickfind.box.put("boiler")
    answered(app.quickfind.finder)
    QTest.keyClicks(app.quickfind.box.line, " from:ing")
    settled(app.quickfind.box.offered.isVisible)
    return app.quickfind


def window_turned(app: App) -> QWidget:
    """From right to left, as in Arabic and Hebrew."""
    app.application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    app.window.search("kind:mail boiler")
    window_shown(app)
    made = Pictured(app.window)
    app.application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return made


def window_keys(app: App) -> QWidget:
    window_results(app)
    sheet = Sheet(app.window.keys, app.theme, app.window)
    sheet.show()
    wait(100)
    return sheet


def told(
    status: dict[str, object] | None, standing: Standing | None = None, progress: dict[str, object] | None = None
) -> Scene:
    """The window while things stand so; what the service says afterwards is not heard until the picture is made."""

    def scene(app: App) -> QWidget:
        link = app.link
        window_results(app)
        before = link.status, link.standing
        link.status, link.standing = changed(link.status, status), standing or link.standing
        if progress:
            link.happened.emit({"event": "progress", **progress})
        link.standing_changed.emit(link.standing)
        link.status_changed.emit(link.status)
        if standing or (status is not None and status == NOTHING_CHOSEN):
            app.window.search("" if standing is None else "anything")
            wait(600)
        wait(50)
        made = Pictured(app.window)
        link.status, link.standing = before
        link.standing_changed.emit(link.standing)
        link.status_changed.emit(link.status)
        return made

    return scene


class Pictured(QWidget):
    """A view as it was a moment ago."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self.picture = view.grab()
        view.hide()

    def grab(self, *_: object) -> QPixmap:
        return self.picture


def changed(status: Status | None, other: dict[str, object] | None) -> Status | None:
    return status if status is None or other is None else replace(status, **other)  # type: ignore[arg-type]


READING = {
    "state": "reading",
    "files": {"indexed": 12_340, "pending": 27_660},
    "coverage": Coverage(14_100, 14_100, 2_400),
}
LEARNING = {"state": "embedding", "coverage": Coverage(41_200, 41_200, 9_800)}
PAUSED = {
    "state": "paused",
    "paused_because": "On battery, 18 percent left",
    "coverage": Coverage(41_200, 41_200, 9_800),
}
NO_MODEL = {"model": "", "coverage": Coverage(103, 103, 0)}
NOTHING_CHOSEN: dict[str, object] = {"by_source": ()}

SCENES: dict[str, Scene] = {
    "quickfind-empty": quickfind_empty,
    "quickfind": quickfind_results,
    "quickfind-chips": quickfind_chips,
    "quickfind-nothing": quickfind_nothing,
    "quickfind-completion": quickfind_completion,
    "window": window_results,
    "window-page": read("how much notice must the landlord give", "pdf"),
    "window-mail": read("kind:mail boiler", "eml"),
    "window-note": read("sourdough starter", "md"),
    "window-table": read("rent and bills electricity", "xlsx"),
    "window-code": read("glossary terms csv", "py"),
    "window-image": read("type:png", "png", "jpg"),
    "window-chips": window_chips,
    "window-why": window_why,
    "window-like": window_like,
    "window-empty": window_empty,
    "window-nothing": window_nothing,
    "window-turned": window_turned,
    "window-keys": window_keys,
    "window-reading": told(READING, progress={"step": "read", "done": 12_340, "total": 40_000, "eta": 640.0}),
    "window-learning": told(LEARNING, progress={"step": "embed", "done": 9_800, "total": 41_200, "eta": 5400.0}),
    "window-paused": told(PAUSED),
    "window-no-model": told(NO_MODEL),
    "window-unchosen": told(NOTHING_CHOSEN),
    "window-gone": told(None, Standing("gone", "The service ended.", "")),
    "window-failed": told(
        None, Standing("failed", "The service ended at once.", "lfmsearch doctor says what is wrong.")
    ),
    **dialogscenes.scenes(settled),
}


def flat(image: QImage, ground: str) -> QImage:
    """Return a picture on `ground` in 256 colours, which are nearly all it has: a quarter of the bytes."""
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(QColor(ground))
    image.setDevicePixelRatio(1.0)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    counted = Counter(memoryview(plain.constBits()).cast("B").cast("I"))
    return plain.convertToFormat(
        QImage.Format.Format_Indexed8, palette([colour for colour, _ in counted.most_common()]), FLAT
    )


def palette(frequent: list[int], exact: int = 96, most: int = 256) -> list[int]:
    """Return the first colours, and of the others those that none of these is near to: an icon has few pixels of its own."""
    chosen = frequent[:exact]
    near = {colour & 0xF0F0F0 for colour in chosen}
    for colour in frequent[exact:]:
        if len(chosen) < most and colour & 0xF0F0F0 not in near:
            near.add(colour & 0xF0F0F0)
            chosen.append(colour)
    taken = set(chosen)
    return chosen + [colour for colour in frequent[exact:] if colour not in taken][: most - len(chosen)]


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--themes", nargs="+", choices=["light", "dark"])
    parser.add_argument("--names", nargs="*", choices=list(SCENES))
    chosen = parser.parse_args()
    qt = application()
    speak(qt, "en")
    QLocale.setDefault(QLocale("en_GB"))
    qt.setCursorFlashTime(0)  # two runs, the same picture
    app = App(qt, Link(Home.find()))
    app.link.begin()
    # Without a screen nobody hears that a hidden window has lost the keyboard, unless another one gets it.
    elsewhere = QWidget()
    settled(lambda: app.link.status is not None and app.link.status.state == "idle")
    suffix = {"1": "", "2": "@2x"}[os.environ["LFMSEARCH_PICTURE_SCALE"]]
    for theme in chosen.themes:
        app.theme.choose(theme)
        for name in chosen.names or SCENES:
            view = SCENES[name](app)
            wait(50)
            flat(view.grab().toImage(), app.theme.tokens.ground).save(
                str(chosen.folder / f"{name}-{theme}{suffix}.png"), quality=0
            )
            view.hide()
            elsewhere.show()
            elsewhere.hide()
    app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
