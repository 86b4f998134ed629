r"""
Search over one's own files, mails and notes, by words and by meaning, on one's own machine.

    import lfmsearch

    with lfmsearch.Index.open() as index:
        index.add("~/Documents")
        index.update()
        for hit in index.search("the plumber's invoice, last spring"):
            print(f"{hit.score:.2f}  {hit.path}  {hit.locator}\n      {hit.snippet}")

Importing this loads nothing heavy: `Index` brings SQLite when it is first used, and the model when it is first needed.
"""

from __future__ import annotations

# Known to type checkers by its name; `typing` takes longer to load than all of this, and a key may have been pressed.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lfmsearch.errors import LfmsearchError, MachineError, UserError
    from lfmsearch.index import Index
    from lfmsearch.service.remote import connect
    from lfmsearch.types import Document, Hit, Locator, Query, Results, Snippet, Source

    __version__: str

__all__ = [
    "Document",
    "Hit",
    "Index",
    "LfmsearchError",
    "Locator",
    "MachineError",
    "Query",
    "Results",
    "Snippet",
    "Source",
    "UserError",
    "__version__",
    "connect",
]


_PLACES = {
    "errors": ("LfmsearchError", "MachineError", "UserError"),
    "index": ("Index",),
    "service.remote": ("connect",),
    "types": ("Document", "Hit", "Locator", "Query", "Results", "Snippet", "Source"),
}


def __getattr__(name: str) -> Any:
    """Bring what is asked for. `lfmsearch toggle` asks for nothing, and a key was pressed for it."""
    for module, names in _PLACES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"lfmsearch.{module}"), name)
    if name == "__version__":
        # Reading package metadata takes 40 ms, and hardly anybody asks.
        from importlib.metadata import version

        return version("lfmsearch")
    raise AttributeError(f"module 'lfmsearch' has no attribute {name!r}")
