"""
The words of the window in the user's language, from Qt's own translation files (`.ts`, as `make words` and Qt Linguist write them).

English is what stands in the code; its file has plurals alone. Read as they are: no step of a build is between a translator and what is
seen, and modules without Qt have the same words as those with it (`translator.py`).
"""

from __future__ import annotations

import re
import sys
from functools import cached_property
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from lfmsearch.errors import LfmsearchError

LANGUAGES: Final = {"en": "English", "de": "Deutsch"}
"""Every language there is, by its code, as it calls itself."""

SERVICE: Final = "Service"
"""The context of what the service says, in patterns: `{0} is not there any more.`"""
# Between two sentences.
_BETWEEN = re.compile(r"(?<=[.?!]) (?=[^\W\d_a-zß-ÿ]|[“`])")

Message = tuple[str, str, str]  # context, source, comment


class Words:
    """
    The translations of one language.

    Args:
        language: one of `LANGUAGES`.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._said: dict[Message, tuple[str, ...]] = _read(language)

    def translate(self, context: str, text: str, comment: str = "", n: int = -1) -> str:
        """Return `text` in this language; itself where there is none. `n` chooses the plural and stands for %n."""
        forms = self._said.get((context, text, comment)) or self._said.get((context, text, ""))
        said = text
        if forms:
            said = forms[min(_plural(n), len(forms) - 1)] if n >= 0 else forms[0]
        return said.replace("%n", f"{n:n}" if n >= 0 else "%n") if "%n" in said else said

    def said(self, text: str) -> str:
        """Return what the service says, which is English, in this language; sentences that are not known stay as they are."""
        if not text or not self._patterns:
            return text
        whole = self._sentence(text) or self._sentence(f"{text} ").rstrip()  # what follows may be nothing
        return whole or " ".join(self._sentence(each) or each for each in _BETWEEN.split(text))

    def _sentence(self, text: str) -> str:
        """One sentence in this language, what it names as it is; empty where it is not known."""
        for pieces, translation in self._patterns:
            named = _named(text, pieces)
            if named is not None:
                return translation.format(*(self.said(each) if " " in each else each for each in named))
        return ""

    @cached_property
    def _patterns(self) -> list[tuple[list[str], str]]:
        """What the sentences of the service have in common, cut where they name something; those that say most first."""
        known = [(re.split(r"\{\d\}", key[1]), forms[0]) for key, forms in self._said.items() if key[0] == SERVICE]
        return sorted(known, key=lambda one: -len("".join(one[0])))

    def has(self, context: str, text: str, comment: str = "") -> bool:
        """Return whether there is a translation."""
        return (context, text, comment) in self._said or (context, text, "") in self._said

    def __len__(self) -> int:
        """Return how many messages are translated."""
        return len(self._said)


_now = Words.__new__(Words)
_now.language, _now._said = "en", {}  # noqa: SLF001 - nothing is read before a language is chosen


def translate(context: str, text: str, comment: str = "", n: int = -1) -> str:
    """Return `text` in the language in force, as `QCoreApplication.translate` does, where there is no Qt."""
    return _now.translate(context, text, comment, n)


def said(text: str) -> str:
    """Return what the service says in the language in force."""
    return _now.said(text)


def told(error: LfmsearchError) -> str:
    """Return what went wrong and what can be done about it, in the language in force."""
    return f"{said(error.message)} {said(error.hint)}".strip()


def use(words: Words) -> None:
    """Let `translate` speak this language from now on."""
    global _now  # noqa: PLW0603 - a process speaks one language
    _now = words


def language_of(wanted: str, system: str) -> str:
    """
    Return the language to speak.

    Args:
        wanted: the setting: a code, or auto.
        system: the system's language, such as de_AT.
    """
    code = system.replace("-", "_").partition("_")[0].lower() if wanted == "auto" else wanted
    return code if code in LANGUAGES else "en"


def _named(text: str, pieces: list[str]) -> list[str] | None:
    """What stands in a text between the pieces of a pattern, None where it is not of that pattern."""
    first, *middle, last = pieces if len(pieces) > 1 else (pieces[0], "")
    if len(pieces) == 1:
        return [] if text == first else None
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return None
    named, at, end = [], len(first), len(text) - len(last)
    for piece in middle:
        place = text.find(piece, at, end) if piece else at
        if place < 0:
            return None
        named.append(text[at:place])
        at = place + len(piece)
    return [*named, text[at:end]]


def _plural(n: int) -> int:
    """The form for a number; English and German have the same two."""
    return 0 if n == 1 else 1


def _read(language: str) -> dict[Message, tuple[str, ...]]:
    text = (Path(__file__).parent / f"lfmsearch_{language}.ts").read_text(encoding="utf-8")
    said: dict[Message, tuple[str, ...]] = {}
    for context in ElementTree.fromstring(text).iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") in ("unfinished", "obsolete", "vanished"):
                continue
            forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
            if all(forms):
                key = (name, message.findtext("source", ""), message.findtext("comment", ""))
                said[tuple(map(sys.intern, key))] = forms  # type: ignore[index]
    return said
