"""What a system's way of watching is asked, and what it tells."""

from __future__ import annotations

from typing import Protocol

from lfmsearch.sources.dirty import Kind
from lfmsearch.sources.rules import Rules


class Listener(Protocol):
    """Who is told of changes, from threads of the backend. Must not block. A Source is named by its path."""

    def note(self, source: str, path: str, kind: Kind) -> None:
        """Something may have changed at `path`."""

    def moved(self, source: str, old: str, new: str, *, folder: bool) -> None:
        """What was at `old` is now at `new`, in the same Source."""

    def rules_changed(self, source: str, folder: str) -> None:
        """A file that decides which files count has changed in `folder`."""

    def root_changed(self, source: str) -> None:
        """The Source itself was moved, deleted or unmounted."""

    def lost(self, because: str) -> None:
        """Changes were not told, wherever: only a look at everything finds them. `because` is a sentence."""


class Backend(Protocol):
    """A system's way of watching. For several threads at once."""

    def watch(self, rules: Rules) -> None:
        """
        Watch a Source that is there; of one that is watched, what should be and is not, and no more than should be.

        Raises:
            OSError: it cannot be watched at all.
        """

    def unwatch(self, source: str) -> None:
        """Stop watching a Source; one that is not watched stays so."""

    def tidy(self) -> None:
        """Let go of what is not needed any more. Called every few seconds."""

    def counts(self, source: str) -> tuple[int, int]:
        """Return how many folders of a Source are watched and how many are not; where the system watches trees, a tree is one."""

    def close(self) -> None:
        """Stop watching."""
