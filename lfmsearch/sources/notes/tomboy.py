"""Tomboy: one `.note` file a note."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.builtin import Rule
from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, names_in

ENDING = ".note"
RULES = (Rule("backup/", "it holds notes you have deleted"), Rule("addins/", "it holds programs"))


# What the program itself keeps beside its notes.
_OWN = frozenset(("manifest.xml", "preferences.xml", "backup", "addins"))


def holds_notes(path: str) -> bool:
    """Return whether the folder at `path` holds `.note` files and nothing that a Source of this kind would pass over."""
    names = [name for name in names_in(path) if not name.startswith(".")]
    return any(name.endswith(ENDING) for name in names) and all(
        name.endswith(ENDING) or name.lower() in _OWN for name in names
    )


def _find(machine: Machine) -> Iterator[str]:
    if machine.mac or machine.windows:
        places = [os.path.join(machine.config, "Tomboy"), os.path.join(machine.config, "Tomboy", "notes")]
    else:
        places = [os.path.join(machine.data, "tomboy"), machine.at(".tomboy")]
        places.append(machine.at(".var", "app", "org.gnome.Tomboy", "data", "tomboy"))
    yield from filter(holds_notes, places)


STORE = Store(
    kind="tomboy",
    title="Tomboy",
    holds="note",
    find=_find,
    recognises=holds_notes,
    rules=RULES,
    only=(ENDING,),
)
