"""
How well search finds what is in somebody's own index, with no judgement of anybody: questions are made from the index itself (titles
in full, sentences half remembered), and the Document each is from should be among the first ten.

The figures say how one index does from one time to the next, not how search does for questions people ask: those made from a text hold
words of it.
"""

from __future__ import annotations

import contextlib
import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from lfmsearch import __version__
from lfmsearch.errors import UserError
from lfmsearch.evaluate.run import measurable
from lfmsearch.index import Index
from lfmsearch.search.known import known_items, plain
from lfmsearch.system.atomic import write_private
from lfmsearch.types import Progress

# Documents that questions are made from, up to two each.
SAMPLE = 100
# Another choice of words than the one by which the index is calibrated.
SEED = 1
# With so many questions recall moves by about 0.02 by chance when some Documents come and go.
WORSE = 0.02
# Times differ more from one day to the next, and below this nobody feels them.
SLOWER, FELT_MS = 1.5, 50.0


@dataclass(frozen=True, slots=True)
class OwnEvaluation:
    """
    What was measured. Each mode has `recall@10`, `mrr@10`, and milliseconds: `median_ms`, `p95_ms`.

    Args:
        before: the last time's, empty the first time.
        worse: a sentence for each figure that is worse than then, and one for what has changed in between.
    """

    documents: int
    questions: int
    model: str
    version: str
    modes: Mapping[str, Mapping[str, float]]
    before: Mapping[str, object] = field(default_factory=dict)
    worse: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return asdict(self)


def evaluate_own(
    index: Index, *, kept: Path, progress: Callable[[Progress], None] = lambda _: None, sample: int = SAMPLE
) -> OwnEvaluation:
    """
    Measure search on the Documents of an index, and compare with the last time.

    Args:
        kept: the file in which the figures are kept for the next time.

    Raises:
        UserError: the index holds too little text to ask about.
    """
    questions = known_items(index.samples(sample), SEED)
    if not questions:
        raise UserError(
            "There is nothing to ask about yet.", "Index some documents: lfmsearch add FOLDER, lfmsearch index"
        )
    status = index.status()
    wanted = measurable(status)
    done = 0
    modes: dict[str, dict[str, float]] = {}
    for name, mode in wanted.items():
        again = name == "rerank"
        index.ranking(plain(questions[0].text), mode, rerank=again)  # what is loaded once is no part of a search
        ranks: list[int | None] = []
        times: list[float] = []
        for question in questions:
            started = time.perf_counter()
            order = [number for number, _ in index.ranking(plain(question.text), mode, rerank=again).order[:10]]
            times.append((time.perf_counter() - started) * 1000)
            ranks.append(order.index(question.document_id) + 1 if question.document_id in order else None)
            done += 1
            progress(Progress("ask", done, len(wanted) * len(questions), current=name))
        modes[name] = measures(ranks, times)
    found = OwnEvaluation(sum(status.documents.values()), len(questions), status.model, __version__, modes)
    before = _read(kept)
    write_private(kept, json.dumps(found.as_json(), indent=1))
    return OwnEvaluation(
        found.documents, found.questions, found.model, found.version, modes, before, worse(found, before)
    )


def measures(ranks: list[int | None], times: list[float]) -> dict[str, float]:
    """Return the figures of one mode, from the rank of each answer among the first ten (None for none) and the milliseconds taken."""
    ordered = sorted(times)
    return {
        "recall@10": sum(rank is not None for rank in ranks) / len(ranks),
        "mrr@10": sum(1 / rank for rank in ranks if rank) / len(ranks),
        "median_ms": statistics.median(ordered),
        "p95_ms": ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)],
    }


def worse(now: OwnEvaluation, before: Mapping[str, object]) -> tuple[str, ...]:
    """Return a sentence for each figure that is worse than before by more than chance, and then what has changed in between."""
    modes = before.get("modes")
    if not isinstance(modes, dict):
        return ()
    said: list[str] = []
    for mode, figures in now.modes.items():
        old = modes.get(mode, {})
        said += [
            f"{mode}: {name} fell from {old[name]:.3f} to {figures[name]:.3f}."
            for name in ("recall@10", "mrr@10")
            if name in old and figures[name] < old[name] - WORSE
        ]
        if "p95_ms" in old and figures["p95_ms"] > max(SLOWER * old["p95_ms"], old["p95_ms"] + FELT_MS):
            said.append(
                f"{mode}: one search in twenty took {old['p95_ms']:.0f} ms, and takes {figures['p95_ms']:.0f} ms now."
            )
    changed = [
        f"{what} {before.get(key) or 'none'} → {getattr(now, key) or 'none'}"
        for what, key in (("model", "model"), ("lfmsearch", "version"), ("documents", "documents"))
        if before.get(key) != getattr(now, key)
    ]
    return (*said, f"Since then: {', '.join(changed) or 'nothing that is kept count of'}.") if said else ()


def _read(kept: Path) -> Mapping[str, object]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(kept.read_text("utf-8"))
        if isinstance(found, dict):
            return {key: value for key, value in found.items() if key not in ("before", "worse")}
    return {}
