"""The hotkey on Windows: RegisterHotKey, heard as WM_HOTKEY among the messages of the window's thread."""

from __future__ import annotations

import ctypes
import string
from ctypes import wintypes
from typing import Any, Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication

from lfmsearch.gui.hotkey import Standing, Told
from lfmsearch.gui.hotkey.combination import Combination

_WM_HOTKEY = 0x0312
_NOREPEAT = 0x4000
_ALREADY_REGISTERED = 1409
_ID = 1  # ours alone: ids are counted by thread
_MODIFIERS = {"alt": 0x0001, "ctrl": 0x0002, "shift": 0x0004, "meta": 0x0008}
VIRTUAL_KEYS: dict[str, int] = {
    **{letter: ord(letter.upper()) for letter in string.ascii_lowercase},
    **{digit: ord(digit) for digit in string.digits},
    **{f"f{number}": 0x6F + number for number in range(1, 21)},
    "space": 0x20,
    "return": 0x0D,
    "tab": 0x09,
    "backspace": 0x08,
    "delete": 0x2E,
    "escape": 0x1B,
    "insert": 0x2D,
    "home": 0x24,
    "end": 0x23,
    "pageup": 0x21,
    "pagedown": 0x22,
    "left": 0x25,
    "up": 0x26,
    "right": 0x27,
    "down": 0x28,
}


class User32(Protocol):
    """What is used of user32.dll. `last_error` is the error of the last call."""

    def register(self, number: int, modifiers: int, key: int) -> bool:
        """RegisterHotKey for this thread."""

    def unregister(self, number: int) -> None:
        """UnregisterHotKey for this thread."""

    def last_error(self) -> int:
        """GetLastError."""


class WindowsHotkey(QAbstractNativeEventFilter):
    """A hotkey by RegisterHotKey. A combination that another program has registered is `taken`."""

    def __init__(self, told: Told, user32: User32 | None = None) -> None:
        super().__init__()
        self._told = told
        self._user32 = user32 or _TheUser32()
        self._held = False

    def take(self, combination: Combination) -> None:
        """Register this combination in place of the one before."""
        self.release()
        modifiers = _NOREPEAT
        for modifier in combination.modifiers:
            modifiers |= _MODIFIERS[modifier]
        if self._user32.register(_ID, modifiers, VIRTUAL_KEYS[combination.key]):
            self._held = True
            if application := QCoreApplication.instance():
                application.installNativeEventFilter(self)
            self._told.stands(Standing("held"))
        elif (error := self._user32.last_error()) == _ALREADY_REGISTERED:
            self._told.stands(Standing("taken"))
        else:
            self._told.stands(Standing("unavailable", reason=f"RegisterHotKey: error {error}"))

    def release(self) -> None:
        """Give it back."""
        if not self._held:
            return
        self._held = False
        self._user32.unregister(_ID)
        if application := QCoreApplication.instance():
            application.removeNativeEventFilter(self)

    def nativeEventFilter(self, kind: Any, message: int) -> tuple[bool, int]:
        """Hear WM_HOTKEY."""
        if bytes(kind) in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            said = wintypes.MSG.from_address(int(message))
            if said.message == _WM_HOTKEY and said.wParam == _ID:
                self._told.pressed("")
                return True, 0
        return False, 0


class _TheUser32:
    """The real one."""

    def __init__(self) -> None:
        self._dll: Any = vars(ctypes)["WinDLL"]("user32", use_last_error=True)  # only there on Windows

    def register(self, number: int, modifiers: int, key: int) -> bool:
        return bool(self._dll.RegisterHotKey(None, number, modifiers, key))

    def unregister(self, number: int) -> None:
        self._dll.UnregisterHotKey(None, number)

    def last_error(self) -> int:
        return int(vars(ctypes)["get_last_error"]())
