"""
The app driven by a program instead of a person, for `python -m lfmsearch.bench window`: `python -m lfmsearch.gui.driven WHAT`.

What it needs comes as a line of JSON on its stdin; what it measured goes to its stdout, a line of JSON each. Times are seconds of
`time.monotonic`, which is the same clock in every process of a machine.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from lfmsearch.gui.app import App, application, run
from lfmsearch.gui.instance import Instance
from lfmsearch.system.paths import Home

# How long a person takes from key to key, in milliseconds: from fast typing to looking for the letter.
GAPS = (60, 220)
# The clock whose lateness is a stall of the event loop.
TICK_MS = 4


def main(what: str) -> int:
    """Return the exit code."""
    given: dict[str, Any] = json.loads(sys.stdin.readline() or "{}")
    return _DRIVES[what](given)


def say(**fields: object) -> None:
    """Tell the parent."""
    print(json.dumps(fields), flush=True)


def wait(milliseconds: int) -> None:
    """Let the loop work for so long. QTest.qWait would keep Python's other threads from working meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Painted(QObject):
    """Tells when a widget has been painted."""

    def __init__(self, widget: QWidget, told: Callable[[], None]) -> None:
        super().__init__(widget)
        self._told = told
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Tell once the event has been handled."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._told)
        return False


def start(_: dict[str, Any]) -> int:
    """Say when the window has been painted and the loop is free."""
    return run(then=lambda app: _say_and_quit(app.window))


def bare_start(_: dict[str, Any]) -> int:
    """The same of a window with nothing in it."""
    qt = QApplication([])
    window = QWidget()
    _say_and_quit(window)
    window.show()
    return qt.exec()


def _say_and_quit(window: QWidget) -> None:
    def painted() -> None:
        say(at=time.monotonic())
        QApplication.quit()

    Painted(window, painted)


def toggle(_: dict[str, Any]) -> int:
    """Say when the quick-find has been painted after it was summoned; it is hidden again by itself."""
    return run(first="nothing", then=lambda app: _summoned(app.quickfind))


