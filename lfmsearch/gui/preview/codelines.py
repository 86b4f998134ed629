"""
Code as it stands in its file: with the blank lines the index does not keep, and the numbers of its lines. Pure: no Qt.

Of several blank lines in a row the index keeps one. Where the others stood is guessed, and believed only where the guess makes the next
part begin at the line it says it begins at, or the last one end where the file ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lfmsearch.gui.preview.reading import Reading, pieces
from lfmsearch.types import Passage

# What Python's style guide (PEP 8) sets apart by two blank lines.
_TOP = re.compile(r"(?:async )?def |class |@|if __name__")
# Blank lines shown between two parts whose distance is not known.
_MOST_BETWEEN = 2


def code(passage: Passage) -> Reading:
    """Return a Passage as lines with their numbers; a line whose number is not certain has none."""
    held = list(pieces(passage))
    lines: list[str] = []
    numbers: list[int] = []
    span = (0, 0)
    certain = not passage.before and not passage.after
    for at, piece in enumerate(held):
        first = piece.locator.line or 0
        own = piece.text.split("\n")
        following = held[at + 1] if at + 1 < len(held) else None
        if following is not None:
            room = (following.locator.line or 0) - first
            found = next(_fitting(own, following.text, room), None) if first and following.locator.line else None
        else:
            ends = certain and bool(first)
            found = next((guess for guess in _guesses(own) if ends and _ends(lines, guess, passage.size)), None)
        certain = certain and found is not None
        shown = found or own
        known = len(shown) if found else next((i for i, line in enumerate(own) if not line.strip()), len(own))
        if piece.is_passage:
            start = sum(map(len, lines)) + len(lines)
            span = (start, start + len("\n".join(shown)))
        lines += shown
        numbers += [first + i if first and i < known else 0 for i in range(len(shown))]
        if following is not None:
            gap = (following.locator.line or 0) - first - len(shown) if found else 1
            lines += [""] * min(max(gap, 0), _MOST_BETWEEN)
            numbers += [first + len(shown) + i if found else 0 for i in range(min(max(gap, 0), _MOST_BETWEEN))]
    return Reading("\n".join(lines), span, numbers=tuple(numbers))


def _guesses(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines as they are, and as the style guide sets them."""
    yield list(lines)
    spaced: list[str] = []
    for at, line in enumerate(lines):
        if at and not lines[at - 1].strip() and _TOP.match(line):
            spaced.append("")
        spaced.append(line)
    if len(spaced) > len(lines):
        yield spaced


def _fitting(lines: Sequence[str], following: str, room: int) -> Iterator[list[str]]:
    """Yield the guesses that fill the room up to the next part but for what stands between them."""
    for guess in _guesses(lines):
        between = room - len(guess)
        if between in (0, 1) or (between == _MOST_BETWEEN and _TOP.match(following) and _plain(lines, guess)):
            yield guess


def _plain(lines: Sequence[str], guess: Sequence[str]) -> bool:
    """Whether a guess leaves no other: it has put lines in, or there was no place for one."""
    return len(guess) > len(lines) or all(line.strip() for line in lines)


def _ends(before: Sequence[str], guess: Sequence[str], size: int) -> bool:
    """Whether a file of these lines has so many bytes, with or without a line end at its end."""
    text = "\n".join((*before, *guess))
    return size - len(text.encode("utf-8", "surrogatepass")) in (0, 1)
