"""What is asked and answered: a Query finds Hits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lfmsearch.types.documents import Kind, Locator, Person

Matched = Literal["words", "meaning", "both"]
Mode = Literal["both", "words", "meaning"]


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
        lift: what having been opened, and being recent, has added to its score before that was brought to 0 to 1.
        related: False for what is only loosely related to the query; such Hits come last.
        words_part, meaning_part: what its place is decided by: their sum; None where no sum was made.
        late_rank, late_score: its place among those that late interaction ranked again, and the MaxSim of its passage.
        places: every path it lies at; `path` is the first.
        available: False when its Source is not connected now.
        uri: opens it in its app where that can be asked, else the address of its file.
        parent: id of the Document it is attached to, `inside` its title.
        name: what an attachment or a file in an archive is called, where that is not its title.
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
    name: str = ""
    thread: str | None = None
    places: tuple[str, ...] = ()
    available: bool = True
    words_rank: int | None = None
    meaning_rank: int | None = None
    bm25: float | None = None
    cosine: float | None = None
    lift: float = 0.0
    related: bool = True
    words_part: float | None = None
    meaning_part: float | None = None
    late_rank: int | None = None
    late_score: float | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the index answers: Documents in all, findable by words, findable by meaning."""

    documents: int = 0
    words: int = 0
    meaning: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """
    One value that Documents of an answer have.

    Args:
        field: kind, type, date, from, in, tag or lang.
        value: as the field has it; of a date a year `2024` or a month `2024-03`, of `in` an absolute path.
        label: as a person reads it.
        typed: the filter that narrows the answer to it: `from:anna@example.org`.
        count: how many of the Documents found have it.
    """

    field: str
    value: str
    label: str
    typed: str
    count: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    One way to go on typing: `typed` in place of what stands from `start` to `end`.

    Args:
        field: what kind of value it is; `field` for the name of a field.
        label: as a person reads it: `Anna Rossi`.
        count: how many Documents have it; 0 where that is not counted.
    """

    start: int
    end: int
    typed: str
    field: str
    label: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Relaxation:
    """
    What would be found without one condition of a query that found next to nothing.

    Args:
        typed: the condition as it was typed: `type:pdf`, `"exact phrase"`, `-draft`.
        query: the query without it; of a phrase its words are kept.
        total: how many Documents hold the words of that, counted up to 500.
    """

    typed: str
    query: str
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """
    The ranked answer.

    Args:
        took_ms: milliseconds by stage; `total` always, `embed`, `words`, `meaning`, `rerank` where they ran.
        total: Documents that matched in all, before paging.
        related: how many of them are more than loosely related; they come first. None counts none apart (0 of 40 is an honest
            “nothing”: show the others only when asked).
        model: id of the model that answered; empty when words answered alone.
        reranker: id of the model that ranked the first Hits again; empty where none did.
        notices: sentences the user should see (`Meaning is not ready yet: 12 of 40 documents.`).
        relaxations: what each condition keeps away, most first; only where next to nothing was found.
        meant: the query as it was probably meant; empty when all its words occur, or nothing is near to them.
        facets: of what the found Documents are, where that was asked for; of one field the most frequent first.
    """

    query: Query
    hits: tuple[Hit, ...]
    took_ms: dict[str, float]
    coverage: Coverage
    total: int = 0
    related: int | None = None
    model: str = ""
    reranker: str = ""
    notices: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    meant: str = ""
    facets: tuple[Facet, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        """Yield the Hits, best first."""
        return iter(self.hits)

    def __len__(self) -> int:
        """Return how many Hits are on this page."""
        return len(self.hits)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A Document that lies inside another: the id of its first passage, its title, type and bytes."""

    id: str
    title: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Part:
    """
    A stretch of a Passage's text, up to where the next begins.

    Args:
        start: offset of its first character.
        locator: where in its Document it begins.
        breadcrumb: title and headings above it, joined by ` › `.
        quoted: it is quoted from another mail, or a signature.
    """

    start: int
    locator: Locator = Locator()  # noqa: RUF009  a value
    breadcrumb: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A Document's text, and the stretch of it a Hit points at: `text[start:end]`.

    Args:
        parts: what the text is made of, in order.
        before, after: characters of the Document that were left out of the text, because only so many were asked for.
        people: writer first.
        inside: title of the Document it is attached to; empty for none.
        problem: one sentence when there is less text than one would expect; else empty.
    """

    title: str
    path: str
    text: str
    start: int
    end: int
    locator: Locator
    people: tuple[Person, ...] = ()
    date: datetime | None = None
    kind: Kind = "file"
    type: str = ""
    size: int = 0
    tags: tuple[str, ...] = ()
    inside: str = ""
    problem: str = ""
    attachments: tuple[Attachment, ...] = ()
    parts: tuple[Part, ...] = ()
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """
    How a page of a Document looks.

    Args:
        png: the picture in Base64.
        width, height: pixels.
        page, pages: which page of how many.
        marks: (left, top, width, height) in pixels of each word that was asked for.
    """

    png: str
    width: int
    height: int
    page: int = 1
    pages: int = 1
    marks: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Recent:
    """
    What a person may want before they have typed anything; each the newest first.

    Args:
        searches: as they were typed.
        opened: Documents opened from lfmsearch that the index still holds.
        changed: Documents by their own date, attachments left out.
        remembering: False when history is turned off.
    """

    searches: tuple[str, ...] = ()
    opened: tuple[Hit, ...] = ()
    changed: tuple[Hit, ...] = ()
    remembering: bool = True
