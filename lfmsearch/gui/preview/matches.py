"""Where a text is lit. Pure: no Qt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from lfmsearch.types import Hit, Passage

# So many are lit; who wants more looks for the next with a key.
MOST: Final = 500
# Shorter lines stand in many places of a page.
_SHORTEST_LINE, _MOST_LINES = 12, 60


def lit_words(hit: Hit) -> list[str]:
    """Return what is lit in the passage of a Hit, each once, longest first."""
    found = {hit.snippet.text[start:end].lower() for start, end in hit.snippet.highlights}
    return sorted(found, key=lambda word: (-len(word), word))


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of the words: case does not matter, and where they can they stand alone."""
    forms = [
        rf"\b{re.escape(word)}\b" if re.fullmatch(r"[\w'’-]+", word) and word.isascii() else re.escape(word)
        for word in words
        if word
    ]
    return re.compile("|".join(forms) or r"(?!)", re.IGNORECASE)


def matches(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where words stand in a text, in order and without overlap."""
    found = []
    for match in pattern(words).finditer(text):
        found.append(match.span())
        if len(found) == MOST:
            break
    return found


def passage_lines(passage: Passage) -> list[str]:
    """Return the lines of a passage, to be marked where it was found by its meaning and no word of it is lit."""
    lines = (line.strip() for line in passage.text[passage.start : passage.end].splitlines())
    return list(dict.fromkeys(line for line in lines if len(line) >= _SHORTEST_LINE))[:_MOST_LINES]


def around(found: Sequence[int], at: int) -> int:
    """Return the first of ordered places that is not before `at`; the last where all are, -1 where there is none."""
    return min(bisect_left(found, at), len(found) - 1)


class Units:
    """Offsets of a text as Qt counts them: in units of UTF-16, two for what lies beyond the Basic Multilingual Plane."""

    def __init__(self, text: str) -> None:
        self._wide = (
            []
            if text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
            else [at for at, letter in enumerate(text) if letter > "\uffff"]
        )

    def at(self, offset: int) -> int:
        """Return the offset in units of an offset in characters."""
        return offset + bisect_left(self._wide, offset) if self._wide else offset

    def span(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return both ends of a span."""
        return self.at(span[0]), self.at(span[1])


def page_after(passage: Passage, words: Sequence[str], page: int, step: int) -> int:
    """Return the next page, or with -1 the one before, whose text has one of the words, around the end; 0 where none has."""
    found = pattern(words)
    pages: list[int] = []
    for at, part in enumerate(passage.parts):
        end = passage.parts[at + 1].start if at + 1 < len(passage.parts) else len(passage.text)
        number = part.locator.page
        if number is not None and number not in pages and found.search(passage.text, part.start, end):
            pages.append(number)
    others = sorted(number for number in pages if number != page)
    if step > 0:
        return next((number for number in others if number > page), others[0] if others else 0)
    return next((number for number in reversed(others) if number < page), others[-1] if others else 0)
