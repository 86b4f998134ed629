"""What one kind of Source is: where it lies, by what it is known, which of its files count, how its things are opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from lfmsearch.sources.builtin import Rule
from lfmsearch.sources.machine import Machine

Holds = Literal["mail", "note", "file"]


def _nowhere(_machine: Machine) -> Iterator[str]:
    yield from ()


def _unknown(_path: str) -> bool:
    return False


def _nothing_apart(_path: str) -> dict[str, str]:
    return {}


def _no_address(_path: str, _member: str, _content_key: str) -> str:
    return ""


def _everywhere(_path: str) -> frozenset[str]:
    return frozenset()


def _no_problem(_path: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Store:
    """
    One kind of Source. All functions look and never write; none of them opens a mail or a note.

    Args:
        kind: the value of `Source.kind`.
        title: as a person says it (`Thunderbird`).
        holds: mail, note or file.
        find: yields where it lies on a machine: folders, or the one file of a notes database.
        recognises: whether what lies at a path is of this kind.
        rules: names left out besides the built-in ones, each with its reason.
        lifted: patterns of built-in rules that do not hold here.
        hidden: whether names that begin with a dot count.
        only: endings of the files that count; none means all.
        below: of the Source at a path, names of the folders in it whose contents count; files that lie in none of them do not.
            None means all.
        apart: of the Source at a path, what in it is left out whatever else is said, with the reason.
        database: it is one SQLite file, whose changes may stand in the `-wal` file beside it.
        uri: the address that opens a Document in its app, by path, member and content key; empty when there is none.
        problem: of the Source at a path, one sentence when it can be read but not made sense of; else empty.
    """

    kind: str
    title: str
    holds: Holds
    find: Callable[[Machine], Iterator[str]] = _nowhere
    recognises: Callable[[str], bool] = _unknown
    rules: tuple[Rule, ...] = ()
    lifted: frozenset[str] = frozenset()
    hidden: bool = False
    only: tuple[str, ...] = ()
    below: Callable[[str], frozenset[str]] = _everywhere
    apart: Callable[[str], dict[str, str]] = _nothing_apart
    database: bool = False
    uri: Callable[[str, str, str], str] = _no_address
    problem: Callable[[str], str] = _no_problem

    @property
    def others(self) -> Rule:
        """The rule for files that are not what this Store keeps its things in."""
        return Rule("*", f"it is {self.title}'s own file and holds no {self.holds}")


def encoded(text: str) -> str:
    """Return `text` as a value in an address: everything but letters, digits and `-._~` in percent signs."""
    return quote(text, safe="", errors="surrogateescape")
