"""Obsidian: folders of Markdown with `.obsidian` in them, listed in its settings."""

# ruff: noqa: PTH117 - paths are plain strings here

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.builtin import Rule
from lfmsearch.sources.kind import Store, encoded
from lfmsearch.sources.machine import Machine, is_there, small_text

_SETTINGS = ".obsidian"
_OPENS = (".md", ".canvas", ".base")


def _find(machine: Machine) -> Iterator[str]:
    import json

    places = [os.path.join(machine.config, "obsidian")]
    if machine.linux:
        places.append(machine.at(".var", "app", "md.obsidian.Obsidian", "config", "obsidian"))
        places.append(machine.at("snap", "obsidian", "current", ".config", "obsidian"))
    for place in places:
        try:
            listed = json.loads(small_text(os.path.join(place, "obsidian.json")) or "{}")
        except ValueError:
            continue  # half written; the next look finds it whole
        vaults = listed.get("vaults") if isinstance(listed, dict) else None
        for vault in vaults.values() if isinstance(vaults, dict) else ():
            path = vault.get("path") if isinstance(vault, dict) else None
            # A vault that was deleted stays in the list.
            if isinstance(path, str) and os.path.isabs(path) and is_there(path):
                yield path


def _recognises(path: str) -> bool:
    return os.path.isdir(os.path.join(path, _SETTINGS))


def _uri(path: str, member: str, _content_key: str) -> str:
    """Obsidian opens by absolute path; what it does not show itself has no address."""
    opens = not member and path.lower().endswith(_OPENS)
    return f"obsidian://open?path={encoded(path)}" if opens else ""


STORE = Store(
    kind="obsidian",
    title="Obsidian",
    holds="note",
    find=_find,
    recognises=_recognises,
    rules=(
        Rule(f"{_SETTINGS}/", "it holds Obsidian's settings and plugins"),
        Rule(".trash/", "it is what you have thrown away"),
    ),
    uri=_uri,
)
