"""Which Documents belong together: copies, attachments, conversations, and what links to what."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import Any

import apsw

from lfmsearch.store.names import decoded, encoded
from lfmsearch.store.rows import StoredDocument
from lfmsearch.store.scope import folded

# How files of notes end: a link may leave it out.
_NOTE_ENDING = re.compile(r"\.(?:md|markdown|org|txt|rst|canvas)$")


class Kin:
    """Look-ups over one connection; used by one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._run = connection.execute
        compared: Callable[..., Any] = link_name
        connection.create_scalar_function("link_name", compared, 1, deterministic=True)

    def belonging(self, document: StoredDocument) -> set[int]:
        """
        Return the ids of what belongs to a Document, its own among them: what is attached to it, what it is attached to, the other
        messages of its conversation (they quote it), and the same content kept as another kind.
        """
        keys = [
            encoded(f"{kind}/{document.type}/{document.content_key}") for kind in ("file", "mail", "note", "attachment")
        ]
        sql = """SELECT document_id FROM place WHERE parent_id = ?1
                 UNION SELECT parent_id FROM place WHERE document_id = ?1 AND parent_id IS NOT NULL
                 UNION SELECT id FROM document WHERE thread <> '' AND thread = ?2
                 UNION SELECT id FROM document WHERE key IN (SELECT value FROM json_each(?3))"""
        found = self._run(sql, (document.id, document.thread, json.dumps(keys)))
        return {document.id, *(number for (number,) in found)}

    def linked(self, document: StoredDocument) -> set[int]:
        """
        Return the ids of the Documents that a Document links to, and of those that link to it.

        A link names a title, another name, or a path as it is written: relative, with or without its ending. Documents of the same
        Source are meant: two vaults may both have an `Index`.
        """
        if not document.places:
            return set()
        source = encoded(document.places[0].source)
        targets = [
            str(target) for (target,) in self._run("SELECT target FROM link WHERE document_id = ?", (document.id,))
        ]
        found = self._meant(targets, source) if targets else set()
        return (found | self._linking(document, source)) - {document.id}

    def _meant(self, targets: list[str], source: str) -> set[int]:
        """The Documents of a Source that links with these targets mean."""
        wanted: dict[str, list[str]] = {}
        for target in targets:
            wanted.setdefault(link_name(target), []).append(target)
        names = json.dumps(list(wanted))
        by_name = f"""SELECT id FROM document WHERE id IN ({_OF_SOURCE}) AND (link_name(title) IN (SELECT value FROM json_each(?2))
                      OR (aliases <> '[]' AND EXISTS (SELECT 1 FROM json_each(aliases) AS other
                          WHERE link_name(other.value) IN (SELECT value FROM json_each(?2)))))"""
        found = {number for (number,) in self._run(by_name, (source, names))}
        by_path = f"""SELECT place.document_id, file.path {_IN_SOURCE} AND place.member = ''
                      AND link_name(file.path) IN (SELECT value FROM json_each(?2))"""
        for number, path in self._run(by_path, (source, names)):
            if any(_leads(target, decoded(path)) for target in wanted[link_name(path)]):
                found.add(number)
        return found

    def _linking(self, document: StoredDocument, source: str) -> set[int]:
        """The Documents of a Source that link to this one."""
        paths = [place.path for place in document.places if not place.member]
        aliases = json.loads(self._run("SELECT aliases FROM document WHERE id = ?", (document.id,)).get)
        titles = {link_name(name) for name in (document.title, *aliases)}
        names = json.dumps(sorted({*titles, *(link_name(encoded(path)) for path in paths)}))
        sql = f"""SELECT document_id, target FROM link WHERE link_name(target) IN (SELECT value FROM json_each(?2))
                  AND document_id IN ({_OF_SOURCE})"""
        return {
            number
            for number, target in self._run(sql, (source, names))
            if link_name(target) in titles or any(_leads(target, path) for path in paths)
        }


def link_name(target: str) -> str:
    """Return the name that a link, a title or a path goes by: its last part, without the ending of a note, case and accents."""
    return folded(_NOTE_ENDING.sub("", target.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].strip()))


def _leads(target: str, path: str) -> bool:
    """Whether a path written in a link ends where `path` does, as far as it says."""
    said = [part for part in folded(target.replace("\\", "/")).split("/")[:-1] if part not in ("", ".", "..")]
    lies = folded(path.replace(os.sep, "/")).split("/")[:-1]
    return not said or lies[-len(said) :] == said


_IN_SOURCE = """FROM file JOIN place ON place.file_id = file.id
                WHERE file.source_id = (SELECT id FROM source WHERE path = ?1)"""
_OF_SOURCE = f"SELECT place.document_id {_IN_SOURCE}"
