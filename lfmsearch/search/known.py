"""
Questions with known answers, made from the index itself. Pure.

What stands somewhere has to be found there; what nobody wrote has to find nothing. No judgement of a person and no language model is
needed for either, so every index can measure itself.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lfmsearch.search.query import read_now
from lfmsearch.store.sample import Sampled
from lfmsearch.types import Query

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？؟])|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
# Scripts written without spaces between words.
_UNSPACED = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿฀-๿]+")
# Somebody who remembers a sentence types so many words of it.
REMEMBERED = (4, 7)
# Of an unspaced script, so many characters.
REMEMBERED_CHARACTERS = (8, 16)
# How long what nobody wrote is, in words.
NONSENSE = (2, 6)
# A title of fewer words is a name that many things may bear.
SHORTEST_TITLE = 2


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A question, the Document it was made from, and how: `title` typed in full, or a sentence half `remembered`."""

    document_id: int
    text: str
    made: str
    language: str


def known_items(samples: Sequence[Sampled], seed: int = 0) -> list[KnownItem]:
    """Return up to two questions for each passage; the same for the same `seed`."""
    found = []
    for sample in samples:
        chance = random.Random(f"{seed}/{sample.document_id}")  # noqa: S311 - a choice, no secret
        title = " ".join(sample.title.split())
        if _counts_as_title(title):
            found.append(KnownItem(sample.document_id, title, "title", sample.language))
        if remembered := _remembered(sample.text, chance):
            found.append(KnownItem(sample.document_id, remembered, "remembered", sample.language))
    return found


def invented(samples: Sequence[Sampled], count: int, seed: int = 0) -> list[str]:
    """
    Return questions of invented words that look like the words of these passages and stand in none of them.

    Each letter follows the two before it as often as it does there. Of scripts without spaces it would follow as in one of the texts:
    there are too many letters. Words in them are left out as long as there are others.
    """
    words = [word.casefold() for sample in samples for word in _LETTERS.findall(sample.text)]
    words = [word for word in words if not _UNSPACED.search(word)] or words
    if not words:
        return []
    known = set(words)
    following: dict[str, Counter[str]] = {}
    for word in words:
        padded = f"  {word} "
        for position in range(2, len(padded)):
            following.setdefault(padded[position - 2 : position], Counter())[padded[position]] += 1
    chance = random.Random(seed)  # noqa: S311
    found = []
    for _ in range(count):
        size = chance.randint(*NONSENSE)
        said = (_invented(following, known, chance) for _ in range(20 * size))
        found.append(" ".join([word for word in said if word][:size]))
    return [text for text in found if text]


def jumbled(samples: Sequence[Sampled], count: int, seed: int = 0) -> list[str]:
    """Return questions of real words, each from another passage: nobody wrote them together."""
    pools = [pool for sample in samples if (pool := sorted(set(_LETTERS.findall(sample.text.casefold()))))]
    if len(pools) < NONSENSE[1]:
        return []
    chance = random.Random(seed)  # noqa: S311
    return [
        " ".join(chance.choice(pool) for pool in chance.sample(pools, chance.randint(4, NONSENSE[1])))
        for _ in range(count)
    ]


def plain(text: str) -> Query:
    """Return the Query of a question that was never meant as one of ours: operators in it are read as text."""
    without_quotes = re.sub(r'["“”„‟«»＂]', " ", text)
    without_fields = re.sub(r":(?=\S)", ": ", without_quotes)
    return read_now(re.sub(r"(?<!\S)-+", " ", without_fields))


def _counts_as_title(title: str) -> bool:
    words = [word for word in title.split() if _LETTERS.search(word)]  # a file name of one piece is no question
    return len(words) >= SHORTEST_TITLE or (bool(_UNSPACED.search(title)) and len(title) >= REMEMBERED_CHARACTERS[0])


def _remembered(text: str, chance: random.Random) -> str:
    """Some words of a sentence in their order, the longer ones rather; a stretch of one in a script without spaces."""
    sentences = [part.strip() for part in _SENTENCE_ENDS.split(text)]
    long = [part for part in sentences if len(_WORD.findall(part)) >= REMEMBERED[1]]
    if not long:
        runs: list[str] = [run for run in _UNSPACED.findall(text) if len(run) >= REMEMBERED_CHARACTERS[0]]
        if not runs:
            return ""
        run, size = chance.choice(runs), chance.randint(*REMEMBERED_CHARACTERS)
        start = chance.randint(0, max(0, len(run) - size))
        return run[start : start + size]
    words = _WORD.findall(chance.choice(long))[:40]
    size = chance.randint(*REMEMBERED)
    places = sorted(range(len(words)), key=lambda place: -chance.random() * min(len(words[place]), 8))[:size]
    return " ".join(words[place] for place in sorted(places))


def _invented(following: dict[str, Counter[str]], known: set[str], chance: random.Random) -> str:
    word, state = "", "  "
    while len(word) < 12:
        letters = following.get(state)
        if not letters:
            break
        letter = chance.choices(list(letters), list(letters.values()))[0]
        if letter == " ":
            break
        word += letter
        state = (state + letter)[-2:]
    return word if len(word) >= 4 and word not in known else ""
