"""Coming to the front when asked to, by a key, the tray, or a second start."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def come_forward(view: QWidget, token: str = "") -> None:
    """
    Show a view in front of other programs' windows and give it the keyboard.

    Args:
        token: what the desktop gave for that; Wayland refuses the keyboard without it.
    """
    take_token(token)
    view.setWindowState(view.windowState() & ~Qt.WindowState.WindowMinimized)
    view.show()
    view.raise_()
    view.activateWindow()


def take_token(token: str) -> None:
    """Let the next view that wants the keyboard have it by this token. Qt takes it from the environment and strikes it."""
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token
