"""`lfmsearch eval`: how good is search, on a test set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lfmsearch.cli import output
from lfmsearch.cli.progress import watched


@click.command()
@click.argument("dataset", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--own", is_flag=True, help="Measure on your own index, with questions made from it.")
@click.option("--language", default="", metavar="CODE", help="Take the part of the set that is in this language.")
@output.json_option
def command(dataset: Path | None, *, own: bool, language: str, as_json: bool) -> None:
    """
    Measure search by words, by meaning and by both on a set of questions with known answers.

    DATASET is a folder with corpus.jsonl, queries.jsonl and qrels.tsv, as BEIR has them. It is indexed beside
    your own index, which is not touched.

    With --own, questions are made from your own documents: their titles, and some words of their sentences. What
    came out is kept, and the next time says what has become worse.
    """
    if own == (dataset is not None):
        raise click.UsageError("Name a DATASET, or --own.")
    if dataset is None:
        _own(as_json=as_json)
        return
    from lfmsearch.evaluate import evaluate

    with watched() as progress:
        found: dict[str, Any] = evaluate(dataset, language=language, progress=progress).as_json()
    if as_json:
        output.document(found)
        return
    model = found["model"] or "no model, so by words alone"
    output.line(f"{found['dataset']}: {found['documents']:,} documents, {found['queries']:,} questions, {model}")
    output.line()
    _table(found["modes"])
    for code, modes in found["by_language"].items():
        output.line()
        output.line(code)
        _table(modes)


def _own(*, as_json: bool) -> None:
    from lfmsearch.evaluate.own import evaluate_own
    from lfmsearch.index import Index
    from lfmsearch.system.paths import Home

    home = Home.find()
    with Index.open(home) as index, watched() as progress:
        found = evaluate_own(index, kept=home.own_path, progress=progress)
    if as_json:
        output.document(found.as_json())
        return
    output.line(
        f"{found.documents:,} documents, {found.questions:,} questions made from them, {found.model or 'by words alone'}"
    )
    output.line()
    _table({mode: dict(figures) for mode, figures in found.modes.items()})
    before = found.before.get("modes")
    if isinstance(before, dict):
        output.line()
        output.line("The last time")
        _table(before)
    for sentence in found.worse:
        output.notice(sentence)


def _table(modes: dict[str, Any]) -> None:
    measured = {mode: measures for mode, measures in modes.items() if measures}
    names = list(next(iter(measured.values()), {}))
    rows = [(mode, *(_figure(name, measures[name]) for name in names)) for mode, measures in measured.items()]
    output.table(rows, heads=("", *names), right=frozenset(range(1, len(names) + 1)))


def _figure(name: str, value: float) -> str:
    return f"{value:.1f}" if name.endswith("_ms") else f"{value:.4f}"
