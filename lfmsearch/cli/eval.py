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

    DATASET is a folder with corpus.jsonl, queries.jsonl and qrels.tsv, as BEIR has them. It is indexed in a home of
    its own; your index is not touched.
    """
    from lfmsearch.evaluate import evaluate

    with watched() as progress:
        found: dict[str, Any] = evaluate(dataset, progress=progress).as_json()
    if as_json:
        output.document(found)
        return
    output.line(
        f"{found['dataset']}: {found['documents']:,} documents, {found['queries']:,} questions, {found['model']}"
    )
    output.line()
    modes = {mode: measures for mode, measures in found["modes"].items() if measures}
    names = list(next(iter(modes.values()), {}))
    rows = [(mode, *(f"{measures[name]:.4f}" for name in names)) for mode, measures in modes.items()]
    output.table(rows, heads=("", *names), right=frozenset(range(1, len(names) + 1)))
