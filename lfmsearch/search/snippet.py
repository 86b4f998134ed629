"""
The stretch of a passage that shows why it was found, with the words of the query lit.

A word of the passage is lit when, without case and accents, it is a query word or an inflection of one: both begin
alike and differ only in an ending. That is wider than equal stems by a little (`universe`, `university`), as the index
itself is; it lights a word, it never finds one. Words in scripts without spaces are looked for anywhere.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lfmsearch.types import Snippet

_MARKS = r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
# Scripts that join words, or particles to words: Thai to Khmer, kana, Han, Hangul.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    r"\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]+")
_TOKEN = re.compile(rf"(?:(?![{_UNSPACED}])[\w{_MARKS}])+")
_PLAIN_TOKEN = re.compile(r"\w+")  # the same in ASCII, in a third of the time
# What carries the meaning in a Japanese run: not the hiragana between.
_CONTENT = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[\u30a0-\u30ff\uff66-\uff9f]+|[\uac00-\ud7af]+"
)
# Control characters could drive a terminal, and direction overrides turn the line around.
_UNSHOWN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_CELL, _RULE = " | ", re.compile(r"[\s|:-]+")
_SENTENCE = re.compile(r"(?:[.!?]\s|[。！？])")

# Endings that one word may take in another form; the longer list only after a stem that is long enough to be its own.
_INFLECTIONS = frozenset(("", "s", "es", "ed", "ing", "e", "y", "ies", "ied", "ier", "iest", "ily", "iness"))
_DERIVATIONS = _INFLECTIONS | frozenset(
    (
        "n", "en", "er", "ers", "ly", "al", "ally", "ity", "ities", "ion", "ions", "ation", "ations", "ational",
        "ional", "ive", "ative", "ize", "ized", "izing", "ization", "ise", "ised", "ising", "isation", "ment",
        "ments", "ness",     "able", "ible", "ance", "ence", "ant", "ent", "or", "ors",
        "ful", "fully", "ous", "ate",
    )
)  # fmt: skip
_SHORTEST_STEM, _SHORTEST_ROOT = 3, 5

_NOTHING = frozenset[str]()
_Span = tuple[int, int, int]  # start, end, which unit of the query


def snippet(text: str, words: Sequence[str], *, phrases: Sequence[str] = (), length: int = 240) -> Snippet:
    """
    Return the best stretch of `text` for the query, in time linear in the text.

    It holds as many different query words as fit, rare ones first, then as many in all. White space is collapsed, rows of a
    table end with a semicolon, and characters that could drive a terminal are gone; cuts are at words where there are any,
    and marked with `…`. Where no word is found, the beginning is shown.

    Args:
        text: the whole passage, as stored.
        words: of the query; a trailing `*` marks a prefix, a space or a hyphen joins what must stand together.
        phrases: to stand word for word, inflection aside.
        length: characters to return at most; at least 16.
    """
    text = _UNSHOWN.sub(" ", _rows_ended(text)).strip()
    spans = sorted(_found(text, [*words, *phrases]))
    start, end = _window(text, spans, length)
    before, after = "…" if start > 0 else "", "…" if end < len(text) else ""
    shift = len(before) - start
    lit = [(a + shift, b + shift) for a, b, _ in spans if start <= a and b <= end]
    return Snippet(before + text[start:end] + after, tuple(_united(lit)))


def _rows_ended(text: str) -> str:
    """
    The text, each row of a table that another follows ended by a semicolon: its line end will not be seen.

    What Markdown draws around rows and below their names is left out.
    """
    if _CELL not in text:
        return text
    lines = [line for line in text.split("\n") if "|" not in line or not _RULE.fullmatch(line)]
    made = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        row = line.strip().removeprefix("| ").removesuffix(" |") if _CELL in line else line
        # A pipe of the shell goes on in the next line, after a backslash.
        ends = _CELL in line and _CELL in following and row[-1:] not in ".;:!?\\"
        made.append(f"{row};" if ends else row)
    return "\n".join(made)


def matches(text: str, words: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return where words or forms of them stand in `text`, in order: (start, end, which word of `words`, from 0)."""
    return sorted(_found(text, words))


def words_in(text: str, *, whole_runs: bool = True) -> list[tuple[int, int]]:
    """
    Return where the words of a text stand, in order: (start, end).

    Args:
        whole_runs: whether runs of scripts without spaces are words too.
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    if whole_runs:
        spans += [match.span() for match in _UNSPACED_RUN.finditer(text)]
    return sorted(spans)


def fold(word: str) -> str:
    """Return the word as it is compared: without case, accents and compatibility forms."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def inflected(word: str, of: str) -> bool:
    """Tell whether two folded words are forms of one: they begin alike and differ only in known endings."""
    if word == of:
        return True
    shared = next((i for i, (a, b) in enumerate(zip(word, of, strict=False)) if a != b), min(len(word), len(of)))
    # `running` and `run`, `planned` and `plan`: the doubled letter belongs to the ending.
    for stem in range(shared, max(shared - 3, _SHORTEST_STEM) - 1, -1):
        endings = _DERIVATIONS if stem >= _SHORTEST_ROOT else _INFLECTIONS
        if all(_ending(form, stem) in endings for form in (word, of)):
            return True
    return False


def _ending(word: str, stem: int) -> str:
    rest = word[stem:]
    return rest[1:] if len(rest) > 2 and rest[0] == word[stem - 1] and rest[1] in "aeiou" else rest


