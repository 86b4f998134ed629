"""`lfmsearch service`: the background service."""

from __future__ import annotations

from dataclasses import asdict

import click

from lfmsearch.cli import output, wording


@click.group(invoke_without_command=True)
@output.json_option
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> int | None:
    """Keep the index current in the background: what is saved is found within a second or two."""
    return _status(as_json=as_json) if context.invoked_subcommand is None else None


@command.command()
@output.json_option
def start(*, as_json: bool) -> None:
    """Start it, unless it runs."""
    from lfmsearch.service.starting import start as started
    from lfmsearch.system.paths import Home

    fresh = started(Home.find())
    if as_json:
        output.document({"service": "running", "started": fresh})
        return
    output.line("The service runs." if fresh else "The service runs already.")
    output.notice("What it does: lfmsearch service status. At every login: lfmsearch service enable")


@command.command()
@output.json_option
def stop(*, as_json: bool) -> int:
    """End it; nothing done so far is lost."""
    from lfmsearch.service.starting import stop as stopped
    from lfmsearch.system.paths import Home

    ended = stopped(Home.find())
    if as_json:
        output.document({"service": "stopped", "ended": ended})
    elif ended:
        output.line("The service has ended.")
    else:
        output.notice("No service runs.")
    return 0 if ended else 3


@command.command()
@output.json_option
def status(*, as_json: bool) -> int:
    """Say what it does now."""
    return _status(as_json=as_json)


def _status(*, as_json: bool) -> int:
    from lfmsearch.errors import ServiceNotRunning
    from lfmsearch.service.client import Client
    from lfmsearch.system.autostart import Start, is_enabled
    from lfmsearch.system.paths import Home

    enabled = is_enabled(Start.of())
    try:
        with Client.connect(Home.find()) as client:
            told, service = client.status(), client.service
    except ServiceNotRunning:
        if as_json:
            output.document({"service": "stopped", "enabled": enabled})
        else:
            output.line("No service runs." + (" It starts at the next login." if enabled else ""))
            output.notice("To start it: lfmsearch service start")
        return 3
    if as_json:
        output.document(
            {
                "service": "running",
                "enabled": enabled,
                "version": service.version,
                "pid": service.pid,
                "state": told.state,
                "paused_because": told.paused_because,
                "progress": asdict(told.progress) if told.progress else None,
                "watching": told.watching,
            }
        )
        return 0
    from lfmsearch.cli.status import in_hand, watched

    rows = [
        ("State", told.state + (f": {told.paused_because}" if told.paused_because else "")),
        *in_hand(asdict(told.progress) if told.progress else None),
        ("Waiting", wording.count(told.files.get("pending", 0), "file")),
        ("By meaning", f"{told.coverage.meaning:,} of {told.coverage.documents:,}"),
        ("Watching", watched(told.watching)),
        ("At login", "yes" if enabled else "no: lfmsearch service enable"),
        ("Process", f"{service.pid}, lfmsearch {service.version}"),
    ]
    output.table(rows)
    for source in told.by_source:
        if source.get("unwatched"):
            output.line(f"  {wording.place(str(source['path']))}: {source['unwatched']}")
    return 0


@command.command()
@output.json_option
def enable(*, as_json: bool) -> None:
    """Start it at every login, from now on."""
    from lfmsearch.system.autostart import Start
    from lfmsearch.system.autostart import enable as enabled

    way = enabled(Start.of())
    if as_json:
        output.document({"enabled": True, "way": way})
        return
    output.line(f"The service starts at login ({way}).")
    output.notice("To start it now: lfmsearch service start")


@command.command()
@output.json_option
def disable(*, as_json: bool) -> None:
    """Start it at login no more."""
    from lfmsearch.system.autostart import Start
    from lfmsearch.system.autostart import disable as disabled

    was = disabled(Start.of())
    if as_json:
        output.document({"enabled": False, "was": was})
        return
    output.line("The service starts at login no more." if was else "It did not start at login.")


@command.command()
@click.option("--keep", is_flag=True, help="In a process of its own, which is started again when it crashes.")
def run(*, keep: bool) -> int | None:
    """Be the service, in this process, until it is stopped: what `start` and the login do."""
    from lfmsearch.service.starting import is_running, kept
    from lfmsearch.system.paths import Home

    home = Home.find()
    if is_running(home):  # no failure: whoever starts it again and again may stop
        output.notice("The service runs already.")
        return 0
    if keep:
        return kept(home)
    from lfmsearch.service.main import run as served

    served(home)
    return 0
