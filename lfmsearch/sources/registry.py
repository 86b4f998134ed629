"""
The user's Sources, kept in `sources.toml` beside the settings: written here, may be edited by hand, comments stay.

A Source lies at its real path: symbolic links in what the user typed are resolved, so that one place is one Source.
Where two overlap, the inner one's rules hold for what lies in it; the outer one leaves that out.
"""

# ruff: noqa: PTH117

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING, Any

from lfmsearch.errors import BadConfig, MachineError, SourceNotFound
from lfmsearch.sources.machine import Machine, is_there
from lfmsearch.sources.places import places_apart
from lfmsearch.sources.rules import Patterns, Rules
from lfmsearch.sources.scanner import read_ignore_file
from lfmsearch.sources.stores import STORES, recognised, store_of
from lfmsearch.system.atomic import write_private
from lfmsearch.system.paths import Home
from lfmsearch.types import Source

if TYPE_CHECKING:
    from lfmsearch.config import Config

KINDS = ("folder", "file", *(store.kind for store in STORES))
_FIELDS = {"path", "kind", "include", "exclude"}


def sources(home: Home) -> tuple[Source, ...]:
    """
    Return the Sources in the order they were added.

    Raises:
        BadConfig: sources.toml says something that is no Source.
    """
    path = home.sources_path
    try:
        tables = tomllib.loads(_text(home)).get("source", [])
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path} is not valid TOML: {error}.", "Correct that line.") from error
    if not isinstance(tables, list):
        raise BadConfig(f"In {path}, source is not a list.", "Begin every Source with a line [[source]].")
    return tuple(_source(table, number, home) for number, table in enumerate(tables, 1))


def add(
    home: Home, path: str, *, kind: str = "", include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
) -> Source:
    """
    Make `path` a Source and return it; one that is there already gets the patterns besides its own.

    Args:
        path: of a folder or a file; `~`, relative paths and symbolic links are resolved.
        kind: one of `KINDS`; empty finds out.

    Raises:
        SourceNotFound: nothing is there, or it cannot be read.
        BadConfig: a pattern is not gitignore syntax, or there is no such kind.
    """
    source = proposed(path, kind=kind, include=include, exclude=exclude)
    for old in sources(home):
        if old.path == source.path:
            return change(
                home,
                path,
                include=tuple(dict.fromkeys((*old.include, *include))),
                exclude=tuple(dict.fromkeys((*old.exclude, *exclude))),
            )
    import tomlkit
    from tomlkit.items import AoT

    fields: dict[str, Any] = {"path": source.path, "kind": source.kind}
    fields |= {name: list(lines) for name, lines in (("include", include), ("exclude", exclude)) if lines}
    document = tomlkit.parse(_text(home))
    if not document.get("source"):
        # An empty list, as a hand may leave it, cannot take tables.
        document.pop("source", None)
        document["source"] = tomlkit.aot()
    tables: Any = document["source"]
    tables.append(tomlkit.item(fields) if isinstance(tables, AoT) else fields)
    _write(home, tomlkit.dumps(document))
    return source


