"""
What the frozen lfmsearch does before anything else, also before PyInstaller makes Qt and multiprocessing ready: that takes ten times
as long as to tell the app that runs that a key was pressed.
"""

from __future__ import annotations

import sys

from lfmsearch.cli import summoned

if summoned(sys.argv[1:]):
    sys.exit(0)
