"""What is read: a File holds Documents; a Document is read as Sections and cut into Chunks."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

Kind = Literal["file", "mail", "note", "attachment"]
Style = Literal["prose", "code", "table", "quote"]
Role = Literal["from", "to", "cc", "bcc", "author"]


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
