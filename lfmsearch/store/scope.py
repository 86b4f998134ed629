"""
Filters as SQL: which Documents a search may find.

A Scope goes *into* both searches, never after their best k: what it lets through is ranked as if nothing else were there.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

import apsw

from lfmsearch.errors import BadQuery
from lfmsearch.store.names import encoded
from lfmsearch.store.terms import as_written
from lfmsearch.types import Filter


@dataclass(frozen=True, slots=True)
class Scope:
    """A SELECT of Document ids and its values; `sql` is empty when nothing is filtered."""

    sql: str = ""
    values: tuple[str | int, ...] = ()


EVERYTHING = Scope()


def scope_of(
    filters: Sequence[Filter],
    *,
    phrases: Sequence[str] = (),
    accented: Sequence[str] = (),
    without: Sequence[str] = (),
) -> Scope:
    """
    Return the Scope of a Query.

    The same field twice (`=`, `in`) means either; different fields mean both; bounds and exclusions all hold.

    Args:
        filters: in the normal form of `lfmsearch.search.query`.
        phrases: FTS5 expressions that each must match somewhere in the Document.
        accented: words that each must stand somewhere in it with just these accents, as `terms.as_written` has them.
        without: FTS5 expressions that must match nowhere in it.

    Raises:
        BadQuery: a field that this index cannot filter by.
    """
    conditions: list[str] = []
    values: list[str | int] = []
    either: dict[str, list[Condition]] = {}
    for item in filters:
        if item.field not in _CONDITIONS:
            known = ", ".join(sorted(_CONDITIONS))
            raise BadQuery(
                f"“{item.field}:” cannot be searched by yet.", f"Leave it out, or filter by one of: {known}."
            )
        sql, bound = _CONDITIONS[item.field](item)
        if item.op in ("=", "in"):
            either.setdefault(item.field, []).append((sql, bound))
        else:
            conditions.append(f"NOT ({sql})" if item.op == "!=" else f"({sql})")
            values.extend(bound)
    for parts in either.values():
        conditions.append("(" + " OR ".join(f"({sql})" for sql, _ in parts) + ")")
        values.extend(value for _, bound in parts for value in bound)
    for expression in phrases:
        conditions.append(f"d.id IN {_MATCHING}")
        values.append(expression)
    for word in accented:
        conditions.append(
            "EXISTS (SELECT 1 FROM chunk WHERE document_id = d.id AND is_written_in(text || char(10) || breadcrumb, ?))"
        )
        values.append(word)
    for expression in without:
        conditions.append(f"d.id NOT IN {_MATCHING}")
        values.append(expression)
    if not conditions:
        return EVERYTHING
    return Scope(f"SELECT d.id FROM document d WHERE {' AND '.join(conditions)}", tuple(values))


def register_functions(connection: apsw.Connection) -> None:
    """Give the connection the functions that Scopes use."""
    functions: dict[str, tuple[Callable[..., Any], int]] = {
        "named_as": (_named_as, 3),
        "contains": (_contains, 2),
        "file_named": (_file_named, 3),
        "folded": (folded, 1),
        "is_written_in": (_is_written_in, 2),
    }
    for name, (function, arguments) in functions.items():
        connection.create_scalar_function(name, function, arguments, deterministic=True)


def folded(text: str) -> str:
    """Return `text` without case and accents, as names are compared."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


_MATCHING = "(SELECT page.document_id FROM word JOIN page ON page.id = word.rowid WHERE word MATCH ?)"

Condition = tuple[str, tuple[str | int, ...]]


def _contains(text: Any, wanted: Any) -> bool:
    """Whether `text` holds `wanted` (folded)."""
    return wanted in folded(text)


def _is_written_in(text: Any, word: Any) -> bool:
    """Whether `text` holds a word with just its accents (`as_written`)."""
    written = as_written(text)
    return word in written and re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", written) is not None


def _named_as(people: Any, roles: Any, wanted: Any) -> bool:
    """Whether one of `people` (JSON) in one of `roles` has `wanted` (folded) in name or address."""
    return any(
        role in roles.split() and wanted in folded(f"{name} {address}") for role, name, address in json.loads(people)
    )


def _file_named(path: Any, member: Any, wanted: Any) -> bool:
    """Whether the name of a File, or of what lies inside it, holds `wanted` (folded)."""
    return wanted in folded(
        f"{os.path.basename(path)}/{member.rsplit(':', 1)[-1]}" if member else os.path.basename(path)
    )


def _equal(column: str) -> Callable[[Filter], Condition]:
    return lambda item: (f"{column} = ?", (item.value,))