def bare_toggle(_: dict[str, Any]) -> int:
    """The same of a box with nothing in it."""
    qt = application()
    instance = Instance(Home.find(), qt)
    instance.claim(None, "")
    box = QWidget(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
    box.resize(720, 500)
    instance.asked.connect(lambda *_: box.show())
    _summoned(box)
    return qt.exec()


def _summoned(box: QWidget) -> None:
    shown = False

    def painted() -> None:
        nonlocal shown
        if box.isVisible() and not shown:
            shown = True
            say(at=time.monotonic())
            QTimer.singleShot(60, hide)

    def hide() -> None:
        nonlocal shown
        box.hide()
        shown = False

    Painted(box, painted)
    say(ready=True)


def keys(given: dict[str, Any]) -> int:
    """Type queries letter by letter; say how long each letter took until rows that answer it were painted."""

    def then(app: App) -> None:
        box, finder, view = app.quickfind.box, app.quickfind.finder, app.quickfind.list
        typed: dict[str, Any] = {"at": 0.0, "text": ""}

        def answered() -> None:
            if typed["text"] and finder.listing.shown == typed["text"]:
                view.viewport().repaint()
                say(ms=(time.monotonic() - typed["at"]) * 1000, rows=len(finder.listing.rows))
                typed["text"] = ""

        finder.changed.connect(answered)
        app.quickfind.summon()
        QTimer.singleShot(500, lambda: _type(app, box.line, given["queries"], typed))

    return run(first="nothing", then=then)


def bare_keys(given: dict[str, Any]) -> int:
    """The same of a line that echoes."""
    qt = QApplication([])
    line = QLineEdit()
    typed: dict[str, Any] = {"at": 0.0, "text": ""}

    def painted() -> None:
        if typed["text"]:
            say(ms=(time.monotonic() - typed["at"]) * 1000, rows=1)
            typed["text"] = ""

    Painted(line, painted)
    line.show()
    QTimer.singleShot(200, lambda: _type(None, line, given["queries"], typed))
    return qt.exec()


def _type(app: App | None, line: QLineEdit, queries: list[str], typed: dict[str, Any]) -> None:
    """Key after key, with a person's gaps."""
    rng = random.Random(3)
    for query in queries:
        if app is not None:
            app.quickfind.box.clear()
        else:
            line.clear()
        wait(150)
        for letter in query:
            if letter != " ":  # which asks for nothing new
                if not typed["text"]:  # else the wait goes on, for rows that answer both keys
                    typed["at"] = time.monotonic()
                typed["text"] = line.text() + letter
            QTest.keyClicks(line, letter)
            wait(rng.randint(*GAPS))
    QApplication.quit()


def stalls(given: dict[str, Any]) -> int:
    """Show the window and say how late a clock is, until told to stop."""

    def then(app: App) -> None:
        QTimer.singleShot(300, lambda: app.window.search(given["query"]))
        _clock()

    return run(then=then)


def bare_stalls(_: dict[str, Any]) -> int:
    """The same of a loop that does nothing."""
    qt = QApplication([])
    _clock()
    return qt.exec()


def _clock() -> None:
    qt = QApplication.instance()
    assert qt is not None
    late: list[float] = []
    due = [time.monotonic() + TICK_MS / 1000]
    timer = QTimer(qt, interval=TICK_MS)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    over = threading.Event()

    def listen() -> None:
        sys.stdin.readline()
        over.set()

    threading.Thread(target=listen, daemon=True).start()

    def tick() -> None:
        now = time.monotonic()
        late.append(max(0.0, (now - due[0]) * 1000))
        due[0] = now + TICK_MS / 1000
        if over.is_set():
            timer.stop()
            say(late=late)
            qt.quit()

    timer.timeout.connect(tick)
    timer.start()
    say(ready=True)


def soak(given: dict[str, Any]) -> int:
    """Use the app at random for so many searches, saying after every hundred how many it was."""

    def then(app: App) -> None:
        steps = _use(app, given["queries"], given["searches"])
        QTimer.singleShot(500, lambda: _step(steps))

    return run(then=then)


def _step(steps: Iterator[int]) -> None:
    """
    Take one step, and the next when it says, from the app's own loop.

    In a loop within a step nothing would be deleted that Qt puts off until the step is over, and memory would grow by that.
    """
    pause = next(steps, None)
    if pause is None:
        QApplication.quit()
    else:
        QTimer.singleShot(pause, lambda: _step(steps))


def _use(app: App, queries: list[str], searches: int) -> Iterator[int]:
    """Use the app at random; yields how many milliseconds to wait."""
    rng = random.Random(7)
    say(searches=0)
    for number in range(1, searches + 1):
        quick = rng.random() < 0.5
        view = app.quickfind if quick else app.window
        if quick and not app.quickfind.isVisible():
            app.quickfind.summon()
        elif not quick and app.quickfind.isVisible():
            app.quickfind.hide()
        view.box.put(rng.choice(queries))
        until = time.monotonic() + 2
        while view.finder.waits and time.monotonic() < until and rng.random() > 0.05:
            yield 2
        for _ in range(rng.randint(0, 3)):
            view.finder.move(rng.choice((1, 1, -1)))
            yield 1
        if not quick:
            app.window.perform(rng.choice(("why", "sort", "preview", "fold", "next_match", "copy_path", "similar")))
        if number % 250 == 0:
            app.theme.choose(rng.choice(("light", "dark")))
        if number % 100 == 0:
            say(searches=number)


_DRIVES: dict[str, Callable[[dict[str, Any]], int]] = {
    "start": start,
    "bare-start": bare_start,
    "toggle": toggle,
    "bare-toggle": bare_toggle,
    "keys": keys,
    "bare-keys": bare_keys,
    "stalls": stalls,
    "bare-stalls": bare_stalls,
    "soak": soak,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
