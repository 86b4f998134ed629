"""`lfmsearch config`: the settings."""

from __future__ import annotations

from dataclasses import asdict

import click

from lfmsearch.cli import output
from lfmsearch.config import Setting, Value


@click.group(invoke_without_command=True)
@output.json_option
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> None:
    """List every setting with its value, its default and the reason for it."""
    if context.invoked_subcommand is not None:
        return
    from lfmsearch.config import describe
    from lfmsearch.system.paths import Home

    home = Home.find()
    settings = describe(home)
    if as_json:
        output.document([asdict(setting) for setting in settings])
        return
    for setting in settings:
        _show(setting)
    output.notice(f"They are kept in {home.config_path}; LFMSEARCH_<KEY> in the environment comes first.")


@command.command("get")
@click.argument("key")
@output.json_option
def get_value(key: str, *, as_json: bool) -> None:
    """Print the value of one setting."""
    from lfmsearch.config import get
    from lfmsearch.system.paths import Home

    setting = get(Home.find(), key)
    if as_json:
        output.document(asdict(setting))
    else:
        output.line(_written(setting.value))


@command.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("key")
@click.argument("value")
@output.json_option
def set_value(key: str, value: str, *, as_json: bool) -> None:
    """Change one setting. Comments in the file stay."""
    from lfmsearch.config import get, put
    from lfmsearch.system.paths import Home

    home = Home.find()
    put(home, key, value)
    setting = get(home, key)
    if as_json:
        output.document(asdict(setting))
        return
    output.line(f"{key} = {_written(setting.value)}")
    if setting.origin == "environment":
        output.notice(f"The environment sets LFMSEARCH_{key.upper()}, which comes before the file.")


def _show(setting: Setting) -> None:
    from_elsewhere = (
        "" if setting.origin == "default" else f"   (from the {setting.origin}; default {_written(setting.default)})"
    )
    output.line(f"{setting.key} = {_written(setting.value)}{from_elsewhere}")
    output.line(f"    {setting.meaning}")
    output.line(f"    {setting.reason}")


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
