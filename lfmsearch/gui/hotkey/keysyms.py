"""The keys as X and Wayland name them: keysyms (X11/keysymdef.h) and the names of the XDG shortcuts specification."""

from __future__ import annotations

import string

from lfmsearch.gui.hotkey.combination import Combination

NUM_LOCK = 0xFF7F
KEYSYMS: dict[str, int] = {
    **{char: ord(char) for char in string.ascii_lowercase + string.digits},
    **{f"f{number}": 0xFFBD + number for number in range(1, 21)},
    "space": 0x20,
    "return": 0xFF0D,
    "tab": 0xFF09,
    "backspace": 0xFF08,
    "delete": 0xFFFF,
    "escape": 0xFF1B,
    "insert": 0xFF63,
    "home": 0xFF50,
    "end": 0xFF57,
    "pageup": 0xFF55,
    "pagedown": 0xFF56,
    "left": 0xFF51,
    "up": 0xFF52,
    "right": 0xFF53,
    "down": 0xFF54,
}

_NAMES = {
    "return": "Return",
    "tab": "Tab",
    "backspace": "BackSpace",
    "delete": "Delete",
    "escape": "Escape",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "Page_Up",
    "pagedown": "Page_Down",
    "left": "Left",
    "up": "Up",
    "right": "Right",
    "down": "Down",
}
_MODIFIERS = {"ctrl": "CTRL", "alt": "ALT", "shift": "SHIFT", "meta": "LOGO"}


def trigger(combination: Combination) -> str:
    """Return a combination as the XDG shortcuts specification writes it: `CTRL+ALT+space`."""
    key = combination.key
    name = _NAMES.get(key, key.upper() if len(key) > 1 and key[1:].isdigit() else key)
    return "+".join((*(_MODIFIERS[modifier] for modifier in combination.modifiers), name))
