"""
Late interaction with a model of full size: ranking 50 passages again whose token vectors are kept, beside the encoding of the query.

Where the real weights are not here, random ones of the same shape take as long. What the kept vectors say does not change the time, so
they are random rows of the length that passages of 256 tokens have.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import numpy as np
import numpy.typing as npt

from lfmsearch.bench import synthetic
from lfmsearch.bench.row import Row, compared, percentile, rounds
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.index import Index
from lfmsearch.models import folder
from lfmsearch.models.calibrate import calibrated
from lfmsearch.models.catalog import InstalledModel
from lfmsearch.models.header import read_header
from lfmsearch.models.late import LateEncoder, max_sims
from lfmsearch.models.llama import normalised
from lfmsearch.models.tokens import Code
from lfmsearch.search.query import parse
from lfmsearch.search.rerank import CANDIDATES, Reranker
from lfmsearch.store.connection import connect
from lfmsearch.store.late import LateStore
from lfmsearch.store.passages import Passages
from lfmsearch.store.reader import Reader
from lfmsearch.system.paths import Home

TOKENS = 256  # of a passage
WORDS = 150
MILLISECONDS = 15.0  # that ranking 50 kept passages may take beside the query's encoding, in 95 of 100 searches


def run(setting: Setting) -> list[Row]:
    """Measure 400 Documents of one passage, all of them kept, and MaxSim against numkong's."""
    model = late_model(setting)
    home = setting.home("late")
    threads = calibrated(model, home.calibration_path).query_threads
    with LateEncoder.load(model, threads=threads) as encoder, _index(setting, home) as index:
        return [*_ranking(setting, home, index, encoder), *_products(200 if setting.full else 50)]


def late_model(setting: Setting) -> InstalledModel:
    """Return the late-interaction model that is here, else one of random weights and full size, made once (a minute)."""
    found = folder.chosen(setting.models_dir, role="late")
    if found is not None:
        return found
    path = setting.folder / "colbert-350m-q8_0.gguf"
    if not path.exists():
        setting.folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        synthetic.write(partial, synthetic.COLBERT_350M, "q8_0")
        partial.replace(path)
    return InstalledModel(folder.own_spec(read_header(path)), path, path.stat().st_size, "0" * 64)


@contextmanager
def _index(setting: Setting, home: Home) -> Iterator[Index]:
    writer = Writer.of_model(setting.model(), seed=21)
    files = home.data_dir / "files"
    files.mkdir(exist_ok=True)
    for number in range(400):
        path = files / f"{number:03}.md"
        text = f"# {' '.join(writer.words(3)).capitalize()}\n\n{writer.text(WORDS)}\n"
        if not path.exists():
            path.write_text(text, "utf-8")
    with Index.open(home) as index:
        index.add(files)
        index.update()
        yield index


class _Timed:
    """An encoder whose queries are timed."""

    def __init__(self, encoder: LateEncoder) -> None:
        self._encoder = encoder
        self.seconds = 0.0

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)

    def encode_query(self, text: str) -> npt.NDArray[np.float32]:
        started = time.perf_counter()
        found = self._encoder.encode_query(text)
        self.seconds = time.perf_counter() - started
        return found


class _Loaded:
    """A LoadedLate that has this encoder and all the time there is."""

    rerank = "always"
    budget_seconds = 60.0

    def __init__(self, encoder: _Timed) -> None:
        self._encoder = encoder

    def for_query(self, *, asked: bool | None) -> _Timed:  # noqa: ARG002
        return self._encoder

    def tokens_per_second(self) -> float:
        return 1e9


def _ranking(setting: Setting, home: Home, index: Index, encoder: LateEncoder) -> list[Row]:
    code, rng = Code(encoder.dimensions), np.random.default_rng(3)
    home.late_path.unlink(missing_ok=True)
    store = LateStore(home.late_path, budget_bytes=1 << 30)
    connection = connect(home.index_path, write=False)
    timed = _Timed(encoder)
    reranker = Reranker(_Loaded(timed), store)  # type: ignore[arg-type]
    try:
        reader, passages = Reader(connection), Passages(connection)
        places = [(number, 1) for (number,) in connection.execute("SELECT id FROM document")]
        recipe = f"{encoder.recipe}/{code.name}"
        values = [
            (key, code.packed(normalised(rng.standard_normal((TOKENS, encoder.dimensions), np.float32))))
            for key in passages.hashes(places).values()
        ]
        store.put(recipe, values)
        writer = Writer.of_model(setting.model(), seed=22)
        encoding, over = [], []
        for number in range(110 if setting.full else 50):
            query = parse(writer.query(), now=datetime.now().astimezone())
            ranking = index.ranking(query)
            if len(ranking.order) < CANDIDATES:
                continue
            started = time.perf_counter()
            found = reranker.reranked(query, ranking, reader, passages, asked=True)
            elapsed = time.perf_counter() - started
            assert len(found.late) == CANDIDATES, f"{len(found.late)} of {CANDIDATES} were kept"
            if number >= 10:  # the first ones page things in
                encoding.append(timed.seconds * 1000)
                over.append((elapsed - timed.seconds) * 1000)
    finally:
        store.close()
        connection.close()
    size = len(values[0][1])
    name = f"late: ranking {CANDIDATES} kept passages of {TOKENS} tokens again, beside encoding the query"
    return [
        Row(f"{name}, 95th of 100", percentile(over, 0.95), "ms", target=MILLISECONDS),
        Row(f"{name}, median", percentile(over, 0.5), "ms"),
        Row("late: encoding a query of 32 tokens, 95th of 100", percentile(encoding, 0.95), "ms"),
        Row("late: encoding a query of 32 tokens, median", percentile(encoding, 0.5), "ms"),
        Row(f"late: token vectors kept for a passage of {TOKENS} tokens", size, "bytes", target=6_000),
    ]


def _products(count: int) -> list[Row]:
    """Our blocked product against numkong's packed MaxSim; what is kept on the disk is packed in neither's way, so it packs first."""
    import numkong

    rng = np.random.default_rng(4)
    code = Code(128)
    query = normalised(rng.standard_normal((32, 128), np.float32))
    values = [code.packed(normalised(rng.standard_normal((TOKENS, 128), np.float32))) for _ in range(CANDIDATES)]
    rows, counts = code.rows(values)
    parts = np.split(rows, np.cumsum(counts)[:-1])

    def product(_: int) -> float:
        started = time.perf_counter()
        max_sims(query, rows, counts)
        return (time.perf_counter() - started) * 1000

    def packed(_: int) -> float:
        started = time.perf_counter()
        asked = numkong.maxsim_pack(query)
        for part in parts:
            numkong.maxsim_packed(asked, numkong.maxsim_pack(part))
        return (time.perf_counter() - started) * 1000

    def unpacked(_: int) -> float:
        started = time.perf_counter()
        code.rows(values)
        return (time.perf_counter() - started) * 1000

    title = f"late: MaxSim of {CANDIDATES} passages as one blocked product, against numkong's, which packs them first"
    return [
        compared(title, rounds(count, product, packed), "ms", target=None),
        Row("late: unpacking them, median", percentile([unpacked(number) for number in range(count)], 0.5), "ms"),
    ]
