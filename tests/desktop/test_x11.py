"""Real windows on X11: the hotkey, the tray, typing in four scripts, and what a screen reader is told."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from desktop.desktops import Desktop, RunningApp, missing, until

from lfmsearch.system import summons


def test_the_hotkey_brings_up_the_quickfind_and_puts_it_away(desktop: Desktop, app: RunningApp) -> None:
    """Whatever is in front; with the keyboard in its box."""
    app.sees(hotkey="held", quickfind=False)

    desktop.press("ctrl+alt+space")
    app.sees(quickfind=True, active=True)
    desktop.type("notice")
    app.finds("lease")
    desktop.press("ctrl+alt+space")

    app.sees(quickfind=False)


@pytest.mark.parametrize("lock", ["Num_Lock", "Caps_Lock"])
def test_the_hotkey_works_whatever_the_locks_are(desktop: Desktop, app: RunningApp, lock: str) -> None:
    """To X they are modifiers like any other."""
    app.sees(hotkey="held")
    desktop.do("xdotool", "key", lock)

    desktop.do("xdotool", "key", "ctrl+alt+space")

    app.sees(quickfind=True)


def test_a_combination_of_another_program_is_seen_to_be_taken(
    desktop: Desktop, app: RunningApp, tmp_path: Path
) -> None:
    """A second lfmsearch, of another home, wants the same keys."""
    app.sees(hotkey="held")

    second = RunningApp(desktop, tmp_path / "other")

    second.sees(hotkey="taken")
    second.end()


def test_toggle_and_a_second_start_reach_the_one_that_runs(desktop: Desktop, app: RunningApp) -> None:
    """`lfmsearch toggle` for a key of the desktop's own; `lfmsearch` again shows the window."""
    app.toggle()
    app.sees(quickfind=True)
    app.toggle()
    app.sees(quickfind=False)

    desktop.do(sys.executable, "-m", "lfmsearch", **app.env)

    app.sees(window=True)


def test_toggle_starts_the_app_where_none_runs(desktop: Desktop, home: Path) -> None:
    """The command returns at once, the quick-find is there a moment later, and `quit` ends it."""
    env = {"LFMSEARCH_HOME": str(home)}
    address = summons.address_here(env)

    desktop.do(sys.executable, "-m", "lfmsearch", "toggle", **env)

    search = ["xdotool", "search", "--onlyvisible", "--name", "lfmsearch"]
    until(lambda: subprocess.run(search, env=desktop.env, capture_output=True, check=False).stdout, "the quick-find")
    assert summons.send(address, "quit")
    until(lambda: not summons.send(address, "quit"), "its end")


@pytest.mark.parametrize(
    ("text", "title"),
    [("notice period", "lease"), ("الإشعار", "عقد الإيجار"), ("敷金", "敷金"), ("보증금", "보증금")],
    ids=["latin", "arabic", "japanese", "korean"],
)
def test_what_is_typed_is_found_in_every_script(desktop: Desktop, app: RunningApp, text: str, title: str) -> None:
    """As a keyboard of that script sends it."""
    app.summon()

    desktop.type(text)

    app.sees(typed=text)
    app.finds(title)


@pytest.mark.skipif(bool(missing("trayer")), reason="trayer is not here")
def test_with_a_tray_there_is_an_icon_in_it(desktop: Desktop, home: Path) -> None:
    """Without one there is none, and the app says so."""
    before = RunningApp(desktop, home)
    before.sees(tray=False)
    before.process.terminate()
    before.process.wait(20)
    desktop.start("trayer", "--edge", "top", "--width", "30")

    app = RunningApp(desktop, home)

    app.sees(tray=True)


def ibus(desktop: Desktop, engine: str) -> None:
    """Start IBus with one engine in force."""
    desktop.env |= {"QT_IM_MODULE": "ibus", "GTK_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}
    desktop.start("ibus-daemon", "--xim", "--replace", "--panel", "disable", "--cache", "none")
    until(lambda: _is_there(desktop, engine), f"the engine {engine}")


def choose(desktop: Desktop, engine: str) -> None:
    """Put an engine in force. What `ibus engine` returns says nothing: for anthy it is 1, and it has done it."""

    def chosen() -> bool:
        subprocess.run(["ibus", "engine", engine], env=desktop.env, capture_output=True, check=False)
        said = subprocess.run(["ibus", "engine"], env=desktop.env, capture_output=True, text=True, check=False)
        return said.stdout.strip() == engine

    until(chosen, f"the engine {engine} in force")
    time.sleep(0.5)


def _is_there(desktop: Desktop, engine: str) -> bool:
    listed = subprocess.run(["ibus", "list-engine"], env=desktop.env, capture_output=True, text=True, check=False)
    return engine in listed.stdout


@pytest.mark.skipif(bool(missing("ibus-daemon")), reason="ibus is not here")
def test_korean_is_found_while_its_last_syllable_is_being_composed(desktop: Desktop, home: Path) -> None:
    """보증금 with the Hangul keyboard: what is not committed yet is searched for too."""
    ibus(desktop, "hangul")
    app = RunningApp(desktop, home)
    app.summon()
    choose(desktop, "hangul")
    desktop.press("shift+space")  # from Latin to Hangul

    desktop.press(*"qhwmdrma")

    until(lambda: app.seen()["composed"] == "보증금", f"the syllables, but {app.seen()}")
    app.finds("보증금")


@pytest.mark.skipif(bool(missing("ibus-daemon")), reason="ibus is not here")
def test_japanese_is_converted_and_found(desktop: Desktop, home: Path) -> None:
    """しききん becomes 敷金; the first Return only commits it."""
    ibus(desktop, "anthy")
    app = RunningApp(desktop, home)
    app.summon()
    choose(desktop, "anthy")

    desktop.press("ctrl+j", *"sikikinn")  # from Latin to Hiragana
    until(lambda: "しききん" in app.seen()["composed"], f"the syllables, but {app.seen()}")
    desktop.press("space", "Return")

    app.sees(quickfind=True)
    until(lambda: app.seen()["typed"] == "敷金", f"the word, but {app.seen()}")
    app.finds("敷金")


READER = """
import sys, pyatspi
def walk(node, depth=0):
    yield node
    for i in range(min(node.childCount, 50)):
        child = node.getChildAtIndex(i)
        if child is not None:
            yield from walk(child, depth + 1)
for app in pyatspi.Registry.getDesktop(0):
    if app is None: continue
    for node in walk(app):
        print(node.getRoleName(), '|', node.name)
"""


@pytest.mark.skipif(not Path("/usr/lib/python3/dist-packages/pyatspi").exists(), reason="pyatspi is not here")
def test_a_screen_reader_is_told_title_place_and_passage(desktop: Desktop, home: Path) -> None:
    """Each row as one sentence, the box and the list by name."""
    desktop.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    desktop.start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
    app = RunningApp(desktop, home)
    app.summon()
    desktop.type("notice")
    app.finds("lease")

    def told() -> list[str]:
        said = subprocess.run(
            ["/usr/bin/python3", "-c", READER], env=desktop.env, capture_output=True, text=True, check=False, timeout=60
        )
        return said.stdout.splitlines()

    rows = until(
        lambda: [line for line in told() if line.startswith("list item") and "lease" in line], "a row that is read"
    )
    assert "notice period is three months" in rows[0]
    assert rows[0].index("lease") < rows[0].index("things") < rows[0].index("notice")
    assert all(line.partition("|")[2].strip() for line in told() if line.startswith("list |"))