def _may_stand(pieces: Sequence[str], *columns: str) -> tuple[str, tuple[str, ...]]:
    """
    SQL that is true wherever each of some pieces, folded, stands in one of the columns, and its values. It may be true elsewhere.

    Most rows do not hold the letters at all, which SQLite sees ten times as fast as Python. Letters beyond ASCII it cannot fold: where
    there are some, it is true.
    """
    held = [" OR ".join(f"instr(lower({column}), ?)" for column in columns) for _ in pieces]
    hidden = " OR ".join(f"length(CAST({column} AS BLOB)) > length({column})" for column in columns)
    stands = " AND ".join(f"({one})" for one in held) or "1"
    return f"(({stands}) OR {hidden})", tuple(piece for piece in pieces for _ in columns)


def _people(roles: str) -> Callable[[Filter], Condition]:
    def condition(item: Filter) -> Condition:
        wanted = folded(item.value)
        may, pieces = _may_stand(wanted.split(), "d.people")
        # The list is JSON: behind a backslash anything may be hidden.
        sql = f"({may} OR instr(d.people, '\\')) AND named_as(d.people, ?, ?)"
        return sql, (*pieces, roles, wanted)

    return condition


def _subject(item: Filter) -> Condition:
    return "contains(d.title, ?)", (folded(item.value),)


def _name(item: Filter) -> Condition:
    wanted = folded(item.value)
    may, pieces = _may_stand([piece for piece in re.split(r"[/\\]", wanted) if piece], "file.path", "place.member")
    sql = f"""d.id IN (SELECT place.document_id FROM place JOIN file ON file.id = place.file_id
                      WHERE {may} AND file_named(file.path, place.member, ?))"""
    return sql, (*pieces, wanted)


def _inside(item: Filter) -> Condition:
    """At or below an absolute path; else below any folder of that name."""
    value = encoded(item.value)
    where = "file.path = ? OR (file.path >= ? AND file.path < ?)"
    bound: tuple[str | int, ...]
    if PurePath(item.value).is_absolute():
        path = value.rstrip(os.sep) or os.sep
        below = path if path.endswith(os.sep) else path + os.sep
        bound = (path, below, below[:-1] + chr(ord(os.sep) + 1))
    else:
        # With a separator behind: a mailbox of that name is meant too. Only a path with letters beyond ASCII needs folding here.
        named = f"{os.sep}{folded(value.strip('/' + os.sep).replace('/', os.sep))}{os.sep}"
        where = f"""instr(lower(file.path) || '{os.sep}', ?) OR (length(CAST(file.path AS BLOB)) > length(file.path)
                    AND instr(folded(file.path) || '{os.sep}', ?))"""
        bound = (named, named)
    return f"d.id IN (SELECT place.document_id FROM file JOIN place ON place.file_id = file.id WHERE {where})", bound


def _moment(item: Filter) -> Condition:
    """`START..END`, half-open, either end open; or one bound."""
    if item.op in (">=", "<"):
        return f"d.moment {item.op} ?", (_seconds(item.value),)
    start, _, end = item.value.partition("..")
    parts = [("d.moment >= ?", start), ("d.moment < ?", end)]
    held = [(sql, _seconds(bound)) for sql, bound in parts if bound]
    return " AND ".join(sql for sql, _ in held) or "1", tuple(bound for _, bound in held)


def _seconds(iso: str) -> int:
    return int(datetime.fromisoformat(iso).timestamp())


def _size(item: Filter) -> Condition:
    return f"d.size {item.op} ?", (int(item.value),)


def _tag(item: Filter) -> Condition:
    return "EXISTS (SELECT 1 FROM json_each(d.tags) WHERE folded(value) = ?)", (folded(item.value),)


def _thread(item: Filter) -> Condition:
    """All of one conversation, named by its key or by one of its Documents, which is in it also where it stands alone."""
    if item.value.isdecimal():
        number = min(int(item.value), (1 << 63) - 1)
        return "(d.id = ? OR d.thread = (SELECT thread FROM document WHERE id = ? AND thread <> ''))", (number, number)
    return "d.thread = ?", (item.value,)


def _has(item: Filter) -> Condition:
    if item.value != "attachment":
        raise BadQuery(f"“has:{item.value}” is not known.", "Write has:attachment.")
    return "d.id IN (SELECT parent_id FROM place WHERE parent_id IS NOT NULL)", ()


_CONDITIONS: dict[str, Callable[[Filter], Condition]] = {
    "kind": _equal("d.kind"),
    "type": _equal("d.type"),
    "in": _inside,
    "date": _moment,
    "size": _size,
    "from": _people("from author"),
    "to": _people("to cc bcc"),
    "cc": _people("cc"),
    "subject": _subject,
    "name": _name,
    "tag": _tag,
    "has": _has,
    "lang": _equal("d.language"),
    "thread": _thread,
}
