"""Which size of Chunk finds best: one test set, cut anew at several sizes, through the whole of lfmsearch."""

from __future__ import annotations

from lfmsearch import chunk
from lfmsearch.bench.quality import MEASURE
from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.evaluate.run import evaluate
from lfmsearch.index import Index
from lfmsearch.system.paths import Home

SIZES = (120, 180, 240, 320, 400)


def run(setting: Setting) -> list[Row]:
    """Measure every test set given at every size; the ratio is to the size in use."""
    used, rows = chunk.TARGET, []
    for folder in setting.datasets:
        scores: dict[int, dict[str, float]] = {}
        counts: dict[int, int] = {}
        for size in SIZES:
            kept = setting.folder / "chunks" / f"{folder.name}-{size}"
            chunk.TARGET = size  # read at each call, in this process; each size has a home of its own
            try:
                found = evaluate(folder, home=setting.home("models"), kept=kept)
            finally:
                chunk.TARGET = used
            scores[size] = {mode: measures[MEASURE] for mode, measures in found.modes.items() if measures}
            with Index.open(Home.at(kept)) as index:
                counts[size] = index.status().chunks - sum(index.status().documents.values())  # without cards
        for size in SIZES:
            for mode, score in scores[size].items():
                now = scores[used][mode]
                name = f"chunks: {folder.name}, {size} tokens, {mode}"
                rows.append(Row(name, score, MEASURE, now, score / now if now else None, better="higher"))
            rows.append(
                Row(
                    f"chunks: {folder.name}, {size} tokens, how many",
                    counts[size],
                    "chunks",
                    counts[used],
                    counts[size] / counts[used],
                )
            )
    return rows
