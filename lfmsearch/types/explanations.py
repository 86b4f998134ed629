"""Why a passage answers a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Method = Literal["late", "meaning", "words"]


@dataclass(frozen=True, slots=True)
class Answer:
    """
    One word of a query, and what of a passage answers it.

    Args:
        word: as it stands in the query, `query[start:end]`.
        covered: whether anything in the passage answers it; a word that carries no content of its own always is.
        by: what answers it best, `passage[by_start:by_end]`; empty where nothing does.
        score: what it adds to the Explanation's score; 0 where late interaction takes no part.
        likeness: mean cosine of its tokens to their best ones in the passage, -1 to 1; None where late interaction takes no part.
    """

    word: str
    start: int
    end: int
    covered: bool
    by: str = ""
    by_start: int = 0
    by_end: int = 0
    score: float = 0.0
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    Why a passage was found for a query.

    Args:
        hit: id of the passage, `document:chunk`.
        method: `late` when late interaction compared word by word, `meaning` when the sentence was chosen by its vector, else `words`.
        model: that compared; empty for `words`.
        query, passage: the texts that all offsets count in, in characters.
        score: the MaxSim of query and passage, the sum of all `words` and `rest`; 0 but for `late`.
        rest: what the marks of a query that stand for no word add to the score.
        sentence_start, sentence_end: the sentence of the passage that answers best, the whole passage where it has but one.
        cosine: between the query and that sentence, for `meaning`.
    """

    hit: str
    method: Method
    model: str
    query: str
    passage: str
    words: tuple[Answer, ...]
    score: float = 0.0
    rest: float = 0.0
    sentence_start: int = 0
    sentence_end: int = 0
    cosine: float | None = None

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The words of the query that nothing in the passage answers."""
        return tuple(answer.word for answer in self.words if not answer.covered)

    @property
    def sentence(self) -> str:
        """The sentence that answers best."""
        return self.passage[self.sentence_start : self.sentence_end]

    @property
    def lit(self) -> tuple[tuple[int, int], ...]:
        """What to light in the passage: (start, end) of all that answers a word, in order, not overlapping."""
        found: list[tuple[int, int]] = []
        for start, end in sorted({(answer.by_start, answer.by_end) for answer in self.words if answer.by}):
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], end))
            else:
                found.append((start, end))
        return tuple(found)
