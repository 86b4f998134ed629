"""What was measured of the scores of an index, as it is kept. What measures it is `calibrate`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

# Of how scores are made: what was measured by other scores says nothing of these.
VERSION = 5
# Measured anew when the index has grown or shrunk by so much.
CHANGED = 1.5


@dataclass(frozen=True, slots=True)
class Calibration:
    """
    What was measured.

    Args:
        recipe: VectorRecipe of the Generation; empty where words alone answer.
        documents: how many there were.
        lines: by mode, the strength from which a Document is related.
        trust: by language, how far the model knows it, 0 to 1; only of languages it was not made for.
    """

    recipe: str
    documents: int
    lines: Mapping[str, float] = field(default_factory=dict)
    trust: Mapping[str, float] = field(default_factory=dict)
    version: int = VERSION

    def is_of(self, recipe: str, documents: int) -> bool:
        """Whether it still holds for an index of this Generation and so many Documents."""
        return self.recipe == recipe and documents <= CHANGED * self.documents and self.documents <= CHANGED * documents


def to_text(calibration: Calibration) -> str:
    """Return it as JSON."""
    return json.dumps(asdict(calibration), indent=1)


def from_text(text: str) -> Calibration | None:
    """Return what `to_text` wrote; None for anything else, and for what another version measured."""
    try:
        found = Calibration(**json.loads(text))
    except (ValueError, TypeError):
        return None
    return found if found.version == VERSION else None