def proposed(path: str, *, kind: str = "", include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Source:
    """
    Return the Source that `add` would make of `path`, and write nothing.

    Raises:
        SourceNotFound, BadConfig: as `add`.
    """
    real = resolved(path)
    if not is_there(real):
        raise SourceNotFound(
            f"There is nothing at {_shown(path)}.", "Check the spelling, or connect the disk it is on."
        )
    if refused := Machine.this().refusal(real):
        raise SourceNotFound(f"{_shown(path)} may not be read.", refused)
    try:
        real.encode()
    except UnicodeEncodeError as error:
        raise SourceNotFound(
            f"{_shown(path)} is not UTF-8, so that it cannot be written down.", "Choose the folder above it."
        ) from error
    if kind not in ("", *KINDS):
        raise BadConfig(f"There is no kind of Source called {kind!r}.", f"The kinds are {', '.join(KINDS)}.")
    Patterns(include)
    Patterns(exclude)
    return Source(real, kind or kind_of(real), include, exclude)


def remove(home: Home, path: str) -> Source:
    """
    Strike the Source at `path` and return what it was.

    Raises:
        SourceNotFound: it is none.
    """
    import tomlkit

    old = find(home, path)
    document = tomlkit.parse(_text(home))
    tables: Any = document["source"]
    del tables[_position(home, old)]
    if not tables:
        del document["source"]
    _write(home, tomlkit.dumps(document))
    return old


def change(
    home: Home, path: str, *, include: tuple[str, ...] | None = None, exclude: tuple[str, ...] | None = None
) -> Source:
    """
    Replace the patterns of the Source at `path` (None leaves them as they are) and return it.

    Raises:
        SourceNotFound: it is none.
        BadConfig: a pattern is not gitignore syntax.
    """
    import tomlkit

    old = find(home, path)
    document = tomlkit.parse(_text(home))
    tables: Any = document["source"]
    table = tables[_position(home, old)]
    for name, patterns in (("include", include), ("exclude", exclude)):
        if patterns is not None:
            Patterns(patterns)
            table[name] = list(patterns)
    _write(home, tomlkit.dumps(document))
    return find(home, path)


def find(home: Home, path: str) -> Source:
    """
    Return the Source at exactly `path`.

    Raises:
        SourceNotFound: it is none.
    """
    asked = {resolved(path), path}
    for source in sources(home):
        if source.path in asked:
            return source
    raise SourceNotFound(f"{_shown(path)} is not one of your Sources.", "`lfmsearch sources` lists them.")


def owner(found: tuple[Source, ...], path: str) -> Source | None:
    """Return the most specific of the Sources that `path` (absolute) lies in, None when it lies in none."""
    holding = [source for source in found if path == source.path or path.startswith(_below(source.path))]
    return max(holding, key=lambda source: len(source.path), default=None)


def rules_for(source: Source, home: Home, config: Config, others: tuple[Source, ...] = ()) -> Rules:
    """
    Return the rules of `source` as the settings have them.

    lfmsearch's own folders, the system's, other users', network drives, the other Sources inside it and what its Store leaves out
    are set apart.
    """
    own = dict.fromkeys((os.path.realpath(folder) for folder in home.folders), "it is lfmsearch's own folder")
    left = store_of(source.kind).apart(source.path)
    inner = {other.path: "it is a Source of its own" for other in others if other.path.startswith(_below(source.path))}
    return Rules(
        source,
        hidden=config.hidden,
        gitignore=config.gitignore,
        apart={**places_apart(source.path), **left, **inner, **own},
        read=read_ignore_file,
    )


def resolved(path: str) -> str:
    """Return `path` as a Source would be written: absolute, `~` and symbolic links resolved."""
    return os.path.realpath(os.path.expanduser(path))


def kind_of(path: str) -> str:
    """Return what kind of Source lies at `path`: a mail program's or notes app's, else folder or file."""
    store = recognised(path)
    return store.kind if store else "folder" if os.path.isdir(path) else "file"


def _position(home: Home, source: Source) -> int:
    return [each.path for each in sources(home)].index(source.path)


def _source(table: object, number: int, home: Home) -> Source:
    where = f"Source {number} in {home.sources_path}"
    if not isinstance(table, dict) or not isinstance(table.get("path"), str):
        raise BadConfig(f"{where} has no path.", 'Write it as path = "/home/anna/Documents".')
    if unknown := sorted(set(table) - _FIELDS):
        raise BadConfig(f"{where} has an unknown key {unknown[0]!r}.", f"The keys are {', '.join(sorted(_FIELDS))}.")
    path = os.path.expanduser(table["path"])
    if not os.path.isabs(path):
        raise BadConfig(f"{where} has the relative path {path!r}.", "Write the whole path, or one that begins with ~.")
    patterns: list[tuple[str, ...]] = []
    for name in ("include", "exclude"):
        lines = table.get(name, [])
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise BadConfig(f"{where}: {name} is not a list of patterns.", f'Write it as {name} = ["Old/", "*.bak"].')
        Patterns(lines)
        patterns.append(tuple(lines))
    kind = table.get("kind", "folder")
    if kind not in KINDS:
        raise BadConfig(f"{where} has the kind {kind!r}.", f"The kinds are {', '.join(KINDS)}.")
    return Source(os.path.normpath(path), kind, *patterns)


def _text(home: Home) -> str:
    try:
        return home.sources_path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError as error:
        raise BadConfig(f"{home.sources_path} is not UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        raise MachineError(f"{home.sources_path} could not be read: {error.strerror}.") from error


def _write(home: Home, text: str) -> None:
    home.create()
    write_private(home.sources_path, text)


def _below(path: str) -> str:
    return path if path.endswith(os.sep) else path + os.sep


def _shown(path: str) -> str:
    return os.fsencode(path).decode(errors="replace")
