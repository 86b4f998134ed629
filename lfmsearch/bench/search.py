"""Warm search in an open Index of 10,000 documents, against the bare embedding of the same queries."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from lfmsearch.bench.row import Row, percentile, rounds
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.index import Index
from lfmsearch.models.calibrate import recalled
from lfmsearch.models.embedder import Embedder
from lfmsearch.system.paths import Home

# What search may take beside embedding the query: a quarter of it, and 10 ms.
SHARE, MILLISECONDS = 1.25, 10.0


def run(setting: Setting) -> list[Row]:
    """Measure queries of 3 to 12 words, ten hits each. The index is made once and kept."""
    documents, queries = (10_000, 300) if setting.full else (2_000, 100)
    home = setting.home(f"search-{documents}")
    writer = Writer.of_model(setting.model(), seed=11)
    asked = [writer.query() for _ in range(queries)]
    write(home.data_dir / "files", writer, documents)
    with Index.open(home) as index:
        index.add(home.data_dir / "files")
        index.update()
        held = sum(index.status().documents.values())
        if held != documents:
            raise AssertionError(f"the index holds {held} documents of {documents}")
        with _embedder(setting, home) as embedder:
            return _rows(index, embedder, asked, documents)


def write(folder: Path, writer: Writer, documents: int) -> None:
    """Write documents of 20 to 60 words, a title each; what an earlier run wrote stays."""
    folder.mkdir(exist_ok=True)
    for number in range(documents):
        text = f"# {' '.join(writer.words(4)).capitalize()}\n\n{writer.text(20 + number % 41)}\n"
        path = folder / f"{number:05}.md"
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def _embedder(setting: Setting, home: Home) -> Embedder:
    model = setting.model()
    threads = recalled(model, home.calibration_path).query_threads  # as the index does
    return Embedder.load(model, contexts=1, query_threads=threads)


def _rows(index: Index, embedder: Embedder, asked: list[str], documents: int) -> list[Row]:
    took: list[dict[str, float]] = []

    def search(number: int) -> float:
        started = time.perf_counter()
        results = index.search(asked[number])
        elapsed = (time.perf_counter() - started) * 1000
        took.append(results.took_ms)
        return elapsed

    def embed(number: int) -> float:
        started = time.perf_counter()
        embedder.embed_query(asked[number])
        return (time.perf_counter() - started) * 1000

    for number in range(20):
        search(number)
        embed(number)
    took.clear()
    pairs = rounds(len(asked), search, embed)
    searches, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    rows = []
    for name, share in (("median", 0.5), ("95th of 100", 0.95)):
        value, reference = percentile(searches, share), percentile(bare, share)
        rows.append(
            Row(
                f"search: warm, {documents:,} documents, 10 hits, against embedding the query alone, {name}",
                value,
                "ms",
                reference,
                value / reference,
                SHARE + MILLISECONDS / reference if share == 0.5 else None,
            )
        )
    stages = sorted({stage for stages in took for stage in stages} - {"total"})
    rows += [Row(f"search: stage {stage}, median", _median(took, stage), "ms") for stage in stages]
    rest = [
        stages["total"] - max(stages.get("embed", 0.0), stages.get("words", 0.0)) - stages.get("meaning", 0.0)
        for stages in took
    ]
    rows.append(Row("search: what is left (fusing, hits, snippets, coverage), median", statistics.median(rest), "ms"))
    return rows


def _median(took: list[dict[str, float]], stage: str) -> float:
    return statistics.median(stages.get(stage, 0.0) for stages in took)
