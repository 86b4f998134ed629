"""`lfmsearch eval`: how good is search, on a test set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lfmsearch.cli import output
from lfmsearch.cli.progress import watched


@click.command()
@click.argument("dataset", type=click.Path(exists=True, file_okay=False, path_type=Path))
@output.json_option
def command(dataset: Path, *, as_json: bool) -> None:
    """
    Measure search by words, by meaning and by both on a set of questions with known answers.

    DATASET is a folder with corpus.jsonl, queries.jsonl and qrels.tsv, as BEIR has them. It is indexed beside
    your own index, which is not touched.
    """
    from lfmsearch.evaluate import evaluate

    with watched() as progress:
        found: dict[str, Any] = evaluate(dataset, progress=progress).as_json()
    if as_json:
        output.document(found)
        return
    model = found["model"] or "no model, so by words alone"
    output.line(f"{found['dataset']}: {found['documents']:,} documents, {found['queries']:,} questions, {model}")
    output.line()
    _table(found["modes"])
    for language, modes in found["by_language"].items():
        output.line()
        output.line(language)
        _table(modes)


def _table(modes: dict[str, Any]) -> None:
    measured = {mode: measures for mode, measures in modes.items() if measures}
    names = list(next(iter(measured.values()), {}))
    rows = [(mode, *(f"{measures[name]:.4f}" for name in names)) for mode, measures in measured.items()]
    output.table(rows, heads=("", *names), right=frozenset(range(1, len(names) + 1)))
