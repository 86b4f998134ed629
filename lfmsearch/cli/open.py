"""`lfmsearch open`: a hit in its own program."""

from __future__ import annotations

import os

import click

from lfmsearch.cli import output, recent, wording

SAID = {"uri": "Opened in its app:", "file": "Opened", "copy": "Opened a copy,", "reveal": "Shown in its folder:"}


@click.command()
@click.argument("hit")
@output.json_option
def command(hit: str, *, as_json: bool) -> None:
    """Open a HIT, or a path, in its own program: a mail in the mail program, a note in its app. A number is one of the last results."""
    from lfmsearch.cli.answering import answering
    from lfmsearch.search.ids import is_hit
    from lfmsearch.system.opening import carry_out, opening_of
    from lfmsearch.system.paths import Home

    home = Home.find()
    name = recent.named(home, hit)
    with answering(home) as index:
        if os.path.lexists(name) or not is_hit(name):
            path = os.path.abspath(os.path.expanduser(name))
            done = carry_out(opening_of(path), data=bytes, folder=home.data_dir / "copies")
            index.remember(hit_or_path=path)
        else:
            done = index.launch(name)
    if as_json:
        output.document({"way": done.way, "target": done.target, "reason": done.reason or None})
        return
    target = done.target if done.way == "uri" else wording.place(done.target)
    output.notice(f"{SAID[done.way]} {target}" + (f". {done.reason}" if done.reason else ""))
