"""`lfmsearch status`: what is indexed, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lfmsearch.cli import output, wording
from lfmsearch.cli.progress import STEPS, counted, speed
from lfmsearch.types import Progress

if TYPE_CHECKING:
    from lfmsearch.config import Config
    from lfmsearch.system.paths import Home

_STATES = {"indexed": "indexed", "pending": "waiting", "failed": "failed", "skipped": "by name alone"}
# More are counted, not listed; `--json` has them all.
REASONS_SHOWN = 10
PATHS_SHOWN = 3
YEARS_SHOWN = 8


@click.command()
@output.json_option
def command(*, as_json: bool) -> None:
    """Say what is indexed, what is waiting, and what could not be read. Loads no model."""
    from lfmsearch.cli.answering import answering
    from lfmsearch.config import load
    from lfmsearch.system.paths import Home

    with answering(Home.find()) as index:
        status = index.status().as_json()
    home = Home.find()
    model = status["model"] or _waiting_model(home, load(home))
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


def _show_problems(problems: list[dict[str, str]], count: int) -> None:
    """Those with one reason below each other, so that a thousand scans are one thing to do."""
    paths: dict[str, list[str]] = {}
    for problem in problems:
        paths.setdefault(problem["reason"], []).append(problem["path"])
    output.line()
    output.line(f"{wording.count(count, 'file')} could not be read, or only in part:")
    shown = 0
    for reason, those in sorted(paths.items(), key=lambda item: -len(item[1]))[:REASONS_SHOWN]:
        output.line(f"  {reason}")
        for path in those[:PATHS_SHOWN]:
            output.line(f"    {output.shown(wording.place(path))}")
        shown += len(those[:PATHS_SHOWN])
    if count > shown:
        output.line(f"  and {count - shown:,} more: lfmsearch status --json")


def in_hand(progress: dict[str, Any] | None) -> list[tuple[str, str]]:
    """What runs now, how far it is, how fast, how long it will take, and what is in hand: a row, or none."""
    if progress is None:
        return []
    known = Progress(**progress)
    facts = [counted(known), speed(known), output.shown(wording.place(known.current))]
    return [("Now", f"{STEPS.get(known.step, known.step)}: {', '.join(fact for fact in facts if fact)}")]


def watched(watching: dict[str, int]) -> str:
    """How many folders are watched as they change, and how many are looked at by turns."""
    live, polled = watching.get("live", 0), watching.get("polled", 0)
    by_turns = f"; {polled:,} by looking now and then" if polled else ""
    return f"{wording.count(live, 'folder')} as they change{by_turns}"


def _show_source(source: dict[str, Any]) -> None:
    documents, meaning = source.get("documents", 0), source.get("meaning", 0)
    facts = [wording.count(documents, "document")]
    facts += [f"{meaning:,} by meaning"] if 0 < meaning < documents else []
    facts += [f"{source['in_cloud']:,} kept in the cloud"] if source.get("in_cloud") else []
    facts += [] if source.get("available", True) else ["not connected"]
    output.line(f"  {wording.place(source.get('path', ''))}  {', '.join(facts)}")
    if source.get("unwatched"):
        output.line(f"    {source['unwatched']}")


def _show_years(years: dict[str, dict[str, int]]) -> None:
    """The newest come first, so this says how far back meaning reaches."""
    output.line()
    output.line("By meaning, by year:")
    listed = list(years.items())
    rows = [(f"  {year}", f"{held['meaning']:,} of {held['documents']:,}") for year, held in listed[:YEARS_SHOWN]]
    if earlier := [held for _, held in listed[YEARS_SHOWN:]]:
        meaning, documents = (sum(held[name] for held in earlier) for name in ("meaning", "documents"))
        rows.append(("  earlier", f"{meaning:,} of {documents:,}"))
    output.table(rows, right=frozenset({1}))


def _show(status: dict[str, Any], model: str) -> None:
    documents, files, coverage = status["documents"], status["files"], status["coverage"]
    kinds = ", ".join(wording.count(number, kind) for kind, number in documents.items() if number)
    states = ", ".join(f"{number:,} {_STATES[state]}" for state, number in files.items() if number)
    generation = status["generation"]
    rows = [
        ("State", status["state"] + (f": {status['paused_because']}" if status["paused_because"] else "")),
        *in_hand(status["progress"]),
        ("Files", states or "none yet"),
        ("Documents", kinds or "none yet"),
        ("By words", f"{coverage['words']:,} of {coverage['documents']:,}"),
        ("By meaning", f"{coverage['meaning']:,} of {coverage['documents']:,}"),
        ("Model", model or "none: search is by words alone; see lfmsearch models"),
    ]
    if generation["building"]:
        rows.append(("Building", f"{generation['building']}: {generation['done']:,} of {generation['total']:,}"))
    rows.append(("Index", f"{wording.size(status['index_bytes'])}, {wording.count(status['chunks'], 'passage')}"))
    if status["service"] == "running":
        rows.append(("Watching", watched(status["watching"])))
    output.table(rows)
    for source in status["by_source"]:
        _show_source(source)
    if 0 < coverage["meaning"] < coverage["documents"] and len(status["by_year"]) > 1:
        _show_years(status["by_year"])
    if status["by_name"]:
        output.line()
        output.line(f"{wording.count(sum(status['by_name'].values()), 'file')} found by name alone:")
        output.table([(f"  {number:,}", reason) for reason, number in status["by_name"].items()], right=frozenset({0}))
    if status["problem_count"]:
        _show_problems(status["problems"], status["problem_count"])
    if not status["by_source"]:
        output.notice("No folder is chosen yet: lfmsearch add ~/Documents")
    elif status["service"] != "running" and (
        files.get("pending") or (model and coverage["meaning"] < coverage["documents"])
    ):
        output.notice("To go on: lfmsearch index")
