"""How things stand: what the index holds, what is being done, what went wrong."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Literal

from lfmsearch.types.answers import Coverage
from lfmsearch.types.documents import Source

FileState = Literal["pending", "indexed", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Progress:
    """
    How far a long work is. `rate` is per second, `eta` in seconds (None while unknown), `current` what is in hand.

    `step` is one of scan, read, embed, tidy; `total` is None while unknown.
    """

    step: str
    done: int
    total: int | None
    rate: float = 0.0
    eta: float | None = None
    current: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A File that could not be read, or only in part. Dates in ISO 8601; `retry` says when it is tried again."""

    path: str
    reason: str
    since: str
    retry: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    How the reading of one File ended.

    Args:
        reason: a sentence for the user, empty when all went well.
        recipe: the formats, with their versions, and the settings that took part; with any other the File is read again.
        future: of a container, what its reader will need to know the next time (JSON); else empty.
    """

    state: FileState
    reason: str = ""
    recipe: str = ""
    future: str = ""


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A Source, how many Documents and Files of it the index holds, whether it is there now; Files with trouble, and in the cloud."""

    source: Source
    documents: int
    files: int
    problems: int
    available: bool
    in_cloud: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What indexing a place would take, from names and sizes alone.

    `by_type` gives (files, bytes) by extension; `seconds` is an estimate for words and meaning together, 0 where there is no model;
    `problems` are (path, reason) of folders that cannot be read.
    """

    files: int
    bytes: int
    by_type: dict[str, tuple[int, int]]
    seconds: float
    excluded: int = 0
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """
    The state of an index; `as_json` gives the public document of that name.

    Args:
        by_source: of each Source its path, kind, counts, whether it is there, and in words what of it is not watched.
        by_name: Files without text, by reason.
        progress: of what a service does now; None while it has nothing to do.
    """

    version: str
    state: str
    files: dict[str, int]
    documents: dict[str, int]
    coverage: Coverage
    by_source: tuple[dict[str, object], ...]
    by_year: dict[str, dict[str, int]]
    chunks: int
    generation: dict[str, object]
    model: str
    index_bytes: int
    problems: tuple[Problem, ...]
    problem_count: int
    reranker: str | None = None
    service: str = "stopped"
    paused_because: str | None = None
    by_name: dict[str, int] = field(default_factory=dict)
    progress: Progress | None = None
    watching: dict[str, int] = field(default_factory=lambda: {"live": 0, "polled": 0})

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to `where is my file`. See the `why` document in the public contract for the verdicts."""

    path: str
    verdict: str
    reason: str
    documents: int = 0
    queue_position: int | None = None
    rank: int | None = None
    stages: dict[str, object] = field(default_factory=dict)
