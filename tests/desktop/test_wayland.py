"""Real windows on Wayland: weston, drawn into a window of an X server, by which it gets its keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop.desktops import Desktop, RunningApp, missing, until

pytestmark = pytest.mark.skipif(bool(missing("weston")), reason="weston is not here")


@pytest.fixture
def wayland(desktop: Desktop) -> Desktop:
    """The same desktop, with a compositor in it."""
    desktop.start(
        "weston",
        "--backend=x11-backend.so",
        "--socket=wayland-test",
        "--width=1200",
        "--height=760",
        "--idle-time=0",
        "--no-config",
        "--shell=kiosk-shell.so",  # each window fills the screen and gets the keyboard: where it is needs no guessing
    )
    runtime = Path(desktop.env["XDG_RUNTIME_DIR"])
    until((runtime / "wayland-test").exists, "weston")
    desktop.env |= {"WAYLAND_DISPLAY": "wayland-test", "XDG_SESSION_TYPE": "wayland"}
    return desktop


def test_the_quickfind_is_summoned_and_finds(wayland: Desktop, home: Path) -> None:
    """By `lfmsearch toggle`, since this desktop gives no hotkey; what is typed arrives."""
    app = RunningApp(wayland, home, QT_QPA_PLATFORM="wayland")
    app.sees(platform="wayland", tray=False)
    until(lambda: app.seen()["hotkey"] in ("unavailable", "asking"), "what has become of the hotkey")

    app.summon()
    app.sees(active=True)
    wayland.type("notice")

    app.sees(typed="notice")
    app.finds("lease")


def test_a_second_start_shows_the_window(wayland: Desktop, home: Path) -> None:
    """Also where windows cannot come to the front by themselves."""
    import sys

    app = RunningApp(wayland, home, QT_QPA_PLATFORM="wayland")

    wayland.do(sys.executable, "-m", "lfmsearch", **app.env)

    app.sees(window=True)
