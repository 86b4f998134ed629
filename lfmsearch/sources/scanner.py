"""
What there is in a Source, against what is known: new, changed, moved, gone. Opens ignore files alone.

Paths are strings as the operating system gives them: bytes that are no UTF-8 stand in them as lone surrogates
(`os.fsdecode`), so that `os.fsencode` always leads back to the file.
"""

from __future__ import annotations

import os
import stat as modes
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lfmsearch.sources.builtin import MARKS
from lfmsearch.sources.machine import Machine
from lfmsearch.sources.rules import GITIGNORE, LFMIGNORE, Folder, Rules
from lfmsearch.sources.stores import store_of
from lfmsearch.types import Source

Known = tuple[int, int, int]  # size in bytes, mtime in nanoseconds, inode

# Known under this, a file counts as changed as soon as it can be read: for those that were skipped the last time.
UNREAD: Known = (-1, -1, -1)

# On macOS a folder too may be without its contents, and listing it fetches them. Elsewhere placeholders are files.
_FOLDERS_IN_CLOUD = sys.platform == "darwin"

# Names in a folder that its rules want to know of.
_HEARD = frozenset((LFMIGNORE, GITIGNORE, *MARKS))
# An ignore file of a person has some lines; beyond this it is something else under that name.
_LARGEST_IGNORE_FILE = 1 << 20
# The Store keeps numbers of 63 bits; file systems may give inodes and times beyond.
_LARGEST_NUMBER = 2**63 - 1

