"""
Joplin's exports: a JEX file (a tar of items and files), and the items of its raw export, each a file of its own.

An item is its title, its text, and a block of `key: value` lines whose last is its type. Source: BaseItem.ts of the program.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from lfmsearch.errors import ExtractError
from lfmsearch.extract import noteapps
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.exports import Attachment, attached, leave_out, too_large
from lfmsearch.extract.noteapps import Note
from lfmsearch.types import Document, Person

_NOTE, _FOLDER, _RESOURCE, _TAG, _NOTE_TAG = "1", "2", "4", "5", "6"
_HTML = "2"
# `[shown](:/id)`, `![shown](:/id#part "title")`.
_LINK = re.compile(r'!?\[([^\[\]\n]{0,500})\]\(:/([0-9a-f]{32})(?:#[^)\s]{0,200})?(?:[ \t]+"[^"\n]{0,500}")?\)')
_ID = re.compile(r":/([0-9a-f]{32})")
_IS_ID = re.compile(r"[0-9a-f]{32}")
_MARKS = re.compile(r"[\[\]|#\n]")
_ITEM = re.compile(r"(?:\./)?([0-9a-f]{32})\.md")
_FILE = re.compile(r"(?:\./)?resources/([0-9a-f]{32})(?:\.[^/]*)?")
# More than anybody has written; bounds what a file made to hurt can cost.
_MOST_MEMBERS = 600_000
_DEEPEST = 50


@dataclass(slots=True)
class Item:
    """A note, notebook, file, tag, or the tie of a tag to a note."""

    title: str
    body: str
    fields: dict[str, str]

    @property
    def type(self) -> str:
        """Its type, as Joplin numbers them."""
        return self.fields.get("type_", "")

    @property
    def is_shown(self) -> bool:
        """Not in the trash, not encrypted, no copy from a conflict of two machines."""
        return all(
            self.fields.get(name, "") in ("", "0") for name in ("is_conflict", "deleted_time", "encryption_applied")
        )

    @property
    def file_name(self) -> str:
        """Of a file: its name, with its ending."""
        ending = self.fields.get("file_extension", "")
        name = (self.title or self.fields.get("filename") or self.fields.get("id", "")).replace("/", "_")[:200]
        return f"{name}.{ending}" if ending and not name.lower().endswith(f".{ending.lower()}") else name


@dataclass(slots=True)
class _Library:
    """Where everything lies in the tar file: (offset, size); and what notes refer to."""

    notes: dict[str, tuple[int, int]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    tags_of: dict[str, list[str]] = field(default_factory=dict)
    encrypted: int = 0

    def add(self, item: Item, place: tuple[int, int]) -> None:
        """Take an item."""
        key = item.fields.get("id", "")
        if item.fields.get("encryption_applied") == "1":
            self.encrypted += item.type == _NOTE
        elif item.type == _NOTE and item.is_shown:
            self.notes[key] = place
            self.titles[key] = item.title
        elif item.type == _FOLDER:
            self.folders[key] = (item.title, item.fields.get("parent_id", ""))
        elif item.type == _RESOURCE:
            self.names[key] = item.file_name
        elif item.type == _TAG:
            self.tags[key] = item.title
        elif item.type == _NOTE_TAG:
            self.tags_of.setdefault(item.fields.get("note_id", ""), []).append(item.fields.get("tag_id", ""))

    def tags_for(self, item: Item) -> tuple[str, ...]:
        """The notebooks a note lies in, outermost first, and its tags."""
        path: list[str] = []
        parent = item.fields.get("parent_id", "")
        while parent in self.folders and len(path) < _DEEPEST:  # a notebook may, by a fault, lie in itself
            title, parent = self.folders[parent]
            path.insert(0, title)
        tags = (self.tags.get(tag, "") for tag in self.tags_of.get(item.fields.get("id", ""), ()))
        return (*path, *sorted(tags))


def parsed(text: str) -> Item | None:
    """Return the item that a text is, None when it is none."""
    above, _, block = text.rstrip().rpartition("\n\n")
    fields: dict[str, str] = {}
    for line in block.split("\n"):
        name, mark, value = line.partition(":")
        if not mark:
            return None
        fields[name.strip()] = value.strip()
    if not fields.get("type_", "").isdecimal() or not _IS_ID.fullmatch(fields.get("id", "")):
        return None
    title, _, body = above.partition("\n")
    return Item(title.strip(), body.removeprefix("\n"), fields)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes of a JEX file, each followed by the files it shows."""
    with blob.open() as file:
        library = _Library()
        problem = _scan(file, library)
        for key, place in library.notes.items():
            item = parsed(decoded(_bytes(file, place)))
            if item is None:
                continue
            yield from noteapps.documents(blob, _note(item, library.tags_for(item), library.titles, library.names))
            shown = [name for name in dict.fromkeys(_ID.findall(item.body)) if name in library.names]
            for number, name in enumerate(shown[: blob.limits.max_parts], start=1):
                attachment = _attachment(file, library.names[name], library.files.get(name))
                yield from attached(blob, f"@{key}", number, attachment)
    if problem:
        raise ExtractError(problem)
    if library.encrypted:
        count = "One of its notes is" if library.encrypted == 1 else f"{library.encrypted:,} of its notes are"
        raise ExtractError(f"{count} encrypted; export again from a Joplin that has decrypted them.")


