"""The bytes of one File, or of one part of it, and how they become a Document."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from io import BufferedReader, BytesIO, RawIOBase
from math import inf
from time import monotonic
from types import TracebackType
from typing import Any, BinaryIO

from lfmsearch.errors import ExtractError
from lfmsearch.extract.language import language_of
from lfmsearch.types import Document, Kind, Person, Section

# What is read at once; larger text is read up to here, other formats seek in the open file. 64 MiB of HTML take about
# 600 MB to parse.
WHOLE = 64 << 20
HEAD = 64 << 10
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class Found(BaseException):
    """The bytes of the part that was looked for; passes through every reader on its way out."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data


class Skipped(ExtractError):  # noqa: N818  an outcome more than an error
    """Nothing is wrong with the File, but there is nothing to read in it or no reader for it."""

    kind = "skipped"


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What one File may cost.

    Args:
        max_text_chars: characters kept of one Document.
        max_file_bytes: size of a File that is not read piece by piece.
        max_inflated_bytes: bytes that may come out of one compressed File.
        max_parts: attachments of one mail.
        max_depth: mails attached to mails attached to mails.
        archives: whether zip and tar files are looked into.
        ocr: the command that reads text off a picture, split into words; empty for none.
    """

    max_text_chars: int = 8_000_000
    max_file_bytes: int = 2 << 30
    max_inflated_bytes: int = 256 << 20
    max_parts: int = 2_000
    max_depth: int = 50
    archives: bool = False
    ocr: tuple[str, ...] = ()

    def recipe(self) -> tuple[str, ...]:
        """Return what a File's recipe may say of these settings, where its reading depended on them; see `Blob.depends_on`."""
        return (self.setting("archives"), self.setting("ocr"))

    def setting(self, name: str) -> str:
        """Return one setting as a part of a recipe: `archives=False`."""
        value = getattr(self, name)
        return (
            f"{name}={value}"
            if isinstance(value, bool)
            else f"{name}={blake2b(repr(value).encode(), digest_size=4).hexdigest()}"
        )


