"""The folders of a Source that a scan would enter: those that are worth watching. Lists folders, opens ignore files alone."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.builtin import MARKS
from lfmsearch.sources.rules import GITIGNORE, LFMIGNORE, Folder, Rules, Verdict

# A change of such a file may bring in or shut the folder it lies in and all below.
DECIDING = frozenset((LFMIGNORE, GITIGNORE, *MARKS))


def entered(rules: Rules, top: str = "", *, follow_links: bool = False) -> Iterator[tuple[str, float]]:
    """
    Yield the folders at and below `top` that a scan enters, each with the time it changed last; an outer one comes first.

    What cannot be looked at is passed over: the scan names it. A folder is yielded before it is listed, so that whoever watches it
    at once misses nothing that is made in it.

    Args:
        rules: of the Source, with a reader of ignore files.
        top: a folder of the Source, which may be gone or excluded; the Source itself when empty.
        follow_links: as in `scan`; each real folder once.
    """
    top = top or rules.source.path
    walked: set[tuple[int, int]] = set()
    waiting: list[tuple[str, Folder | None, Verdict | None]] = [(top, None, None)]
    while waiting:
        path, above, outer = waiting.pop()
        try:
            status = os.stat(path, follow_symlinks=follow_links or path == rules.source.path)
            identity = (status.st_dev, status.st_ino)
            if follow_links and identity in walked:
                continue
            walked.add(identity)
            here = _opened(rules, path) if above is None else above
            if here is None or not os.access(path, os.R_OK | os.X_OK):
                continue
            yield path, status.st_mtime
            with os.scandir(path) as entries:
                listed = list(entries)
            present = DECIDING.intersection([entry.name for entry in listed])
            folder = here if above is None else above.enter(os.path.basename(path), outer, present)
        except OSError:
            continue
        for entry in listed:
            try:
                inner = entry.is_dir(follow_symlinks=follow_links)
            except OSError:
                continue
            if inner:
                verdict = folder.verdict(entry.name, is_dir=True)
                if verdict.included or folder.leads_to_included(entry.name):
                    waiting.append((entry.path, folder, None if verdict.included else verdict))


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


def _opened(rules: Rules, path: str) -> Folder | None:
    """Return the folder at `path`, which lies in the Source, with its rules; None when it is not entered."""
    here = rules.root()
    relative = os.path.relpath(path, rules.source.path)
    for name in () if relative == os.curdir else relative.split(os.sep):  # noqa: PTH206 - names may hold any bytes
        verdict = here.verdict(name, is_dir=True)
        if not verdict.included and not here.leads_to_included(name):
            return None
        here = here.enter(name, None if verdict.included else verdict)
    return here