def raw_note(blob: Blob, item: Item) -> Iterator[Document]:
    """Yield the one Document of a note of a raw export; its notebook and what it links to lie beside it."""
    if item.type != _NOTE:
        leave_out(blob, "It is an item of a Joplin export that is no note.")
        return
    if not item.is_shown:
        leave_out(blob, "It is a note in Joplin's trash, encrypted, or a copy that Joplin made.")
        return
    library = _Library()
    wanted = [item.fields.get("parent_id", ""), *dict.fromkeys(_ID.findall(item.body))][:1_000]
    for _ in range(_DEEPEST):
        found = [other for key in wanted if (other := _beside(blob, key))]
        for other in found:
            library.add(other, (0, 0))
        parents = [other.fields.get("parent_id", "") for other in found if other.type == _FOLDER]
        wanted = [key for key in parents if key not in library.folders]
        if not wanted:
            break
    note = _note(item, library.tags_for(item), library.titles, library.names)
    blob.kind = "note" if blob.kind == "file" else blob.kind
    from lfmsearch.extract import html, markdown

    # The text begins on the third line of the file.
    read = html.parsed(note.text) if note.type == "html" else markdown.parsed(f"\n\n{note.text}", vault=True)
    yield blob.document(
        read.sections,
        title=note.title or noteapps.first_line(note.text),
        people=note.people,
        date=note.date,
        tags=(*note.tags, *read.tags),
        links=note.links,
    )


def _note(item: Item, tags: tuple[str, ...], titles: dict[str, str], names: dict[str, str]) -> Note:
    def shown(link: re.Match[str]) -> str:
        if name := names.get(link[2]):
            return f"[{link[1]}]({name})" if link[1] and link[1] != name else name
        if title := _MARKS.sub(" ", titles.get(link[2], "")).strip():
            # As a link between notes is written elsewhere; its marks must not stand in the name.
            return f"[[{title}|{link[1] or title}]]"
        return link[1]

    fields = item.fields
    own = fields.get("id", "")
    author = fields.get("author", "")
    task = f"[{'x' if fields.get('todo_completed', '0') not in ('', '0') else ' '}] {item.title}"
    return Note(
        own,
        item.title,
        _LINK.sub(shown, item.body),
        "html" if fields.get("markup_language") == _HTML else "md",
        tags=tags,
        links=tuple(titles[key] for key in dict.fromkeys(_ID.findall(item.body)) if key in titles and key != own),
        people=(Person(author, "", "author"),) if author else (),
        date=written(fields.get("user_created_time", "")) or written(fields.get("created_time", "")),
        above=task if fields.get("is_todo") == "1" else "",
        below=fields.get("source_url", ""),
    )


def _scan(file: BinaryIO, library: _Library) -> str:
    """Note what lies where; return why that is not everything, empty when it is."""
    try:
        with tarfile.open(fileobj=file, mode="r:") as archive:
            for _ in range(_MOST_MEMBERS):
                member = archive.next()
                if member is None:
                    return ""
                archive.members.clear()  # type: ignore[attr-defined]  # or it keeps every header
                place = (member.offset_data, member.size)
                if not member.isreg():
                    continue
                if found := _FILE.fullmatch(member.name):
                    library.files[found[1]] = place
                elif _ITEM.fullmatch(member.name) and (item := parsed(decoded(_bytes(file, place)))):
                    library.add(item, place)
    except (tarfile.TarError, EOFError, OSError, ValueError):
        return "It is damaged: it breaks off."
    return f"It holds more than {_MOST_MEMBERS:,} items."


def _bytes(file: BinaryIO, place: tuple[int, int]) -> bytes:
    """The bytes of a member; tarfile looks up its place itself, so that the position may change."""
    file.seek(place[0])
    return file.read(min(place[1], WHOLE))


def _attachment(file: BinaryIO, name: str, place: tuple[int, int] | None) -> Attachment:
    if place is None:
        return Attachment(name, problem="It is missing from the export.")
    if problem := too_large(place[1]):
        return Attachment(name, problem=problem)
    return Attachment(name, _bytes(file, place))


def _beside(blob: Blob, key: str) -> Item | None:
    """The item of that id in the same folder."""
    path = noteapps.beside(blob, f"{key}.md") if _IS_ID.fullmatch(key) else ""
    if not path:
        return None
    try:
        with Blob.opened(path, blob.limits) as other:
            return parsed(decoded(other.read(limit=1 << 20)))
    except (ExtractError, OSError):
        return None


EXTRACTOR = documents
