"""Of what the Documents of an answer are: counted by kind, type, date, writer, folder, tag and language. Pure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence

from lfmsearch.search.chips import typed_form
from lfmsearch.store.census import Fact
from lfmsearch.types import Facet

# Of each field the most frequent ones: a list that has to be scrolled is no way to choose.
MOST = 12


def facets(facts: Sequence[Fact]) -> tuple[Facet, ...]:
    """
    Return the facets of Documents, of each field the most frequent first; dates the newest first, years before their months.

    Folders are Sources, and what lies right below them where an answer is of several such.
    """
    names: dict[str, Counter[str]] = {}
    for fact in facts:
        for name, address in set(fact.writers):
            names.setdefault(address.casefold() or name, Counter())[name or address] += 1
    people = {key: counts.most_common(1)[0][0] for key, counts in names.items()}
    years = _counted(fact.month[:4] for fact in facts)
    months = _counted(fact.month for fact in facts)
    return (
        *_facets("kind", _counted(fact.kind for fact in facts)),
        *_facets("type", _counted(fact.type for fact in facts)),
        *_facets("date", sorted(years, reverse=True)),
        *_facets("date", sorted(months, reverse=True)),
        *_facets("from", [(key, sum(counts.values())) for key, counts in names.items()], labels=people),
        *_facets("in", _counted(folder for fact in facts for folder in _folders(fact)), labels={}),
        *_facets("tag", _counted(tag for fact in facts for tag in set(fact.tags))),
        *_facets("lang", _counted(fact.language for fact in facts)),
    )


def _facets(field: str, counts: Sequence[tuple[str, int]], labels: dict[str, str] | None = None) -> list[Facet]:
    chosen = counts if field == "date" else sorted(counts, key=lambda item: (-item[1], item[0]))
    return [
        Facet(field, value, _label(field, value, labels or {}), typed_form(field, value), count)
        for value, count in chosen[:MOST]
    ]


def _label(field: str, value: str, labels: dict[str, str]) -> str:
    return os.path.basename(value) or value if field == "in" else labels.get(value, value)


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return [(value, count) for value, count in Counter(values).items() if value]


def _folders(fact: Fact) -> list[str]:
    """The Source of a Document, and the folder right below it."""
    first, separator, _ = fact.path.removeprefix(fact.root).strip(os.sep).partition(os.sep)
    return [fact.root, os.path.join(fact.root, first)] if separator else [fact.root]