class _View(RawIOBase):
    """A position of its own in a file that others read too; closing it leaves the file open."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:  # any writable buffer
        self._file.seek(self._at)
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _nothing_began(_member: str) -> None:
    """Nobody wants to know."""


def _nothing_stays(_members: Sequence[tuple[str, str]] | None) -> None:
    """There is no earlier reading."""


class Blob:
    """
    Bytes with what is known about them. Reading never writes, and never opens anything but a regular file.

    Made by `opened` (a File; it owns the open file until `close`) or by `part` (bytes in memory).

    Attributes:
        member, parent, kind, name, size: as in Document.
        path: of the File on disk; empty where there is none. A reader may look at what lies beside it.
        store: the kind of the Source it comes from (`folder`, `obsidian`, `thunderbird`).
        type: set once the format is known.
        native: a C library has parsed it or a part of it (kept at the root).
        root: the File it comes from.
        avoid: members that brought a child down before.
        depth: how many Documents it lies in.
        began: called with the member of each part just before it is read.
        used: recipes of the formats and settings that took part (kept at the root).
        past: of a container, what its reader wrote to `future` when it read this File before; empty when it did not, or otherwise.
        future: of a container, what its reader will need to know the next time; anything that is JSON.
        posted: of a message of a mailbox, the line above it: who sent it when, as the machine that took it knew.
        until: when its reading should come to an end, by `time.monotonic`; cut: a reader was told so (kept at the root).
        keep: called at most once, before the first Document: (member before, member now) of all that is still there and
            need not be read again, with what lies inside each; None keeps everything as it is. What is neither kept nor
            yielded leaves the index.
    """

    def __init__(
        self, *, name: str, limits: Limits, file: BinaryIO | None = None, data: bytes = b"", size: int = 0
    ) -> None:
        self.name = name
        self.limits = limits
        self.member = ""
        self.parent: str | None = None
        self.kind: Kind = "file"
        self.type = ""
        self.native = False
        self.depth = 0
        self.size = size if file else len(data)
        self.began: Callable[[str], None] = _nothing_began
        self.avoid: frozenset[str] = frozenset()
        self.path = self.store = ""
        self.used: set[str] = set()
        self.past: dict[str, Any] = {}
        self.future: dict[str, Any] = {}
        self.keep: Callable[[Sequence[tuple[str, str]] | None], None] = _nothing_stays
        self.wanted = self.posted = ""
        self.until = inf
        self.cut = False
        self.root = self
        self._file = file
        self._data = data

    @classmethod
    def opened(cls, path: str, limits: Limits) -> Blob:
        """Open a File. Raises ExtractError with the reason: it vanished, may not be read, or is no regular file."""
        try:
            # Without O_NONBLOCK, opening a named pipe waits for a writer for ever.
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except FileNotFoundError as error:
            raise ExtractError("It is no longer there.") from error
        except PermissionError as error:
            raise ExtractError("It may not be read: permission was denied.") from error
        except (OSError, ValueError) as error:
            raise ExtractError(f"It could not be opened: {getattr(error, 'strerror', None) or error}.") from error
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            raise Skipped("It is not a regular file.")
        # Unbuffered: every reader here asks for large pieces, or wraps it.
        blob = cls(
            name=os.path.basename(path),
            limits=limits,
            file=os.fdopen(descriptor, "rb", buffering=0),
            size=status.st_size,
        )
        blob.path = path
        return blob

    def part(self, data: bytes, *, name: str, member: str, kind: Kind, parent: str | None) -> Blob:
        """Return a part of this Blob: a message of a mailbox, an attachment of a mail."""
        blob = Blob(name=name, limits=self.limits, data=data)
        blob.member, blob.kind, blob.parent = _clean(member), kind, parent
        blob.depth = self.depth + 1
        blob.root = self.root
        blob.store = self.store
        blob.began, blob.avoid, blob.wanted = self.began, self.avoid, self.wanted
        if blob.wanted and blob.wanted == blob.member:
            raise Found(data)
        return blob

    def depends_on(self, setting: str) -> None:
        """Note that a setting (a field of Limits) decided how this was read; when it changes, the File is read again."""
        self.root.used.add(self.limits.setting(setting))

    @property
    def late(self) -> bool:
        """
        Whether it is time to end with what has been read so far: asked between pages or rows. Once it was, the next Document
        says that it is not whole.
        """
        self.root.cut |= monotonic() > self.root.until
        return self.root.cut

    @property
    def suffix(self) -> str:
        """The name's ending in lower case, without its dot."""
        return os.path.splitext(self.name)[1][1:].lower()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        return self.read(limit=HEAD)

    def read(self, *, limit: int = WHOLE) -> bytes:
        """Return the bytes, at most `limit` of them."""
        if self._file is None:
            return self._data if self.size <= limit else self._data[:limit]
        if limit >= self.size and self._data:
            return self._data
        self._file.seek(0)
        pieces: list[bytes] = []
        left = limit
        while left and (piece := self._file.read(left)):
            pieces.append(piece)
            left -= len(piece)
        data = b"".join(pieces)
        if limit >= self.size:  # kept for the content key; a file that grew meanwhile is read again at the next scan
            self._data = data
        return data

    def open(self) -> BinaryIO:
        """Return the bytes as a seekable file of their own position; closing it leaves the Blob open."""
        if self._file is None or self.size <= HEAD:
            return BytesIO(self.read())
        return BufferedReader(_View(self._file, self.size), HEAD)

    @cached_property
    def content_key(self) -> str:
        """`b2:` and the BLAKE2b-160 of all bytes."""
        if self._data or self._file is None:
            return "b2:" + blake2b(self._data, digest_size=20).hexdigest()
        digest = blake2b(digest_size=20)
        self._file.seek(0)
        while piece := self._file.read(1 << 20):
            digest.update(piece)
        return "b2:" + digest.hexdigest()

    def document(
        self,
        sections: Iterable[Section],
        *,
        title: str = "",
        people: tuple[Person, ...] = (),
        date: datetime | None = None,
        tags: tuple[str, ...] = (),
        aliases: tuple[str, ...] = (),
        links: tuple[str, ...] = (),
        thread: str = "",
        problem: str = "",
        content_key: str = "",
    ) -> Document:
        """
        Return the Document of these bytes; text beyond `max_text_chars` is left out and said so, and so is what an iterator
        would yield when time is up.
        """
        kept: list[Section] = []
        left = self.limits.max_text_chars
        at_hand = isinstance(sections, (list, tuple))
        for section in sections:
            if not at_hand and self.late:
                break
            text = _clean(section.text)
            if not text or text.isspace():
                continue
            if len(text) > left:
                problem = f"Only its first {self.limits.max_text_chars:,} characters were read."
                if left:
                    kept.append(Section(text[:left], section.locator, _headings(section), section.style))
                break
            left -= len(text)
            kept.append(Section(text, section.locator, _headings(section), section.style))
        if self.root.cut:
            self.root.cut = False
            problem = f"{problem} Only its first part was read: reading it took too long.".lstrip()
        if not kept and not problem and self.kind == "file":
            problem = "It has no text."
        return Document(
            member=self.member,
            kind=self.kind,
            type=self.type,
            content_key=content_key or self.content_key,
            title=" ".join(_clean(title).split())[:500] or readable(self.name),
            sections=tuple(kept),
            people=people,
            date=date,
            tags=_distinct(tags),
            aliases=_distinct(aliases),
            links=_distinct(links, most=1_000),
            language=language_of(kept),
            parent=self.parent,
            thread=thread,
            size=self.size,
            problem=problem,
        )

    def close(self) -> None:
        """Close the file; harmless when there is none."""
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Blob:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def readable(name: str) -> str:
    """Return a file name as text: bytes that are no UTF-8 become U+FFFD, line ends and other controls a space."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not name.isascii() else name
    return text if text.isprintable() else _CONTROLS.sub(" ", text)


def _distinct(names: Iterable[str], *, most: int = 100) -> tuple[str, ...]:
    """Each name once, on one line."""
    return tuple(dict.fromkeys(name for raw in names if (name := " ".join(_clean(raw).split())[:200])))[:most]


def _headings(section: Section) -> tuple[str, ...]:
    return tuple(" ".join(_clean(heading).split()) for heading in section.headings)


def _clean(text: str) -> str:
    """Without NUL and lone surrogates: neither can be kept in a database, and neither is text."""
    if text.isascii():
        return text.replace("\x00", "")
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
