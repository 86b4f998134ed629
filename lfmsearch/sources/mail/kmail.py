"""KMail: Maildirs, their subfolders in hidden folders beside them (`.inbox.directory`)."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, names_in
from lfmsearch.sources.mail.common import EVERY_RULE, thrown_away

_MAILS = frozenset({"cur", "new"})


def _find(machine: Machine) -> Iterator[str]:
    if not machine.linux:
        return
    flatpak = machine.at(".var", "app", "org.kde.kontact", "data")
    for data in (machine.data, flatpak):
        for path in (os.path.join(data, "local-mail"), os.path.join(data, ".local-mail.directory")):
            if os.path.isdir(path):
                yield path


def _recognises(path: str) -> bool:
    if not os.path.isdir(path):
        return False
    name = os.path.basename(path)
    beside = any(each.startswith(".") and each.endswith(".directory") for each in names_in(path))
    return beside or name == "local-mail" or (name.startswith(".") and name.endswith(".directory"))


STORE = Store(
    kind="kmail",
    title="KMail",
    holds="mail",
    find=_find,
    recognises=_recognises,
    rules=thrown_away("{}/", ".{}.directory/"),
    lifted=EVERY_RULE,
    hidden=True,
    below=lambda _path: _MAILS,
)
