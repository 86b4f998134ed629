"""
The last results by the numbers they were shown with, so that `show 1` and `open 12` work. A small private file of ids; no query and no
text is kept.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable

from lfmsearch.errors import HitNotFound, MachineError
from lfmsearch.system.atomic import write_private
from lfmsearch.system.paths import Home
from lfmsearch.types import Hit


def remember(home: Home, shown: Iterable[Hit]) -> None:
    """Keep the ids of what was just shown. A home that cannot be written to forgets, and the search still counts."""
    with contextlib.suppress(OSError, MachineError):
        write_private(home.data_dir / "last-results.json", json.dumps({str(hit.rank): hit.id for hit in shown}))


def named(home: Home, text: str) -> str:
    """
    Return the id that `text` means: a number is the result that was shown with it, anything else is itself.

    Above 9 a number that no result was shown with is the id of a Document.

    Raises:
        HitNotFound: there was no such result.
    """
    if not re.fullmatch(r"[1-9][0-9]*", text, re.ASCII):
        return text
    shown = _shown(home)
    if shown is not None and text in shown:
        return str(shown[text])
    if len(text) > 1:
        return text
    if shown is None:
        raise HitNotFound(f"There is no result {text}: nothing was searched yet.", "Search first: lfmsearch search …")
    if not shown:
        raise HitNotFound(f"There is no result {text}.", "The last search found nothing.")
    numbers = [int(number) for number in shown]
    last = f"{min(numbers)} to {max(numbers)}" if len(numbers) > 1 else f"{numbers[0]} alone"
    raise HitNotFound(f"There is no result {text}.", f"The last search showed {last}.")


def _shown(home: Home) -> dict[str, str] | None:
    """The last results by number; None where there are none on record."""
    try:
        shown = json.loads((home.data_dir / "last-results.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return shown if isinstance(shown, dict) else None


def is_hit(text: str) -> bool:
    """Return whether `text` is written like a hit and not like a path."""
    return re.fullmatch(r"\d+(:\d+)?", text, re.ASCII) is not None
