"""`lfmsearch remove`: give up Sources."""

from __future__ import annotations

import os

import click

from lfmsearch.cli import output, wording


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@output.json_option
def command(paths: tuple[str, ...], *, as_json: bool) -> None:
    """Give up folders, and erase from the index what came from them alone. The files themselves stay."""
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    removed = {}
    with answering(Home.find()) as index:
        for path in paths:
            whole = os.path.abspath(os.path.expanduser(path))
            removed[whole] = index.remove(whole)
            if not as_json:
                gone = wording.count(removed[whole], "document")
                output.line(f"Removed {wording.place(whole)}: {gone} left the index.")
    if as_json:
        output.document([{"path": path, "documents": documents} for path, documents in removed.items()])
