"""What mail and notes there are on this machine, about how much, and what of it is searched already."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from lfmsearch.config import Config
from lfmsearch.sources import registry
from lfmsearch.sources.machine import Machine
from lfmsearch.sources.scanner import scan
from lfmsearch.sources.stores import Finding, findings
from lfmsearch.system.paths import Home
from lfmsearch.types import Source

# Longer than it takes to walk 100,000 files; a person is waiting.
_PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Discovery:
    """
    One finding, as it is offered.

    Args:
        added: whether it is a Source already.
        files, bytes: what would be read of it, by its rules; 0 where it cannot be looked at.
        counted: False when there was more than could be counted in a moment: then both are the least there is.
    """

    finding: Finding
    added: bool
    files: int = 0
    bytes: int = 0
    counted: bool = True


def discover(home: Home, config: Config, machine: Machine) -> Iterator[Discovery]:
    """
    Yield what is found on `machine`, mail before notes. Reads names and sizes alone and writes nothing.

    What holds nothing is not offered: some programs make their folders before their first mail.
    """
    sources = registry.sources(home)
    added = {source.path for source in sources}
    for finding in sorted(findings(machine), key=lambda each: each.store.holds):
        if finding.problem:
            yield Discovery(finding, finding.path in added)
            continue
        source = Source(finding.path, finding.store.kind)
        until = time.monotonic() + _PATIENCE_SECONDS
        seen = scan(
            source,
            registry.rules_for(source, home, config, sources),
            {},
            largest_bytes=config.largest_file_mb * 1_000_000,
            cancelled=lambda until=until: time.monotonic() > until,  # type: ignore[misc]
        )
        if not seen.new and seen.complete and not seen.problems and finding.path not in added:
            continue
        yield Discovery(
            finding,
            finding.path in added,
            files=len(seen.new),
            bytes=sum(file.size for file in seen.new),
            counted=seen.complete,
        )
