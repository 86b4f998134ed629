"""The hotkey on Wayland, against a portal that is played on a real bus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jeepney", reason="portals are Linux's")

from gui.hotkey.portal_played import Portal, bus
from gui.hotkey.told import Memory
from jeepney.io.blocking import open_dbus_connection

from lfmsearch.gui.hotkey import Standing
from lfmsearch.gui.hotkey.combination import parse
from lfmsearch.gui.hotkey.portal import PortalHotkey
from lfmsearch.system.menu import APP_ID


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with bus(tmp_path) as made:
        yield made


@pytest.fixture
def hotkey(address: str) -> Iterator[Callable[[Memory], PortalHotkey]]:
    made: list[PortalHotkey] = []

    def make(memory: Memory) -> PortalHotkey:
        made.append(PortalHotkey(memory, "Search everything", lambda: open_dbus_connection(address)))
        return made[-1]

    yield make
    for each in made:
        each.release()


def settled(memory: Memory) -> Standing:
    """What was said last, once it is more than a question."""
    assert memory.wait(lambda: memory.said and memory.said[-1].state != "asking")
    return memory.said[-1]


def test_the_app_registers_itself_binds_and_hears_the_keys(address: str, hotkey: Any) -> None:
    """Registered on the same connection, with its description and its wish; each press brings the token to come to the front."""
    memory = Memory()
    with Portal(address) as portal:
        hotkey(memory).take(parse("ctrl+alt+space"))

        assert settled(memory) == Standing("held", shown="Ctrl+Alt+Leertaste")
        portal.press("token-1")
        portal.press()

        assert memory.wait(lambda: len(memory.tokens) == 2)
    wish = {"description": ("s", "Search everything"), "preferred_trigger": ("s", "CTRL+ALT+space")}
    assert list(portal.registered.values()) == [APP_ID]
    assert portal.bound == [[("quick-find", wish)]]
    assert memory.tokens == ["token-1", ""]


def test_answers_that_come_before_their_replies_are_not_lost(address: str, hotkey: Any) -> None:
    """The order of a signal and a reply is no promise."""
    memory = Memory()
    with Portal(address, hasty=True):
        hotkey(memory).take(parse("ctrl+alt+space"))

        assert settled(memory).state == "held"


def test_a_desktop_without_the_registry_is_served_as_well(address: str, hotkey: Any) -> None:
    """Older portals guess who asks."""
    memory = Memory()
    with Portal(address, has_registry=False, needs_app=False):
        hotkey(memory).take(parse("ctrl+alt+space"))

        assert settled(memory).state == "held"


def test_keys_changed_in_the_desktops_settings_are_shown(address: str, hotkey: Any) -> None:
    """The settings of lfmsearch show what is pressed, not what was wished for."""
    memory = Memory()
    with Portal(address) as portal:
        hotkey(memory).take(parse("ctrl+alt+space"))
        settled(memory)

        portal.change("Super+F")

        assert memory.wait(lambda: memory.said[-1] == Standing("held", shown="Super+F"))


def test_a_user_who_says_no_is_not_asked_why(address: str, hotkey: Any) -> None:
    """The dialog was closed: there is no hotkey, and that is no fault."""
    memory = Memory()
    with Portal(address, response=1):
        hotkey(memory).take(parse("ctrl+alt+space"))

        assert settled(memory) == Standing("off")


@pytest.mark.parametrize(
    ("portal", "said"),
    [
        ({"has_registry": False}, "An app id is required"),
        ({"knows_shortcuts": False}, "No CreateSession here"),
        ({"response": 2}, "BindShortcuts ended with 2"),
    ],
)
def test_a_desktop_that_gives_none_is_quoted(address: str, hotkey: Any, portal: dict[str, Any], said: str) -> None:
    """The settings say what the desktop said, and how to bind `lfmsearch toggle` by hand."""
    memory = Memory()
    with Portal(address, **portal):
        hotkey(memory).take(parse("ctrl+alt+space"))

        standing = settled(memory)

    assert standing.state == "unavailable"
    assert said in standing.reason


def test_without_a_bus_there_is_none(hotkey: Any) -> None:
    """On a machine without a session the window still opens."""
    memory = Memory()

    PortalHotkey(memory, connect=lambda: open_dbus_connection("unix:path=/nowhere/bus")).take(parse("ctrl+alt+space"))

    assert settled(memory).state == "unavailable"


def test_another_choice_is_another_session(address: str, hotkey: Any) -> None:
    """A session binds once; the first one ends, and is heard no more."""
    memory = Memory()
    with Portal(address) as portal:
        chosen = hotkey(memory)
        chosen.take(parse("ctrl+alt+space"))
        settled(memory)
        (first,) = portal.sessions

        chosen.take(parse("super+f"))
        settled(memory)
        portal.press("second")

        assert memory.wait(lambda: memory.tokens)
        assert list(portal.sessions) != [first]
        assert [wish["preferred_trigger"][1] for ((_, wish),) in portal.bound] == ["CTRL+ALT+space", "LOGO+f"]


def test_after_its_release_nothing_is_said(address: str, hotkey: Any) -> None:
    """Whoever has turned the hotkey off hears no more of it."""
    memory = Memory()
    with Portal(address):
        chosen = hotkey(memory)
        chosen.take(parse("ctrl+alt+space"))
        settled(memory)
        before = list(memory.said)

        chosen.release()

    assert memory.said == before
