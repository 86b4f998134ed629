"""
Which files of a Source count. Pure: what ignore files say comes in through a function.

From the strongest to the weakest: places set apart (lfmsearch's own folders, other Sources, the system) are always out;
the Source's include patterns bring in what they name; its exclude patterns, the built-in rules, hidden names and ignore
files leave out. In ignore files the last matching line of the deepest file counts, `.lfmignore` before `.gitignore`.

An include pattern speaks for what it names. What lies below a folder it names is free of the Source's exclude patterns
but judged by all else, so that asking for `node_modules/` does not bring in a `.env` inside it; `node_modules/**` does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lfmsearch.errors import BadConfig
from lfmsearch.sources.builtin import HIDDEN, MARKS, names
from lfmsearch.sources.stores import store_of
from lfmsearch.types import Source

if TYPE_CHECKING:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

LFMIGNORE = ".lfmignore"
GITIGNORE = ".gitignore"

# Left to themselves they would shut every folder, and then nothing could be included from inside one.
_EVERYTHING = frozenset({"*", "**", "**/*", "/**"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Whether a path counts, and what decided it.

    Args:
        rule: the pattern that decided; empty when none spoke.
        origin: where it stands (`a built-in rule`, `line 3 of /x/.lfmignore`); empty when none spoke.
        path: what the pattern matched: the path asked about or a folder above it.
        reason: why a built-in rule is there; else empty.
    """

    included: bool
    rule: str = ""
    origin: str = ""
    path: str = ""
    reason: str = ""

    def __str__(self) -> str:
        """Read as a sentence: ``Excluded by `node_modules/`, a built-in rule: it was installed by a program…``."""
        if not self.origin:
            return "Included." if self.included else "Excluded."
        if self.included:
            return f"Included by `{self.rule}`, {self.origin}." if self.rule else f"Included by {self.origin}."
        if not self.reason:
            return f"Excluded by `{self.rule}`, {self.origin}." if self.rule else f"Excluded by {self.origin}."
        if not self.rule:
            return f"Excluded by {self.origin}: {self.reason}."
        return f"Excluded by `{self.rule}`, {self.origin}: {self.reason}."


INCLUDED = Verdict(included=True)


class Rules:
    """
    The rules of one Source.

    Args:
        source: its include and exclude patterns, relative to its path.
        hidden: whether hidden names count. In some Stores they do in any case: subfolders of a Maildir have them.
        gitignore: whether `.gitignore` files are heard beside `.lfmignore`.
        apart: absolute paths that are always out, with the reason.
        read: the text of an ignore file; empty when it is not there.

    Raises:
        BadConfig: a pattern of the Source is not gitignore syntax.
    """

    def __init__(
        self,
        source: Source,
        *,
        hidden: bool = False,
        gitignore: bool = True,
        apart: Mapping[str, str] | None = None,
        read: Callable[[str], str] = lambda _: "",
    ) -> None:
        store = store_of(source.kind)
        self.source = source
        self.hidden = hidden or store.hidden
        self.gitignore = gitignore
        self.apart = {path: why for path, why in (apart or {}).items() if path != source.path}
        self.read = read
        self.others, self.below = store.others, store.below(source.path)
        self.folder_rule = names(folders=True, own=store.rules, lifted=store.lifted).rule
        self.file_rule = names(
            folders=False, own=store.rules, lifted=store.lifted, only=store.only, others=store.others
        ).rule
        self.include = Patterns(source.include)
        self.exclude = Patterns(source.exclude)
        self._ways_in = tuple(_fixed_part(line) for line in source.include)

    def root(self, present: Collection[str] | None = None) -> Folder:
        """Return the Source's own folder. `present`: names of what lies in it; None looks for its ignore files."""
        return Folder(self, self.source.path, "", (), (), None, present)

    def verdict(self, path: str, *, is_dir: bool = False) -> Verdict:
        """
        Return whether `path`, which lies in the Source, counts and what decided it.

        Reads the ignore files on the way, and nothing else.
        """
        relative = os.path.relpath(path, self.source.path)
        if relative == os.curdir:
            return INCLUDED
        *folders, name = relative.split(os.sep)  # noqa: PTH206 - names may hold any bytes
        here = self.root()
        for folder in folders:
            verdict = here.verdict(folder, is_dir=True)
            if not verdict.included and not here.leads_to_included(folder):
                return verdict
            here = here.enter(folder, None if verdict.included else verdict)
        return here.verdict(name, is_dir=is_dir)

    def leads_to_included(self, relative: str) -> bool:
        """Return whether an include pattern names a path through or below the folder `relative`."""
        return any(
            f"{way}/".startswith(f"{relative}/") or relative.startswith(f"{way}/") for way in self._ways_in if way
        )


