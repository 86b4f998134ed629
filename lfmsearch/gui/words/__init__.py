"""
The words of the window in the user's language, from Qt's own translation files (`.ts`, as `make words` and Qt Linguist write them).

English is what stands in the code; its file has plurals alone. Read as they are: no step of a build is between a translator and what is
seen, and modules without Qt have the same words as those with it (`translator.py`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

LANGUAGES: Final = {"en": "English", "de": "Deutsch"}
"""Every language there is, by its code, as it calls itself."""

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
