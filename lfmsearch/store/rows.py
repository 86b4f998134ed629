"""What lies in the index, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lfmsearch.types import FileState, Kind, Locator, Person


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A Chunk as it lies in the index."""

    document_id: int
    ordinal: int
    text: str
    breadcrumb: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A Document as it lies in the index. `places` are (path, member, source path); `parent` is a Document's id."""

    id: int
    kind: Kind
    type: str
    title: str
    people: tuple[Person, ...]
    tags: tuple[str, ...]
    date: datetime | None
    moment: int
    thread: str
    size: int
    places: tuple[tuple[str, str, str], ...]
    parent: int | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A File and its state. `since` is in epoch seconds."""

    path: str
    source: str
    size: int
    mtime_ns: int
    state: FileState
    reason: str
    recipe: str
    tries: int
    since: int


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A File still to be read. `store` is the kind of its Source, `past` what its reader left the last time."""

    path: str
    mtime_ns: int
    tries: int
    store: str
    past: str


@dataclass(frozen=True, slots=True)
class Generation:
    """All vectors of one VectorRecipe. `done` of `total` passages have one."""

    id: int
    recipe: str
    model: str
    dimensions: int
    state: str
