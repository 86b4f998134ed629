"""`lfmsearch bench`: how fast the models are on this machine."""

from __future__ import annotations

from typing import Any

import click

from lfmsearch.cli import output


@click.command()
@output.json_option
def command(*, as_json: bool) -> int:
    """
    Measure the models that are here on this machine: the latency rows of their card, and the tokens embedded a second.

    Takes about half a minute. The card's figures are an Apple M4 Max's.
    """
    from lfmsearch.bench.__main__ import show
    from lfmsearch.bench.setting import Setting
    from lfmsearch.bench.suite import run
    from lfmsearch.system.paths import Home

    home = Home.find()
    home.create()
    setting = Setting("full", home.data_dir / "bench", home.models_dir)
    found: dict[str, Any] = run(["card"], setting, say=lambda _: output.notice("Measuring; half a minute…"))
    if as_json:
        output.document(found)
    else:
        show(found)
    return 0
