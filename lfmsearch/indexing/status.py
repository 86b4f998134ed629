"""The state of an index, from its file alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from lfmsearch.store.reader import Reader
from lfmsearch.types import SourceSummary, Status

# What a person reads through; `problem_count` says how many there are in all.
PROBLEMS = 100


def status(reader: Reader, sources: Sequence[SourceSummary], index_path: Path) -> Status:
    """Return the state of the index at `index_path`. Loads no model, reads no file of the user's."""
    generations = reader.generations()
    active = next((generation for generation in generations if generation.state == "active"), None)
    building = next((generation for generation in generations if generation.state == "building"), None)
    shown = building or active
    done, total = reader.embedding_progress(shown.id) if shown else (0, 0)
    number = active.id if active else None
    meaning = reader.meaning_by_source(number)
    return Status(
        version=version("lfmsearch"),
        state="idle",
        files=reader.files_by_state(),
        documents=reader.documents_by_kind(),
        coverage=reader.coverage(number),
        by_source=tuple(
            {
                "path": summary.source.path,
                "kind": summary.source.kind,
                "documents": summary.documents,
                "meaning": meaning.get(summary.source.path, 0),
                "problems": summary.problems,
                "available": summary.available,
                "in_cloud": summary.in_cloud,
            }
            for summary in sources
        ),
        by_year=reader.moments(number),
        chunks=reader.chunk_count(),
        generation={
            "active": active.model if active else None,
            "building": building.model if building else None,
            "done": done,
            "total": total,
        },
        model=active.model if active else "",
        index_bytes=sum(
            os.path.getsize(name) for suffix in ("", "-wal", "-shm") if os.path.exists(name := f"{index_path}{suffix}")
        ),
        problems=tuple(reader.problems(PROBLEMS)),
        problem_count=reader.problem_count(),
        by_name=reader.by_name(),
    )
