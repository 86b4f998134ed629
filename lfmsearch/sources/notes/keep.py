"""Google Keep, as Google's export leaves it: `Takeout/Keep/*.json`."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.builtin import Rule
from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, names_in
from lfmsearch.sources.takeout import takeouts


def _find(machine: Machine) -> Iterator[str]:
    for takeout in takeouts(machine):
        yield from filter(_recognises, folders_in(takeout))


def _recognises(path: str) -> bool:
    """Each note lies there twice, as JSON and as a page; the folder's own name is translated."""
    if os.path.basename(os.path.dirname(os.path.abspath(path))) != "Takeout":
        return False
    names = set(names_in(path))
    return any(name.endswith(".json") and f"{name[:-5]}.html" in names for name in names)


STORE = Store(
    kind="google-keep",
    title="Google Keep (Google Takeout)",
    holds="note",
    find=_find,
    recognises=_recognises,
    rules=(
        Rule("*.html", "it is the page of a note that is read from the file beside it"),
        Rule("labels.txt", "it is Google Keep's own list of labels"),
    ),
)
