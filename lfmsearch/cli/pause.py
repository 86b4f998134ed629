"""`lfmsearch pause`: let the service index nothing for a while."""

from __future__ import annotations

import re

import click

from lfmsearch.cli import output, wording

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Duration(click.ParamType):  # type: ignore[type-arg]
    """`30m`, `2h`, `1d`: seconds."""

    name = "duration"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds that were typed; a number alone is minutes."""
        if isinstance(value, float):
            return value
        match = re.fullmatch(r"(\d{1,6})\s*([smhd]?)", str(value).lower())
        if not match:
            self.fail(f"{value} is no duration. Write 30m, 2h or 1d.", param, ctx)
        return float(match[1]) * _UNITS[match[2] or "m"]


@click.command()
@click.argument("duration", required=False, type=Duration())
@output.json_option
def command(duration: float | None, *, as_json: bool) -> None:
    """Let the service index nothing for DURATION (30m, 2h, 1d), else until `lfmsearch resume`. Searching goes on."""
    from lfmsearch.service.remote import connect
    from lfmsearch.system.paths import Home

    for_so_long = f" for {wording.duration(duration)}" if duration else ""
    with connect(Home.find()) as service:
        service.pause(duration, f"You paused it{for_so_long}.")
    if as_json:
        output.document({"paused": True, "seconds": duration})
        return
    output.line(f"Indexing is paused{for_so_long or ' until lfmsearch resume'}.")
