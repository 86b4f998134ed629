"""
How many contexts and threads are fastest here: measured once for a model on a processor, and remembered.

A few seconds, at set-up. Measuring is thin; the decision is a pure function of the figures.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lfmsearch.models.catalog import InstalledModel

if TYPE_CHECKING:
    from lfmsearch.models.llama import Context

# About 200 tokens in every vocabulary: the length of a common chunk.
DOCUMENT = "The plumber came on Monday and looked at the boiler in the cellar; the pressure was too low. " * 9
QUERY = "what did the plumber say about the boiler"
# A further context or thread must bring this much: it costs memory, and the machine has other things to do.
WORTH = 1.05
QUERY_TOKENS = 32  # of a model of role `late`


@dataclass(frozen=True, slots=True)
class Calibration:
    """
    The settings of an Embedder: one-thread `contexts` for documents, `query_threads` for the query; and what they reach.

    `query_seconds` is the ninth of ten queries; both figures are 0 where nothing was measured.
    """

    contexts: int
    query_threads: int
    tokens_per_second: float = 0.0
    query_seconds: float = 0.0


def decide(tokens_per_second: Mapping[int, float], query_seconds: Mapping[int, float]) -> Calibration:
    """
    Choose by the figures: throughput by number of contexts, seconds of a query by number of threads.

    The smallest number that is within 5 % of the best is taken.
    """
    best = max(tokens_per_second.values())
    quickest = min(query_seconds.values())
    contexts = min(count for count, rate in tokens_per_second.items() if rate * WORTH >= best)
    threads = min(count for count, seconds in query_seconds.items() if seconds <= quickest * WORTH)
    return Calibration(
        contexts=contexts,
        tokens_per_second=round(tokens_per_second[contexts], 1),
        query_threads=threads,
        query_seconds=round(query_seconds[threads], 4),
    )


def calibrated(model: InstalledModel, remembered: Path, *, seconds: float = 4.0) -> Calibration:
    """
    Return the settings for this model here: those in the file `remembered`, else measured now and written there.

    Measuring takes about `seconds` for a small model, a little more for a large one. A file that cannot be read is
    measured anew.
    """
    key = _key(model)
    known = _known(remembered)
    if key in known:
        return known[key]
    found = decide(*measure(model, seconds=seconds))
    entries = {name: asdict(entry) for name, entry in (known | {key: found}).items()}
    partial = remembered.with_name(remembered.name + ".part")
    partial.write_text(json.dumps(entries, indent=1), encoding="utf-8")
    partial.chmod(0o600)
    partial.replace(remembered)
    return found


def recalled(model: InstalledModel, remembered: Path) -> Calibration:
    """Return what was measured for this model here, or one context and thread for each core where nothing was: for a quick look-up."""
    return _known(remembered).get(_key(model), Calibration(contexts=cores(), query_threads=cores()))


def measure(model: InstalledModel, *, seconds: float) -> tuple[dict[int, float], dict[int, float]]:
    """Return tokens a second by number of one-thread contexts, and seconds of a query by number of threads."""
    from lfmsearch.models.llama import Context, Model

    loaded = Model(model.path)
    contexts: list[Context] = []

    def context(threads: int) -> Context:
        made = Context(loaded, pooling=model.spec.pooling, longest=model.spec.max_tokens, threads=threads)
        contexts.append(made)
        return made

    def ids(text: str) -> list[int]:
        return [*loaded.head, *loaded.tokens(text), *loaded.tail][: model.spec.max_tokens]

    try:
        counts = thread_counts(cores())
        each = seconds / 2 / len(counts)
        document, query = ids(DOCUMENT), ids(QUERY)
        if model.spec.role == "late":  # every query is as long as the longest
            query = (query * QUERY_TOKENS)[:QUERY_TOKENS]
        ones = [context(1) for _ in range(max(counts))]
        ones[0].rows([document])  # pages the weights in
        rates = {count: _rate(ones[:count], document, each) for count in counts}
        latencies = {count: _latency(context(count), query, each) for count in counts}
        return rates, latencies
    finally:
        for made in contexts:
            made.close()
        loaded.close()


def thread_counts(available: int) -> list[int]:
    """Return the numbers worth trying: the powers of two, and all cores."""
    powers = [1 << power for power in range(available.bit_length()) if 1 << power <= available]
    return sorted({*powers, available})


def cores() -> int:
    """Return the cores this process may use, hyper-threads not counted where that is known."""
    import psutil

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, psutil.cpu_count(logical=False) or allowed))


def processor() -> str:
    """Return what the figures depend on besides the model: kind and number of cores, and llama.cpp's version."""
    import llama_cpp

    name = platform.processor() or platform.machine()
    if (cpuinfo := Path("/proc/cpuinfo")).exists():
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), name)
    return f"{name} x{cores()} llama {llama_cpp.__version__}"


def _key(model: InstalledModel) -> str:
    return f"{model.spec.id}/{model.sha256[:16]}/{processor()}"


def _rate(contexts: Sequence[Context], document: list[int], seconds: float) -> float:
    """All contexts decode until the time is up; every one at least once."""
    done = [0] * len(contexts)
    end = time.perf_counter() + seconds

    def work(number: int) -> None:
        while not done[number] or time.perf_counter() < end:
            contexts[number].rows([document])
            done[number] += 1

    begun = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,), name=f"calibrate-{number}") for number in range(len(done))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) * len(document) / (time.perf_counter() - begun)


def _latency(context: Context, query: list[int], seconds: float) -> float:
    """The ninth of ten: threads that wait for each other are slow now and then, and that is what a person feels."""
    context.rows([query])
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while len(taken) < 3 or time.perf_counter() < end:
        begun = time.perf_counter()
        context.rows([query])
        taken.append(time.perf_counter() - begun)
    return statistics.quantiles(taken, n=10)[-1]


def _known(remembered: Path) -> dict[str, Calibration]:
    try:
        entries = json.loads(remembered.read_text(encoding="utf-8"))
        return {key: Calibration(**entry) for key, entry in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
