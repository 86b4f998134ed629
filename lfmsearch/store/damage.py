"""What is wrong with an index file."""

from __future__ import annotations

import apsw


def damage(connection: apsw.Connection) -> list[str]:
    """Return what is wrong with the file of a connection, in sentences; empty when it is sound. Reads all of it."""
    found = [f"SQLite: {line}" for (line,) in connection.execute("PRAGMA integrity_check(10)") if line != "ok"]
    rows = connection.execute("SELECT count(*) FROM page WHERE id NOT IN (SELECT rowid FROM word)").get
    if rows:
        found.append(f"{rows} pages of documents have no words.")
    rows = connection.execute("SELECT count(*) FROM document WHERE id NOT IN (SELECT document_id FROM place)").get
    if rows:
        found.append(f"{rows} documents lie nowhere.")
    return found
