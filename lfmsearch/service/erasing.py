"""Erasing what lfmsearch has made: the index alone, or everything. The user's own files are never among it."""

from __future__ import annotations

import shutil
from typing import Literal

from lfmsearch.system.paths import Home

Extent = Literal["index", "everything"]
"""`index` leaves Sources, settings, models and history; `everything` leaves the log, in which no file is named."""


def erase(home: Home, extent: Extent) -> None:
    """Delete the files. Nobody may have them open but this process, which has closed them."""
    for path in (home.index_path, home.data_dir / "late.db"):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    if extent == "index":
        return
    for path in (home.sources_path, home.config_path, home.calibration_path, home.history_path):
        path.unlink(missing_ok=True)
    for folder in (home.models_dir, home.data_dir / "copies"):
        shutil.rmtree(folder, ignore_errors=True)
    home.create()
