"""What the frozen lfmsearch begins with: the command line, or one of the modules that it runs as programs of their own."""

from __future__ import annotations

import os
import runpy
import sys

from lfmsearch.system.program import FROZEN_MODULES


def main() -> int:
    """Return the exit code."""
    restore_environment()
    if sys.argv[1:2] == ["-m"] and sys.argv[2:3] and sys.argv[2] in FROZEN_MODULES:
        del sys.argv[:2]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
        return 0
    from lfmsearch.cli import main as lfmsearch

    return lfmsearch()


def restore_environment() -> None:
    """
    Take back what the starter has set, or every program that is started from here would load our libraries.

    One of our own that is started from here sets it anew.
    """
    if sys.platform == "linux":
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before:
            os.environ["LD_LIBRARY_PATH"] = before
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]


if __name__ == "__main__":
    sys.exit(main())
