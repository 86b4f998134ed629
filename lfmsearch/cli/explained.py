"""Why a passage was found, as a person reads it."""

from __future__ import annotations

from lfmsearch.cli.output import shown
from lfmsearch.types import Explanation

# A sentence longer than this is shown in part.
LONGEST = 160


def lines(found: Explanation) -> list[str]:
    """Return the lines: which word is answered by which, what nothing answers, the sentence, and how the score adds up."""
    answered = [
        shown(answer.word)
        + (f" → {shown(answer.by)}" if answer.by.casefold() != answer.word.casefold() else "")
        + (f" {answer.likeness:.2f}" if answer.likeness is not None else "")
        for answer in found.words
        if answer.by
    ]
    said = [" · ".join(answered)] if answered else []
    if found.uncovered:
        said.append("nothing for " + ", ".join(f"“{shown(word)}”" for word in found.uncovered))
    if found.method != "words" and found.sentence:
        sentence = " ".join(shown(found.sentence).split())
        cosine = f" (cosine {found.cosine:.3f})" if found.cosine is not None else ""
        said.append(f"“{sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + '…'}”{cosine}")
    if found.method == "late":
        words = found.score - found.rest
        said.append(f"MaxSim {found.score:.2f}: {words:.2f} by the words, {found.rest:.2f} by what every query has")
    return said