class Folder:
    """One folder on the way down: judges the names in it. Made by `Rules.root` and `enter`."""

    __slots__ = ("_below", "_git", "_lfm", "_outer", "_path", "_relative", "_rules", "plain")

    def __init__(
        self,
        rules: Rules,
        path: str,
        relative: str,
        lfm: tuple[IgnoreFile, ...],
        git: tuple[IgnoreFile, ...],
        outer: Verdict | None,
        present: Collection[str] | None,
    ) -> None:
        self._rules, self._path, self._relative = rules, path, relative
        self._lfm = self._heard(LFMIGNORE, lfm, present)
        self._git = self._heard(GITIGNORE, git, present) if rules.gitignore else ()
        self._outer = outer or self._marked(present)
        # Whether it lies where the Store's things are.
        self._below = not rules.below or not rules.below.isdisjoint(relative.split("/"))
        # Whether the name alone decides, given `Rules.file_rule` and `hidden`: the case of nearly every folder.
        self.plain = self._below and not (self._lfm or self._git or self._outer or rules.include or rules.exclude)

    def _heard(
        self, name: str, above: tuple[IgnoreFile, ...], present: Collection[str] | None
    ) -> tuple[IgnoreFile, ...]:
        if present is None or name in present:
            path = os.path.join(self._path, name)
            if text := self._rules.read(path):
                return (IgnoreFile(path, self._relative, text), *above)
        return above

    def _marked(self, present: Collection[str] | None) -> Verdict | None:
        """What shuts this folder where a program left a mark in it; the Source's own folder was chosen and stays open."""
        above, _, name = self._relative.rstrip("/").rpartition("/")
        for mark, (begin, rule) in MARKS.items() if name else ():
            if present is not None and mark not in present:
                continue
            if self._rules.read(os.path.join(self._path, mark)).startswith(begin):
                if self._rules.include.naming(self._relative, above and f"{above}/", name):
                    return None
                return Verdict(included=False, rule=mark, origin="a built-in rule", path=self._path, reason=rule.reason)
        return None

    def enter(self, name: str, outer: Verdict | None = None, present: Collection[str] | None = None) -> Folder:
        """
        Return the folder `name` in this one.

        Args:
            name: of the folder.
            outer: what excluded it, when it is entered for the sake of something included below.
            present: names of what lies in it; None looks for its ignore files.
        """
        path = os.path.join(self._path, name)
        return Folder(self._rules, path, f"{self._relative}{name}/", self._lfm, self._git, outer, present)

    def leads_to_included(self, name: str) -> bool:
        """Return whether the excluded folder `name` is entered all the same."""
        return bool(self._rules.include) and (
            os.path.join(self._path, name) not in self._rules.apart
            and self._rules.leads_to_included(f"{self._relative}{name}")
        )

    def verdict(self, name: str, *, is_dir: bool) -> Verdict:
        """Return whether `name` in this folder counts, and what decided it."""
        rules, path = self._rules, os.path.join(self._path, name)
        if path in rules.apart:
            return Verdict(included=False, origin="a place set apart", path=path, reason=rules.apart[path])
        relative = f"{self._relative}{name}/" if is_dir else f"{self._relative}{name}"
        if rules.include and (line := rules.include.naming(relative, self._relative, name)):
            return Verdict(included=True, rule=line, origin="an include pattern of this Source", path=path)
        if self._outer is not None:
            return self._outer
        if (hit := rules.exclude.match(relative)) and hit[0] and self._shut_by(hit[1], relative, is_dir=is_dir):
            return Verdict(included=False, rule=hit[1], origin="an exclude pattern of this Source", path=path)
        rule = rules.folder_rule(name) if is_dir else rules.file_rule(name)
        if rule is None and name.startswith(".") and not rules.hidden:
            rule = HIDDEN
        if rule is None and not is_dir and not self._below:
            rule = rules.others
        if rule is not None:
            return Verdict(included=False, rule=rule.pattern, origin="a built-in rule", path=path, reason=rule.reason)
        for files in (self._lfm, self._git):
            for file in files:
                if (found := file.match(relative, name, is_dir=is_dir)) is not None:
                    ignored, line, number = found
                    if ignored:
                        return Verdict(included=False, rule=line, origin=f"line {number} of {file.path}", path=path)
                    return Verdict(included=True, rule=line, origin=f"line {number} of {file.path}", path=path)
        return INCLUDED

    def _shut_by(self, line: str, relative: str, *, is_dir: bool) -> bool:
        asked_for = self._rules.include.match(relative)
        return not (is_dir and line in _EVERYTHING) and not (asked_for and asked_for[0])


