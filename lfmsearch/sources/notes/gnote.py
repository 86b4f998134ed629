"""Gnote: Tomboy's notes in a place of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine
from lfmsearch.sources.notes.tomboy import ENDING, RULES, holds_notes


def _find(machine: Machine) -> Iterator[str]:
    if machine.linux:
        places = [os.path.join(machine.data, "gnote"), machine.at(".gnote")]
        places.append(machine.at(".var", "app", "org.gnome.Gnote", "data", "gnote"))
        yield from filter(holds_notes, places)


def _recognises(path: str) -> bool:
    return os.path.basename(path) in ("gnote", ".gnote") and holds_notes(path)


STORE = Store(
    kind="gnote",
    title="Gnote",
    holds="note",
    find=_find,
    recognises=_recognises,
    rules=RULES,
    only=(ENDING,),
)
