"""
All commands as one, and what becomes of errors.

A command is a module of this package with a `command`; it prints and returns its exit code (None is 0).
"""

from __future__ import annotations

import difflib
import importlib
import os
import sys
import traceback
from typing import Any

import click

from lfmsearch.cli import output
from lfmsearch.errors import LfmsearchError

# In the order a person meets them. The sentence is here so that `--help` loads none of them.
COMMANDS = {
    "add": "Choose folders to be searched.",
    "index": "Bring the index up to date.",
    "toggle": "Show or hide the quick-find.",
    "search": "Find by words and by meaning.",
    "show": "Show the text of a hit at its passage.",
    "open": "Open a hit in its own program.",
    "similar": "Find what is like a hit or a file.",
    "history": "Show what was searched for and opened, and forget it.",
    "sources": "List the chosen folders.",
    "remove": "Give up folders and erase what came from them.",
    "status": "Say what is indexed, and what is not.",
    "why": "Say where a file is, and why it was not found.",
    "service": "Keep the index current in the background.",
    "pause": "Let the service index nothing for a while.",
    "resume": "Let the service go on.",
    "models": "List, fetch, choose and check models.",
    "eval": "Measure the quality of search on a test set.",
    "bench": "Measure how fast the models are on this machine.",
    "doctor": "Check this installation; safe to paste in public.",
    "config": "Read and change settings.",
}

# What shells say of a program that Ctrl-C ended.
INTERRUPTED = 130


class Commands(click.Group):
    """The commands by name, each loaded when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All of them, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"lfmsearch.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begins with; a near name is suggested where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            asked = " ".join(argument for argument in args if not argument.startswith("-"))
            meant = f" Did you mean “{near[0]}”?" if near else f' To search for it: lfmsearch search "{asked}".'
            raise click.UsageError(f"There is no command “{args[0]}”.{meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lfmsearch", message="lfmsearch %(version)s")
@click.option("--hidden", is_flag=True, help="Open no window yet: what happens at login.")
@click.option("--quick-find", is_flag=True, hidden=True)
@click.option("--self-test", is_flag=True, hidden=True)
@click.pass_context
def application(context: click.Context, *, hidden: bool, quick_find: bool, self_test: bool) -> None:
    """Search your own files, mails and notes, by words and by meaning, on this machine."""
    if self_test:
        from lfmsearch.cli import selftest

        context.exit(selftest.run())
    if context.invoked_subcommand is None:
        from lfmsearch.gui.app import run as opened

        context.exit(opened(first="nothing" if hidden else "quick-find" if quick_find else "window"))


def run(arguments: list[str]) -> int:
    """Run one command line; errors become one sentence, or one JSON document where `--json` was given."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    as_json = "--json" in options
    output.prepare()
    try:
        code = _call(arguments, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has read enough (`| head`). Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _call(arguments: list[str], *, as_json: bool) -> int:
    try:
        # Not `application.main`, which ends the process itself when a reader has gone.
        with application.make_context("lfmsearch", arguments) as context:
            result: Any = application.invoke(context)
    except click.exceptions.Exit as end:  # --help, --version
        return end.exit_code
    except LfmsearchError as error:
        return output.failure(error.kind, error.message, error.hint, error.exit_code, as_json=as_json)
    except click.ClickException as error:
        place = getattr(error, "ctx", None)
        hint = f"See {place.command_path} --help." if place else ""
        return output.failure("usage", error.format_message(), hint, 2, as_json=as_json)
    except (KeyboardInterrupt, click.Abort):
        message = "Stopped. What was done is kept."
        return output.failure(
            "interrupted", message, "Run the same command again to go on.", INTERRUPTED, as_json=as_json
        )
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last one who can tell the user
        if not as_json:
            traceback.print_exc()
        message = f"lfmsearch failed in a way it should not: {type(error).__name__}: {error}"
        return output.failure("bug", message, "Please report it, with what lfmsearch doctor says.", 4, as_json=as_json)
    return result if isinstance(result, int) else 0
