"""Evolution: a Maildir for what is kept here, a cache for the mails of each account."""

# ruff: noqa: PTH206 - paths are plain strings here

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine
from lfmsearch.sources.mail.common import EVERY_RULE, thrown_away

_FLATPAK = (".var", "app", "org.gnome.Evolution")
_MAILS = frozenset({"cur", "new"})


def _find(machine: Machine) -> Iterator[str]:
    if not machine.linux:
        return
    for data, cache in (
        (machine.data, machine.cache),
        (machine.at(*_FLATPAK, "data"), machine.at(*_FLATPAK, "cache")),
    ):
        for path in (os.path.join(data, "evolution", "mail", "local"), os.path.join(cache, "evolution", "mail")):
            if os.path.isdir(path):
                yield path


def _recognises(path: str) -> bool:
    parts = os.path.realpath(path).split(os.sep)
    return os.path.isdir(path) and ("evolution", "mail") in pairwise(parts)


STORE = Store(
    kind="evolution",
    title="Evolution",
    holds="mail",
    find=_find,
    recognises=_recognises,
    rules=thrown_away("{}/", ".{}/"),
    lifted=EVERY_RULE,
    hidden=True,  # its own folders begin with a dot
    below=lambda _path: _MAILS,
)
