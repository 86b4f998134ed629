"""
TextPack, and Bear's backup: zip files of TextBundles, each a folder with a text, `info.json`, and files in `assets`.

Source: https://textbundle.org/spec, and the importers of Obsidian and others for what Bear adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lfmsearch.errors import ExtractError
from lfmsearch.extract import noteapps
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.exports import attached, loaded, text
from lfmsearch.extract.noteapps import Note
from lfmsearch.extract.zipped import Zipped
from lfmsearch.types import Document

_TEXT = re.compile(r"(?:(.*)/)?text\.(md|markdown|txt|text|html?)", re.I)
_ASSET = re.compile(r"(?:(.*)/)?assets/[^/].*", re.I)
# Bear's tags of several words.
_TAG = re.compile(r"(?<![\w#/&])#([^\s#][^#\n]{1,100}(?<=\S))#(?![\w#])")
_BEAR = "net.shinyfrog.bear"


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the notes, each followed by its files; those in the trash are left out."""
    with Zipped.opened(blob) as archive:
        assets: dict[str, list[str]] = {}
        for name in archive.names:
            if found := _ASSET.fullmatch(name):
                assets.setdefault(found[1] or "", []).append(name)
        texts = [found for name in archive.names if (found := _TEXT.fullmatch(name))]
        if not texts:
            raise ExtractError("It holds no text.")
        for found in texts:
            folder = found[1] or ""
            info = _info(archive, folder)
            if _is_set(info.get("trashed")):
                continue
            note = _note(archive, found, info, blob)
            yield from noteapps.documents(blob, note)
            for number, name in enumerate(assets.get(folder, ())[: blob.limits.max_parts], start=1):
                yield from attached(blob, f"@{note.id}", number, archive.attachment(name))


def _note(archive: Zipped, found: re.Match[str], info: dict[str, Any], blob: Blob) -> Note:
    folder = found[1] or ""
    body = problem = ""
    try:
        body = decoded(archive.read(found[0])).replace("\\#", "#")  # as Bear writes it at times
    except ExtractError as error:
        problem = error.message
    name = (folder or blob.name).rsplit("/", 1)[-1]
    named = name.removesuffix(".textbundle").removesuffix(".textpack")
    key = (
        text(info, "uniqueIdentifier")
        or text(info, "bear-note-unique-identifier")
        or folder.replace("/", "_")
        or "text"
    )
    is_html = found[2].lower().startswith("htm")
    return Note(
        key,
        "" if is_html or body.lstrip().startswith("# ") else named,
        body,
        "html" if is_html else "md",
        tags=tuple(tag for tag in _TAG.findall(body) if " " in tag),
        date=written(text(info, "creationDate")) or written(text(info, "modificationDate")),
        problem=problem,
    )


def _info(archive: Zipped, folder: str) -> dict[str, Any]:
    """What Bear says of a note; nothing where another program wrote it, or it cannot be read."""
    name = f"{folder}/info.json" if folder else "info.json"
    try:
        about = loaded(archive.read(name)).get(_BEAR) if name in archive else None
    except ExtractError:
        return {}
    return about if isinstance(about, dict) else {}


def _is_set(value: Any) -> bool:
    return value in (True, "1", "true")


EXTRACTOR = documents
