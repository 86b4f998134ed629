"""`lfmsearch status`: what is indexed, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lfmsearch.cli import output, wording

if TYPE_CHECKING:
    from lfmsearch.config import Config
    from lfmsearch.system.paths import Home

# More are counted, not listed; `--json` has them all.
PROBLEMS_SHOWN = 10


@click.command()
@output.json_option
def command(*, as_json: bool) -> None:
    """Say what is indexed, what is waiting, and what could not be read. Loads no model."""
    from lfmsearch.index import Index

    with Index.open() as index:
        status = index.status().as_json()
        model = status["model"] or _waiting_model(index.home, index.config)
    if as_json:
        output.document(status)
        return
    _show(status, str(model))


def _waiting_model(home: Home, config: Config) -> str:
    """The model that the next `index` will embed with; empty when there is none."""
    from lfmsearch.errors import LfmsearchError
    from lfmsearch.models.folder import chosen

    try:
        model = chosen(home.models_dir, config.model)
    except LfmsearchError:
        return ""
    return model.spec.id if model else ""


def _show(status: dict[str, Any], model: str) -> None:
    documents, files, coverage = status["documents"], status["files"], status["coverage"]
    kinds = ", ".join(wording.count(number, kind) for kind, number in documents.items() if number)
    states = ", ".join(f"{number:,} {state}" for state, number in files.items() if number)
    generation = status["generation"]
    rows = [
        ("State", status["state"] + (f": {status['paused_because']}" if status["paused_because"] else "")),
        ("Files", states or "none yet"),
        ("Documents", kinds or "none yet"),
        ("By words", f"{coverage['words']:,} of {coverage['documents']:,}"),
        ("By meaning", f"{coverage['meaning']:,} of {coverage['documents']:,}"),
        ("Model", model or "none: search is by words alone; see lfmsearch models"),
    ]
    if generation["building"]:
        rows.append(("Building", f"{generation['building']}: {generation['done']:,} of {generation['total']:,}"))
    rows.append(("Index", f"{wording.size(status['index_bytes'])}, {wording.count(status['chunks'], 'passage')}"))
    output.table(rows)
    for source in status["by_source"]:
        number = source.get("documents", 0)
        output.line(f"  {wording.place(source.get('path', ''))}  {wording.count(number, 'document')}")
    if status["problem_count"]:
        output.line()
        output.line(f"{wording.count(status['problem_count'], 'file')} could not be read, or only in part:")
        for problem in status["problems"][:PROBLEMS_SHOWN]:
            output.line(f"  {wording.place(problem['path'])}: {problem['reason']}")
        more = status["problem_count"] - min(len(status["problems"]), PROBLEMS_SHOWN)
        if more > 0:
            output.line(f"  and {more:,} more: lfmsearch status --json")
    if not status["by_source"]:
        output.notice("No folder is chosen yet: lfmsearch add ~/Documents")
    elif files.get("pending") or (model and coverage["meaning"] < coverage["documents"]):
        output.notice("To go on: lfmsearch index")
