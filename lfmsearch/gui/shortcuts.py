"""The keys: what they do, what they are by default, and what the user made of them. Pure: no Qt."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lfmsearch.system.atomic import write_private
from lfmsearch.system.paths import Home


@dataclass(frozen=True, slots=True)
class Shortcut:
    """
    Something a key does.

    Args:
        name: as it is written in `shortcuts.toml`.
        group, title: as shown on F1; to be translated in the context `Shortcut`.
        keys: in Qt's portable form; several are separated by a semicolon. On a Mac, Ctrl is the command key.
        fixed: whether it belongs to the box or the list and cannot be changed.
    """

    name: str
    group: str
    title: str
    keys: str
    fixed: bool = False


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation later; lupdate knows it by this name."""
    return text


_RESULTS = QT_TRANSLATE_NOOP("Shortcut", "Results")
_PREVIEW = QT_TRANSLATE_NOOP("Shortcut", "Preview")
_SEARCH = QT_TRANSLATE_NOOP("Shortcut", "Search")
_WINDOW = QT_TRANSLATE_NOOP("Shortcut", "Window")
SHORTCUTS: Final = (
    Shortcut("next", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Next or previous result"), "Down; Up", fixed=True),
    Shortcut(
        "open", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Open, at the passage where that can be"), "Return", fixed=True
    ),
    Shortcut("reveal", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Show in its folder"), "Ctrl+Return"),
    Shortcut("copy_file", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Copy the file"), "Ctrl+C", fixed=True),
    Shortcut("copy_path", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Copy the path"), "Ctrl+Shift+C"),
    Shortcut("copy_passage", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Copy the passage"), "Ctrl+Alt+C"),
    Shortcut("similar", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "More like this"), "Ctrl+M"),
    Shortcut("why", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Why this?"), "Ctrl+I"),
    Shortcut("not_this", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Not this"), "Ctrl+Delete"),
    Shortcut("fold", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "Show or hide the rest of a conversation"), "Ctrl+E"),
    Shortcut("actions", _RESULTS, QT_TRANSLATE_NOOP("Shortcut", "All that can be done with it"), "Ctrl+K"),
    Shortcut("preview", _PREVIEW, QT_TRANSLATE_NOOP("Shortcut", "Show or hide the preview"), "Ctrl+Y"),
    Shortcut(
        "next_result",
        _PREVIEW,
        QT_TRANSLATE_NOOP("Shortcut", "The same from the preview"),
        "Shift+Down; Shift+Up",
        fixed=True,
    ),
    Shortcut("next_match", _PREVIEW, QT_TRANSLATE_NOOP("Shortcut", "Next match"), "F3"),
    Shortcut("previous_match", _PREVIEW, QT_TRANSLATE_NOOP("Shortcut", "Previous match"), "Shift+F3"),
    Shortcut("scroll_down", _PREVIEW, QT_TRANSLATE_NOOP("Shortcut", "Scroll down"), "Alt+Down"),
    Shortcut("scroll_up", _PREVIEW, QT_TRANSLATE_NOOP("Shortcut", "Scroll up"), "Alt+Up"),
    Shortcut("box", _SEARCH, QT_TRANSLATE_NOOP("Shortcut", "Go to the search box"), "Ctrl+L"),
    Shortcut(
        "history",
        _SEARCH,
        QT_TRANSLATE_NOOP("Shortcut", "What was searched for before, in an empty box"),
        "Up",
        fixed=True,
    ),
    Shortcut("filters", _SEARCH, QT_TRANSLATE_NOOP("Shortcut", "Go to the filters"), "Ctrl+F"),
    Shortcut("sort", _SEARCH, QT_TRANSLATE_NOOP("Shortcut", "Sort by date or by relevance"), "Ctrl+T"),
    Shortcut("again", _SEARCH, QT_TRANSLATE_NOOP("Shortcut", "Search again"), "Ctrl+R"),
    Shortcut("hide", _WINDOW, QT_TRANSLATE_NOOP("Shortcut", "Clear, then hide"), "Escape", fixed=True),
    Shortcut("settings", _WINDOW, QT_TRANSLATE_NOOP("Shortcut", "Settings"), "Ctrl+,"),
    Shortcut("shortcuts", _WINDOW, QT_TRANSLATE_NOOP("Shortcut", "These shortcuts"), "F1"),
    Shortcut("quit", _WINDOW, QT_TRANSLATE_NOOP("Shortcut", "Quit"), "Ctrl+Q"),
)


def keys_of(home: Home) -> dict[str, str]:
    """Return the keys in force by name; what the file says of names that are not known, or cannot be read, is left out."""
    found = {shortcut.name: shortcut.keys for shortcut in SHORTCUTS}
    try:
        table = tomllib.loads(_path(home).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return found
    free = {shortcut.name for shortcut in SHORTCUTS if not shortcut.fixed}
    return found | {name: keys for name, keys in table.items() if name in free and isinstance(keys, str)}


def put(home: Home, keys: Mapping[str, str]) -> None:
    """Write the keys that are not the default ones."""
    own = {one.name: keys[one.name] for one in SHORTCUTS if keys.get(one.name, one.keys) != one.keys}
    home.create()
    write_private(_path(home), "".join(f"{name} = {json.dumps(own[name])}\n" for name in own))


def taken_by(keys: str, name: str, all_keys: Mapping[str, str]) -> str:
    """Return the name of another shortcut that has the same keys; empty where there is none."""
    wanted = {part.strip() for part in keys.split(";")} - {""}
    for other, held in all_keys.items():
        if other != name and wanted & {part.strip() for part in held.split(";")}:
            return other
    return ""


def shown(keys: str, platform: str = sys.platform) -> str:
    """Return keys as they stand on the keyboard: signs on a Mac, words elsewhere."""
    first = keys.partition(";")[0].strip()
    signs = {"Return": "↵", "Down": "↓", "Up": "↑", "Escape": "Esc", "Delete": "Del"}
    parts = [signs.get(part, part) for part in first.split("+")] if not first.endswith("+") else [first]
    if platform != "darwin":
        return "+".join(parts)
    mac = {"Ctrl": "⌘", "Shift": "⇧", "Alt": "⌥", "Meta": "⌃"}
    return "".join(mac.get(part, part) for part in parts)


def _path(home: Home) -> Path:
    return home.config_dir / "shortcuts.toml"
