"""Logseq: a graph is a folder with `logseq/config.edn`, `pages` and `journals`."""

# ruff: noqa: PTH113, PTH117 - paths are plain strings here

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lfmsearch.sources.builtin import Rule
from lfmsearch.sources.kind import Store, encoded
from lfmsearch.sources.machine import Machine, folders_in, is_there, names_in

_OPENS = (".md", ".org")


def _find(machine: Machine) -> Iterator[str]:
    seen: set[str] = set()
    for root in (machine.home, machine.at("Documents")):
        for folder in folders_in(root):
            if _is_graph(folder):
                seen.add(folder)
                yield folder
    # One file a graph that was ever opened, named after its place: `logseq_local_++home++anna++Notes.transit`.
    for name in names_in(machine.at(".logseq", "graphs")):
        if found := re.fullmatch(r"logseq_local_(.+)\.transit", name):
            path = os.path.normpath(found[1].replace("+3A+", ":").replace("++", "/"))
            if os.path.isabs(path) and path not in seen and is_there(path) and _recognises(path):
                yield path
    yield from (folder for folder in folders_in(machine.at("logseq", "graphs")) if _is_database(folder))


def _is_graph(path: str) -> bool:
    return os.path.isfile(os.path.join(path, "logseq", "config.edn"))


def _is_database(path: str) -> bool:
    return os.path.isfile(os.path.join(path, "db.sqlite")) and not _is_graph(path)


def _recognises(path: str) -> bool:
    return _is_graph(path) or (_is_database(path) and os.path.basename(os.path.dirname(path)) == "graphs")


def _problem(path: str) -> str:
    if _is_database(path):
        return (
            "This graph is a database, which only Logseq can read. In Logseq, choose Export graph → Standard Markdown, "
            "and add the folder it makes."
        )
    return ""


def _uri(path: str, member: str, _content_key: str) -> str:
    """
    Logseq opens a page by its name in a graph, which goes by the name of its folder.

    A page's file name spells `/` as `___`, and other characters in percent signs. What a journal's page is called depends on
    how the user writes dates, so that it is opened by its file.
    """
    graph = next((each for each in Path(path).parents if _is_graph(str(each))), None)
    if member or graph is None or not path.lower().endswith(_OPENS):
        return ""
    name, relative = os.path.splitext(os.path.basename(path))[0], Path(path).relative_to(graph).as_posix()
    asked = (
        f"page={encoded(unquote(name.replace('___', '/')))}"
        if relative.startswith("pages/")
        else f"file={encoded(relative)}"
    )
    return f"logseq://graph/{encoded(graph.name)}?{asked}"


STORE = Store(
    kind="logseq",
    title="Logseq",
    holds="note",
    find=_find,
    recognises=_recognises,
    rules=(
        Rule("logseq/", "it holds Logseq's settings and older versions of your pages"),
        Rule(".recycle/", "it is what you have thrown away"),
        Rule("bak/", "it holds older versions of your pages"),
        Rule("version-files/", "it holds older versions of your pages"),
        Rule("*.sqlite", "it is Logseq's own database"),
        Rule("*.transit", "it is made anew by Logseq whenever it is needed"),
    ),
    uri=_uri,
    problem=_problem,
)
