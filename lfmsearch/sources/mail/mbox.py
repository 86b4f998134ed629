"""mbox: a file of mails one after the other; what `mail`, mutt and Alpine keep, and what others export."""

# ruff: noqa: PTH113, PTH117, PTH123 - paths are plain strings here

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine


def recognises(path: str) -> bool:
    """Return whether the file at `path` begins like a mailbox."""
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            return file.read(5) == b"From "
    except OSError:
        return False


def _find(machine: Machine) -> Iterator[str]:
    for path in (machine.environ.get("MAIL", ""), machine.at("mbox")):
        if os.path.isabs(path) and recognises(path):
            yield path


STORE = Store(kind="mbox", title="Mailbox (mbox)", holds="mail", find=_find, recognises=recognises)
