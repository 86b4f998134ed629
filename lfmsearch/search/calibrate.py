"""
What the scores of this index mean: below which strength a Document is only loosely related, and which languages its model knows.

Questions are made from the index itself (`known`): some whose answer is there, some that nobody wrote. How strong the answers to both
are tells where to draw the line. It belongs to one model and one collection: another model spreads its cosines differently, and in a
collection about one matter everything is a little like everything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from lfmsearch.search.known import invented, known_items
from lfmsearch.store.sample import Sampled

# With fewer known items a share of one in a hundred says nothing: no line is drawn, and everything found is shown.
FEWEST = 30
# Documents that questions are made from: two questions of each.
SAMPLE = 100
# Questions that nobody wrote, for each Document: how strong the strongest of them are is told by few.
INVENTED = 2
# What may fall on the wrong side, as shares of what is there and of what is not: a thing that is there and is hidden is worse. Where
# the two overlap, twice as much: a few texts are of such words (a table, one line of code) that nothing finds them strongly.
ASIDE = ((0.01, 0.02), (0.02, 0.05))

# Asks a question and says, by mode, how strong each Document found is.
Asking = Callable[[str], Mapping[str, Mapping[int, float]]]


def line(known: Sequence[float], nonsense: Sequence[float]) -> float | None:
    """
    Return the strength that parts what was looked for from what nobody wrote, None when there is too little to say.

    Just above what nobody wrote where the two lie apart but for a few: questions that people ask are answered far less strongly than
    those made from a text. Where they overlap, so that nearly all that is there is shown.

    Args:
        known: the strength of the Document looked for, of each question that has one.
        nonsense: the strength of the strongest Document, of each question that has none.
    """
    if len(known) < FEWEST or not nonsense:
        return None
    lowest = 0.0
    for hidden, shown in ASIDE:
        lowest, highest = _quantile(known, hidden), _quantile(nonsense, 1.0 - shown)
        if highest < lowest:
            return highest
    return lowest


def lines(
    samples: Sequence[Sampled], ask: Asking, occurring: Callable[[Collection[str]], Collection[str]] = lambda _: ()
) -> dict[str, float]:
    """
    Return the line of each mode that has one, for an index that these passages are from.

    Args:
        occurring: those of some words that stand in the index as they are.
    """
    known: dict[str, list[float]] = {}
    nonsense: dict[str, list[float]] = {}
    for item in known_items(samples):
        for mode, strengths in ask(item.text).items():
            # What is not found at all is no matter of a line.
            known.setdefault(mode, []).extend([strengths[item.document_id]] if item.document_id in strengths else [])
    for text in unwritten(invented(samples, 2 * INVENTED * len(samples)), occurring)[: INVENTED * len(samples)]:
        for mode, strengths in ask(text).items():
            nonsense.setdefault(mode, []).append(max(strengths.values(), default=0.0))
    found = {mode: line(known[mode], nonsense.get(mode, ())) for mode in known}
    return {mode: where for mode, where in found.items() if where is not None}


def unwritten(questions: Sequence[str], occurring: Callable[[Collection[str]], Collection[str]]) -> list[str]:
    """Return those questions of which no word stands in the index: what looks invented may be in another text."""
    real = set(occurring({word for text in questions for word in text.split()}))
    return [text for text in questions if real.isdisjoint(text.split())]


def trusted(samples: Sequence[Sampled], ask: Asking) -> float | None:
    """
    Return how far a model knows the language of these passages: the mean of 1/rank at which meaning alone finds what some remembered
    words of a passage are from. None where there are too few to say.
    """
    items = [item for item in known_items(samples) if item.made == "remembered"]
    if len(items) < FEWEST // 2:
        return None
    ranks = [_reciprocal_rank(ask(item.text).get("meaning", {}), item.document_id) for item in items]
    return sum(ranks) / len(ranks)


def _quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all lie, between two neighbours in proportion and never above the upper one."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below, above = ordered[int(place)], ordered[min(int(place) + 1, len(ordered) - 1)]
    return min(below + (above - below) * (place - int(place)), above)


def _reciprocal_rank(strengths: Mapping[int, float], document: int) -> float:
    """1 over the place of a Document among the first ten, else 0."""
    own = strengths.get(document)
    rank = sum(strength >= own for strength in strengths.values()) if own is not None else 11
    return 1.0 / rank if rank <= 10 else 0.0
