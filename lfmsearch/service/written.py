"""Whether the settings were changed by hand or by another program."""

from __future__ import annotations

from lfmsearch.system.paths import Home


def written(home: Home) -> tuple[int, ...]:
    """Return when settings and Sources were written, and when a model came or went; 0 for what is not there."""
    found = []
    for path in (home.config_path, home.sources_path, home.models_dir):
        try:
            found.append(path.stat().st_mtime_ns)
        except OSError:
            found.append(0)
    return tuple(found)
