"""Gmail, as Google's export leaves it: `Takeout/Mail/*.mbox`."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, names_in
from lfmsearch.sources.takeout import takeouts


def _find(machine: Machine) -> Iterator[str]:
    for takeout in takeouts(machine):
        # The folder's name is translated; what it holds is not.
        yield from (folder for folder in folders_in(takeout) if _holds_mail(folder))


def _recognises(path: str) -> bool:
    return os.path.basename(os.path.dirname(os.path.abspath(path))) == "Takeout" and _holds_mail(path)


def _holds_mail(path: str) -> bool:
    return any(name.endswith(".mbox") for name in names_in(path))


STORE = Store(
    kind="gmail-takeout",
    title="Gmail (Google Takeout)",
    holds="mail",
    find=_find,
    recognises=_recognises,
    only=(".mbox",),
)
