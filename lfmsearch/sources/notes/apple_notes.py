"""Apple Notes: one database among the group containers, which macOS protects."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.kind import Store, encoded
from lfmsearch.sources.machine import Machine, is_there

_NAME = "NoteStore.sqlite"
_FOLDER = ("Library", "Group Containers", "group.com.apple.notes")


def _find(machine: Machine) -> Iterator[str]:
    path = machine.at(*_FOLDER, _NAME)
    if machine.mac and is_there(path):
        yield path


def _recognises(path: str) -> bool:
    return os.path.basename(path) == _NAME


def _uri(_path: str, member: str, _content_key: str) -> str:
    """The address that Notes writes itself; it wants the note's identifier, which is the member."""
    note = member.removeprefix("@")
    return f"applenotes://showNote?identifier={encoded(note)}" if member.startswith("@") and "/" not in note else ""


STORE = Store(
    kind="apple-notes",
    title="Apple Notes",
    holds="note",
    find=_find,
    recognises=_recognises,
    database=True,
    uri=_uri,
)
