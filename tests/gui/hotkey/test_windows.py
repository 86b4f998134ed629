"""The hotkey on Windows, against a user32 that is played."""

from __future__ import annotations

import ctypes
from ctypes import wintypes

from gui.hotkey.told import Memory

from lfmsearch.gui.hotkey import Standing
from lfmsearch.gui.hotkey.combination import parse
from lfmsearch.gui.hotkey.windows import WindowsHotkey

ALREADY_REGISTERED = 1409


class Desktop:
    """What one user's programs have registered; `others` belongs to another program."""

    def __init__(self, others: frozenset[tuple[int, int]] = frozenset(), error: int = ALREADY_REGISTERED) -> None:
        self.others, self.error = others, error
        self.ours: dict[int, tuple[int, int]] = {}

    def register(self, number: int, modifiers: int, key: int) -> bool:
        if (modifiers & 0xF, key) in self.others or number in self.ours:
            return False
        self.ours[number] = (modifiers, key)
        return True

    def unregister(self, number: int) -> None:
        del self.ours[number]

    def last_error(self) -> int:
        return self.error


def test_a_free_combination_is_held_and_heard() -> None:
    """Ctrl+Alt+Space is registered without repetition, and its message is a press."""
    memory, desktop = Memory(), Desktop()
    hotkey = WindowsHotkey(memory, desktop)
    hotkey.take(parse("ctrl+alt+space"))
    message = wintypes.MSG(message=0x0312, wParam=1)

    heard = hotkey.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))

    assert desktop.ours == {1: (0x4000 | 0x1 | 0x2, 0x20)}
    assert memory.said == [Standing("held")]
    assert heard == (True, 0)
    assert memory.tokens == [""]


def test_other_messages_pass() -> None:
    """Keys, timers, other programs' hotkeys: none of them is ours."""
    memory = Memory()
    hotkey = WindowsHotkey(memory, Desktop())
    hotkey.take(parse("ctrl+alt+space"))
    message = wintypes.MSG(message=0x0100, wParam=1)

    assert hotkey.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message)) == (False, 0)
    assert hotkey.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert memory.tokens == []


def test_a_combination_of_another_program_is_said_to_be_taken() -> None:
    """The user sees the conflict instead of a key that does nothing."""
    memory = Memory()
    hotkey = WindowsHotkey(memory, Desktop(frozenset({(0x1 | 0x2, 0x20)})))

    hotkey.take(parse("ctrl+alt+space"))
    hotkey.release()

    assert memory.said == [Standing("taken")]


def test_another_choice_gives_the_first_one_back() -> None:
    """There is one hotkey at a time."""
    memory, desktop = Memory(), Desktop()
    hotkey = WindowsHotkey(memory, desktop)
    hotkey.take(parse("ctrl+alt+space"))

    hotkey.take(parse("win+f"))
    held = dict(desktop.ours)
    hotkey.release()

    assert held == {1: (0x4000 | 0x8, ord("F"))}
    assert desktop.ours == {}


def test_an_unknown_refusal_names_its_number() -> None:
    """What nobody foresaw can at least be looked up."""
    memory = Memory()
    hotkey = WindowsHotkey(memory, Desktop(frozenset({(0x2, 0x20)}), error=5))

    hotkey.take(parse("ctrl+space"))

    assert memory.said == [Standing("unavailable", reason="RegisterHotKey: error 5")]
