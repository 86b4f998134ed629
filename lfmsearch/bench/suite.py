"""The benchmarks by name, run one after another on a machine that is described."""

from __future__ import annotations

import importlib
import os
import platform
from collections.abc import Callable, Sequence

from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.errors import UserError

# The sentence is here so that naming them loads none.
BENCHMARKS = {
    "throughput": "tokens embedded per second, against a bare llama.cpp loop",
    "memory": "memory of indexing 20,000 chunks above the mapped weights",
    "scan": "vector search over 100,000 rows, against sqlite-vec",
    "search": "warm search in 10,000 documents, against embedding the query alone",
    "card": "the latency rows of the models' card, and tokens embedded per second",
    "late": "ranking 50 passages again by late interaction, beside encoding the query",
    "compression": "nDCG@10 by how token vectors are kept, on the test sets named with --data",
    "rescan": "second index of 50,000 unchanged files, against find",
    "hostile": "files made to break readers: the next file after each, against 1 s",
    "mbox": "splitting a 400 MB mailbox, and finding 1,000 mails appended to it",
    "watching": "seconds until 20,000 folders are watched, and 1,000 saves in them told",
    "saving": "saving a file until it is found by words and by meaning, against 1.5 s and 3 s",
    "serving": "searching beside a service that embeds at full speed, against while it is paused",
    "beside": "a timer of 5 ms in another program beside the indexing, against without",
    "idle": "processor time and memory of a service that watches 20,000 folders and has nothing to do",
    "burst": "40,000 files copied in, 10,000 renamed, 10,000 deleted, against a fresh look",
    "filling": "a first index of 100,000 files: the first hit, all by words, all by meaning",
    "kills": "200 kills at random moments of an indexing, against an undisturbed one",
    "stopping": "stopping the service at random moments, against 2 s",
    "watchlimit": "1,500 folders where 1,000 may be watched: whether it is said and every change found",
    "window": "the window: start, summons, keystroke to rows, stalls while indexing, memory",
    "quality": "nDCG@10 of the test sets named with --data",
    "filtered": "a filter that lets 1 of 1,000 through, against looking through all",
    "nothing": "questions that nobody wrote, and things that are there, on the test sets named with --data",
    "words": "nDCG@10 by words alone of the test sets named with --data, by language",
    "reading": "time and words of reading the folder named with --files, against Recoll",
    "mails": "mails of the folder named with --files, against the results beside them",
    "chunks": "nDCG@10 by size of chunk on the test sets named with --data",
}
# Measured when no name is given: reading needs a folder, and the size of chunks is an experiment that takes an hour.
USUAL = tuple(name for name in BENCHMARKS if name not in ("chunks", "compression", "reading", "mails"))

# These run where there is no model.
WITHOUT_MODEL = frozenset(("reading", "mails", "mbox", "hostile", "watching", "words"))


def run(names: Sequence[str], setting: Setting, *, say: Callable[[str], None]) -> dict[str, object]:
    """
    Run benchmarks and return the public document `bench`.

    Args:
        names: of BENCHMARKS; all usual ones when empty.
        say: told in a sentence what is measured next.

    Raises:
        UserError: there is no benchmark of that name.
        ModelMissing: one of them needs a model, and there is none.
    """
    for name in names:
        if name not in BENCHMARKS:
            raise UserError(f"There is no benchmark {name}.", f"There are {', '.join(BENCHMARKS)}.")
    if set(names or USUAL) - WITHOUT_MODEL:
        setting.model()
    described = machine(setting)
    rows: list[Row] = []
    for name in names or USUAL:
        say(f"{name}: {BENCHMARKS[name]}")
        rows += importlib.import_module(f"lfmsearch.bench.{name}").run(setting)
    return {"machine": {**described, "load_after": _load()}, "rows": [row.as_json() for row in rows]}


def machine(setting: Setting) -> dict[str, object]:
    """Return what the figures depend on, how busy the machine is among it."""
    import apsw
    import psutil

    from lfmsearch.models.calibrate import processor
    from lfmsearch.models.folder import chosen

    return {
        "processor": processor(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "sqlite": apsw.sqlite_lib_version(),
        "model": found.spec.id if (found := chosen(setting.models_dir)) else None,
        "size": setting.size,
        "load_before": _load(),
    }


def _load() -> float | None:
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None
