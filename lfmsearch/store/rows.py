"""What lies in the index, as values."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from lfmsearch.types import FileState, Kind, Locator, Person


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A Chunk as it lies in the index; `quoted` when it is shown but not embedded."""

    document_id: int
    ordinal: int
    text: str
    breadcrumb: str
    locator: Locator
    quoted: bool = False


class StoredPlace(NamedTuple):
    """Where a Document lies: File, member inside it, path and kind of the Source."""

    path: str
    member: str
    source: str
    store: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A Document as it lies in the index; `parent` is the id of the one it is attached to."""

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
    content_key: str
    problem: str
    places: tuple[StoredPlace, ...]
    parent: int | None

    @property
    def place(self) -> StoredPlace:
        """The first place that is there now; where none is, the first. Looks at the disk."""
        return next((place for place in self.places if os.path.lexists(place.path)), self.places[0])


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
