"""`lfmsearch open`: a hit in its own program."""

from __future__ import annotations

import click

from lfmsearch.cli import output, recent, wording


@click.command()
@click.argument("hit")
@output.json_option
def command(hit: str, *, as_json: bool) -> None:
    """Open a HIT, or a path, in its own program. 1 to 9 mean the last results."""
    from lfmsearch.index import Index
    from lfmsearch.system.opening import open_path
    from lfmsearch.system.paths import Home

    home = Home.find()
    with Index.open(home) as index:
        path = index.resolve(recent.named(home, hit))
    open_path(path)
    if as_json:
        output.document({"path": path})
    else:
        output.notice(f"Opened {wording.place(path)}")
