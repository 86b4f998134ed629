"""
An item of Joplin's exports: its title, its text, and a block of `key: value` lines whose last is its type.

Source: BaseItem.ts of the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lfmsearch.errors import ExtractError
from lfmsearch.extract import noteapps
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.exports import leave_out
from lfmsearch.extract.noteapps import Note
from lfmsearch.types import Person

_NOTE, _FOLDER, _RESOURCE, _TAG, _NOTE_TAG = "1", "2", "4", "5", "6"
_HTML = "2"
# `[shown](:/id)`, `![shown](:/id#part "title")`.
_LINK = re.compile(r'!?\[([^\[\]\n]{0,500})\]\(:/([0-9a-f]{32})(?:#[^)\s]{0,200})?(?:[ \t]+"[^"\n]{0,500}")?\)')
_ID = re.compile(r":/([0-9a-f]{32})")
_IS_ID = re.compile(r"[0-9a-f]{32}")
_MARKS = re.compile(r"[\[\]|#\n]")
_DEEPEST = 50
# What one note of a raw export may refer to beside it.
_MOST_BESIDE = 1_000


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
    def named(self) -> list[str]:
        """The ids of what its text links to, each once."""
        return list(dict.fromkeys(_ID.findall(self.body)))

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
class Library:
    """
    All items of an export, by id.

    Args:
        notes: where each lies in its file: (offset, size).
        titles: of the notes.
        folders: title and parent.
        names: of the files.
        tags: names; `tags_of` says which a note has.
        encrypted: how many notes are.
    """

    notes: dict[str, tuple[int, int]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
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

    def note(self, item: Item) -> Note:
        """Return a note with what it refers to by name."""

        def shown(link: re.Match[str]) -> str:
            if name := self.names.get(link[2]):
                return f"[{link[1]}]({name})" if link[1] and link[1] != name else name
            if title := _MARKS.sub(" ", self.titles.get(link[2], "")).strip():
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
            tags=self.tags_for(item),
            links=tuple(self.titles[key] for key in item.named if key in self.titles and key != own),
            people=(Person(author, "", "author"),) if author else (),
            date=written(fields.get("user_created_time", "")) or written(fields.get("created_time", "")),
            above=task if fields.get("is_todo") == "1" else "",
            below=fields.get("source_url", ""),
        )


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


def raw_note(blob: Blob, item: Item) -> Note | None:
    """Return the note of a raw export, whose notebook and what it links to lie beside it; None when it is left out."""
    if item.type != _NOTE:
        leave_out(blob, "It is an item of a Joplin export that is no note.")
        return None
    if not item.is_shown:
        leave_out(blob, "It is a note in Joplin's trash, encrypted, or a copy that Joplin made.")
        return None
    library = Library()
    wanted = [item.fields.get("parent_id", ""), *item.named][:_MOST_BESIDE]
    for _ in range(_DEEPEST):
        found = [other for key in wanted if (other := _beside(blob, key))]
        for other in found:
            library.add(other, (0, 0))
        parents = [other.fields.get("parent_id", "") for other in found if other.type == _FOLDER]
        wanted = [key for key in parents if key not in library.folders]
        if not wanted:
            break
    return library.note(item)


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
