"""`lfmsearch why`: where is my file?"""

from __future__ import annotations

import os

import click

from lfmsearch.cli import output, recent, wording
from lfmsearch.cli.explained import lines


@click.command()
@click.argument("path")
@click.argument("query", required=False)
@output.json_option
def command(path: str, query: str | None, *, as_json: bool) -> int:
    """
    Say where a file is: indexed, waiting, left out by which rule, failed and why.

    With a QUERY, say at which rank it is found, or at which stage it was lost. PATH may be a hit; then also what in it answers each
    word.
    """
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    home = Home.find()
    explanation = None
    with answering(home) as index:
        if recent.is_hit(path) and not os.path.lexists(path):
            hit = recent.named(home, path)
            path = index.resolve(hit)
            explanation = index.explain(hit, query) if query else None
        whole = os.path.abspath(os.path.expanduser(path))
        found = index.why(whole, query)
    if as_json:
        from lfmsearch.search.wire import explanation_json

        output.document(
            {
                "path": found.path,
                "verdict": found.verdict,
                "reason": found.reason,
                "documents": found.documents,
                "queue_position": found.queue_position,
                "rank": found.rank,
                "stages": found.stages,
            }
            | ({"explanation": explanation_json(explanation)} if explanation else {})
        )
    else:
        output.line(f"{wording.place(found.path)}: {found.verdict.replace('-', ' ')}")
        output.line(f"  {found.reason}")
        if found.queue_position is not None:
            output.line(f"  It is number {found.queue_position:,} in the queue.")
        for stage, said in found.stages.items():
            output.line(f"  {stage}: {'not found' if said is None else f'place {said}'}")
        for line in lines(explanation) if explanation else ():
            output.line(f"  {line}")
    return 0 if found.verdict == "indexed" and not (query and found.rank is None) else 1
