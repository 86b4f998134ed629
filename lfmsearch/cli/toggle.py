"""`lfmsearch toggle`: show or hide the quick-find. `lfmsearch.cli.main` answers it before click is loaded, as long as the app runs."""

from __future__ import annotations

import click

from lfmsearch.cli import output


@click.command()
@output.json_option
def command(*, as_json: bool) -> None:
    """Show the quick-find, or hide it; starts the app where it does not run. For a key of your desktop's own."""
    from lfmsearch.system import summons
    from lfmsearch.system.program import detach

    runs = summons.send(summons.address_here(), "toggle", summons.token_here())
    if not runs:
        detach("--quick-find")
    if as_json:
        output.document({"started": not runs})
