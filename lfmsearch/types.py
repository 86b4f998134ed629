"""
The nouns of lfmsearch as values: frozen, slotted, standard library only.

A File holds one or more Documents; a Document is read as Sections and cut into Chunks; a Query finds Hits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Literal

Kind = Literal["file", "mail", "note", "attachment"]
Style = Literal["prose", "code", "table", "quote"]
Role = Literal["from", "to", "cc", "bcc", "author"]
FileState = Literal["pending", "indexed", "skipped", "failed"]
Matched = Literal["words", "meaning", "both"]
Mode = Literal["both", "words", "meaning"]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in its Document a text stands. Only what applies is set; all numbers count from 1."""

    page: int | None = None
    slide: int | None = None
    sheet: str | None = None
    row: int | None = None
    line: int | None = None

    def as_json(self) -> dict[str, int | str]:
        """Return the fields that are set, e.g. `{"page": 3}`."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name)) is not None}

    @classmethod
    def from_json(cls, value: dict[str, int | str]) -> Locator:
        """Return the Locator that `as_json` wrote."""
        return cls(**value)  # type: ignore[arg-type]

    def __str__(self) -> str:
        """Read as a person would say it: `page 3`, `sheet Rent, row 12`; empty when nothing is set."""
        return ", ".join(f"{name} {value}" for name, value in self.as_json().items())


@dataclass(frozen=True, slots=True)
class Section:
    """
    A stretch of text as its extractor found it, in reading order.

    Args:
        text: paragraphs separated by blank lines; never empty.
        locator: where it begins.
        headings: the headings above it inside the Document, outermost first.
        style: what it is; `quote` is shown but not embedded (the quoted part of a reply, a signature).
    """

    text: str
    locator: Locator = Locator()
    headings: tuple[str, ...] = ()
    style: Style = "prose"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone a Document names as writer or receiver. `address` may be empty."""

    name: str
    address: str
    role: Role

    def __str__(self) -> str:
        """Read as `Anna Rossi <anna@example.org>`, with what is known."""
        return f"{self.name} <{self.address}>" if self.name and self.address else self.name or self.address


@dataclass(frozen=True, slots=True)
class Document:
    """
    One thing a person would open, as an extractor read it from its File.

    Args:
        member: where inside its File it lies; empty for the File itself. Unique within the File.
        kind: file, mail, note or attachment.
        type: short lower-case name of its format, decided by content first (`pdf`, `md`, `eml`).
        content_key: the same for every copy: `mid:` and the Message-ID, else `b2:` and the hash of its bytes.
        title: its own title, else its file name; for a mail its subject.
        people: writer first.
        date: its own date (sent, written), always with an offset; None when it names none.
        tags: as their writer gave them, without any mark; for a mail its labels and its mailing list, for a note its notebook too.
        aliases: other names it goes by.
        links: what it names as belonging to it: titles or paths of other notes, as written.
        language: two-letter code of the language most of it is in; empty when it has too little text to tell.
        parent: `member` of the Document it is attached to, None for the outermost.
        thread: key that all messages of a conversation share; empty when there is none.
        size: bytes.
        problem: one sentence when there is less text than the user would expect (`It has no text layer.`); else empty.
    """

    member: str
    kind: Kind
    type: str
    content_key: str
    title: str
    sections: tuple[Section, ...] = ()
    people: tuple[Person, ...] = ()
    date: datetime | None = None
    tags: tuple[str, ...] = ()
    parent: str | None = None
    thread: str = ""
    size: int = 0
    problem: str = ""
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """
    The piece that is found and embedded.

    Args:
        ordinal: 0 is the card (names, people, dates, tags); the text is 1 and on, in order.
        text: what it says, verbatim.
        breadcrumb: title and headings above it, joined by ` › `; only text from inside the Document.
        locator: where it begins.
        embedded: False for what is shown but not embedded (quoted text of a reply).
    """

    ordinal: int
    text: str
    breadcrumb: str = ""
    locator: Locator = Locator()
    embedded: bool = True

    def passage(self) -> str:
        """Return the exact text an Embedder is given for this Chunk, without any model's prefix."""
        return f"{self.breadcrumb}\n{self.text}" if self.breadcrumb else self.text


@dataclass(frozen=True, slots=True)
class Source:
    """A place the user chose, with its rules. `path` is absolute; patterns are in gitignore syntax."""

    path: str
    kind: str = "folder"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """One `field:value` of a query. `op` is `=`, `!=`, `>=`, `<` or `in`; `value` is in its normal form."""

    field: str
    op: str
    value: str


@dataclass(frozen=True, slots=True)
class Query:
    """
    A search as it was understood.

    Args:
        raw: as typed.
        text: what is embedded and looked up as plain words: the raw text without operators and filters.
        words: the plain words, in order; a trailing `*` marks a prefix.
        any_of: groups of words joined by OR; one word of each group is wanted.
        phrases: each must stand in the Document, word for word.
        without: words and phrases that must not.
        filters: what narrows both searches.
    """

    raw: str
    text: str
    words: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """Text to show for a Hit. `highlights` are (start, end) character offsets into `text`, in order, not overlapping."""

    text: str
    highlights: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        """Return the text alone."""
        return self.text


@dataclass(frozen=True, slots=True)
class Hit:
    """
    One Document found.

    Args:
        rank: from 1.
        id: `document:chunk`, stable across runs.
        score: 0 to 1 within this answer; never comparable between queries.
        cosine: of the best passage, None when meaning did not take part.
        words_rank, meaning_rank: its place in each leg, None where it was not found.
        places: every path it lies at; `path` is the first.
        available: False when its Source is not connected now.
        uri: opens it in its app where that can be asked, else the address of its file.
        parent: id of the Document it is attached to, `inside` its title.
    """

    rank: int
    id: str
    kind: Kind
    type: str
    title: str
    path: str
    uri: str
    locator: Locator
    snippet: Snippet
    score: float
    matched: Matched
    people: tuple[Person, ...] = ()
    date: datetime | None = None
    parent: str | None = None
    inside: str = ""
    thread: str | None = None
    places: tuple[str, ...] = ()
    available: bool = True
    words_rank: int | None = None
    meaning_rank: int | None = None
    bm25: float | None = None
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the index answers: Documents in all, findable by words, findable by meaning."""

    documents: int = 0
    words: int = 0
    meaning: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """
    The ranked answer.

    Args:
        took_ms: milliseconds by stage; `total` always, `embed`, `words`, `meaning` where they ran.
        total: Documents that matched in all, before paging.
        model: id of the model that answered; empty when words answered alone.
        notices: sentences the user should see (`Meaning is not ready yet: 12 of 40 documents.`).
    """

    query: Query
    hits: tuple[Hit, ...]
    took_ms: dict[str, float]
    coverage: Coverage
    total: int = 0
    model: str = ""
    notices: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        """Yield the Hits, best first."""
        return iter(self.hits)

    def __len__(self) -> int:
        """Return how many Hits are on this page."""
        return len(self.hits)


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
class Passage:
    """A Document's whole text, and the stretch of it a Hit points at: `text[start:end]`."""

    title: str
    path: str
    text: str
    start: int
    end: int
    locator: Locator
    people: tuple[Person, ...] = ()
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index; `as_json` gives the public document of that name. `by_name`: Files without text, by reason."""

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
