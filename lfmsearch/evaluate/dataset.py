"""A test set in the BEIR layout: corpus.jsonl, queries.jsonl, qrels.tsv."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lfmsearch.errors import UserError


@dataclass(frozen=True, slots=True)
class Entry:
    """One document or query of a set. `language` may be empty."""

    id: str
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set, read whole. `qrels` gives grades by query and document; only judged queries are kept."""

    name: str
    documents: tuple[Entry, ...]
    queries: tuple[Entry, ...]
    qrels: dict[str, dict[str, int]]


def load(folder: Path) -> Dataset:
    """
    Read a set.

    Raises:
        UserError: a file is missing or a line cannot be read; the message names it.
    """
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(folder / "qrels.tsv")):
        cells = line.split("\t")
        if number == 0 and not cells[-1].lstrip("-").isdigit():
            continue  # the header
        try:
            query, document, grade = cells[0], cells[-2], int(cells[-1])
        except (IndexError, ValueError):
            raise UserError(f"Line {number + 1} of {folder / 'qrels.tsv'} is not “query, document, grade”.") from None
        qrels.setdefault(query, {})[document] = grade
    return Dataset(
        name=folder.name,
        documents=tuple(_entries(folder / "corpus.jsonl")),
        queries=tuple(query for query in _entries(folder / "queries.jsonl") if query.id in qrels),
        qrels=qrels,
    )


def only(dataset: Dataset, language: str) -> Dataset:
    """Return the part of a set that is in one language."""
    return Dataset(
        name=f"{dataset.name}:{language}",
        documents=tuple(entry for entry in dataset.documents if entry.language == language),
        queries=tuple(entry for entry in dataset.queries if entry.language == language),
        qrels=dataset.qrels,
    )


def write_files(dataset: Dataset, folder: Path) -> dict[str, list[str]]:
    """
    Write every document as a file a person could have, and return the document ids by file name.

    Titles become Markdown headings; names are hashes, so that no name helps a search. What is there already stays untouched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names: dict[str, list[str]] = {}
    for entry in dataset.documents:
        name = hashlib.blake2b(entry.id.encode(), digest_size=8).hexdigest() + (".md" if entry.title else ".txt")
        content = (f"# {' '.join(entry.title.split())}\n\n{entry.text}" if entry.title else entry.text).encode()
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
        names.setdefault(name, []).append(entry.id)
    for path in folder.iterdir():
        if path.is_file() and path.name not in names:
            path.unlink()
    return names


def _entries(path: Path) -> Iterator[Entry]:
    for number, line in enumerate(_lines(path), 1):
        try:
            row = json.loads(line)
            yield Entry(str(row["_id"]), str(row.get("title") or ""), str(row["text"]), str(row.get("lang") or ""))
        except (ValueError, KeyError, TypeError):
            raise UserError(f"Line {number} of {path} has no “_id” and “text”.") from None


def _lines(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {error.strerror}.", "A set has corpus.jsonl, queries.jsonl and qrels.tsv."
        ) from None
    return (line for line in text.split("\n") if line.strip())
