"""`lfmsearch similar`: what is like this one?"""

from __future__ import annotations

import os

import click

from lfmsearch.cli import output, recent
from lfmsearch.cli.search import show


@click.command()
@click.argument("path")
@click.option("-n", "limit", default=10, type=click.IntRange(1, 1000), metavar="N", help="How many hits; 10.")
@click.option("--page", default=1, type=click.IntRange(1, 1000), metavar="P", help="Which page of them; 1.")
@click.option("--explain", is_flag=True, help="Say by which words and how each hit was found.")
@click.option("-0", "paths_only", is_flag=True, help="Print paths only, each ended by NUL (for xargs -0).")
@output.json_option
def command(path: str, limit: int, page: int, *, explain: bool, paths_only: bool, as_json: bool) -> int:
    """
    Find documents like PATH, which may be a hit (a number is one of the last results).

    What belongs to it is left out: copies, attachments, the rest of a conversation. What it links to comes higher.
    """
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    home = Home.find()
    meant = path if os.path.lexists(path) else recent.named(home, path)
    with answering(home) as index:
        results = index.similar(meant, limit=limit, page=page)
    if as_json:
        from lfmsearch.search.wire import results_json

        output.document(results_json(results))
    elif paths_only:
        output.names(list(dict.fromkeys(hit.path for hit in results.hits)))
    else:
        recent.remember(home, results.hits)
        read = [f"Its most telling words: {', '.join(results.query.words)}"] if results.query.words else []
        show(results, page=page, limit=limit, explain=explain, read=read)
    return 0 if results.hits else 1
