"""Bear: one database among the group containers, which macOS protects."""

# ruff: noqa: PTH206 - paths are plain strings here

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.kind import Store, encoded
from lfmsearch.sources.machine import Machine, is_there

_NAME = "database.sqlite"
_CONTAINER = "9K33E3U3T4.net.shinyfrog.bear"
_PLACE = ("Library", "Group Containers", _CONTAINER, "Application Data", _NAME)


def _find(machine: Machine) -> Iterator[str]:
    path = machine.at(*_PLACE)
    if machine.mac and is_there(path):
        yield path


def _recognises(path: str) -> bool:
    return os.path.basename(path) == _NAME and _CONTAINER in path.split(os.sep)


def _uri(_path: str, member: str, _content_key: str) -> str:
    note = member.removeprefix("@")
    return f"bear://x-callback-url/open-note?id={encoded(note)}" if member.startswith("@") and "/" not in note else ""


STORE = Store(
    kind="bear",
    title="Bear",
    holds="note",
    find=_find,
    recognises=_recognises,
    database=True,
    uri=_uri,
)
