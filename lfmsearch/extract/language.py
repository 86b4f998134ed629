"""
Which language a text is in: by its script, by its function words, and where these leave it open by its n-grams.

Reading a note takes 250 µs. The two looks before the n-grams take 25 and settle nearly all English, German and Swedish, and
every Japanese and Korean text. The n-grams take 170, and 50 ms to load; they say what is left: short texts, and languages
that share most of their function words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lfmsearch.extract.grams import table
from lfmsearch.types import Section

# Letters that are looked at, half of them from the beginning and half from the middle (a note may begin with a quotation).
# With 200 at most one of 4,000 passages in eleven languages was taken for another language, with 100 some twenty.
SAMPLE = 400
# Of these, as many are enough for n-grams, again from the beginning and the middle: of 5,500 passages of 200 two were mistaken.
GRAMS_SAMPLE = 240
# Fewer letters are a name or a heading.
FEWEST_LETTERS = 40
# Of a script that writes a word in one or two letters.
FEWEST_IDEOGRAPHS = 16

_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_PROSE = frozenset("0123456789@/\\_=<>{}|#")  # an address, a path, a number, a name in a program
_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def language_of(sections: Sequence[Section]) -> str:
    """Return the two-letter code of the language most of a Document is in, empty when there is too little to tell."""
    for style in ("prose", "table", "quote"):
        texts = [section.text for section in sections if section.style == style]
        if texts and (language := language_of_text(_sample(texts))):
            return language
    return ""


def language_of_text(text: str) -> str:
    """Return the two-letter code of the language of `text`, empty when there is too little to tell."""
    if not text.isascii() and (language := _by_script(text)) is not None:
        return language
    return _by_function_words(text.casefold().split()) or _by_grams(text)


def _sample(texts: Sequence[str]) -> str:
    """The beginning and the middle."""
    half = SAMPLE // 2
    length = sum(map(len, texts))
    if length <= SAMPLE:
        return "\n".join(texts)
    return f"{_piece(texts, 0, half)}\n{_piece(texts, max(half, length // 2), half)}"


def _piece(texts: Sequence[str], start: int, length: int) -> str:
    found: list[str] = []
    for text in texts:
        if start < len(text):
            found.append(text[start : start + length])
            length -= len(found[-1])
            if length <= 0:
                break
        start = max(0, start - len(text))
    return "\n".join(found)


def _by_script(text: str) -> str | None:
    """Japanese, Korean and Chinese; empty where one of them has too little text, None for other scripts."""
    kana, hangul, han = (len(script.findall(text)) for script in (_KANA, _HANGUL, _HAN))
    east = kana + hangul + han
    if (
        not east or 2 * east <= sum(map(len, _LETTERS.findall(text))) - east
    ):  # a word of them is as long as three letters elsewhere
        return None
    if hangul > kana + han:
        return "ko" if hangul >= FEWEST_IDEOGRAPHS // 2 else ""
    # A Japanese sentence has kana, a Japanese name or date need not.
    if 10 * kana >= han:
        return "ja" if east >= FEWEST_IDEOGRAPHS // 2 else ""
    return "zh" if han >= FEWEST_IDEOGRAPHS else ""


def _by_function_words(words: Sequence[str]) -> str:
    """The language that nearly all function words of a single language among `words` belong to; empty when it is not plain."""
    codes = list(filter(None, map(_function_words().get, words)))
    first = max(set(codes), key=codes.count, default="")
    most = codes.count(first)
    return first if most >= 5 and 5 * most >= 4 * len(codes) and 8 * most >= len(words) else ""


def load() -> None:
    """Read the lists of words now that the first text would wait for."""
    _function_words()
    table()


@cache
def _function_words() -> dict[str, str]:
    """Function words that one language alone has, with that language."""
    from stop_words import LANGUAGE_MAPPING, get_stop_words

    found: dict[str, str] = {}
    for code in LANGUAGE_MAPPING.keys() - {"sk"}:  # its list holds English words
        for word in {part for line in get_stop_words(code) for part in _LETTERS.findall(line.casefold())}:
            found[word] = ("no" if code == "nb" else code) if word not in found else ""
    return {word: code for word, code in found.items() if code}


def _by_grams(text: str) -> str:
    plain = " ".join(word for word in text.split() if not _NOT_PROSE.intersection(word))
    if sum(map(len, _LETTERS.findall(plain))) < FEWEST_LETTERS:
        return ""
    if len(plain) > GRAMS_SAMPLE:
        half, middle = GRAMS_SAMPLE // 2, len(plain) // 2
        plain = f"{plain[:half]} {plain[middle : middle + half]}"
    return table().language(plain)
