"""Lines of printed pages → Sections: without what runs along every page, and under the headings that the layout shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lfmsearch.extract.outline import Outline
from lfmsearch.types import Locator, Section

# A running header or footer lies among so many lines at either end of a page.
_EDGE = 3
# On fewer pages nothing can be told from text that happens to be there twice.
_FEWEST_PAGES = 3
# Superscripts and small capitals stay below it, headings of the usual styles (13 to 16 pt over 11) above.
_LARGER = 1.12
_LONGEST, _MOST_WORDS = 150, 20
# One heading over this many lines; more large text is a poster, not a heading.
_MOST_LINES = 3
_NUMBER = re.compile(r"\d{1,5}")
_CLAUSE = re.compile(
    r"(?:(?P<dots>\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=\.))\.?|§+\s?\d{1,4}[a-z]?|(?:article|artikel|articolo|artículo|artigo|section|clause|kapitel"
    r"|chapter|chapitre|capitolo|capítulo|paragraf)\s+[\dIVX]{1,5}[.:]?|[IVX]{1,5}\.)\s+(?=[^\W\d_])(?P<name>.+)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d{1,3}[.)]|[-•*–])\s")
_CLAUSES = 100  # the level of the outermost clauses: below all headings by size


class Line(NamedTuple):
    """One line and how high its letters stand, in points; 0 where that is not known."""

    text: str
    height: float = 0.0


def without_running_lines(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """
    Return the pages without running headers, footers and page numbers.

    These are lines near the top or bottom that half of the pages have (left and right ones may differ), but for a number that counts
    with the pages. Pages stay as they are when there are fewer than three, or when nothing else would remain.
    """
    filled = [page for page in pages if any(line.text for line in page)]
    if len(filled) < _FEWEST_PAGES:
        return list(pages)
    seen: Counter[str] = Counter()
    for number, page in enumerate(pages):
        seen.update({form for at in _edges(page) for form in _forms(page[at].text, number)})
    least = max(_FEWEST_PAGES, len(filled) // 2)
    kept: list[list[Line]] = []
    for number, page in enumerate(pages):
        running = {at for at in _edges(page) if any(seen[form] >= least for form in _forms(page[at].text, number))}
        kept.append([line for at, line in enumerate(page) if at not in running])
    return kept if any(line.text for page in kept for line in page) else list(pages)


def sections(pages: Sequence[list[Line]], bookmarks: dict[int, str]) -> Iterator[Section]:
    """
    Yield the text of the pages: a Section for each page, and for each heading on it.

    Args:
        pages: their lines.
        bookmarks: the entry of the document's own outline that a page stands under, by index.
    """
    body = _body_height(pages)
    outline = Outline()
    above = ""
    for number, page in enumerate(pages):
        at = Locator(page=number + 1)
        if bookmarks.get(number, "") != above:
            yield from outline.end()
            above = bookmarks.get(number, "")
            outline = Outline()
            if above:
                outline.enter(0, above, at)
                outline.fill()  # a name of its index: the page says it itself
        held: list[str] = []
        index = 0
        while index < len(page):
            level, count = _heading(page, index, body)
            if level is None:
                held += [line.text for line in page[index : index + count]]
                index += count
                continue
            if text := _joined(held):
                yield Section(text, at, outline.fill())
            held = []
            name = " ".join(line.text for line in page[index : index + count])
            if name != above:
                yield from outline.enter(level, name, at)
            index += count
        if text := _joined(held):
            yield Section(text, at, outline.fill())
    yield from outline.end()


def _edges(page: Sequence[Line]) -> list[int]:
    filled = [at for at, line in enumerate(page) if line.text]
    return list(dict.fromkeys(filled[:_EDGE] + filled[-_EDGE:]))


def _forms(text: str, page: int) -> list[str]:
    """The line, and the line with each of its numbers counted from that of the page: `Page 3 of 9` is the same on all."""
    words = " ".join(text.split())
    if len(words) > 200:
        return []
    numbers = list(_NUMBER.finditer(words))[:4]
    return [words, *(f"{words[: item.start()]}\x00{int(item[0]) - page}\x00{words[item.end() :]}" for item in numbers)]


def _body_height(pages: Sequence[list[Line]]) -> float:
    """The height that most letters have."""
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page:
            letters[round(line.height, 1)] += len(line.text)
    del letters[0.0]
    return letters.most_common(1)[0][0] if letters else 0.0


def _heading(page: Sequence[Line], index: int, body: float) -> tuple[int | None, int]:
    """Level and number of lines of the heading that begins here; no level where these lines are text."""
    line = page[index]
    if body and line.height >= body * _LARGER:
        end = index + 1
        while end < len(page) and abs(page[end].height - line.height) < 0.1 and page[end].text:
            end += 1
        # Larger letters are further out: some 40 levels between twice the body's height and the body's.
        level = max(1, _CLAUSES - 1 - round(40 * (line.height / body - 1)))
        whole = " ".join(item.text for item in page[index:end])
        fits = end - index <= _MOST_LINES and _may_be_heading(whole) and _follows(page, end)
        return level if fits else None, end - index
    clause = _CLAUSE.fullmatch(line.text)
    if clause and _may_be_heading(line.text) and not clause["name"][0].islower() and line.height >= body * 0.95:
        following = next((item.text for item in page[index + 1 :] if item.text), "")
        # An item of a list is followed by the next, or goes on in small letters.
        if following and not following[0].islower() and not _NUMBERED.match(following) and len(line.text) <= 60:
            return _CLAUSES + (clause["dots"] or "").count("."), 1
    return None, 1


def _may_be_heading(text: str) -> bool:
    return (
        3 <= len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and text[-1] not in ".,;:-"
        and sum(letter.isalpha() for letter in text) * 2 > len(text.replace(" ", ""))
    )


def _follows(page: Sequence[Line], end: int) -> bool:
    """Whether there is text under a heading on its page: large letters alone are a cover or a slide."""
    return any(line.text for line in page[end:])


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()
