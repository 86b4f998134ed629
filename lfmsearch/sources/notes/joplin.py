"""Joplin: one database, the same place on every system."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.kind import Store, encoded
from lfmsearch.sources.machine import Machine, is_there

_NAME = "database.sqlite"
_FOLDERS = ("joplin-desktop", "joplin", "JoplinProfile")


def _find(machine: Machine) -> Iterator[str]:
    # Also on macOS and Windows it is `.config` in the home folder.
    places = [machine.at(".config", folder) for folder in _FOLDERS[:2]]
    if machine.linux:
        places += [os.path.join(machine.config, folder) for folder in _FOLDERS[:2]]
        places.append(machine.at(".var", "app", "net.cozic.joplin_desktop", "config", "joplin-desktop"))
    for place in dict.fromkeys(places):
        path = os.path.join(place, _NAME)
        if is_there(path):
            yield path


def _recognises(path: str) -> bool:
    above = os.path.basename(os.path.dirname(path))
    return os.path.basename(path) == _NAME and (above in _FOLDERS or above.startswith("profile-"))


def _uri(_path: str, member: str, _content_key: str) -> str:
    note = member.removeprefix("@")
    return f"joplin://x-callback-url/openNote?id={encoded(note)}" if member.startswith("@") and "/" not in note else ""


STORE = Store(
    kind="joplin",
    title="Joplin",
    holds="note",
    find=_find,
    recognises=_recognises,
    database=True,
    uri=_uri,
)
