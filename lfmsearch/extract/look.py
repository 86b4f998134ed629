"""What is wanted of a picture of a file. Loads nothing: the process that asks draws nothing itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """
    What is wanted.

    Args:
        page: from 1; a picture has one.
        width: pixels, at most; nothing is drawn larger than it is, but for pages.
        words: to be marked where they stand on a page, as whole words, case and accents aside.
    """

    page: int = 1
    width: int = 800
    words: tuple[str, ...] = ()
