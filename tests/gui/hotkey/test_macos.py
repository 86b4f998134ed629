"""The hotkey on macOS, against a quickmachotkey that is played."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gui.hotkey.told import Memory

from lfmsearch.gui.hotkey import Standing
from lfmsearch.gui.hotkey.combination import parse
from lfmsearch.gui.hotkey.macos import MacHotkey


class Carbon:
    """What is registered, as quickmachotkey would do it."""

    def __init__(self) -> None:
        self.registered: dict[tuple[int, int], Callable[[], None]] = {}

    def quickHotKey(self, *, virtualKey: int, modifierMask: int) -> Callable[[Any], Any]:  # noqa: N802, N803
        def hold(heard: Any) -> Any:
            self.registered[virtualKey, modifierMask] = heard
            heard.unregister = lambda: self.registered.pop((virtualKey, modifierMask))
            return heard

        return hold


def test_a_combination_is_registered_by_position_and_heard() -> None:
    """⌃⌥Space is key 49 with control and option."""
    memory, carbon = Memory(), Carbon()
    MacHotkey(memory, carbon).take(parse("⌃⌥Space"))

    carbon.registered[0x31, 0x1000 | 0x0800]()

    assert memory.said == [Standing("held")]
    assert memory.tokens == [""]


def test_another_choice_gives_the_first_one_back() -> None:
    """There is one hotkey at a time, and none after its release."""
    carbon = Carbon()
    hotkey = MacHotkey(Memory(), carbon)
    hotkey.take(parse("⌃⌥Space"))

    hotkey.take(parse("⌘⇧F"))
    held = list(carbon.registered)
    hotkey.release()
    hotkey.release()

    assert held == [(0x03, 0x0100 | 0x0200)]
    assert carbon.registered == {}


def test_a_refusal_of_carbon_is_said() -> None:
    """Quickmachotkey asserts; the user hears of it and the app goes on."""

    class Refusing(Carbon):
        def quickHotKey(self, *, virtualKey: int, modifierMask: int) -> Callable[[Any], Any]:  # noqa: N802, N803
            raise AssertionError("can't register hot keys")

    memory = Memory()

    MacHotkey(memory, Refusing()).take(parse("⌃⌥Space"))

    assert memory.said == [Standing("unavailable", reason="can't register hot keys")]
