"""Where people unpack what Google exports for them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.machine import Machine, folders_in


def takeouts(machine: Machine) -> Iterator[str]:
    """Yield the `Takeout` folders where downloads are unpacked: there, or in a folder named after the archive."""
    for place in (machine.home, machine.at("Downloads"), machine.at("Documents"), machine.at("Desktop")):
        for folder in folders_in(place):
            name = os.path.basename(folder).lower()
            if name == "takeout":
                yield folder
            if name.startswith("takeout"):
                yield from (inner for inner in folders_in(folder) if os.path.basename(inner) == "Takeout")
