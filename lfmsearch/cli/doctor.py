"""
`lfmsearch doctor`: what a stranger needs to know to help, and nothing that is yours.

No path below the home, no file name, no user name, no name of a model of one's own is printed.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Container, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lfmsearch.cli import output, wording
from lfmsearch.errors import LfmsearchError

if TYPE_CHECKING:
    from lfmsearch.system.paths import Home

# apsw carries its own SQLite and has its number.
LIBRARIES = (
    "llama-cpp-python", "apsw", "sqlite-vec", "numkong", "numpy", "gguf", "huggingface_hub", "pypdfium2",
    "charset-normalizer", "click", "rich",
)  # fmt: skip
# An index of 100,000 passages takes about this much.
LITTLE_DISK = 1_000_000_000
# What keeps a reader from doing harm, in words: where it holds, and, where that matters, where this system lacks it.
MEASURES = {
    "memory": ("memory is limited", "memory is only watched"),
    "writes": ("cannot write", "could write"),
    "reads": ("reads your sources alone", "could read other files of yours"),
    "network": ("no network", "could use the network"),
    "tcp": ("no TCP connections", ""),
    "programs": ("starts no programs", "could start programs"),
    "signals": ("cannot disturb other programs", ""),
    "calls": ("system calls are filtered", ""),
    "desktop": ("no clipboard", ""),
    "files": ("open files are limited", ""),
    "core": ("no core dumps", ""),
    "nice": ("low priority", ""),
    "orphan": ("ends with its parent", ""),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report."""

    name: str
    said: str
    sound: bool = True


@click.command()
@output.json_option
def command(*, as_json: bool) -> int:
    """Check this installation: versions, models, permissions, disk, index. Safe to paste in public."""
    from lfmsearch.system.paths import Home

    checks = [Check(check.name, discreet(check.said), check.sound) for check in examined(Home.find())]
    if as_json:
        output.document({"sound": all(check.sound for check in checks), "checks": [asdict(check) for check in checks]})
    else:
        output.table([("" if check.sound else "!", check.name, check.said) for check in checks])
        wrong = sum(not check.sound for check in checks)
        output.notice(f"{wording.count(wrong, 'problem')}, marked with “!”." if wrong else "Everything is sound.")
    return 0 if all(check.sound for check in checks) else 4


def examined(home: Home) -> Iterator[Check]:
    """Yield every check, the cheap ones first."""
    yield Check("lfmsearch", _version("lfmsearch"))
    yield Check("Python", f"{platform.python_version()} ({platform.python_implementation()}, {sys.platform})")
    yield Check("system", f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} cores")
    yield from _memory()
    for name in LIBRARIES:
        found = _version(name)
        yield Check(name, found or "is missing", sound=bool(found))
    yield from _settings(home)
    yield from _folders(home)
    yield from _disk(home)
    yield from _models(home)
    yield from _index(home)
    yield from _sandbox(home)


def discreet(text: str) -> str:
    """Return `text` with the home as `~` and the user's name as `USER`."""
    text = text.replace(str(Path.home()), "~") if str(Path.home()) != os.sep else text
    user = ""
    with contextlib.suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    return re.sub(rf"\b{re.escape(user)}\b", "USER", text) if len(user) > 1 else text


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _memory() -> Iterator[Check]:
    import psutil

    memory = psutil.virtual_memory()
    yield Check("memory", f"{wording.size(memory.total)}, {wording.size(memory.available)} free")


def _settings(home: Home) -> Iterator[Check]:
    from lfmsearch.config import describe

    try:
        changed = [setting for setting in describe(home) if setting.origin != "default"]
    except LfmsearchError as error:
        yield Check("settings", error.message, sound=False)
        return
    # A model of one's own may bear any name.
    told = [
        f"{item.key}={'own' if str(item.value).startswith('own-') else item.value} ({item.origin})" for item in changed
    ]
    own_place = "LFMSEARCH_HOME is set" if os.environ.get("LFMSEARCH_HOME") else ""
    yield Check("settings", ", ".join(part for part in (own_place, *told) if part) or "all as they come")


def _folders(home: Home) -> Iterator[Check]:
    if sys.platform == "win32":
        return  # profiles are private there, and modes say nothing
    open_to_others = []
    for path, name in (
        (home.config_dir, "config"), (home.data_dir, "data"), (home.models_dir, "models"), (home.log_dir, "log"),
        (home.index_path, "index.db"), (home.sources_path, "sources.toml"),
    ):  # fmt: skip
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mode & 0o077:
                open_to_others.append(name)
    said = f"others may look into: {', '.join(open_to_others)}" if open_to_others else "yours alone"
    yield Check("permissions", said, sound=not open_to_others)


