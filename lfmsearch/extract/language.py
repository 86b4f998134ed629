"""Which language a text is in."""

from __future__ import annotations

from collections.abc import Sequence

from lfmsearch.types import Section


def language_of(sections: Sequence[Section]) -> str:
    """Return the two-letter code of the language most of a Document is in, empty when there is too little to tell."""
    return ""
