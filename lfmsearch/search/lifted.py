"""
What was opened lately, and what is recent, a little higher. Pure.

A lift decides between answers that are about as good, never against a better one: a Document that holds the words well scores 0.5, one
that is near in meaning as well 1 (see `fuse`), and a lift is `MOST_OPENED` and `MOST_RECENT` at most.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import replace

from lfmsearch.search.fuse import Parts
from lfmsearch.search.searcher import Ranking
from lfmsearch.store.rows import StoredDocument
from lfmsearch.store.scope import folded

# Opened several times today; and, the other way, said not to be what this search is for.
MOST_OPENED = 0.06
# Of today. It halves every `RECENT_DAYS`.
MOST_RECENT = 0.015
RECENT_DAYS = 60.0


def lifted(
    ranking: Ranking, opened: Mapping[int, float], days_old: Mapping[int, float], *, first: Collection[int] = ()
) -> Ranking:
    """
    Return the Ranking with what was opened and what is recent lifted, each part's `lift` saying by how much.

    Args:
        opened: -1 to 1 by Document, as `history.lifts` has it.
        days_old: by Document; what is not in it, or lies ahead, gets nothing.
        first: Documents that stay before all others: the one whose title was typed.
    """
    if not ranking.parts:
        return ranking
    lifts = {
        document: MOST_OPENED * opened.get(document, 0.0) + recent(days_old.get(document)) for document in ranking.parts
    }
    parts = {
        document: Parts(words, meaning, lifts[document]) for document, (words, meaning, _) in ranking.parts.items()
    }
    related = ranking.related
    ranked = sorted(
        [
            (
                document not in first,
                related is not None and document not in related,
                -sum(parts.get(document, (score,))),
                document,
            )
            for document, score in ranking.order
        ]
    )
    return replace(ranking, order=tuple([(document, -score) for *_, score, document in ranked]), parts=parts)


def is_called(document: StoredDocument, text: str) -> bool:
    """Whether `text` is the title of a Document, or the name of its file with or without its ending; case and accents aside."""
    files = [os.path.basename(place.path) for place in document.places if not place.member]
    names = (document.title, *files, *(os.path.splitext(name)[0] for name in files))
    return " ".join(folded(text).split()) in {" ".join(folded(name).split()) for name in names}


def recent(days_old: float | None) -> float:
    """Return what a Document is lifted for its age."""
    return MOST_RECENT * 0.5 ** (float(days_old) / RECENT_DAYS) if days_old is not None and days_old >= 0 else 0.0