class IgnoreFile:
    """A `.lfmignore` or `.gitignore`. A line that is not gitignore syntax says nothing, as in git."""

    __slots__ = ("_by_name", "_known", "_patterns", "_prefix", "path")

    def __init__(self, path: str, relative: str, text: str) -> None:
        self.path = path
        self._prefix = len(relative)
        self._patterns = Patterns(text.removeprefix("\ufeff").splitlines(), faulty_lines_say_nothing=True)
        self._by_name = not self._patterns.anchored
        self._known: dict[tuple[str, bool], tuple[bool, str, int] | None] = {}

    def match(self, relative: str, name: str, *, is_dir: bool) -> tuple[bool, str, int] | None:
        """Return (excluded, line, line number) of the line that decides, None when none speaks."""
        if not self._by_name:
            return self._patterns.match(relative[self._prefix :])
        # No line names a path, so that one answer holds for every file of that name.
        key = (name, is_dir)
        if key not in self._known:
            self._known[key] = self._patterns.match(f"{name}/" if is_dir else name)
        return self._known[key]


class Patterns:
    """
    Lines in gitignore syntax; the last one that matches counts.

    Raises:
        BadConfig: a line is not gitignore syntax, unless such lines say nothing.
    """

    __slots__ = ("_lines", "anchored")

    def __init__(self, lines: Sequence[str], *, faulty_lines_say_nothing: bool = False) -> None:
        self._lines: list[tuple[GitIgnoreSpecPattern, str, int]] = []
        self.anchored = False
        for number, line in enumerate(lines, 1):
            try:
                compiled = _compiled(line)
            except ValueError as error:
                if faulty_lines_say_nothing:
                    continue
                raise BadConfig(
                    f"{line!r} is not a pattern.", "Write it as in a .gitignore, such as *.pdf or Old/."
                ) from error
            if compiled.include is not None:
                self._lines.insert(0, (compiled, line.strip(), number))
                self.anchored |= _is_anchored(line)

    def __bool__(self) -> bool:
        return bool(self._lines)

    def match(self, relative: str) -> tuple[bool, str, int] | None:
        """Return (whether it asks for the path, the line, its number) of the line that decides, None without one."""
        for compiled, line, number in self._lines:
            if compiled.match_file(relative) is not None:
                return bool(compiled.include), line, number
        return None

    def naming(self, relative: str, above: str, name: str) -> str:
        """Return the line that names `relative`, not only a folder `above` it; `**` at its end names all below."""
        for compiled, line, _ in self._lines:
            if compiled.match_file(relative) is None:
                continue
            bare = f"{name}/" if relative.endswith("/") else name
            itself = line.endswith("**") or not above or compiled.match_file(above) is None
            if itself or (not _is_anchored(line) and compiled.match_file(bare) is not None):
                return line if compiled.include else ""
        return ""


def _compiled(line: str) -> GitIgnoreSpecPattern:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    # `a/**` names what is inside `a`, not `a` itself; matched against `a/` it would shut the folder.
    return GitIgnoreSpecPattern(f"{line.rstrip()}/*" if line.rstrip().endswith("/**") else line)


def _is_anchored(line: str) -> bool:
    return "/" in line.strip().lstrip("!").rstrip("/")


def _fixed_part(line: str) -> str:
    """Return the folders that a pattern names before its first wildcard; empty when it names none."""
    if not _is_anchored(line):
        return ""
    parts = line.strip().strip("/").split("/")
    fixed = next((index for index, part in enumerate(parts) if set(part) & set("*?[\\")), len(parts))
    return "/".join(parts[:fixed])