def _found(text: str, wanted: Sequence[str]) -> Iterable[_Span]:
    asked = _asked(tuple(wanted))
    if asked.units:
        yield from _found_words(text, asked)
    for number, piece in enumerate(_pieces(text, asked.runs), len(asked.units)):
        yield from ((match.start(), match.end(), number) for match in re.finditer(re.escape(piece), text))


@dataclass(frozen=True, slots=True)
class _Asked:
    """
    What is looked for.

    Args:
        units: the words that stand together; starting: the numbers of those that begin with a word.
        beginnings: words by their first letters, of as many as each of `sizes`; runs: what is of unspaced script.
    """

    units: tuple[tuple[str, ...], ...]
    starting: dict[str, list[int]]
    beginnings: dict[str, set[str]]
    sizes: tuple[int, ...]
    runs: tuple[str, ...]


@functools.lru_cache(maxsize=4)  # all Hits of one search ask for the same
def _asked(wanted: tuple[str, ...]) -> _Asked:
    units: list[tuple[str, ...]] = []
    for item in dict.fromkeys(wanted):
        parts = [fold(part) for part in _TOKEN.findall(item)]
        if parts and item.endswith("*"):
            parts[-1] += "*"
        if parts:
            units.append(tuple(parts))
    # A form of a word, or one it is a prefix of, begins with the same letters: only those are compared.
    beginnings: dict[str, set[str]] = {}
    for part in {part for unit in units for part in unit}:
        beginnings.setdefault(part.rstrip("*")[:_SHORTEST_STEM], set()).add(part)
    starting: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        starting.setdefault(unit[0], []).append(number)
    runs = dict.fromkeys(run for item in wanted for run in _UNSPACED_RUN.findall(item))
    return _Asked(tuple(units), starting, beginnings, tuple(sorted(set(map(len, beginnings)))), tuple(runs))


def _found_words(text: str, asked: _Asked) -> Iterable[_Span]:
    plain = text.isascii()  # then all of it is folded at once, and every offset stays
    tokens = list(_PLAIN_TOKEN.finditer(fold(text)) if plain else _TOKEN.finditer(text))
    words = [token[0] for token in tokens]
    held = {word: parts for word in set(words) if (parts := _parts(word if plain else fold(word), asked))}
    for place, word in enumerate(words):
        for part in held.get(word, _NOTHING):
            for number in asked.starting.get(part, ()):
                unit = asked.units[number]
                following = words[place : place + len(unit)]
                if len(following) == len(unit) and all(
                    one in held.get(other, _NOTHING) for one, other in zip(unit, following, strict=True)
                ):
                    yield tokens[place].start(), tokens[place + len(unit) - 1].end(), number


def _parts(word: str, asked: _Asked) -> frozenset[str]:
    """The words asked for that a folded word of the text is a form of."""
    near = [part for size in asked.sizes for part in asked.beginnings.get(word[:size], ())]
    return frozenset([part for part in near if _matches(word, part)]) if near else _NOTHING


def _matches(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else inflected(word, part)


def _pieces(text: str, runs: Iterable[str]) -> list[str]:
    """Return what to look for of the unspaced runs: whole, else by content, else two characters at a time."""
    pieces: dict[str, None] = {}
    for run in runs:
        parts = [run] if run in text else _CONTENT.findall(run) or [run]
        for part in parts:
            pairs = [a + b for a, b in pairwise(part)]
            pieces |= dict.fromkeys([part] if part in text else [pair for pair in pairs if pair in text])
    return list(pieces)


def _window(text: str, spans: Sequence[_Span], length: int) -> tuple[int, int]:
    """Return where to cut: around the densest group of matches, at words, a sentence's beginning where it fits."""
    room = length - 2  # for the two ellipses
    if len(text) <= length:
        return 0, len(text)
    first, last = _densest(spans, room)
    spare = max(room - (last - first), 0)
    # A third of the room before the matches, the rest after: what follows explains more than what precedes.
    start = max(0, min(first - spare // 3, len(text) - room))
    end = min(len(text), start + room)
    if start > 0:
        sentence = _SENTENCE.search(text, max(start - 2, 0), first)
        if sentence:
            start = sentence.end()
        else:
            space = text.find(" ", start - 1, first)
            start = space + 1 if space >= 0 else start
        while start < first and text[start] == " ":
            start += 1
        end = min(len(text), start + room)
    if end < len(text) and text[end] != " ":
        space = text.rfind(" ", max(last, start + room // 2), end)
        end = space if space >= 0 else end
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def _densest(spans: Sequence[_Span], room: int) -> tuple[int, int]:
    """Return where the best group of matches that fits into `room` begins and ends; (0, 0) where there are none."""
    often = Counter(unit for _, _, unit in spans)
    weight = {unit: 1 / math.sqrt(count) for unit, count in often.items()}
    inside: Counter[int] = Counter()
    best, chosen, score, reach, begin = (0.0, -1), (0, 0), 0.0, 0, 0
    for place, (_, end, unit) in enumerate(spans):
        score += weight[unit] if not inside[unit] else 0.0
        inside[unit] += 1
        reach = max(reach, end)
        while begin < place and reach - spans[begin][0] > room:
            gone = spans[begin][2]
            inside[gone] -= 1
            score -= weight[gone] if not inside[gone] else 0.0
            begin += 1
        # Rounded: sums in another order must not win by a last bit over an earlier place.
        worth = (round(score, 6), place - begin)
        if worth > best:
            best, chosen = worth, (spans[begin][0], min(reach, spans[begin][0] + room))
    return chosen


def _united(spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in spans:
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return united
