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


SHORTCUTS: Final = (
    Shortcut("next", "Results", "Next or previous result", "Down; Up", fixed=True),
    Shortcut("open", "Results", "Open, at the passage where that can be", "Return", fixed=True),
    Shortcut("reveal", "Results", "Show in its folder", "Ctrl+Return"),
    Shortcut("copy_file", "Results", "Copy the file", "Ctrl+C", fixed=True),
    Shortcut("copy_path", "Results", "Copy the path", "Ctrl+Shift+C"),
    Shortcut("copy_passage", "Results", "Copy the passage", "Ctrl+Alt+C"),
    Shortcut("similar", "Results", "More like this", "Ctrl+M"),
    Shortcut("why", "Results", "Why this?", "Ctrl+I"),
    Shortcut("not_this", "Results", "Not this", "Ctrl+Delete"),
    Shortcut("fold", "Results", "Show or hide the rest of a conversation", "Ctrl+E"),
    Shortcut("actions", "Results", "All that can be done with it", "Ctrl+K"),
    Shortcut("preview", "Preview", "Show or hide the preview", "Ctrl+Y"),
    Shortcut("next_result", "Preview", "Next or previous result, from the preview", "Shift+Down; Shift+Up", fixed=True),
    Shortcut("next_match", "Preview", "Next match", "F3"),
    Shortcut("previous_match", "Preview", "Previous match", "Shift+F3"),
    Shortcut("box", "Search", "Go to the search box", "Ctrl+L"),
    Shortcut("history", "Search", "What was searched for before, in an empty box", "Up", fixed=True),
    Shortcut("filters", "Search", "Go to the filters", "Ctrl+F"),
    Shortcut("sort", "Search", "Sort by date or by relevance", "Ctrl+T"),
    Shortcut("again", "Search", "Search again", "Ctrl+R"),
    Shortcut("hide", "Window", "Clear, then hide", "Escape", fixed=True),
    Shortcut("settings", "Window", "Settings", "Ctrl+,"),
    Shortcut("shortcuts", "Window", "These shortcuts", "F1"),
    Shortcut("quit", "Window", "Quit", "Ctrl+Q"),
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
