"""Where is my file: which rule, state or reason keeps a path from being found."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import is_placeholder
from lfmsearch.store.reader import Reader
from lfmsearch.store.rows import StoredFile
from lfmsearch.types import Source, Why


def why(path: str, sources: Sequence[tuple[Source, Rules]], reader: Reader) -> Why:
    """Return the verdict on an absolute `path`: what the rules say, what the disk says, what the index says."""
    held = [
        (source, rules)
        for source, rules in sources
        if path == source.path or path.startswith(os.path.join(source.path, ""))
    ]
    if not held:
        there = "" if os.path.lexists(path) else " There is no such file."
        return Why(path, "unknown", f"It lies in no source; `lfmsearch add` makes its folder one.{there}")
    source, rules = max(held, key=lambda item: len(item[0].path))
    if not os.path.lexists(path):
        if not os.path.lexists(source.path):
            return Why(
                path, "missing", f"Its source {source.path} is not connected now.", len(reader.documents_at(path))
            )
        return Why(path, "missing", "There is no such file; the next `lfmsearch index` takes it out.")
    verdict = rules.verdict(path, is_dir=os.path.isdir(path))
    if not verdict.included:
        return Why(path, "excluded", f"It is left out. {verdict}")
    if Path(path).is_symlink() and reader.file(path) is None:
        return Why(
            path,
            "excluded",
            "It is a symbolic link; links are followed only with `lfmsearch config set follow_links true`.",
        )
    if os.path.isdir(path):
        return Why(path, "indexed", "It is a folder; ask about a file in it.")
    if is_placeholder(os.lstat(path)):
        return Why(
            path, "cloud", "It is kept in the cloud and not on this disk; lfmsearch downloads nothing by itself."
        )
    file = reader.file(path)
    if file is None:
        if not os.access(path, os.R_OK):
            return Why(path, "no-permission", "You may not read it.")
        return Why(path, "pending", "It is new; the next `lfmsearch index` reads it.")
    return _of_file(file, len(reader.documents_at(path)), reader)


def ranked(
    answer: Why, documents: Sequence[int], order: Sequence[int], words: Sequence[int], meaning: Sequence[int]
) -> Why:
    """
    Return `answer` with the place of its best Document in a search.

    Args:
        documents: of the path.
        order, words, meaning: Documents as fused, and in each leg, best first.
    """
    stages: dict[str, object] = {}
    for stage, leg in (("words", words), ("meaning", meaning), ("fused", order)):
        places = [leg.index(number) + 1 for number in documents if number in leg]
        stages[stage] = min(places, default=None)
    rank = stages["fused"]
    if rank is None:
        none = "It is indexed, but this search finds nothing at all."
        reason = (
            none
            if not order
            else f"It is indexed, but not among the first {len(order)} of this search: no word of it, and not near in meaning."
        )
    else:
        reason = f"It is indexed and comes at place {rank}."
    return Why(
        answer.path,
        answer.verdict,
        reason,
        answer.documents,
        answer.queue_position,
        rank if isinstance(rank, int) else None,
        stages,
    )


def _of_file(file: StoredFile, documents: int, reader: Reader) -> Why:
    if file.state == "pending":
        place = reader.queue_position(file.path)
        return Why(file.path, "pending", f"It waits to be read, at place {place} of the queue.", documents, place)
    if file.state == "failed":
        denied = "permission" in file.reason.lower()
        return Why(
            file.path,
            "no-permission" if denied else "failed",
            f"{file.reason} It is tried again when it or its reader changes.",
            documents,
        )
    if file.state == "skipped":
        named = " It is found by its name." if documents else ""
        return Why(file.path, "skipped", f"{file.reason}{named}", documents)
    count = "1 document" if documents == 1 else f"{documents} documents"
    return Why(file.path, "indexed", f"It is indexed: {count}." + (f" {file.reason}" if file.reason else ""), documents)
