"""The folders of a Source that a scan would enter: those that are worth watching. Lists folders, opens ignore files alone."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.builtin import MARKS
from lfmsearch.sources.rules import GITIGNORE, LFMIGNORE, Folder, Rules

# A change of such a file may bring in or shut the folder it lies in and all below.
DECIDING = frozenset((LFMIGNORE, GITIGNORE, *MARKS))


def entered(rules: Rules, top: str = "", *, follow_links: bool = False) -> Iterator[tuple[str, float]]:
    """
    Yield the folders at and below `top` that a scan enters, each with the time it changed last; an outer one comes first.

    What cannot be looked at is passed over: the scan names it.

    Args:
        rules: of the Source, with a reader of ignore files.
        top: a folder of the Source, which may be gone or excluded; the Source itself when empty.
        follow_links: as in `scan`; each real folder once.
    """
    top = top or rules.source.path
    walked: set[tuple[int, int]] = set()
    waiting: list[tuple[str, Folder | None]] = [(top, None)]
    while waiting:
        path, above = waiting.pop()
        try:
            status = os.stat(path, follow_symlinks=follow_links or path == rules.source.path)
            identity = (status.st_dev, status.st_ino)
            if follow_links and identity in walked:
                continue
            walked.add(identity)
            with os.scandir(path) as entries:
                listed = list(entries)
            folder = _opened(rules, path, above, DECIDING.intersection(entry.name for entry in listed))
        except OSError:
            continue
        if folder is None:
            continue
        yield path, status.st_mtime
        for entry in listed:
            try:
                inner = entry.is_dir(follow_symlinks=follow_links)
            except OSError:
                continue
            if inner and _enters(folder, entry.name):
                waiting.append((entry.path, folder))


def wanted(rules: Rules, name: str) -> bool:
    """
    Return whether a file of this name could count; its folder may still leave it out.

    By the name alone, since it is asked at every event: files that programs keep for themselves come and go all the time.
    """
    if rules.include:
        return True
    return (rules.hidden or not name.startswith(".")) and rules.file_rule(name) is None


def enters(rules: Rules, name: str) -> bool:
    """Return whether a folder of this name could be entered, by the name alone."""
    if rules.include:
        return True
    return (rules.hidden or not name.startswith(".")) and rules.folder_rule(name) is None


def _enters(folder: Folder, name: str) -> bool:
    return folder.verdict(name, is_dir=True).included or folder.leads_to_included(name)


def _opened(rules: Rules, path: str, above: Folder | None, present: frozenset[str]) -> Folder | None:
    """Return the folder at `path` with its rules, None when it is not entered."""
    if above is not None:
        return _inner(above, os.path.basename(path), present)
    here: Folder | None = rules.root(present if path == rules.source.path else None)
    relative = os.path.relpath(path, rules.source.path)
    for name in () if relative == os.curdir else relative.split(os.sep):  # noqa: PTH206 - names may hold any bytes
        if here is None or not _enters(here, name):
            return None
        here = _inner(here, name, None)
    return here


def _inner(above: Folder, name: str, present: frozenset[str] | None) -> Folder:
    verdict = above.verdict(name, is_dir=True)
    return above.enter(name, None if verdict.included else verdict, present)
