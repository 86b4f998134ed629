"""
The latency table of the model card, on this machine, and how fast it embeds.

The card's figures are llama.cpp's with 16-bit weights on an Apple M4 Max; beside them stand those of the models that are here, whatever
their quantisation. Where there is no late-interaction model its rows are left out.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from lfmsearch.bench.row import Row, percentile
from lfmsearch.bench.setting import Setting
from lfmsearch.models.calibrate import Calibration, calibrated
from lfmsearch.models.catalog import InstalledModel
from lfmsearch.models.embedder import Embedder
from lfmsearch.models.folder import chosen
from lfmsearch.models.late import LateEncoder, max_sim

QUERY = "what did the plumber say about the boiler"
SENTENCE = "The plumber came on Monday and looked at the boiler in the cellar; the pressure was too low. "
TOKENS = 256  # of the card's passage
# The card's medians in milliseconds.
CARD_QUERY, CARD_LATE_QUERY, CARD_LATE_UNCACHED = 7.3, 8.1, 34.3
SECONDS = 6.0  # a row, where one call takes less


def run(setting: Setting) -> list[Row]:
    """Measure each row for some seconds."""
    home = setting.home("card")
    model = setting.model()
    rows = _embedding(model, calibrated(model, home.calibration_path))
    late = chosen(setting.models_dir, role="late")
    return [*rows, *(_late(late, calibrated(late, home.calibration_path)) if late else [])]


def _embedding(model: InstalledModel, found: Calibration) -> list[Row]:
    with Embedder.load(model, contexts=found.contexts, query_threads=found.query_threads) as embedder:
        passage = _passage(embedder.count_tokens)
        queries = _timed(lambda: embedder.embed_query(QUERY))
        started, count = time.perf_counter(), 0
        while time.perf_counter() - started < SECONDS:
            count += sum(1 for _ in embedder.embed_documents([passage] * 4 * found.contexts))
        elapsed = time.perf_counter() - started
        tokens = embedder.count_tokens(passage)
    name = model.spec.id
    return [
        _row(f"{name}: embedding a query, median", queries, CARD_QUERY),
        Row(f"{name}: embedding a query, 95th of 100", percentile(queries, 0.95), "ms"),
        Row(f"{name}: tokens embedded a second", count * tokens / elapsed, "tokens/s", better="higher"),
        Row(f"{name}: passages of {tokens} tokens a minute", 60 * count / elapsed, "passages", better="higher"),
    ]


def _late(model: InstalledModel, found: Calibration) -> list[Row]:
    with LateEncoder.load(model, threads=found.query_threads) as encoder:
        passage = _passage(encoder.count_tokens)
        queries = _timed(lambda: encoder.encode_query(QUERY))
        uncached = _timed(lambda: max_sim(encoder.encode_query(QUERY), encoder.encode_document(passage)))
    name = model.spec.id
    return [
        _row(f"{name}: encoding a query, median", queries, CARD_LATE_QUERY),
        Row(f"{name}: encoding a query, 95th of 100", percentile(queries, 0.95), "ms"),
        _row(f"{name}: query, passage of {TOKENS} tokens, MaxSim, nothing kept, median", uncached, CARD_LATE_UNCACHED),
    ]


def _row(name: str, taken: list[float], card: float) -> Row:
    value = statistics.median(taken)
    return Row(f"{name}, against the card's M4 Max", value, "ms", card, value / card)


def _passage(count: Callable[[str], int]) -> str:
    """Sentences of about as many tokens as the card's passage, and no more."""
    text = SENTENCE
    while count(text + SENTENCE) <= TOKENS:
        text += SENTENCE
    return text


def _timed(work: Callable[[], object]) -> list[float]:
    """Milliseconds of each call, at least five."""
    work()
    taken: list[float] = []
    end = time.perf_counter() + SECONDS
    while len(taken) < 5 or (time.perf_counter() < end and len(taken) < 300):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return taken
