"""What a benchmark says: one Row a figure, and how figures are taken so that noise falls on both sides alike."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, TypeVar

T = TypeVar("T")
Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Row:
    """
    One figure.

    Args:
        name: what was measured, and against what.
        value, reference: in `unit`; no reference where the figure stands for itself.
        ratio: value over reference; where both were measured in rounds, the median over the rounds.
        target: bound on the ratio where there is a reference, else on the value; None where the figure is only told.
    """

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    target: float | None = None
    better: Better = "lower"

    @property
    def holds(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.target is None:
            return None
        figure = self.value if self.ratio is None else self.ratio
        return figure <= self.target if self.better == "lower" else figure >= self.target

    def as_json(self) -> dict[str, object]:
        """Return it as plain values, `holds` among them."""
        return {**asdict(self), "holds": self.holds}


def compared(
    name: str, pairs: Sequence[tuple[float, float]], unit: str, *, target: float | None, better: Better = "lower"
) -> Row:
    """Return the Row of (value, reference) pairs: medians of both, and the median of their ratios."""
    return Row(
        name=name,
        value=statistics.median(value for value, _ in pairs),
        unit=unit,
        reference=statistics.median(reference for _, reference in pairs),
        ratio=statistics.median(value / reference for value, reference in pairs),
        target=target,
        better=better,
    )


def rounds(count: int, one: Callable[[int], T], other: Callable[[int], T]) -> list[tuple[T, T]]:
    """
    Call both for each round and return their results, pair by pair.

    The order turns every round (A B, B A, …), so that a machine that grows slower or busier favours neither.
    """
    found = []
    for number in range(count):
        if number % 2:
            second = other(number)
            found.append((one(number), second))
        else:
            first = one(number)
            found.append((first, other(number)))
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
