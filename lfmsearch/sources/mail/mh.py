"""MH: one numbered file a message; Claws Mail, Sylpheed, nmh."""

# ruff: noqa: PTH123 - paths are plain strings here

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from lfmsearch.sources.builtin import Rule
from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, names_in
from lfmsearch.sources.mail.common import thrown_away

# Folders looked into; a person's mail has one that counts among its first.
_MOST = 100
_TAGS = "tagsdb"
_MARKS = frozenset({".mh_sequences", ".xmhcache", ".claws_cache", ".claws_mark", ".sylpheed_cache", ".sylpheed_mark"})
# Where they lie, and what Claws Mail and Sylpheed keep of accounts on a server.
_PLACES = (
    "Mail",
    ".mail",
    "mail",
    ".mh",
    os.path.join(".claws-mail", "imapcache"),
    os.path.join(".sylpheed-2.0", "imapcache"),
)


def _find(machine: Machine) -> Iterator[str]:
    for place in _PLACES:
        path = machine.at(place)
        if os.path.isdir(path) and _holds_some(path):
            yield path


def _recognises(path: str) -> bool:
    """A folder whose messages are numbered, or that holds such folders and nothing else."""
    return _is_folder(path) or _holds_folders(path, _depth(path))


def _depth(path: str) -> int:
    """How far below `path` the first messages lie; an IMAP cache has them below server and user."""
    return 4 if "imapcache" in path else 2


def _holds_folders(path: str, depth: int) -> bool:
    names = [name for name in names_in(path) if not name.startswith(".") and name != _TAGS]
    inner = [os.path.join(path, name) for name in names]
    return depth > 1 and bool(inner) and all(_is_folder(each) or _holds_folders(each, depth - 1) for each in inner)


def _holds_some(path: str) -> bool:
    """Whether messages lie in a place that is known for them, whatever else does."""
    level = [path]
    for _ in range(_depth(path)):
        if any(map(_is_folder, level)):
            return True
        level = [folder for each in level for folder in folders_in(each)[:_MOST]][:_MOST]
    return False


def _is_folder(path: str) -> bool:
    if any(os.path.lexists(os.path.join(path, mark)) for mark in _MARKS):
        return True
    # Without a mark, nothing but numbered files: `2023` and `2024` among other things are years.
    numbered = ""
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.is_dir():
                    continue
                if not re.fullmatch(r"\d+", entry.name):
                    return False
                numbered = entry.path
    except OSError:
        return False
    return bool(numbered) and _is_mail(numbered)


def _is_mail(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return re.match(rb"[!-9;-~]+[ \t]*:", file.read(1024)) is not None
    except OSError:
        return False


STORE = Store(
    kind="mh",
    title="Claws Mail (MH folders)",
    holds="mail",
    find=_find,
    recognises=_recognises,
    rules=(Rule(_TAGS, "it is the mail program's own book-keeping"), *thrown_away("{}/")),
)
