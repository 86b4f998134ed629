"""`lfmsearch sources`: the chosen folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from lfmsearch.cli import output, wording


@click.group(invoke_without_command=True)
@click.option("--rules", is_flag=True, help="Show what each takes in, what is left out everywhere, and why.")
@output.json_option
@click.pass_context
def command(context: click.Context, *, rules: bool, as_json: bool) -> int | None:
    """List the chosen folders, how much of them is indexed, and what is wrong with them."""
    if context.invoked_subcommand is not None:
        return None
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    with answering(Home.find()) as index:
        summaries = index.sources()
    if as_json:
        listed = [
            {
                "path": summary.source.path,
                "kind": summary.source.kind,
                "include": list(summary.source.include),
                "exclude": list(summary.source.exclude),
                "files": summary.files,
                "documents": summary.documents,
                "problems": summary.problems,
                "in_cloud": summary.in_cloud,
                "available": summary.available,
            }
            for summary in summaries
        ]
        output.document({"sources": listed, "rules": _rules_json()} if rules else listed)
    elif not summaries:
        output.notice("No folder is chosen yet: lfmsearch add ~/Documents")
    for summary in [] if as_json else summaries:
        facts = [wording.count(summary.documents, "document")]
        facts += [wording.count(summary.problems, "problem")] if summary.problems else []
        facts += [f"{summary.in_cloud:,} kept in the cloud"] if summary.in_cloud else []
        facts += [] if summary.available else ["not connected now"]
        kind = "" if summary.source.kind == "folder" else f" ({summary.source.kind})"
        output.line(f"{wording.place(summary.source.path)}{kind}  {', '.join(facts)}")
        if rules:
            for pattern in summary.source.include:
                output.line(f"  + {pattern}")
            for pattern in summary.source.exclude:
                output.line(f"  - {pattern}")
    if rules and not as_json:
        _show_rules()
    return 0 if summaries or rules else 1


def _reasons() -> dict[str, list[str]]:
    """The patterns that hold everywhere, by reason, in the order they are written down."""
    from lfmsearch.sources.builtin import BUILT_IN

    found: dict[str, list[str]] = {}
    for rule in BUILT_IN:
        found.setdefault(rule.reason, []).append(rule.pattern)
    return found


def _places() -> dict[str, list[str]]:
    """The folders that are left out by where they lie, by reason."""
    from lfmsearch.sources.places import system_places

    found: dict[str, list[str]] = {}
    for path, reason in system_places(os.path.expanduser("~")).items():
        found.setdefault(reason, []).append(path)
    return found


def _rules_json() -> dict[str, Any]:
    return {
        "names": [{"reason": reason, "patterns": patterns} for reason, patterns in _reasons().items()],
        "places": [{"reason": reason, "paths": paths} for reason, paths in _places().items()],
    }


def _show_rules() -> None:
    """Patterns side by side below their reason, folded at the width of the terminal."""
    import shutil

    width = min(shutil.get_terminal_size().columns, 100) if output.is_terminal(sys.stdout) else 100

    def folded(items: Sequence[str], margin: str = "", gap: str = " ") -> None:
        row = ""
        for item in items:
            longer = f"{row}{gap}{item}" if row else margin + item
            if row and len(longer) > width:
                output.line(row)
                longer = margin + item
            row = longer
        output.line(row)

    def said(text: str, margin: str = "") -> None:
        folded(text.split(), margin)

    def group(reason: str, names: Sequence[str]) -> None:
        output.line()
        said(f"{reason[0].upper()}{reason[1:]}:", "  ")
        folded(names, "    ", "  ")

    output.line()
    said("Left out everywhere, however it is capitalised:")
    for reason, patterns in _reasons().items():
        group(reason, patterns)
    output.line()
    said("Left out by where it lies, unless it is a Source of its own:")
    for reason, paths in _places().items():
        group(reason.partition(";")[0], [wording.place(path) for path in paths])
    output.line()
    said(
        "Hidden names, folders that a program marked with CACHEDIR.TAG or pyvenv.cfg, network drives, clouds, other users'"
        " folders, and what .lfmignore and .gitignore files name are left"
        " out too."
    )
    output.line()
    folded(["To have one all the same:", "lfmsearch sources set FOLDER --include 'PATTERN'", "(spelt as on the disk)"])
    folded(["Which of them leaves out a file:", "lfmsearch why FILE"])


@command.command("set")
@click.argument("path")
@click.option("--include", multiple=True, metavar="PATTERN", help="Take in what other rules leave out; '' for none.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out; '' for nothing.")
@output.json_option
def set_rules(path: str, include: tuple[str, ...], exclude: tuple[str, ...], *, as_json: bool) -> None:
    """Replace the rules of a folder. What is not named stays as it is."""
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    if not include and not exclude:
        raise click.UsageError("Nothing to set: name --include or --exclude.", click.get_current_context())
    whole = os.path.abspath(os.path.expanduser(path))
    with answering(Home.find()) as index:
        source = index.change_source(
            whole,
            include=tuple(filter(None, include)) if include else None,
            exclude=tuple(filter(None, exclude)) if exclude else None,
        )
    if as_json:
        output.document(
            {"path": source.path, "kind": source.kind, "include": list(source.include), "exclude": list(source.exclude)}
        )
    else:
        output.line(f"The rules of {wording.place(source.path)} are set.")
        output.notice("They are applied by: lfmsearch index")
