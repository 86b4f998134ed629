"""The headings above a place in a document."""

from __future__ import annotations

from lfmsearch.types import Locator, Section


class Outline:
    """Follows the headings of one document in order. A heading with nothing under it is text of its own, so that it is found."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._bare = False
        self._at = Locator()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings here, outermost first."""
        return tuple(name for _, name in self._path)

    def enter(self, level: int, name: str, at: Locator = Locator()) -> list[Section]:  # noqa: B008  a value
        """Pass a heading. Return the Section of the one before, when nothing stands under that; else nothing."""
        lone = self.end() if self._path and level <= self._path[-1][0] else []
        self._path = [item for item in self._path if item[0] < level]
        if name:
            self._path.append((level, name))
        self._bare, self._at = bool(name), at
        return lone

    def fill(self) -> tuple[str, ...]:
        """Note that there is text here. Return the headings above it."""
        self._bare = False
        return self.headings

    def end(self) -> list[Section]:
        """Return the Section of the last heading, when nothing stands under it; else nothing."""
        if not self._bare:
            return []
        self._bare = False
        return [Section(self._path[-1][1], self._at, self.headings[:-1])]
