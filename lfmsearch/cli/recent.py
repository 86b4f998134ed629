"""
The last results, so that `show 1` and `open 1` work. A small private file of ids; no query and no text is kept.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Sequence

from lfmsearch.errors import HitNotFound, MachineError
from lfmsearch.system.atomic import write_private
from lfmsearch.system.paths import Home

# `1` to `9`; a bare Document id may be any number above.
MOST = 9


def remember(home: Home, ids: Sequence[str]) -> None:
    """Keep the ids of what was just shown. A home that cannot be written to forgets, and the search still counts."""
    with contextlib.suppress(OSError, MachineError):
        write_private(home.data_dir / "last-results.json", json.dumps(list(ids[:MOST])))


def named(home: Home, text: str) -> str:
    """
    Return the id that `text` means: `1` to `9` are the last results, anything else is itself.

    Raises:
        HitNotFound: there was no such result.
    """
    if not re.fullmatch(r"[1-9]", text):
        return text
    try:
        ids = json.loads((home.data_dir / "last-results.json").read_text(encoding="utf-8"))
        found = ids[int(text) - 1]
    except (OSError, ValueError):
        raise HitNotFound(
            f"There is no result {text}: nothing was searched yet.", "Search first: lfmsearch search …"
        ) from None
    except IndexError:
        last = f"The last search had {len(ids)}." if ids else "The last search found nothing."
        raise HitNotFound(f"There is no result {text}.", last) from None
    return str(found)


def is_hit(text: str) -> bool:
    """Return whether `text` is written like a hit and not like a path."""
    return re.fullmatch(r"\d+(:\d+)?", text, re.ASCII) is not None
