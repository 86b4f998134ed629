"""
How well words alone find: each test set, and each language of it, in an index of its own; what the index takes, how quick it is, and
whether a title typed in full or with a slip of the keyboard finds its text first.

No model and no file: texts go straight into the store, so that a change of the words leg is measured in a minute.
"""

from __future__ import annotations

import random
import statistics
import string
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lfmsearch import chunk
from lfmsearch.bench.quality import MEASURE
from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.evaluate.dataset import Dataset, Entry, load, only
from lfmsearch.evaluate.measures import mean, measured
from lfmsearch.extract.language import language_of
from lfmsearch.search.known import plain
from lfmsearch.search.searcher import Searcher
from lfmsearch.store.connection import connect
from lfmsearch.store.reader import Reader
from lfmsearch.store.words import Words
from lfmsearch.store.writer import Writer
from lfmsearch.types import Document, Locator, Section, Source

FOLDER = "/files"
# Documents written in one transaction.
BATCH = 256
# Titles typed, of each set; those of two words and more that only one text bears.
TITLES = 150
FULL_TITLE, MISTYPED_TITLE = 0.99, 0.95


def run(setting: Setting) -> list[Row]:
    """Measure every set given: as a whole, and language by language where it has several."""
    rows = []
    for folder in setting.datasets:
        dataset = load(folder)
        languages = sorted({query.language for query in dataset.queries} - {""})
        whole, told = scores(dataset)
        rows += told
        if len(languages) < 2:
            rows.append(Row(f"words: {dataset.name}", _mean(whole), MEASURE, better="higher"))
            continue
        for language in languages:
            part = only(dataset, language)
            alone = _mean(scores(part)[0])
            mixed = _mean({query.id: whole[query.id] for query in part.queries})
            rows.append(Row(f"words: {part.name}, an index of its own", alone, MEASURE, better="higher"))
            rows.append(Row(f"words: {part.name}, in the index of all", mixed, MEASURE, better="higher"))
        rows.append(Row(f"words: {dataset.name}", _mean(whole), MEASURE, better="higher"))
    return rows


def scores(dataset: Dataset) -> tuple[dict[str, dict[str, float]], list[Row]]:
    """Return the measures by query, and what the index took."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "index.db"
        started = time.perf_counter()
        ids = _write(path, dataset)
        spent = time.perf_counter() - started
        size = sum(len(f"{entry.title}{entry.text}".encode()) for entry in dataset.documents)
        with _searcher(path) as searcher:
            found, took = {}, []
            for query in dataset.queries:
                ranking = searcher.rank(plain(query.text), "words")
                took.append(ranking.took_ms.get("words", 0.0))
                found[query.id] = measured([ids[number] for number, _ in ranking.order], dataset.qrels[query.id])
            titles = _titles(searcher, dataset, ids)
        rows = [
            Row(f"words: {dataset.name}, writing {size / 1e6:.1f} MB of text", spent, "s"),
            Row(f"words: {dataset.name}, size of the index over its text", path.stat().st_size / size, "×"),
            Row(f"words: {dataset.name}, search, median", statistics.median(took), "ms"),
            *titles,
        ]
    return found, rows


def _titles(searcher: Searcher, dataset: Dataset, ids: Mapping[int, str]) -> list[Row]:
    """How many titles find their text first, typed in full and with one slip each; nothing where too few are unique."""
    chance = random.Random(dataset.name)
    borne = Counter(entry.title.casefold() for entry in dataset.documents)
    able = [entry for entry in dataset.documents if borne[entry.title.casefold()] == 1 and " " in entry.title.strip()]
    if len(able) < TITLES:
        return []
    asked = chance.sample(able, TITLES)

    def first(text: str, entry: Entry) -> bool:
        order = searcher.rank(plain(text), "words").order
        return bool(order) and ids[order[0][0]] == entry.id

    full = sum(first(entry.title, entry) for entry in asked) / TITLES
    slips = sum(first(mistyped(entry.title, chance), entry) for entry in asked) / TITLES
    return [
        Row(f"words: {dataset.name}, title in full is first", full, "share", target=FULL_TITLE, better="higher"),
        Row(
            f"words: {dataset.name}, title with a slip is first", slips, "share", target=MISTYPED_TITLE, better="higher"
        ),
    ]


def mistyped(text: str, chance: random.Random) -> str:
    """Return `text` with one slip between two letters: one left out, two swapped, one hit wrongly or put in; as it is without such."""
    places = [place for place in range(len(text) - 1) if text[place : place + 2].isalpha()]
    if not places:
        return text
    place = chance.choice(places)
    before, one, two, after = text[:place], text[place], text[place + 1], text[place + 2 :]
    other = chance.choice(string.ascii_lowercase)
    return before + chance.choice((two, two + one, other + two, other + one + two)) + after


def _write(path: Path, dataset: Dataset) -> dict[int, str]:
    """Put a set into a new index, and return its ids by Document."""
    connection = connect(path, write=True)
    writer, reader = Writer(connection), Reader(connection)
    source = writer.keep_sources([Source(FOLDER)])[FOLDER]
    for start in range(0, len(dataset.documents), BATCH):
        with writer.together():
            for number, entry in enumerate(dataset.documents[start : start + BATCH], start):
                _put(writer, source, f"{FOLDER}/{number:06}.md", entry)
    ids = {
        reader.documents_at(f"{FOLDER}/{number:06}.md")[0]: entry.id for number, entry in enumerate(dataset.documents)
    }
    writer.tidy()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return ids


def _put(writer: Writer, source: int, path: str, entry: Entry) -> None:
    sections = (Section(entry.text, Locator(), ()),)
    document = Document("", "file", "md", f"b2:{path}", entry.title, sections=sections, language=language_of(sections))
    writer.expect(source, [(path, 1, 1, 1)])
    writer.put(
        path,
        document,
        chunk.card(document, places=[path]),
        chunk.chunked(document, name=path),
        names="",
        moment=0,
        reading=1,
    )
    writer.settle(path, "indexed", "", "r")


@contextmanager
def _searcher(path: Path) -> Iterator[Searcher]:
    connection = connect(path, write=False)
    searcher = Searcher(Reader(connection), Words(connection), None, None)
    try:
        yield searcher
    finally:
        searcher.close()
        connection.close()


def _mean(found: dict[str, dict[str, float]]) -> float:
    return mean(found.values())[MEASURE]
