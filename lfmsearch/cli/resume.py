"""`lfmsearch resume`: let the service go on."""

from __future__ import annotations

import click

from lfmsearch.cli import output, wording
from lfmsearch.cli.pause import Duration


@click.command()
@click.option(
    "--anyway",
    type=Duration(),
    metavar="DURATION",
    help="Also on battery, in low power mode and when the machine is hot, for so long (1h).",
)
@output.json_option
def command(anyway: float | None, *, as_json: bool) -> None:
    """Let the service index again."""
    from lfmsearch.service.remote import connect
    from lfmsearch.system.paths import Home

    with connect(Home.find()) as service:
        service.resume(anyway)
        because = service.status().paused_because
    if as_json:
        output.document({"paused": bool(because), "paused_because": because})
    elif because:
        output.line(f"The pause is over, and still it waits: {because}")
        output.notice("To go on anyway: lfmsearch resume --anyway 1h")
    else:
        output.line("Indexing goes on" + (f", whatever holds, for {wording.duration(anyway)}." if anyway else "."))
