"""Whether two indexes say the same."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from lfmsearch.store.connection import connect

WORDS = ("files", "documents", "places", "chunks", "pages", "words")
"""What the first pass writes."""


def told(index: Path, names: Collection[str] = ()) -> dict[str, list[Any]]:
    """Return everything an index says, without numbers that depend on the order of work; of some tables, or of all."""
    with closing(connect(index, write=False)) as connection:
        return {
            name: sorted(connection.execute(sql).fetchall(), key=repr)
            for name, sql in _TOLD.items()
            if not names or name in names
        }


def differences(one: Path, other: Path, names: Collection[str] = ()) -> int:
    """Return how many rows one index has and the other has not; a few of them are printed to stderr."""
    count = 0
    first, second = told(one, names), told(other, names)
    for name, rows in first.items():
        ours, theirs = Counter(map(repr, rows)), Counter(map(repr, second[name]))
        apart = (ours - theirs) + (theirs - ours)
        for row in sorted(apart)[:3]:
            print(f"{name}: {row[:300]}", file=sys.stderr)
        count += apart.total()
    return count


_TOLD = {
    "files": "SELECT path, size, state, reason, recipe, tries FROM file",
    "documents": "SELECT key, kind, type, title, people, tags, date, moment, thread, size, digest FROM document",
    "places": """SELECT f.path, p.member, d.key, (SELECT key FROM document WHERE id = p.parent_id)
                 FROM place p JOIN file f ON f.id = p.file_id JOIN document d ON d.id = p.document_id""",
    "chunks": """SELECT d.key, c.ordinal, c.text, c.breadcrumb, c.locator, c.hash
                 FROM chunk c JOIN document d ON d.id = c.document_id""",
    "pages": "SELECT d.key, p.first, p.last FROM page p JOIN document d ON d.id = p.document_id",
    "words": "SELECT term, doc, cnt FROM vocabulary",
    "vectors": "SELECT g.recipe, v.hash, v.part, v.value FROM vector v JOIN generation g ON g.id = v.generation_id",
    "generations": "SELECT recipe, state FROM generation",
    "attempts": "SELECT * FROM attempt",
    "untidy": "SELECT value FROM fact WHERE key = 'untidy'",
}
