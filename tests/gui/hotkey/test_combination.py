"""Combinations of keys: how they are read, shown, and refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.gui.hotkey import macos, windows
from lfmsearch.gui.hotkey.combination import (
    DEFAULT,
    KEYS,
    MODIFIERS,
    BadCombinationError,
    Combination,
    combination,
    parse,
)
from lfmsearch.gui.hotkey.keysyms import KEYSYMS, trigger

combinations = st.builds(
    combination,
    st.sets(st.sampled_from(MODIFIERS), min_size=1).filter(lambda modifiers: modifiers != {"shift"}),
    st.sampled_from(sorted(KEYS)),
)


@given(combinations, st.sampled_from(["darwin", "win32", "linux"]))
def test_what_is_shown_and_what_is_written_down_can_be_read_again(chosen: Combination, system: str) -> None:
    """A user may copy a combination from the settings into a file, from whatever system."""
    assert parse(str(chosen)) == chosen
    assert parse(chosen.shown(system)) == chosen


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ctrl+Alt+Space", "ctrl+alt+space"),
        ("⌃⌥Space", "ctrl+alt+space"),
        ("⌘⇧F", "shift+meta+f"),
        ("super+f", "meta+f"),
        ("Strg + Alt + Entf".replace("Entf", "Del"), "ctrl+alt+delete"),
        ("Control+Enter", "ctrl+return"),
        ("F12", "f12"),
        ("alt+Page Up", "alt+pageup"),
    ],
)
def test_a_combination_may_be_spelt_in_many_ways(text: str, meant: str) -> None:
    """People write keys as they are printed on theirs."""
    assert str(parse(text)) == meant


@pytest.mark.parametrize(
    "text", ["", "+", "ctrl", "ctrl+alt", "space", "a", "shift+a", "ctrl+ü", "hyper+a", "ctrl+a+b"]
)
def test_what_could_not_be_a_hotkey_is_refused_with_a_reason(text: str) -> None:
    """A plain letter would be lost to every other program; two letters are no chord of ours."""
    with pytest.raises(BadCombinationError, match=r"\w"):
        parse(text)


def test_each_system_labels_the_keys_its_own_way() -> None:
    """MacOS has signs, the others words; the fourth modifier is called differently on each."""
    assert DEFAULT.shown("darwin") == "⌃⌥Space"
    assert DEFAULT.shown("linux") == "Ctrl+Alt+Space"
    assert parse("meta+f").shown("win32") == "Win+F"
    assert parse("meta+f").shown("linux") == "Super+F"
    assert parse("meta+f").shown("darwin") == "⌘F"


@pytest.mark.parametrize("table", [KEYSYMS, windows.VIRTUAL_KEYS, macos.KEY_CODES])
def test_every_key_that_can_be_chosen_can_be_taken_on_every_system(table: dict[str, int]) -> None:
    """No table has a hole, and no two keys are one."""
    assert table.keys() == KEYS.keys()
    assert len(set(table.values())) == len(table)


def test_the_desktop_is_told_in_its_own_words() -> None:
    """The shortcuts specification writes modifiers in capitals and keys as keysyms are named."""
    assert trigger(DEFAULT) == "CTRL+ALT+space"
    assert trigger(parse("super+shift+pgup")) == "SHIFT+LOGO+Page_Up"
    assert trigger(parse("f5")) == "F5"
    assert trigger(parse("ctrl+f")) == "CTRL+f"
