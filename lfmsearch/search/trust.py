"""
How far a model knows a language: wholly where the catalogue says it was made for it, else as far as was measured on this index.

A cosine in a language that a model does not know says little, and would push aside what words have found.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lfmsearch.errors import UnknownModel
from lfmsearch.extract.language import language_of_text
from lfmsearch.models.catalog import find
from lfmsearch.search.function_words import INTERROGATIVES, SHORTEST_QUESTION

# What is not known at all still puts in order what words leave equal.
LEAST = 0.02
# Of a language with a few texts in the index nothing can be measured, and some of these are in another language after all.
UNMEASURED = 0.3


@dataclass(frozen=True, slots=True)
class Trusts:
    """
    How far one model is trusted, by language.

    Args:
        model: its id in the catalogue; of one that is not there everything is believed.
        measured: of languages it was not made for, 0 to 1.
    """

    model: str = ""
    measured: Mapping[str, float] = field(default_factory=dict)

    @property
    def made_for(self) -> frozenset[str]:
        """The languages the model was made for; empty where nobody says."""
        return languages_of(self.model)

    def of(self, language: str) -> float:
        """Return how far it knows a language, 0 to 1; 1 for text in no language that could be told (code, names, numbers)."""
        made_for = self.made_for
        if not language or not made_for or language in made_for:
            return 1.0
        return max(self.measured.get(language, UNMEASURED), LEAST)

    def of_query(self, own: Collection[str], found: Iterable[tuple[float, str]]) -> float:
        """
        Return how far it knows the language of a query: its own where that can be told, else that of the Documents with its words.

        Args:
            own: the languages it may be in; the one known best counts.
            found: (BM25, language) of the best Documents found by words.
        """
        if own:
            return max(map(self.of, own))
        weighed = [(score, self.of(language)) for score, language in found]
        total = sum(score for score, _ in weighed)
        return sum(score * trust for score, trust in weighed) / total if total else 1.0


def languages_of_query(words: Sequence[str], text: str) -> tuple[str, ...]:
    """Return the languages a query may be in: those whose questions begin so, else that of a longer text; none where nothing tells."""
    if len(words) >= SHORTEST_QUESTION:
        begun = [name for name, openings in INTERROGATIVES.items() if words[0].casefold() in openings.split()]
        if begun:
            return tuple(_CODES[name] for name in begun)
    told = language_of_text(text)
    return (told,) if told else ()


_CODES = {
    "english": "en", "spanish": "es", "german": "de", "french": "fr", "italian": "it", "portuguese": "pt", "arabic": "ar",
    "swedish": "sv", "norwegian": "no",
}  # fmt: skip


@functools.cache
def languages_of(model: str) -> frozenset[str]:
    """Return the languages the catalogue says a model was made for; empty where it does not know the model."""
    try:
        return frozenset(find(model).languages)
    except UnknownModel:
        return frozenset()


def strange_languages(model: str, held: Iterable[str]) -> tuple[str, ...]:
    """Return those of the languages of an index that a model was not made for."""
    made_for = languages_of(model)
    return tuple(code for code in held if made_for and code not in made_for)
