"""`lfmsearch history`: what was searched for and opened."""

from __future__ import annotations

import click

from lfmsearch.cli import output, recent, wording


@click.group(invoke_without_command=True)
@click.option("-n", "limit", default=10, type=click.IntRange(1, 500), metavar="N", help="How many of each; 10.")
@output.json_option
@click.pass_context
def command(context: click.Context, limit: int, *, as_json: bool) -> None:
    """List recent searches and what was opened. Both are kept on this machine alone, for half a year at most."""
    if context.invoked_subcommand is not None:
        return
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    home = Home.find()
    with answering(home) as index:
        found = index.recent(limit=limit)
    if as_json:
        from lfmsearch.search.wire import recent_json

        output.document(recent_json(found))
        return
    for text in found.searches:
        output.line(f"searched  {text}")
    for hit in found.opened:
        title = " ".join(hit.title.split()) or "(no title)"
        output.line(f"opened    {title}  {wording.place(hit.path)}  {hit.id}")
    if not found.searches and not found.opened:
        output.notice("Nothing is remembered.")
    if not found.remembering:
        output.notice("History is off: lfmsearch history on")


@command.command()
@click.argument("hit", required=False)
@click.option("--query", default="", help="Forget this search only.")
@output.json_option
def clear(hit: str | None, query: str, *, as_json: bool) -> None:
    """Forget everything, or only one HIT (or path) or one search."""
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    home = Home.find()
    with answering(home) as index:
        index.clear_history(query=query, hit_or_path=recent.named(home, hit) if hit else "")
    _said("Forgotten.", as_json=as_json, remembering=None)


@command.command()
@output.json_option
def off(*, as_json: bool) -> None:
    """Forget everything, and remember nothing from now on."""
    from lfmsearch.cli.answering import answering
    from lfmsearch.config import put
    from lfmsearch.system.paths import Home

    home = Home.find()
    put(home, "history", "false")
    with answering(home) as index:
        index.clear_history()
    _said("Nothing is remembered from now on, and what was is forgotten.", as_json=as_json, remembering=False)


@command.command()
@output.json_option
def on(*, as_json: bool) -> None:
    """Remember searches and what is opened, on this machine alone."""
    from lfmsearch.config import put
    from lfmsearch.system.paths import Home

    put(Home.find(), "history", "true")
    _said("Searches and what you open are remembered from now on.", as_json=as_json, remembering=True)


def _said(sentence: str, *, as_json: bool, remembering: bool | None) -> None:
    if as_json:
        output.document({"done": True} | ({} if remembering is None else {"remembering": remembering}))
    else:
        output.notice(sentence)
