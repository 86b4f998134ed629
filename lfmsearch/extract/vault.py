"""Notes that lie in a folder among other files: which notes app they belong to."""

from __future__ import annotations

import os
from functools import lru_cache

# What an app keeps at the top of its vault.
_MARKS = ((".obsidian", "obsidian"), (os.path.join("logseq", "config.edn"), "logseq"))
_DEEPEST = 40


@lru_cache(maxsize=4096)
def vault_at(folder: str, depth: int = 0) -> str:
    """Return the kind of the vault that a folder lies in (as `Blob.store` has it), empty when it lies in none."""
    if not folder or depth > _DEEPEST:
        return ""
    for mark, kind in _MARKS:
        if os.path.exists(os.path.join(folder, mark)):
            return kind
    above = os.path.dirname(folder)
    return vault_at(above, depth + 1) if above != folder else ""
