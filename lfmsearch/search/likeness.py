"""
How like a query whole Documents are, by all the passages that stand on a page with their best one.

The best of many passages is near a query by chance already, and a Document that speaks of the matter once is not one about it. So the
cosines are put together by the logarithm of the mean of their exponentials: between their mean and the best of them, nearer to the best
the further it stands out. Against the best alone, by words and meaning: +0.006 nDCG@10 on abstracts and on mails, +0.002 on questions
on papers and on news, -0.001 on notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lfmsearch.store.vectors import Comparison, MeaningMatch

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# By so many deviations of cosine a passage has to stand out to count e times as much. From 0.3 to 0.7 the sets do equally well
# together: more is better for mails, less for abstracts.
STANDING_OUT = 0.3


class Likeness:
    """
    The passages of some Documents, compared with what is asked. Short-lived; used by one thread.

    Args:
        matches: the best passage of each Document.
    """

    def __init__(self, comparison: Comparison, matches: Sequence[MeaningMatch]) -> None:
        import numpy as np

        self._query = comparison.query / max(float(np.linalg.norm(comparison.query)), 1e-12)
        self._softness = STANDING_OUT * comparison.deviation
        numbers, self._rows = comparison.around(matches)
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        self._documents: list[int] = numbers[starts].tolist()
        self._starts, self._counts = starts, np.diff(starts, append=len(numbers))

    def of_query(self) -> dict[int, float]:
        """Return by Document how like the query it is, -1 to 1; without those that have no vector any more."""
        return self._of(self._query)

    def heard(self, weights: Mapping[int, float]) -> dict[int, float]:
        """
        Return the same once the best passages of some Documents have spoken beside the query (Rocchio's feedback).

        What many of the best have in common is what was meant, also where the query does not say it. Only these Documents are
        compared again: nothing new is found.

        Args:
            weights: by Document, adding up to 1: together they say as much as the query.
        """
        import numpy as np

        said = self._query.copy()
        for place, document in enumerate(self._documents):
            if document in weights:
                passages = self._rows[self._starts[place] : self._starts[place] + self._counts[place]]
                said += weights[document] * passages[np.argmax(passages @ self._query)]
        return self._of(said / max(float(np.linalg.norm(said)), 1e-12))

    def _of(self, said: npt.NDArray[np.float32]) -> dict[int, float]:
        if not self._documents:
            return {}
        likeness = together(self._rows @ said, self._starts, self._counts, self._softness)
        return dict(zip(self._documents, likeness.tolist(), strict=True))


def together(
    cosines: npt.NDArray[np.float32], starts: npt.NDArray[np.intp], counts: npt.NDArray[np.intp], softness: float
) -> npt.NDArray[np.float32]:
    """
    Return softness × log(mean(exp(cosine / softness))) of each run of cosines. Pure.

    Args:
        cosines: float32[n], run after run.
        starts, counts: of each run; no run is empty.
        softness: above 0; towards 0 it is the best of them, towards infinity their mean.
    """
    import numpy as np

    best = np.maximum.reduceat(cosines, starts)
    apart = np.exp((cosines - np.repeat(best, counts)) / softness)
    mean = np.add.reduceat(apart, starts) / counts
    return (best + softness * np.log(mean)).astype(np.float32)
