"""`lfmsearch sources`: the chosen folders."""

from __future__ import annotations

import os

import click

from lfmsearch.cli import output, wording


@click.group(invoke_without_command=True)
@click.option("--rules", is_flag=True, help="Show what each takes in and leaves out.")
@output.json_option
@click.pass_context
def command(context: click.Context, *, rules: bool, as_json: bool) -> int | None:
    """List the chosen folders, how much of them is indexed, and what is wrong with them."""
    if context.invoked_subcommand is not None:
        return None
    from lfmsearch.index import Index

    with Index.open() as index:
        summaries = index.sources()
    if as_json:
        output.document(
            [
                {
                    "path": summary.source.path,
                    "kind": summary.source.kind,
                    "include": list(summary.source.include),
                    "exclude": list(summary.source.exclude),
                    "files": summary.files,
                    "documents": summary.documents,
                    "problems": summary.problems,
                    "available": summary.available,
                }
                for summary in summaries
            ]
        )
    elif not summaries:
        output.notice("No folder is chosen yet: lfmsearch add ~/Documents")
    for summary in [] if as_json else summaries:
        facts = [wording.count(summary.documents, "document")]
        facts += [wording.count(summary.problems, "problem")] if summary.problems else []
        facts += [] if summary.available else ["not connected now"]
        kind = "" if summary.source.kind == "folder" else f" ({summary.source.kind})"
        output.line(f"{wording.place(summary.source.path)}{kind}  {', '.join(facts)}")
        if rules:
            for pattern in summary.source.include:
                output.line(f"  + {pattern}")
            for pattern in summary.source.exclude:
                output.line(f"  - {pattern}")
            output.line("  and the rules that hold everywhere: lfmsearch why PATH names the one that applies")
    return 0 if summaries else 1


@command.command("set")
@click.argument("path")
@click.option("--include", multiple=True, metavar="PATTERN", help="Take in what other rules leave out; '' for none.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out; '' for nothing.")
@output.json_option
def set_rules(path: str, include: tuple[str, ...], exclude: tuple[str, ...], *, as_json: bool) -> None:
    """Replace the rules of a folder. What is not named stays as it is."""
    from lfmsearch.index import Index

    if not include and not exclude:
        raise click.UsageError("Nothing to set: name --include or --exclude.", click.get_current_context())
    whole = os.path.abspath(os.path.expanduser(path))
    with Index.open() as index:
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
