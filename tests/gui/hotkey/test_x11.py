"""The hotkey on X11, against a server that is played; real grabs are in tests/desktop."""

from __future__ import annotations

import ctypes

import pytest
from gui.hotkey.told import Memory
from pytestqt.qtbot import QtBot

from lfmsearch.gui.hotkey import Standing
from lfmsearch.gui.hotkey.combination import parse
from lfmsearch.gui.hotkey.x11 import KeyEvent, X11Hotkey

SPACE_KEY, F_KEY = 65, 41
CTRL, ALT, CAPS, NUM = 0x04, 0x08, 0x02, 0x10
PRESS, RELEASE, MAPPING = 2, 3, 34


class Screen:
    """The grabs on one screen; those of `others` are refused with BadAccess."""

    def __init__(self, others: frozenset[tuple[int, int]] = frozenset()) -> None:
        self.others = others
        self.grabs: set[tuple[int, int]] = set()
        self.keys = {0x20: [SPACE_KEY], ord("f"): [F_KEY]}

    def keycodes(self, keysym: int) -> list[int]:
        return self.keys.get(keysym, [])

    def num_lock(self) -> int:
        return NUM

    def grab(self, keycode: int, modifiers: int) -> int:
        if (keycode, modifiers) in self.others:
            return 10
        self.grabs.add((keycode, modifiers))
        return 0

    def ungrab(self, keycode: int, modifiers: int) -> None:
        self.grabs.remove((keycode, modifiers))


def sent(hotkey: X11Hotkey, kind: int, keycode: int = 0, state: int = 0) -> None:
    event = KeyEvent(response_type=kind, detail=keycode, state=state)
    assert hotkey.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(event)) == (False, 0)


def test_a_combination_is_grabbed_whatever_the_locks_are(qtbot: QtBot) -> None:
    """NumLock and CapsLock are modifiers to X: without their grabs the hotkey would be dead while one is on."""
    memory, screen = Memory(), Screen()

    X11Hotkey(memory, screen).take(parse("ctrl+alt+space"))

    held = CTRL | ALT
    assert screen.grabs == {(SPACE_KEY, held | lock) for lock in (0, CAPS, NUM, CAPS | NUM)}
    assert memory.said == [Standing("held")]


def test_a_press_is_heard_once_however_long_the_key_is_held(qtbot: QtBot) -> None:
    """A held key repeats; a box that opened and closed ten times a second would be no help."""
    memory = Memory()
    hotkey = X11Hotkey(memory, Screen())
    hotkey.take(parse("ctrl+alt+space"))

    for _ in range(3):
        sent(hotkey, PRESS, SPACE_KEY, CTRL | ALT | NUM)
    sent(hotkey, RELEASE, SPACE_KEY, CTRL)
    sent(hotkey, PRESS, SPACE_KEY, CTRL | ALT)

    qtbot.waitUntil(lambda: len(memory.tokens) >= 2)
    assert memory.tokens == ["", ""]


def test_other_keys_are_not_ours(qtbot: QtBot) -> None:
    """Space alone, or another key with the same modifiers, is typing."""
    memory = Memory()
    hotkey = X11Hotkey(memory, Screen())
    hotkey.take(parse("ctrl+alt+space"))

    sent(hotkey, PRESS, SPACE_KEY, 0)
    sent(hotkey, PRESS, F_KEY, CTRL | ALT)
    sent(hotkey, PRESS, SPACE_KEY, CTRL | ALT | 0x40)

    qtbot.wait(20)
    assert memory.tokens == []


@pytest.mark.parametrize("lock", [0, CAPS, NUM, CAPS | NUM])
def test_a_combination_of_another_program_is_taken_and_nothing_of_it_is_kept(qtbot: QtBot, lock: int) -> None:
    """Half a grab would be a hotkey that works with NumLock on alone."""
    memory, screen = Memory(), Screen(frozenset({(SPACE_KEY, CTRL | ALT | lock)}))
    hotkey = X11Hotkey(memory, screen)

    hotkey.take(parse("ctrl+alt+space"))

    assert memory.said == [Standing("taken")]
    assert screen.grabs == set()


def test_another_keyboard_layout_moves_the_grab(qtbot: QtBot) -> None:
    """With the layout the letter moves to another key, and the hotkey with it."""
    memory, screen = Memory(), Screen()
    hotkey = X11Hotkey(memory, screen)
    hotkey.take(parse("ctrl+f"))
    screen.keys[ord("f")] = [29]

    sent(hotkey, MAPPING)

    assert {keycode for keycode, _ in screen.grabs} == {29}


def test_a_key_that_is_not_on_this_keyboard_is_said_to_be_missing(qtbot: QtBot) -> None:
    """A laptop may have no F20."""
    memory = Memory()

    X11Hotkey(memory, Screen()).take(parse("f20"))

    assert memory.said == [Standing("unavailable", reason="This keyboard has no key f20.")]


def test_its_release_gives_all_grabs_back(qtbot: QtBot) -> None:
    """Another program may have it now."""
    screen = Screen()
    hotkey = X11Hotkey(Memory(), screen)
    hotkey.take(parse("ctrl+alt+space"))

    hotkey.release()
    hotkey.release()

    assert screen.grabs == set()
