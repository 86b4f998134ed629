"""
The place in macOS's Dock: while the window is open, so that it is found there and by Command-Tab; with the menu bar alone, none.

The .app starts without one (LSUIElement); what pip installed would have Python's all day long.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

IS_MAC: Final = sys.platform == "darwin"

# NSApplicationActivationPolicy, of AppKit's NSRunningApplication.h.
REGULAR, ACCESSORY = 0, 1


class Policy(Protocol):
    """What sets the activation policy of this process."""

    def __call__(self, policy: int, /) -> None:
        """Set it: REGULAR has a place in the Dock and a menu bar, ACCESSORY has neither."""


class Dock(QObject):
    """Follows a window. For the GUI thread."""

    def __init__(self, window: QWidget, policy: Policy) -> None:
        super().__init__(window)
        self._policy = policy
        self._is_regular = False
        policy(ACCESSORY)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Take the place before the window is shown, and give it up once it is hidden; minimised, it stays in the Dock."""
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self._be(regular=True)
        elif event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._be(regular=False)
        return False

    def _be(self, *, regular: bool) -> None:
        if regular != self._is_regular:
            self._is_regular = regular
            self._policy(REGULAR if regular else ACCESSORY)


def appkit() -> Policy:
    """Return what asks AppKit: `[NSApp setActivationPolicy: policy]`. Qt has loaded it; on macOS alone."""
    runtime = ctypes.CDLL(ctypes.util.find_library("objc"))
    runtime.objc_getClass.restype = runtime.sel_registerName.restype = ctypes.c_void_p
    runtime.objc_getClass.argtypes = runtime.sel_registerName.argtypes = [ctypes.c_char_p]
    # As the function it calls is declared: on Apple's processors a variadic call passes its arguments elsewhere.
    shared = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", runtime))
    chosen = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long)(("objc_msgSend", runtime))

    def choose(policy: int, /) -> None:
        application = shared(runtime.objc_getClass(b"NSApplication"), runtime.sel_registerName(b"sharedApplication"))
        chosen(application, runtime.sel_registerName(b"setActivationPolicy:"), policy)

    return choose
