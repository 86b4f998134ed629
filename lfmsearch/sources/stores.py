"""
The list of kinds of Sources that know more than files and folders: mail programs and notes apps.

A new one is one file with a `STORE` and one line here. Where two could claim a place, the earlier one gets it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine
from lfmsearch.sources.mail import apple_mail, evolution, kmail, maildir, mbox, mh, outlook, takeout, thunderbird
from lfmsearch.sources.notes import apple_notes, bear, gnote, joplin, keep, logseq, obsidian, tomboy

STORES: tuple[Store, ...] = (
    thunderbird.STORE,
    apple_mail.STORE,
    evolution.STORE,
    kmail.STORE,
    outlook.STORE,
    takeout.STORE,
    mh.STORE,
    maildir.STORE,
    mbox.STORE,
    obsidian.STORE,
    logseq.STORE,
    joplin.STORE,
    apple_notes.STORE,
    bear.STORE,
    gnote.STORE,
    tomboy.STORE,
    keep.STORE,
)

# What any place is that no Store knows.
PLAIN = Store(kind="folder", title="Folder", holds="file")

_BY_KIND = {store.kind: store for store in STORES}


@dataclass(frozen=True, slots=True)
class Finding:
    """A Store that was found on this machine. `problem`: why it cannot be read as it is, and what to do; else empty."""

    store: Store
    path: str
    problem: str = ""


def store_of(kind: str) -> Store:
    """Return the Store of a Source's kind; for a plain folder or file, one without rules of its own."""
    return _BY_KIND.get(kind, PLAIN)


def recognised(path: str) -> Store | None:
    """Return the Store that lies at `path`, None when no Store knows it."""
    return next((store for store in STORES if store.recognises(path)), None)


def findings(machine: Machine, stores: Iterable[Store] = STORES) -> Iterator[Finding]:
    """Yield what mail programs and notes apps keep on `machine`, each place once."""
    seen: set[str] = set()
    for store in stores:
        for path in store.find(machine):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield Finding(store, real, machine.refusal(real) or store.problem(real))


def uri_of(kind: str, path: str, member: str, content_key: str) -> str:
    """
    Return the address that opens a mail or a note in its app; empty when there is none, and for attachments.

    Args:
        kind: of the Source.
        path: absolute, of the File.
        member, content_key: as in Document.
    """
    return store_of(kind).uri(path, member, content_key)
