"""
Putting together what FTS5 keeps in pieces.

Every transaction leaves a piece of its own, and a look-up reads each of them for each word: after a first index a dozen. FTS5 merges
some by itself, never all. In one piece 2,000 Documents are searched with a third less work in SQLite; for 100,000 it takes two seconds.
"""

from __future__ import annotations

from collections.abc import Callable

import apsw

from lfmsearch.store.connection import transaction

# Documents written since the last time for which it is worth while: so many, and a share of all.
FEWEST = 1_000
SHARE = 0.1
# Pages of some 4 kB merged in a transaction: tens of milliseconds.
PAGES = 500


def is_scattered(connection: apsw.Connection) -> bool:
    """Return whether so much was written since the last merging that the next is worth while; cheap."""
    sql = """SELECT written.value - merged.value > max(?, ? * (SELECT coalesce(max(id), 0) FROM page))
             FROM fact AS written, fact AS merged WHERE written.key = 'written' AND merged.key = 'merged'"""
    return bool(connection.execute(sql, (FEWEST, SHARE)).get)


def merge(connection: apsw.Connection, enough: Callable[[], bool]) -> None:
    """Merge, a transaction after the other, until all is in one piece or it is `enough`; what was merged stays so."""
    for table in ("gram", "word"):
        pages = -PAGES  # negative: all pieces from here on, also those FTS5 would leave alone
        more = True
        while more:
            if enough():
                return
            with transaction(connection):
                before = connection.total_changes()
                connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,))
                more = connection.total_changes() - before > 1  # as FTS5's documentation has it
            pages = PAGES
    connection.execute("UPDATE fact SET value = (SELECT value FROM fact WHERE key = 'written') WHERE key = 'merged'")
