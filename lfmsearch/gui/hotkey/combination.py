"""
Combinations of keys, as they are written down, shown, and spoken of by each system. Pure.

Written down as `ctrl+alt+space`: modifiers first, in one order, then one key. `meta` is ⌘ on macOS, else the Windows or Super key.
"""

from __future__ import annotations

import string
import sys
from dataclasses import dataclass

MODIFIERS = ("ctrl", "alt", "shift", "meta")
"""In the order in which every system writes them."""

_LETTERS = {letter: letter.upper() for letter in string.ascii_lowercase}
_DIGITS = {digit: digit for digit in string.digits}
_FUNCTION = {f"f{number}": f"F{number}" for number in range(1, 21)}
_NAMED = {
    "space": "Space",
    "return": "Return",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "escape": "Esc",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "left": "←",
    "up": "↑",
    "right": "→",
    "down": "↓",
}
KEYS: dict[str, str] = {**_LETTERS, **_DIGITS, **_FUNCTION, **_NAMED}
"""Every key that can be part of a combination, with how it is shown."""

_OTHER_NAMES = {
    "control": "ctrl",
    "strg": "ctrl",
    "option": "alt",
    "opt": "alt",
    "cmd": "meta",
    "command": "meta",
    "super": "meta",
    "win": "meta",
    "windows": "meta",
    "logo": "meta",
    "enter": "return",
    "esc": "escape",
    "del": "delete",
    "pgup": "pageup",
    "pgdown": "pagedown",
    "page up": "pageup",
    "page down": "pagedown",
}
_SIGNS = {"⌃": "ctrl", "⌥": "alt", "⇧": "shift", "⌘": "meta"}
_MAC = {meaning: sign for sign, meaning in _SIGNS.items()}
_SHOWN = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift"}


class BadCombinationError(ValueError):
    """A text or a choice that could not be a global hotkey; the message says why."""


@dataclass(frozen=True, slots=True)
class Combination:
    """
    One key pressed while modifiers are held.

    Args:
        modifiers: in the order of `MODIFIERS`.
        key: one of `KEYS`.
    """

    modifiers: tuple[str, ...]
    key: str

    def __str__(self) -> str:
        """Return it as it is written down: `ctrl+alt+space`."""
        return "+".join((*self.modifiers, self.key))

    def shown(self, system: str = sys.platform) -> str:
        """Return it as the keys of `system` (a `sys.platform`) are labelled: `⌃⌥Space`, `Ctrl+Alt+Space`."""
        if system == "darwin":
            return "".join(_MAC[modifier] for modifier in self.modifiers) + KEYS[self.key]
        meta = "Win" if system == "win32" else "Super"
        return "+".join((*(_SHOWN.get(modifier, meta) for modifier in self.modifiers), KEYS[self.key]))


def combination(modifiers: set[str], key: str) -> Combination:
    """
    Return the combination of `modifiers` and `key`.

    Raises:
        BadCombinationError: there is no such key, or it is wanted for typing: a key alone (but F keys), or with Shift alone.
    """
    if key not in KEYS:
        raise BadCombinationError(f"“{key}” is no key that can be chosen.")
    ordered = tuple(modifier for modifier in MODIFIERS if modifier in modifiers)
    if not set(ordered) - {"shift"} and key not in _FUNCTION:
        raise BadCombinationError(f"“{KEYS[key]}” needs Ctrl, Alt or another modifier: alone it is wanted for typing.")
    return Combination(ordered, key)


def parse(text: str) -> Combination:
    """
    Return the combination that `text` names, however it is spelt: `Ctrl+Alt+Space`, `⌃⌥Space`, `super+f`.

    Raises:
        BadCombinationError: it names none.
    """
    rest = text.strip()
    modifiers: set[str] = set()
    while rest and rest[0] in _SIGNS:
        modifiers.add(_SIGNS[rest[0]])
        rest = rest[1:].lstrip(" +")
    *held, key = [_named(part) for part in rest.split("+")]
    for name in held:
        if name not in MODIFIERS:
            raise BadCombinationError(f"“{name}” in “{text}” is no modifier.")
        modifiers.add(name)
    if not key or key in MODIFIERS:
        raise BadCombinationError(f"“{text}” lacks a key beside its modifiers.")
    return combination(modifiers, key)


def _named(part: str) -> str:
    name = part.strip().lower()
    return _OTHER_NAMES.get(name, _BY_SIGN.get(name, name))


_BY_SIGN = {shown.lower(): key for key, shown in _NAMED.items()}
DEFAULT = Combination(("ctrl", "alt"), "space")
"""Free on the three systems as they come; ⌥Space and ⌘Space belong to well-known launchers."""
