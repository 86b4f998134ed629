"""The command line: one file per command, loaded when it is called."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 nothing found, 2 wrong usage, 3 no service, 4 failed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if summoned(given):
            return 0
        from lfmsearch.cli.app import run

        return run(given)
    except KeyboardInterrupt:  # before or after any work
        return 130


def summoned(arguments: Sequence[str]) -> bool:
    """
    Return whether all that `arguments` want is the app to show itself, and it runs and was told.

    A key was pressed: nothing else is loaded for it.
    """
    if list(arguments) not in ([], ["toggle"]):
        return False
    from lfmsearch.system import summons

    return summons.send(summons.address_here(), "toggle" if arguments else "show", summons.token_here())
