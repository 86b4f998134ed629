"""
How text becomes what FTS5 looks up. Pure.

The same normal form is taken of what is written and of what is asked. Words between spaces are then left to FTS5's own tokenizer; this
module cuts the scripts it cannot, and writes its query expressions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# Scripts written without spaces (Thai to Khmer, kana, Han), or with endings grown onto the word (Hangul): looked up by overlapping
# pairs of characters, and Han also one by one. Measured nDCG@10, Japanese: pairs 0.941, pairs and Han 0.956, trigrams 0.914; Korean:
# pairs 0.886, trigrams 0.714. Words between spaces find 0.229 and 0.581.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{UNSPACED}]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# What writes two words as one: l'empire, open-source. Other signs make names, such as 1.0.21 and read_file.
_JOINERS = re.compile("['’‐-―-]")
_LEXICAL = re.compile(rf"[^\W\d_{UNSPACED}]{{3,32}}")
# The same of ASCII text, in half the time.
_LEXICAL_ASCII = re.compile(r"(?<![a-z])[a-z]{3,32}(?![a-z])")

# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs, hamza and tatweel of Arabic, the soft hyphen.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u00ad]+"
)
_ACCENT = re.compile("[\u0300-\u036f]")
# Letters that are written one for the other: alef wasla, alef maqsura, ta marbuta, the Persian forms of kaf and ya; digits.
_LETTERS = str.maketrans("ٱىةکی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ايهكي01234567890123456789")

# A name of several words in one: `readFile`. Longer ones are keys and other noise.
_CAMEL = re.compile(r"\b(?=[A-Za-z0-9]{4,40}\b)[A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*")
_HUMP = re.compile("[a-z0-9][A-Z]")
_CAMEL_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")

# Names of which signs are a part: `C++`, `F#`, `.NET`. Most texts have none of what such a name begins or ends with.
SIGNED = r"(?<![\w.+#/])(?:[A-Za-z]{1,2}(?:\+\+|#)(?![\w+#])|\.[A-Za-z]{2,12}(?![\w.]))"
_SIGNED = re.compile(SIGNED)
_SIGN = re.compile(r"\+\+|#|[\s(]\.|^\.")
_SIGNS = {"+": "plus", "#": "sharp", ".": "dot"}

# Between the words of one group; see `tokenizer.py`. Nothing that is typed keeps it.
JOINT = "\x01"


def normal(text: str) -> str:
    """
    Return `text` as it is compared: compatibility forms resolved (NFKC), without case, without accents and vowel points, Arabic
    letters that are written one for the other made one.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", apart)).translate(_LETTERS)


def accented(text: str) -> list[str]:
    """Return the words of `text` that bear an accent, as `as_written` has them."""
    return [word for word in _WORD.findall(as_written(text)) if _ACCENT.search(unicodedata.normalize("NFD", word))]


def as_written(text: str) -> str:
    """Return `text` in compatibility forms resolved and without case, with its accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


def indexed(text: str) -> str:
    """
    Return `text` as it is given to FTS5: in normal form, the parts of names like `readFile` and names like `C++` in letters at its
    end, and runs of unspaced script written as overlapping pairs: `日本語` becomes `日本 本語 語`.
    """
    named = _CAMEL.findall(text) if _HUMP.search(text) else ()
    parts = dict.fromkeys(part for name in named for part in camel_parts(name))
    if _SIGN.search(text):
        parts |= dict.fromkeys(map(in_letters, _SIGNED.findall(text)))
    shown = normal(text)
    if not text.isascii():
        shown = _UNSPACED.sub(lambda run: f" {' '.join(run[0][i : i + 2] for i in range(len(run[0])))} ", shown)
    return f"{shown}\n{' '.join(parts)}" if parts else shown


def camel_parts(name: str) -> list[str]:
    """Return the words in a name like `readFile`, in lower case; none where it is one word."""
    parts = [part.lower() for part in _CAMEL_PART.findall(name)] if _CAMEL.fullmatch(name) else []
    return [part for part in parts if len(part) > 2] if len(parts) > 1 else []


def in_letters(name: str) -> str:
    """Return a name of which signs are a part in letters (`cplusplus`, `csharp`, `dotnet`); empty for what is no such name."""
    return "".join(_SIGNS.get(char, char) for char in name).lower() if _SIGNED.fullmatch(name) else ""


def lexical(text: str) -> set[str]:
    """Return the different words of letters, of 3 to 32, in `text` as `indexed` gives it."""
    return set((_LEXICAL_ASCII if text.isascii() else _LEXICAL).findall(text))


def is_lexical(word: str) -> bool:
    """Tell whether a word in normal form is one that `lexical` returns."""
    return _LEXICAL.fullmatch(word) is not None


def joined(word: str) -> list[str]:
    """Return the words of letters, of 3 to 32, that hyphens and apostrophes join in one (`l'empire`); none of other words."""
    parts = [part for part in _JOINERS.split(normal(word)) if part]
    return [part for part in parts if is_lexical(part)] if len(parts) > 1 and all(map(_WORD.fullmatch, parts)) else []


def pairs(word: str) -> list[str]:
    """Return the expressions that stand for what is of unspaced script in a word."""
    runs = _UNSPACED.findall(normal(word.rstrip("*")))
    found = [quoted(pair) + ("*" if len(pair) == 1 else "") for run in runs for pair in _pairs(run)]
    # Every pair that begins with a character stands where the character does.
    return found + [quoted(char) + "*" for run in runs if len(run) > 1 for char in _HAN.findall(run)]


def spelled(word: str) -> str:
    """
    Return the expression that stands for what is between spaces in a word; empty where there is nothing. `word*` matches what
    begins so.

    A name of several parts (`1.0.21`, `read_file`, `anna@example.org`) becomes one phrase: it is found as typed.
    """
    rest = _UNSPACED.sub(" ", normal(word.rstrip("*")))
    return quoted(rest) + ("*" if word.endswith("*") else "") if _WORD.search(rest) else ""


def expressions(word: str) -> list[str]:
    """Return the FTS5 expressions that stand for one plain word as it is typed."""
    return [*pairs(word), *filter(None, [spelled(word)])]


def phrase(text: str) -> str:
    """Return the FTS5 expression of words in exactly this order; empty when `text` holds no word."""
    prefix = "*" if text.endswith("*") else ""
    text = normal(text.rstrip("*"))
    if not _WORD.search(text):
        return ""
    text = text.rstrip()
    ending = _UNSPACED.search(text[-2:])
    cut = _UNSPACED.sub(lambda run: f" {' '.join(run[0][i : i + 2] for i in range(len(run[0])))} ", text)
    if ending and len(ending[0]) == 2:
        return quoted(cut.rstrip()[:-1])  # the run may go on in the Document: leave out the single at its end
    if ending and text.endswith(ending[0]):
        prefix = "*"
    return quoted(cut) + prefix


def grouped(words: Sequence[str]) -> str:
    """Return the expression that any of `words` matches and that ranks as one word: in how many rows one of them is, how often all."""
    return f'"{JOINT.join(words)}"'


def quoted(text: str) -> str:
    """Return `text` as an FTS5 string."""
    return '"' + " ".join(text.replace('"', " ").replace("\x00", " ").replace(JOINT, " ").split()) + '"'


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