TOO_LARGE = "It is larger than {limit} MB."
PLACEHOLDER = "It is kept in the cloud and not on this machine."
FOLDER_IN_CLOUD = "The folder is kept in the cloud and not on this machine."
NOT_A_FILE = "It is not a regular file."


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as the folder listing gave it. `inode` is 0 where the system has none to give."""

    path: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(slots=True)
class Scan:
    """
    What a scan found.

    Args:
        moved: (old path, new) of files that lie elsewhere under the same inode, size and time; in no other list.
        gone: known paths that are not there any more or do not count any more.
        skipped: files that count but are not to be read, each with the reason; named on every scan.
        problems: (path, reason) of what could not be looked at. What is known below stays and is not gone.
        excluded: files and folders that the rules leave out; a folder counts once.
        available: False when the Source itself is not there; then nothing is gone.
        complete: False when it was cancelled; then nothing is gone or moved.
    """

    new: list[Seen] = field(default_factory=list)
    changed: list[Seen] = field(default_factory=list)
    moved: list[tuple[str, Seen]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    skipped: list[tuple[Seen, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    excluded: int = 0
    available: bool = True
    complete: bool = True


def scan(
    source: Source,
    rules: Rules,
    known: Mapping[str, Known],
    *,
    only: Collection[str] | None = None,
    largest_bytes: int = 2_000_000_000,
    follow_links: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, str], None] = lambda _done, _folder: None,
    listing: Callable[[str], Iterator[os.DirEntry[str]]] = os.scandir,
) -> Scan:
    """
    Walk `source` and return what differs from `known`.

    Opens and downloads nothing; follows no symbolic link unless told, and then each real folder once.

    Args:
        source: where to look; a single file is looked at alone.
        rules: of this Source, with `read_ignore_file` as its reader.
        known: what the index holds of this Source (with `only`: at those paths and below them); `UNREAD` for files that were skipped.
        only: absolute paths in the Source to look at, with all that lies below them, none inside another (`outermost`); None
            looks at everything.
        largest_bytes: larger files are skipped; not in a mail program's place, where mailboxes grow and are read piece by piece.
        follow_links: whether symbolic links to files and folders are followed.
        cancelled: asked before every folder.
        progress: told the number of files looked at and the folder in hand, once a folder.
        listing: lists a folder; another one only in tests.
    """
    if store_of(source.kind).holds == "mail":
        largest_bytes = _LARGEST_NUMBER
    return _Walk(rules, known, largest_bytes, follow_links, listing).run(source, only, cancelled, progress)


def outermost(paths: Collection[str]) -> list[str]:
    """Return paths to look at without those that lie below another; of a file that tells what counts in its folder, the folder."""
    wanted = {os.path.dirname(path) if os.path.basename(path) in _HEARD else path for path in paths}
    found: list[str] = []
    for path in sorted(wanted, key=lambda path: path.split(os.sep)):  # noqa: PTH206
        if not found or not path.startswith(os.path.join(found[-1], "")):
            found.append(path)
    return found


def read_ignore_file(path: str) -> str:
    """
    Return the text of the ignore file at `path`; empty when there is none.

    Raises:
        OSError: it cannot be read, or would have to be downloaded.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return ""
    if not modes.S_ISREG(status.st_mode):
        return ""
    if is_placeholder(status) or status.st_size > _LARGEST_IGNORE_FILE:
        raise OSError(0, "it is not on this machine" if is_placeholder(status) else "it is too large", path)
    with open(path, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123 - paths are plain strings here
        return file.read()


def is_placeholder(status: os.stat_result) -> bool:
    """Return whether reading the file would make a cloud service download it, by the flags of its stat result."""
    # SF_DATALESS (macOS, sys/stat.h): the contents are with the file provider.
    if getattr(status, "st_flags", 0) & 0x40000000:
        return True
    # FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS (Windows, winnt.h).
    return bool(getattr(status, "st_file_attributes", 0) & (0x1000 | 0x40000 | 0x400000))


class _Walk:
    """One scan under way."""

    def __init__(
        self,
        rules: Rules,
        known: Mapping[str, Known],
        largest_bytes: int,
        follow_links: bool,  # noqa: FBT001 - private, and the caller names it
        listing: Callable[[str], Iterator[os.DirEntry[str]]],
    ) -> None:
        self.rules, self.largest_bytes, self.follow_links, self.listing = rules, largest_bytes, follow_links, listing
        self.known = known
        self.left = dict(known)  # what has not been met yet
        self.found = Scan()
        self.looked_at = 0
        self.walked: set[tuple[int, int]] = set()

    def run(
        self,
        source: Source,
        only: Collection[str] | None,
        cancelled: Callable[[], bool],
        progress: Callable[[int, str], None],
    ) -> Scan:
        found = self.found
        try:
            status = os.stat(source.path)
        except OSError as error:
            found.available = False
            found.problems.append((source.path, _reason(error)))
            return found
        if not modes.S_ISDIR(status.st_mode):
            self._file(source.path, status, _unmerged(source))
        elif _FOLDERS_IN_CLOUD and is_placeholder(status):
            found.problems.append((source.path, FOLDER_IN_CLOUD))
        elif only is None:
            self._folders([(source.path, self.rules.root)], source.path, cancelled, progress)
        else:
            for path in only:
                self._look_at(path, source.path, cancelled, progress)
        if not found.available or not found.complete:
            return found
        self._settle()
        return found

    def _look_at(
        self, path: str, root: str, cancelled: Callable[[], bool], progress: Callable[[int, str], None]
    ) -> None:
        """One path below the Source's, if its rules lead there: what is known of it and not met is gone."""
        *above, name = os.path.relpath(path, root).split(os.sep)  # noqa: PTH206 - names may hold any bytes
        if name == os.curdir:
            self._folders([(root, self.rules.root)], root, cancelled, progress)
            return
        try:
            folder = self.rules.root()
            for part in above:
                verdict = folder.verdict(part, is_dir=True)
                if not verdict.included and not folder.leads_to_included(part):
                    return
                folder = folder.enter(part, None if verdict.included else verdict)
            status = os.stat(path) if self.follow_links else os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self.found.problems.append((path, f"It could not be looked at: {_words(error)}."))
            return
        verdict = folder.verdict(name, is_dir=modes.S_ISDIR(status.st_mode))
        if modes.S_ISDIR(status.st_mode):
            if verdict.included or folder.leads_to_included(name):
                outer = None if verdict.included else verdict
                self._folders([(path, _entering(folder, name, outer))], root, cancelled, progress)
        elif verdict.included and not modes.S_ISLNK(status.st_mode):
            self._file(path, status)

    def _folders(
        self,
        waiting: list[tuple[str, Callable[[frozenset[str]], Folder]]],
        root: str,
        cancelled: Callable[[], bool],
        progress: Callable[[int, str], None],
    ) -> None:
        # Links come after all real folders: a folder that is reached both ways is known by its real path.
        links: list[tuple[str, Callable[[frozenset[str]], Folder]]] = []
        while waiting or links:
            path, entered = waiting.pop() if waiting else links.pop()
            if cancelled():
                self.found.complete = False
                return
            progress(self.looked_at, path)
            try:
                if self.follow_links and not self._first_time(path):
                    continue
                with self.listing(path) as entries:  # type: ignore[attr-defined]
                    listed = list(entries)
                folder = entered(_HEARD.intersection([entry.name for entry in listed]))
            except (FileNotFoundError, NotADirectoryError) as error:
                if path == root:
                    self.found.available = False
                    self.found.problems.append((path, _reason(error)))
                continue  # it went while we walked, and its files with it
            except OSError as error:
                where = getattr(error, "filename", None)
                named = f"Its {os.path.basename(where)}" if where and where != path else "The folder"
                self.found.problems.append((path, f"{named} could not be read: {_words(error)}.{_advice(error)}"))
                continue
            self._entries(listed, folder, waiting, links)

    def _first_time(self, path: str) -> bool:
        status = os.stat(path)
        identity = (status.st_dev, status.st_ino)
        if identity in self.walked:
            return False
        if status.st_ino:
            self.walked.add(identity)
        return True

    def _entries(
        self,
        listed: list[os.DirEntry[str]],
        folder: Folder,
        waiting: list[tuple[str, Callable[[frozenset[str]], Folder]]],
        links: list[tuple[str, Callable[[frozenset[str]], Folder]]],
    ) -> None:
        """Judge and compare what lies in one folder. The loop over every file there is: kept free of calls."""
        plain, hidden, apart = folder.plain, self.rules.hidden, self.rules.apart
        file_rule = self.rules.file_rule
        left, largest, follow = self.left, self.largest_bytes, self.follow_links
        unchanged = excluded = 0
        for entry in listed:
            name, path = entry.name, entry.path
            try:
                if entry.is_symlink() and not follow:
                    excluded += 1
                    continue
                if entry.is_dir(follow_symlinks=follow):
                    verdict = folder.verdict(name, is_dir=True)
                    if verdict.included or folder.leads_to_included(name):
                        if _FOLDERS_IN_CLOUD and is_placeholder(entry.stat(follow_symlinks=follow)):
                            self.found.problems.append((path, FOLDER_IN_CLOUD))
                            continue
                        outer = None if verdict.included else verdict
                        (links if entry.is_symlink() else waiting).append((path, _entering(folder, name, outer)))
                    else:
                        excluded += 1
                    continue
                if plain:
                    if (name[0] == "." and not hidden) or file_rule(name) is not None or path in apart:
                        excluded += 1
                        continue
                elif not folder.verdict(name, is_dir=False).included:
                    excluded += 1
                    continue
                status = entry.stat(follow_symlinks=follow)
            except FileNotFoundError:
                continue  # it went while we walked, or its link leads nowhere
            except OSError as error:
                self.found.problems.append((path, f"It could not be looked at: {_words(error)}."))
                continue
            now = (status.st_size, status.st_mtime_ns, status.st_ino)
            if path in left and left[path] == now and now[0] <= largest:
                del left[path]
                unchanged += 1
            else:
                self._file(path, status)
        self.looked_at += len(listed)
        self.found.unchanged += unchanged
        self.found.excluded += excluded

    def _file(self, path: str, status: os.stat_result, beside: os.stat_result | None = None) -> None:
        """Put one file that counts where it belongs; what lies `beside` it is a part of it."""
        found = self.found
        size, mtime_ns = status.st_size, status.st_mtime_ns
        if beside is not None:
            size, mtime_ns = size + beside.st_size, max(mtime_ns, beside.st_mtime_ns)
        now = (
            min(size, _LARGEST_NUMBER),
            max(-_LARGEST_NUMBER, min(mtime_ns, _LARGEST_NUMBER)),
            status.st_ino & _LARGEST_NUMBER,
        )
        seen = Seen(path, *now)
        was = self.left.pop(path, None)
        if not modes.S_ISREG(status.st_mode):
            found.skipped.append((seen, NOT_A_FILE))
        elif now[0] > self.largest_bytes:
            found.skipped.append((seen, TOO_LARGE.format(limit=self.largest_bytes // 1_000_000)))
        elif was == now:
            found.unchanged += 1
        elif is_placeholder(status):
            found.skipped.append((seen, PLACEHOLDER))
        elif was is None:
            found.new.append(seen)
        else:
            found.changed.append(seen)

    def _settle(self) -> None:
        """Say what is gone, and what of it was only moved."""
        found = self.found
        unseen = [path if os.path.sep == path[-1:] else path + os.path.sep for path, _ in found.problems]
        gone = [path for path in self.left if not f"{path}{os.path.sep}".startswith(tuple(unseen))]
        # A path that is unseen may still be where it was: only what is surely gone can have moved.
        lost = {self.known[path]: path for path in gone if self.known[path][2] > 0}
        if lost and found.new:
            stayed = []
            for seen in found.new:
                old = lost.pop((seen.size, seen.mtime_ns, seen.inode), None)
                if old is None:
                    stayed.append(seen)
                else:
                    found.moved.append((old, seen))
            found.new = stayed
            moved = {old for old, _ in found.moved}
            gone = [path for path in gone if path not in moved]
        found.gone = gone


def _unmerged(source: Source) -> os.stat_result | None:
    """Of a database, the file with the changes that are not in it yet: a program that is open writes to this alone."""
    if not store_of(source.kind).database:
        return None
    try:
        return os.stat(f"{source.path}-wal")
    except OSError:
        return None


def _entering(folder: Folder, name: str, outer: object) -> Callable[[frozenset[str]], Folder]:
    return lambda present: folder.enter(name, outer, present)  # type: ignore[arg-type]


def _reason(error: OSError) -> str:
    return f"The folder could not be read: {_words(error)}.{_advice(error)}"


def _advice(error: OSError) -> str:
    """On a Mac, a folder that its owner may not read is one that the system protects."""
    machine = Machine.this()
    return f" {machine.advice}" if isinstance(error, PermissionError) and machine.mac else ""


def _words(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
