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

from typing import TYPE_CHECKING, Any

from lfmsearch.errors import LfmsearchError, MachineError, UserError
from lfmsearch.types import Document, Hit, Locator, Query, Results, Snippet, Source

if TYPE_CHECKING:
    from lfmsearch.index import Index
    from lfmsearch.service.remote import connect

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


def __getattr__(name: str) -> Any:
    if name == "Index":
        from lfmsearch.index import Index

        return Index
    if name == "connect":
        from lfmsearch.service.remote import connect

        return connect
    if name == "__version__":
        # Reading package metadata takes 40 ms, and hardly anybody asks.
        from importlib.metadata import version

        return version("lfmsearch")
    raise AttributeError(f"module 'lfmsearch' has no attribute {name!r}")
