"""Measure search on a test set: its documents are written as files and indexed as a person's would be, then its questions are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from lfmsearch import config as settings
from lfmsearch.evaluate.dataset import Dataset, load, only, write_files
from lfmsearch.evaluate.measures import mean, measured
from lfmsearch.index import Index
from lfmsearch.search.known import plain
from lfmsearch.system.paths import Home
from lfmsearch.types import Mode, Progress, Query, Status

MODES: dict[str, Mode] = {"words": "words", "meaning": "meaning", "hybrid": "both", "rerank": "both"}
# Ranking again is measured by how well it ranks: every candidate is encoded, however long it takes.
UNHURRIED_MS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures by mode, and by language and mode where the set has several languages."""

    dataset: str
    documents: int
    queries: int
    model: str
    modes: dict[str, dict[str, float] | None]
    by_language: dict[str, dict[str, dict[str, float]]]

    def as_json(self) -> dict[str, object]:
        """Return the public document of that name."""
        return asdict(self)


def evaluate(
    folder: Path,
    *,
    language: str = "",
    home: Home | None = None,
    kept: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Evaluation:
    """
    Measure search by words, by meaning and by both on the set in `folder`.

    Args:
        language: the part of the set to take; all of it when empty.
        home: whose settings and models are used; the user's own when None. Its index is not touched.
        kept: where the set's own index is kept, so that the next run embeds nothing again; beside the user's when None.
        progress: told how far the indexing is.

    Raises:
        UserError: the folder holds no set.
    """
    home = home or Home.find()
    dataset = only(load(folder), language) if language else load(folder)
    with indexed(
        dataset, home=home, kept=kept or home.data_dir / "eval" / dataset.name.replace(":", "-"), progress=progress
    ) as (
        index,
        ids,
    ):
        results: dict[str, dict[str, dict[str, float]]] = {}
        model = ""
        for name, mode in measurable(index.status()).items():
            results[name] = {
                query.id: measured(
                    ranked(index, ids, plain(query.text), mode, rerank=name == "rerank"), dataset.qrels[query.id]
                )
                for query in dataset.queries
            }
            model = index.status().model
    languages = sorted({query.language for query in dataset.queries if query.language})
    return Evaluation(
        dataset=dataset.name,
        documents=len(dataset.documents),
        queries=len(dataset.queries),
        model=model,
        modes={name: mean(results[name].values()) if name in results else None for name in MODES},
        by_language={
            language: {
                name: mean(row[query.id] for query in dataset.queries if query.language == language)
                for name, row in results.items()
            }
            for language in languages
            if len(languages) > 1
        },
    )


def measurable(status: Status) -> dict[str, Mode]:
    """Return those of `MODES` for which the models are here: what cannot be done has no figure."""
    able = {"words"} | ({"meaning", "hybrid"} if status.model else set()) | ({"rerank"} if status.reranker else set())
    return {name: mode for name, mode in MODES.items() if name in able}


@contextmanager
def indexed(
    dataset: Dataset, *, home: Home, kept: Path, progress: Callable[[Progress], None] = lambda _: None
) -> Iterator[tuple[Index, dict[int, list[str]]]]:
    """Open an index of the set's documents, up to date, and give with it the set's ids by Document."""
    own = Home.at(kept)
    own.create()
    kept = kept.resolve()  # the index knows its files by where they really are
    names = write_files(dataset, kept / "files")
    config = replace(settings.load(home), rerank="always", rerank_budget_ms=UNHURRIED_MS)
    with Index.open(own, config=config, models_dir=home.models_dir) as index:
        index.add(kept / "files")
        index.update(progress=progress)
        ids: dict[int, list[str]] = {}
        for name, entries in names.items():
            for number in index.documents_at(str(kept / "files" / name)):
                ids.setdefault(number, []).extend(entries)
        yield index, ids


def ranked(index: Index, ids: dict[int, list[str]], query: Query, mode: Mode, *, rerank: bool = False) -> list[str]:
    """Return the set's ids in the order of search, best first; copies of one text stand together."""
    order = index.ranking(query, mode, rerank=rerank).order
    return [entry for number, _ in order for entry in ids.get(number, ())]
