"""The children that read, as the settings have them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from lfmsearch.config import Config
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.pool import Pool
from lfmsearch.sources.stores import store_of
from lfmsearch.system.priority import Priority
from lfmsearch.system.typed import command
from lfmsearch.types import Source


def limits_of(config: Config) -> Limits:
    """
    Return what one File may cost, and what is read in it.

    Raises BadConfig when the program of the setting ocr_command is not there.
    """
    return Limits(
        max_file_bytes=config.largest_file_mb * 1_000_000,
        archives=config.archives,
        ocr=command(config.ocr_command),
    )


def pool_of(config: Config, sources: Sequence[Source], *, priority: Priority = "low") -> Pool:
    """
    Return a Pool whose children may read what lies in these Sources, and nothing else of the user's.

    Where symbolic links are followed, they may read whatever a link leads to. A notes database has its attachments beside it.
    Raises BadConfig as `limits_of` does.

    Args:
        priority: as for the Pool; of the normal one there is a single child.
    """
    roots = [os.path.dirname(source.path) if store_of(source.kind).database else source.path for source in sources]
    limits = limits_of(config)
    roots += [word for word in limits.ocr if Path(word).is_absolute() and Path(word).exists()]  # a script of the user's
    return Pool(
        workers=1 if priority == "normal" else config.readers,
        deadline_s=config.read_deadline_seconds,
        memory_bytes=config.reader_memory_mb << 20,
        limits=limits,
        roots=() if config.follow_links else roots,
        priority=priority,
    )
