"""
Why a passage answers a query, word by word.

MaxSim is a sum over the query's tokens, each with its best token of the passage: taken apart by words it says which word is answered by
which, in any two languages the model knows, and which is answered by none. Without such a model the words themselves are looked for,
and the sentence nearest in meaning is shown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lfmsearch.search.function_words import content_words
from lfmsearch.search.snippet import matches, words_in
from lfmsearch.types import Answer, Explanation

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from lfmsearch.models.late import Encoded

    Rows = npt.NDArray[np.float32]

Span = tuple[int, int]

# Of the way from what a word finds in any passage to an equal word: this much nearer, and it is answered.
COVERED_SHARE = 0.4
# The mean likeness of a word to its best in a passage that has nothing to do with it, where no other passage is there to compare with.
USUAL_LIKENESS = 0.5
# Sentences of a passage that are embedded at most; a passage of 240 tokens has about a dozen.
SENTENCES = 24

_SENTENCE = re.compile(r"[^\s.!?。！？](?:[^.!?。！？\n]|[.!?](?!\s|$))*[.!?。！？]*")


def by_tokens(
    hit: str, model: str, query: Encoded, passage: Encoded, unrelated: Callable[[Rows], Rows | None] = lambda _: None
) -> Explanation:
    """
    Return the Explanation by late interaction.

    Args:
        unrelated: from the query's rows, what each finds at best in passages that have nothing to do with it, in the mean; None where
            there are none to compare with.
    """
    likeness = query.rows @ passage.rows.T
    best, nearest = likeness.max(axis=1), likeness.argmax(axis=1)
    usual = unrelated(query.rows)
    places = {row: span for span, rows in grouped(passage) for row in rows}
    counted = set(content_words([query.text[start:end] for (start, end), _ in grouped(query)]))
    answers = []
    for (start, end), rows in grouped(query):
        word = query.text[start:end]
        weights: dict[Span, float] = {}
        for row in rows:
            if (span := places.get(int(nearest[row]))) is not None:
                weights[span] = weights.get(span, 0.0) + float(best[row])
        mean = math.fsum(float(best[row]) for row in rows) / len(rows)
        least = math.fsum(float(usual[row]) for row in rows) / len(rows) if usual is not None else USUAL_LIKENESS
        stands = matches(passage.text, [word])
        covered = bool(stands) or word not in counted or mean >= least + COVERED_SHARE * (1 - least)
        by = max(weights, key=lambda span: (weights[span], -span[0])) if weights and covered else (0, 0)
        score = math.fsum(float(best[row]) for row in rows)
        answers.append(_answer(word, start, by, passage.text, covered=covered, score=score, likeness=mean))
    total = math.fsum(map(float, best))
    sentence = _heaviest(passage.text, [(answer.by_start, answer.score) for answer in answers if answer.by])
    return Explanation(
        hit=hit,
        method="late",
        model=model,
        query=query.text,
        passage=passage.text,
        words=tuple(answers),
        score=total,
        rest=total - math.fsum(answer.score for answer in answers),
        sentence_start=sentence[0],
        sentence_end=sentence[1],
    )


def by_words(hit: str, query: str, passage: str) -> Explanation:
    """Return the Explanation by the words themselves and their forms."""
    spans = words_in(query)
    counted = set(content_words([query[start:end] for start, end in spans]))
    answers = []
    for start, end in spans:
        word = query[start:end]
        stands = min(matches(passage, [word]), default=None)
        covered = stands is not None or word not in counted
        answers.append(_answer(word, start, stands[:2] if stands else (0, 0), passage, covered=covered))
    # Each word once a sentence: what answers two of them is better than what says one twice.
    words = [query[start:end] for start, end in spans]
    said = [(start, word) for start, _, word in matches(passage, words)]
    every = sentences(passage)
    held = {(span, word): span[0] for span in every for start, word in said if span[0] <= start < span[1]}
    sentence = _heaviest(passage, [(start, 1.0) for start in held.values()])
    return Explanation(
        hit=hit,
        method="words",
        model="",
        query=query,
        passage=passage,
        words=tuple(answers),
        sentence_start=sentence[0],
        sentence_end=sentence[1],
    )


def sentences(passage: str) -> list[Span]:
    """Return where the sentences and lines of a passage stand; the whole of it where there are none."""
    return [match.span() for match in _SENTENCE.finditer(passage)] or [(0, len(passage))]


def grouped(encoded: Encoded) -> list[tuple[Span, list[int]]]:
    """
    Return the words of a text with the rows of their tokens, in order.

    In scripts without spaces a token is a word, and tokens that are parts of one character are one. Rows of no word (begin, marker,
    pads, punctuation) are in none.
    """
    words = words_in(encoded.text, whole_runs=False)
    found: list[tuple[Span, list[int]]] = []
    at = 0
    for row, (start, end) in enumerate(encoded.spans):
        if start == end:
            continue
        while at < len(words) and words[at][1] <= start:
            at += 1
        if at < len(words) and words[at][0] < end:
            span = words[at]
        elif any(character.isalnum() for character in encoded.text[start:end]):
            span = (start, end)
        else:
            continue
        if found and span[0] < found[-1][0][1]:
            (first, last), rows = found[-1]
            found[-1] = (min(first, span[0]), max(last, span[1])), [*rows, row]
        else:
            found.append((span, [row]))
    return found


def _answer(
    word: str,
    start: int,
    by: Sequence[int],
    passage: str,
    *,
    covered: bool,
    score: float = 0.0,
    likeness: float | None = None,
) -> Answer:
    return Answer(word, start, start + len(word), covered, passage[by[0] : by[1]], by[0], by[1], score, likeness)


def _heaviest(passage: str, answers: Sequence[tuple[int, float]]) -> Span:
    """The sentence in which most of the weight stands, the first of several; `answers` are places with their weights."""

    def weight(span: Span) -> float:
        return math.fsum(weight for place, weight in answers if span[0] <= place < span[1])

    return max(sentences(passage), key=lambda span: (weight(span), -span[0]))
