"""Where a text is lit. Pure: no Qt."""

from __future__ import annotations

import re
from typing import Final

from lfmsearch.types import Hit

# So many are lit; who wants more looks for the next with a key.
MOST: Final = 500


def lit_words(hit: Hit) -> list[str]:
    """Return what is lit in the passage of a Hit, each once, longest first."""
    found = {hit.snippet.text[start:end].lower() for start, end in hit.snippet.highlights}
    return sorted(found, key=lambda word: (-len(word), word))


def matches(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Return where words stand in a text, in order and without overlap; case does not matter, and where they can they stand alone."""
    if not words:
        return []
    forms = [
        rf"\b{re.escape(word)}\b" if re.fullmatch(r"[\w'’-]+", word) and word.isascii() else re.escape(word)
        for word in words
    ]
    found = []
    for match in re.finditer("|".join(forms), text, re.IGNORECASE):
        found.append(match.span())
        if len(found) == MOST:
            break
    return found
