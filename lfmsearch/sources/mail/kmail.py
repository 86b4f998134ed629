"""KMail: Maildirs, their subfolders in hidden folders beside them (`.inbox.directory`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, names_in
from lfmsearch.sources.mail.common import EVERY_RULE, thrown_away
from lfmsearch.sources.mail.maildir import is_maildir, marked_deleted

_ROOTS = ("local-mail", ".local-mail.directory")
_SUBFOLDERS = re.compile(r"\..+\.directory")
_MAILS = frozenset({"cur", "new"})


def _find(machine: Machine) -> Iterator[str]:
    if not machine.linux:
        return
    flatpak = machine.at(".var", "app", "org.kde.kontact", "data")
    for data in (machine.data, flatpak):
        for path in (os.path.join(data, name) for name in _ROOTS):
            if os.path.isdir(path):
                yield path


def _recognises(path: str) -> bool:
    """
    The folder of all mails, or one that holds Maildirs with subfolders and nothing that would be passed over.

    KDE's file manager leaves a file called `.directory` in any folder; it says nothing.
    """
    if not os.path.isdir(path):
        return False
    if os.path.basename(path) in _ROOTS:
        return True
    names = names_in(path)
    inner = any(_SUBFOLDERS.fullmatch(each) and each[1:-10] in names for each in names)
    return (inner or bool(_SUBFOLDERS.fullmatch(os.path.basename(path)))) and all(
        is_maildir(os.path.join(path, each)) for each in names if not each.startswith(".")
    )


STORE = Store(
    kind="kmail",
    title="KMail",
    holds="mail",
    find=_find,
    recognises=_recognises,
    rules=thrown_away("{}/", ".{}.directory/"),
    lifted=EVERY_RULE,
    hidden=True,
    apart=marked_deleted,
    below=lambda _path: _MAILS,
)
