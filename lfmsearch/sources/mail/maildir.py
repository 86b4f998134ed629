"""Maildir: one file a message, in `cur` and `new`; mbsync, OfflineIMAP, Dovecot, mutt."""

# ruff: noqa: PTH117 - paths are plain strings here

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.builtin import MAILDIR as BOOK_KEEPING
from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, names_in


def is_maildir(path: str) -> bool:
    """Return whether the folder at `path` has the three folders of a Maildir."""
    return all(os.path.isdir(os.path.join(path, name)) for name in ("cur", "new", "tmp"))


def recognises(path: str) -> bool:
    """Return whether `path` is a Maildir, or a folder of them as mbsync and OfflineIMAP lay them out."""
    return is_maildir(path) or holds_maildirs(path)


def holds_maildirs(path: str) -> bool:
    """Return whether there is nothing in `path` but Maildirs and folders of them, hidden names aside."""
    names = [name for name in names_in(path) if not name.startswith(".")]
    inner = [os.path.join(path, name) for name in names]
    return bool(inner) and all(is_maildir(each) or any(map(is_maildir, folders_in(each))) for each in inner)


def _find(machine: Machine) -> Iterator[str]:
    named = machine.environ.get("MAILDIR", "")
    places = [machine.at(name) for name in ("Maildir", ".maildir", "Mail", ".mail", "mail")]
    for path in [named, *places] if os.path.isabs(named) else places:
        if os.path.isdir(path) and recognises(path):
            yield path


STORE = Store(
    kind="maildir",
    title="Maildir",
    holds="mail",
    find=_find,
    recognises=recognises,
    rules=BOOK_KEEPING,
    hidden=True,  # its subfolders begin with a dot
)
