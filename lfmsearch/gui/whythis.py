"""Why a Hit was found, in sentences: which of the words, which meaning, which stage. No widgets."""

from __future__ import annotations

from lfmsearch.gui.measures import number
from lfmsearch.gui.words import translate
from lfmsearch.types import Explanation, Hit, Query

# Shorter English words say how others belong together; that one is missing tells nobody anything.
_TELLING = 4


def reasons(hit: Hit, query: Query) -> list[tuple[str, str]]:
    """Return what found a Hit as (heading, sentence), strongest first."""
    found: list[tuple[str, str]] = []
    lit = sorted({hit.snippet.text[start:end].lower() for start, end in hit.snippet.highlights})
    if hit.words_rank is not None:
        said = translate("Why", "Number {0} by words.").format(number(hit.words_rank))
        if lit:
            said += " " + translate("Why", "This passage says {0}.").format(listed(lit))
        found.append((translate("Why", "Words"), said))
    if hit.meaning_rank is not None:
        said = translate("Why", "Number {0} by meaning.").format(number(hit.meaning_rank))
        if hit.cosine is not None:
            said += " " + translate("Why", "Nearness of the passage to your question: {0} of 1.").format(
                f"{hit.cosine:.2f}"
            )
        found.append((translate("Why", "Meaning"), said))
    if hit.words_rank is None and hit.meaning_rank is not None:
        found.append((translate("Why", "Only by meaning"), translate("Why", "None of your words had to be in it.")))
    if hit.late_rank is not None:
        said = translate("Why", "Number {0} of those compared with your question word by word.")
        found.append((translate("Why", "Read once more"), said.format(number(hit.late_rank))))
    if absent := uncovered(hit, query):
        found.append((missing(), listed(absent)))
    if query.filters:
        found.append((translate("Why", "Filters"), translate("Why", "It fits all that you narrowed the search to.")))
    return found


def missing() -> str:
    """Return the heading above the words that a passage lacks."""
    return translate("Why", "Not in this passage")


def explained(explanation: Explanation) -> list[tuple[str, str]]:
    """Return what answers each word of the query, and the sentence that answers best, as (heading, sentence)."""
    found: list[tuple[str, str]] = []
    pairs = [(answer.word, answer.by) for answer in explanation.words if answer.by]
    if pairs:
        said = ", ".join(f"“{word}” → “{by}”" if not fold_equal(word, by) else f"“{word}”" for word, by in pairs[:8])
        found.append((translate("Why", "Answers your words"), said))
    if explanation.uncovered:
        found.append((missing(), listed(list(explanation.uncovered))))
    if explanation.method != "words" and explanation.sentence.strip():
        found.append((translate("Why", "Nearest sentence"), f"“{' '.join(explanation.sentence.split())[:240]}”"))
    return found


def fold_equal(one: str, other: str) -> bool:
    """Return whether two words are the same but for case and accents."""
    from lfmsearch.search.snippet import fold

    return fold(one) == fold(other)


def uncovered(hit: Hit, query: Query) -> list[str]:
    """Return the words of the query that the passage does not hold, endings aside."""
    from lfmsearch.search.snippet import fold

    text = fold(hit.snippet.text + " " + hit.title)
    telling = [word for word in query.words if len(word) >= _TELLING or not word.isascii()]
    return [word for word in telling if fold(word.rstrip("*"))[: max(4, len(word) - 2)] not in text]


def listed(words: list[str]) -> str:
    """Return words in quotation marks, as a list in a sentence."""
    return ", ".join(f"“{word}”" for word in words[:8])
