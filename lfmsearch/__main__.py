"""`python -m lfmsearch` is `lfmsearch`."""

from __future__ import annotations

import sys

from lfmsearch.cli import main

if __name__ == "__main__":
    sys.exit(main())
