"""
The global hotkey: one combination of keys that is heard whatever program is in front. One file a system.

Each says through `Told` what becomes of it. On Wayland it is the desktop that grants a hotkey and may choose another; everywhere
else it is taken at once, or another program has it already.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from lfmsearch.gui.hotkey.combination import Combination

State = Literal["off", "asking", "held", "taken", "unavailable"]
Way = Literal["x11", "portal", "macos", "windows", "none"]


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What has become of the hotkey.

    Args:
        state: `asking` while the desktop's own dialog may be open, `taken` when another program has it, `unavailable` when this
            system gives none.
        shown: the keys as the desktop words them, where it chose them; else empty.
        reason: for `unavailable`, what the system said, in its words; else empty.
    """

    state: State
    shown: str = ""
    reason: str = ""


class Told(Protocol):
    """Who is told. May be called in any thread."""

    def pressed(self, token: str) -> None:
        """The hotkey was pressed; `token` lets a window come to the front on Wayland, and is empty elsewhere."""

    def stands(self, standing: Standing) -> None:
        """Something has become of the hotkey."""


class Hotkey(Protocol):
    """One system's way to hold a hotkey. Used from the thread of the window."""

    def take(self, combination: Combination) -> None:
        """Hold this combination in place of the one before; `Told.stands` says what became of it."""

    def release(self) -> None:
        """Hold none. Idempotent."""


def way_here(platform_name: str, environ: Mapping[str, str] | None = None, system: str = sys.platform) -> Way:
    """
    Return how a hotkey is taken here.

    Args:
        platform_name: what Qt draws on (`QGuiApplication.platformName()`).
        environ: the environment, the process's own when None.
        system: a `sys.platform`.
    """
    if system == "darwin":
        return "macos" if platform_name == "cocoa" else "none"
    if system == "win32":
        return "windows" if platform_name == "windows" else "none"
    session = (os.environ if environ is None else environ).get("XDG_SESSION_TYPE", "")
    # On XWayland a grab is heard while an X11 window has the keyboard, and at no other time.
    if platform_name == "wayland" or (platform_name == "xcb" and session == "wayland"):
        return "portal"
    return "x11" if platform_name == "xcb" else "none"


def hotkey_of(way: Way, told: Told, description: str = "Show or hide the quick-find") -> Hotkey:
    """Return the Hotkey of a way; its module is loaded now. `description` is what a desktop calls it in its own settings."""
    if way == "x11":
        from lfmsearch.gui.hotkey.x11 import X11Hotkey

        return X11Hotkey(told)
    if way == "portal":
        from lfmsearch.gui.hotkey.portal import PortalHotkey

        return PortalHotkey(told, description)
    if way == "macos":
        from lfmsearch.gui.hotkey.macos import MacHotkey

        return MacHotkey(told)
    if way == "windows":
        from lfmsearch.gui.hotkey.windows import WindowsHotkey

        return WindowsHotkey(told)
    return NoHotkey(told)


class NoHotkey:
    """Where there is none to be had: a screen that is not one, or a system nobody knows."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def take(self, combination: Combination) -> None:  # noqa: ARG002
        """Say that there is none."""
        self._told.stands(Standing("unavailable"))

    def release(self) -> None:
        """Nothing is held."""
