"""
The sandbox of macOS (Seatbelt), which a program gets from the one that starts it: no network and no writing.

`sandbox-exec` is called deprecated and is what there is for a program that is no app. Where it is missing, refuses, or would lose
something that Python needs, the reader runs without.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache

PROGRAM = "/usr/bin/sandbox-exec"
# Reading stays free: what Python and the system's libraries need differs with every release. /dev/null takes the words that
# nobody reads.
PROFILE = (
    "(version 1)"
    "(allow default)"
    "(deny network*)"
    "(deny file-write*)"
    '(allow file-write-data (literal "/dev/null") (literal "/dev/dtracehelper"))'
)
MEASURES = ("writes", "network")


def wrapped(
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    platform: str = sys.platform,
    works: Callable[[], bool] | None = None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Return the command inside the sandbox, and the measures that then hold; the command as it is, and none, where that cannot be.

    Args:
        environment: of the child.
        platform: a value of `sys.platform`.
        works: whether the sandbox can be had here; asks the system itself when not given.
    """
    # The system takes DYLD_… away from whatever starts by a program of its own.
    loses = any(name.startswith("DYLD_") for name in environment)
    if platform != "darwin" or loses or not (works or _works)():
        return tuple(command), ()
    return (PROGRAM, "-p", PROFILE, *command), MEASURES


@cache
def _works() -> bool:
    """Whether a program can be started in it; not so inside another sandbox."""
    try:
        tried = subprocess.run((PROGRAM, "-p", PROFILE, "/usr/bin/true"), capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return tried.returncode == 0
