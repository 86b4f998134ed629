"""Maildir: one file a message, in `cur` and `new`; mbsync, OfflineIMAP, Dovecot, mutt."""

# ruff: noqa: PTH117 - paths are plain strings here

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from lfmsearch.sources.builtin import MAILDIR as BOOK_KEEPING
from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, names_in

# `1700000000.M1P2.host:2,ST`; where a name cannot hold a colon, programs take another mark. Flags of servers are small letters.
_DELETED = re.compile(r"[:;!]2,[A-Z]*T[A-Za-z]*$")


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


def marked_deleted(path: str) -> dict[str, str]:
    """Return the messages below `path` that are marked as deleted by the flag `T` in their names, with the reason."""
    return {
        os.path.join(folder, name): "its mail program marked it as deleted"
        for folder, _, names in os.walk(path)
        for name in names
        if _DELETED.search(name)
    }


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
    apart=marked_deleted,
    hidden=True,  # its subfolders begin with a dot
)
