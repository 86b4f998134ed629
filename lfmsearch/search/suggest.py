"""
How one may go on typing: fields, and the values that occur in the index. Pure but for `vocabulary`, which asks the index.

The people, tags, types and folders of an index are listed once and looked up by how their words begin, so that a suggestion takes
less time than a keystroke.
"""

from __future__ import annotations

import bisect
import itertools
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lfmsearch.search.chips import typed_form
from lfmsearch.search.field import FIELDS
from lfmsearch.search.pieces import Piece, pieces
from lfmsearch.store.census import Census
from lfmsearch.store.scope import folded
from lfmsearch.types import Suggestion

# A value is offered for a plain word from so many letters on: fewer begin too much.
SHORTEST_PLAIN = 2
# Beyond so many words of one beginning, looking through all values from the most frequent on finds the first few sooner.
_MANY = 1_000
_SPANS = ("today", "yesterday", "thisweek", "lastweek", "thismonth", "lastmonth", "thisyear", "lastyear", "7d", "30d")
_SIZES = ("100kb", "1mb", "10mb", "100mb")
# Which values a field takes; those of the first ones are offered for plain words too.
_LISTED = {
    "from": "person", "to": "person", "cc": "person", "tag": "tag", "label": "tag", "in": "folder", "type": "type", "ext": "type",
    "kind": "kind", "lang": "lang", "date": "date", "before": "date", "after": "date", "larger": "size", "smaller": "size",
    "has": "has",
}  # fmt: skip
_PLAIN = {"person": "from", "tag": "tag", "folder": "in", "type": "type", "kind": "kind"}
# What a field is for, as its label says.
FIELD_LABELS = {
    "kind": "file, mail, note or attachment", "type": "format, such as pdf", "in": "folder", "date": "when it was sent or written",
    "before": "sent or written before", "after": "sent or written since", "name": "name of the file", "from": "who wrote it",
    "to": "who received it", "cc": "who received a copy", "subject": "words of the subject or title", "tag": "tag or label",
    "larger": "at least so large", "smaller": "under so large", "lang": "language", "has": "has an attachment",
    "thread": "a conversation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A value that may be typed after a field: what is typed, how a person reads it, how many Documents have it."""

    typed: str
    label: str
    count: int


class Values:
    """Values by how their words begin, without case and accents."""

    def __init__(self, values: Iterable[Value]) -> None:
        self._values = sorted(values, key=lambda value: -value.count)  # one that is met first is the most frequent
        self._begun = [{folded(part) for part in _begun(value)} for value in self._values]
        self._words = sorted((word, place) for place, words in enumerate(self._begun) for word in words)

    def begun(self, prefix: str, limit: int) -> list[Value]:
        """Return the most frequent values with a word that begins with `prefix`."""
        wanted = folded(prefix)
        start = bisect.bisect_left(self._words, (wanted, -1))
        end = bisect.bisect_left(self._words, (wanted + "\U0010ffff", -1))
        if end - start > _MANY:
            places = (n for n, words in enumerate(self._begun) if any(word.startswith(wanted) for word in words))
            return [self._values[place] for place in itertools.islice(places, limit)]
        chosen = sorted({place for _, place in self._words[start:end]})
        return [self._values[place] for place in chosen[:limit]]


Vocabulary = dict[str, Values]
"""Values by what they are: person, tag, folder, type, kind, lang, date, size, has."""


def vocabulary(census: Census) -> Vocabulary:
    """List what occurs in the index. Reads the people of every Document: see `vocabulary` for when."""
    folders: dict[str, list[tuple[str, int]]] = {}
    for path, count in census.folders():
        folders.setdefault(os.path.basename(path), []).append((path, count))
    return {
        "person": Values(Value(address or name, name or address, count) for name, address, count in census.people()),
        "tag": Values(Value(tag, tag, count) for tag, count in census.tags()),
        "folder": Values(
            Value(name, held[0][0] if len(held) == 1 else name, sum(count for _, count in held))
            for name, held in folders.items()
            if name
        ),
        "type": Values(Value(name, name, count) for name, count in census.values("type")),
        "kind": Values(Value(name, name, count) for name, count in census.values("kind")),
        "lang": Values(Value(name, name, count) for name, count in census.values("language")),
        "date": Values(
            [*(Value(name, name, 0) for name in _SPANS), *(Value(year, year, count) for year, count in census.years())]
        ),
        "size": Values(Value(size, size, 0) for size in _SIZES),
        "has": Values([Value("attachment", "attachment", 0)]),
    }


def suggestions(typed: str, known: Vocabulary, *, cursor: int | None = None, limit: int = 8) -> tuple[Suggestion, ...]:
    """
    Return ways to go on from what stands before the cursor; nothing after a blank, in a quote of its own, or where nothing begins so.

    Args:
        cursor: offset into `typed`; None for its end.
    """
    before = typed if cursor is None else typed[:cursor]
    last = next((piece for piece in reversed(pieces(before)) if piece.end == len(before)), None)
    if last is None or last.kind in ("phrase", "or"):
        return ()
    minus = "-" if last.excluded else ""
    if last.kind == "filter":
        return _values(last, last.field, last.text, known, minus, limit)
    if match := re.fullmatch(r"([A-Za-z]+)[:：]", last.text):
        return _values(last, match[1].lower(), "", known, minus, limit)
    return _fields_and_values(last, known, minus, limit)


def _values(piece: Piece, field: str, begun: str, known: Vocabulary, minus: str, limit: int) -> tuple[Suggestion, ...]:
    values = known.get(_LISTED.get(field, ""))
    found = values.begun(begun, limit) if values else []
    return tuple(_suggestion(piece, field, value, minus) for value in found)


def _fields_and_values(piece: Piece, known: Vocabulary, minus: str, limit: int) -> tuple[Suggestion, ...]:
    begun = piece.text.casefold()
    if not begun or not begun[0].isalnum():
        return ()
    found = [
        Suggestion(piece.start, piece.end, f"{minus}{field}:", "field", FIELD_LABELS[field])
        for field in FIELDS
        if field.startswith(begun) and field in FIELD_LABELS
    ]
    if len(begun) >= SHORTEST_PLAIN:
        # One of each in turn, so that a hundred people do not hide the one tag.
        lists = [
            [_suggestion(piece, field, value, minus) for value in known[name].begun(begun, limit)]
            for name, field in _PLAIN.items()
            if name in known
        ]
        found += _in_turn(lists)
    return tuple(found[:limit])


def _suggestion(piece: Piece, field: str, value: Value, minus: str) -> Suggestion:
    typed = f"{minus}{typed_form(field, value.typed)}"
    return Suggestion(piece.start, piece.end, typed, field, value.label, value.count)


def _in_turn(lists: Sequence[Sequence[Suggestion]]) -> list[Suggestion]:
    longest = max(map(len, lists), default=0)
    return [each[place] for place in range(longest) for each in lists if place < len(each)]


def _begun(value: Value) -> set[str]:
    """What one may begin to type to mean a value: it, what it is called, and each word of both."""
    return {value.typed, value.label, *re.findall(r"\w+", f"{value.typed} {value.label}")}
