"""Evolution: a Maildir for what is kept here, a cache for the mails of each account."""

# ruff: noqa: PTH206 - paths are plain strings here

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, names_in
from lfmsearch.sources.mail.common import EVERY_RULE, thrown_away
from lfmsearch.sources.mail.maildir import marked_deleted

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
    """What lies in a folder `evolution/mail` that holds an account; its source code has a folder of that name too."""
    parts = os.path.realpath(path).split(os.sep)
    at = next((number for number, pair in enumerate(pairwise(parts)) if pair == ("evolution", "mail")), -1)
    return at >= 0 and os.path.isdir(path) and any(map(_is_account, folders_in(os.sep.join(parts[: at + 2]))))


def _is_account(path: str) -> bool:
    return os.path.basename(path) == "local" or not {"folders", "folders.db"}.isdisjoint(names_in(path))


STORE = Store(
    kind="evolution",
    title="Evolution",
    holds="mail",
    find=_find,
    recognises=_recognises,
    rules=thrown_away("{}/", ".{}/"),
    lifted=EVERY_RULE,
    hidden=True,  # its own folders begin with a dot
    apart=marked_deleted,
    below=lambda _path: _MAILS,
)
