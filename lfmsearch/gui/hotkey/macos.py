"""
The hotkey on macOS: Carbon's RegisterEventHotKey, through quickmachotkey.

It needs no permission, and the key is swallowed. The system lets two programs register the same combination and both hear it, so
that a conflict cannot be seen; what macOS itself uses never arrives.
"""

from __future__ import annotations

import importlib
from typing import Any

from lfmsearch.gui.hotkey import Standing, Told
from lfmsearch.gui.hotkey.combination import Combination

# Carbon's masks, and the codes of the keys of an ANSI keyboard (Events.h): a position, whatever is printed on it.
_MODIFIERS = {"meta": 0x0100, "shift": 0x0200, "alt": 0x0800, "ctrl": 0x1000}
_ROWS = {
    "asdfhgzxcv": 0x00,
    "bqweryt": 0x0B,
}
KEY_CODES: dict[str, int] = {
    **{key: first + place for row, first in _ROWS.items() for place, key in enumerate(row)},
    "1": 0x12,
    "2": 0x13,
    "3": 0x14,
    "4": 0x15,
    "6": 0x16,
    "5": 0x17,
    "9": 0x19,
    "7": 0x1A,
    "8": 0x1C,
    "0": 0x1D,
    "o": 0x1F,
    "u": 0x20,
    "i": 0x22,
    "p": 0x23,
    "l": 0x25,
    "j": 0x26,
    "k": 0x28,
    "n": 0x2D,
    "m": 0x2E,
    "f1": 0x7A,
    "f2": 0x78,
    "f3": 0x63,
    "f4": 0x76,
    "f5": 0x60,
    "f6": 0x61,
    "f7": 0x62,
    "f8": 0x64,
    "f9": 0x65,
    "f10": 0x6D,
    "f11": 0x67,
    "f12": 0x6F,
    "f13": 0x69,
    "f14": 0x6B,
    "f15": 0x71,
    "f16": 0x6A,
    "f17": 0x40,
    "f18": 0x4F,
    "f19": 0x50,
    "f20": 0x5A,
    "space": 0x31,
    "return": 0x24,
    "tab": 0x30,
    "backspace": 0x33,
    "delete": 0x75,
    "escape": 0x35,
    "insert": 0x72,
    "home": 0x73,
    "end": 0x77,
    "pageup": 0x74,
    "pagedown": 0x79,
    "left": 0x7B,
    "right": 0x7C,
    "down": 0x7D,
    "up": 0x7E,
}


class MacHotkey:
    """A hotkey by RegisterEventHotKey."""

    def __init__(self, told: Told, library: Any = None) -> None:
        self._told = told
        self._library = library  # quickmachotkey, loaded when it is first needed
        self._held: Any = None

    def take(self, combination: Combination) -> None:
        """Register this combination in place of the one before."""
        self.release()
        mask = sum(_MODIFIERS[modifier] for modifier in combination.modifiers)
        try:
            if self._library is None:
                self._library = importlib.import_module("quickmachotkey")
            hold = self._library.quickHotKey(virtualKey=KEY_CODES[combination.key], modifierMask=mask)
            self._held = hold(self._heard())
        except (ImportError, AssertionError) as error:  # asserted by quickmachotkey where Carbon refuses
            self._told.stands(Standing("unavailable", reason=str(error) or type(error).__name__))
            return
        self._told.stands(Standing("held"))

    def release(self) -> None:
        """Give it back."""
        if self._held is not None:
            self._held.unregister()
            self._held = None

    def _heard(self) -> Any:
        """A function of its own for each registration: quickmachotkey hangs what belongs to it on the function."""

        def heard() -> None:
            self._told.pressed("")

        return heard