def _disk(home: Home) -> Iterator[Check]:
    place = next(folder for folder in (home.data_dir, *home.data_dir.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    yield Check("free disk", wording.size(free), sound=free >= LITTLE_DISK)


def _models(home: Home) -> Iterator[Check]:
    from lfmsearch.models.catalog import catalogue
    from lfmsearch.models.folder import chosen, installed, verify

    known = {spec.id for spec in catalogue()}
    sizes = {model.spec.id: model.size for model in installed(home.models_dir)}
    for name, problem in verify(home.models_dir):
        said = "header or sha256 is wrong" if problem else f"sound, {wording.size(sizes[name])}"
        yield Check(f"model {name}" if name in known else "model of your own", said, sound=not problem)
    try:
        from lfmsearch.config import load

        model = chosen(home.models_dir, load(home).model)
    except LfmsearchError:
        yield Check("answers", "the chosen model is not here", sound=False)
        return
    yield from _late(home)
    answering = "words alone: no model is here" if model is None else model.spec.id if model.spec.id in known else "own"
    yield Check("answers", answering)


def _late(home: Home) -> Iterator[Check]:
    from lfmsearch.config import load
    from lfmsearch.models.catalog import catalogue
    from lfmsearch.models.folder import chosen
    from lfmsearch.store.late import LateStore

    config = load(home)
    try:
        model = chosen(home.models_dir, config.reranker, role="late")
    except LfmsearchError:
        yield Check("ranks again", "the chosen model is not here", sound=config.rerank == "off")
        return
    own = model is not None and model.spec.id not in {spec.id for spec in catalogue()}
    name = "none: no model for it is here" if model is None else "own" if own else model.spec.id
    yield Check("ranks again", f"{name}; {config.rerank}, {config.rerank_budget_ms} ms")
    store = LateStore(home.late_path, budget_bytes=0)
    damage = store.damage()
    count, size, waiting = store.counts() if not damage else (0, 0, 0)
    store.close()
    said = f"{wording.count(count, 'passage')}, {wording.size(size)}, {waiting:,} waiting"
    yield Check("token vectors", "damaged: made anew when they are next used" if damage else said, sound=not damage)


def _index(home: Home) -> Iterator[Check]:
    if not home.index_path.exists():
        yield Check("index", "none yet")
        return
    from lfmsearch.index import Index

    try:
        with Index.open(home) as index:
            status = index.status()
            damage = index.check()
    except LfmsearchError as error:
        yield Check("index", error.message, sound=False)
        return
    coverage, files = status.coverage, status.files
    yield Check(
        "index",
        f"{wording.size(status.index_bytes)}, {wording.count(coverage.documents, 'document')}, "
        f"{coverage.words:,} by words, {coverage.meaning:,} by meaning; "
        + ", ".join(f"{number:,} files {state}" for state, number in files.items()),
    )
    yield Check("integrity", " ".join(damage) or "sound", sound=not damage)
    missing = sum(not source.get("available", True) for source in status.by_source)
    yield Check("sources", f"{len(status.by_source)}" + (f", {missing} not connected now" if missing else ""))


def _sandbox(home: Home) -> Iterator[Check]:
    from lfmsearch.config import Config, load
    from lfmsearch.indexing.readers import pool_of
    from lfmsearch.types import Source

    try:
        config = load(home)
    except LfmsearchError:  # said under its own name
        config = Config()
    try:
        pool_of(config, []).close()
    except LfmsearchError as error:
        yield Check("readers", f"{error.message} {error.hint}", sound=False)
        return
    with tempfile.TemporaryDirectory() as folder, pool_of(config, [Source(folder)]) as pool:
        sample = Path(folder) / "sample.txt"
        sample.write_text("A line of text to be read.\n", encoding="utf-8")
        answers = [answer for _, answer in pool.read([str(sample)])]
        holding = pool.holding
    read = getattr(answers[-1], "state", "") == "indexed"
    yield Check("readers", measures(holding) if read else "cannot read a file", sound=read)


def measures(holding: Container[str]) -> str:
    """Return what holds of the readers' sandbox and what does not, in words."""
    holds = [held for name, (held, _) in MEASURES.items() if name in holding]
    lacks = [lacking for name, (_, lacking) in MEASURES.items() if name not in holding and lacking]
    return "; ".join(part for part in (", ".join(holds), f"but {', '.join(lacks)}" if lacks else "") if part)
