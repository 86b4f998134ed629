"""
Documents like a Document: by its own vectors, which are in the index already, so that nothing is embedded.

Its passages, in order, in up to `PARTS` groups: each group looks for what is nearest to its mean, and a Document scores the mean of
its best passage for each. A short text is its one vector; of a long one every part has its say, where one mean of all would lie in
the middle and be near to nothing.

Where there is no meaning, its most telling words are looked up.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from lfmsearch.errors import HitNotFound
from lfmsearch.search.ids import is_hit, parsed_hit
from lfmsearch.search.searcher import Ranking
from lfmsearch.store.kin import Kin
from lfmsearch.store.reader import Reader
from lfmsearch.store.scope import EVERYTHING
from lfmsearch.store.terms import expressions
from lfmsearch.store.vectors import Comparison, Vectors, best_of_each
from lfmsearch.store.words import Term, Words, WordsMatch
from lfmsearch.types import Query

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PARTS = 8
CANDIDATES = 200
# What a link is worth, in deviations of cosine: it lifts a related note above an unrelated one, never above one that says the same.
LINK_DEVIATIONS = 1.5
# The same where words answer, as a share of the best score.
LINK_SHARE = 0.25
# Words that stand for a text: more of them find the same Documents, and cost a look-up each.
TELLING = 16
# Of a long text only the words said most often are weighed.
WEIGHED = 200
_WORD = re.compile(r"[^\W\d_]{2,}")


def similar(
    reader: Reader, kin: Kin, words: Words, vectors: Vectors | None, number: int, *, limit: int = CANDIDATES
) -> tuple[Query, Ranking]:
    """
    Return the Documents like Document `number`, best first, and the words that tell most about it as a Query to light them by.

    Left out are the Document itself, its copies, what is attached to it or it is attached to, and the rest of its conversation.
    What it links to and what links to it is lifted. The Document has to be in the index.
    """
    started = time.perf_counter()
    document = reader.documents([number])[number]
    out, linked = kin.belonging(document), kin.linked(document)
    telling = _telling(reader, words, number)
    query = Query(raw=str(number), text=document.title, words=tuple(telling))
    rows = vectors.of(number) if vectors is not None else None
    if vectors is not None and rows is not None and len(rows):
        ranking = _by_meaning(vectors, rows, out, linked - out, limit, tuple(telling.values()))
    else:
        ranking = _by_words(words, tuple(telling.values()), out, linked - out, limit)
    stage = "meaning" if ranking.comparison else "words"
    return query, replace(ranking, took_ms={stage: (time.perf_counter() - started) * 1000})


def document_meant(reader: Reader, hit_or_path: str) -> int:
    """
    Return the Document that a Hit's id or a path means.

    Raises:
        HitNotFound: the index has none there, or a path holds several (a mailbox).
    """
    if not os.path.lexists(hit_or_path) and is_hit(hit_or_path):
        number = parsed_hit(hit_or_path)[0]
        if number not in reader.documents([number]):
            raise HitNotFound(f"There is no document {number}.", "Search again: it may have been removed since.")
        return number
    path = os.path.abspath(os.path.expanduser(hit_or_path))
    outermost = [
        number for number, found in reader.documents(reader.documents_at(path)).items() if found.parent is None
    ]
    if not outermost:
        raise HitNotFound(f"{path} is not in the index.", f'Ask why: lfmsearch why "{path}"')
    if len(outermost) > 1:
        raise HitNotFound(
            f"{path} holds {len(outermost)} documents.", "Search for the one you mean, and give the id of its hit."
        )
    return outermost[0]


def _by_meaning(
    vectors: Vectors,
    rows: npt.NDArray[np.float32],
    out: set[int],
    linked: set[int],
    limit: int,
    terms: tuple[Term, ...],
) -> Ranking:
    import numpy as np

    # The parts differ by at most one passage; each has its direction from all of its passages.
    parts = [vectors.compared(part.mean(axis=0)) for part in np.array_split(rows, min(PARTS, len(rows)))]
    found: dict[int, None] = dict.fromkeys(linked)
    for part in parts:
        found |= dict.fromkeys(match.document_id for match in part.nearest(EVERYTHING, limit + len(out)))
    candidates = [document for document in found if document not in out]
    scores = dict.fromkeys(candidates, 0.0)
    for part in parts:
        for match in best_of_each(part.chunks_of(candidates)):
            scores[match.document_id] += match.cosine / len(parts)
    whole = Comparison(vectors, rows.mean(axis=0))
    best = {match.document_id: match for match in best_of_each(whole.chunks_of(candidates))}
    lift = LINK_DEVIATIONS * vectors.deviation()
    order = _ranked({document: score + lift * (document in linked) for document, score in scores.items()}, limit)
    meaning = {document: best[document]._replace(cosine=scores[document]) for document, _ in order if document in best}
    return Ranking(order=order, words={}, meaning=meaning, terms=terms, weight=0.0, comparison=whole, took_ms={})


def _by_words(words: Words, terms: tuple[Term, ...], out: set[int], linked: set[int], limit: int) -> Ranking:
    matches: dict[int, WordsMatch] = {}
    for match in words.ranked(terms, EVERYTHING, 2 * (limit + len(out))):
        if match.document_id not in out:
            matches.setdefault(match.document_id, match)
    best = max((match.score for match in matches.values()), default=1.0)
    scores = {document: match.score / best for document, match in matches.items()}
    order = _ranked({d: scores.get(d, 0.0) + LINK_SHARE * (d in linked) for d in scores.keys() | linked}, limit)
    return Ranking(order=order, words=matches, meaning={}, terms=terms, weight=0.0, comparison=None, took_ms={})


def _ranked(scores: dict[int, float], limit: int) -> tuple[tuple[int, float], ...]:
    return tuple(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit])


def _telling(reader: Reader, words: Words, number: int) -> dict[str, Term]:
    """The words that set a text apart, the most telling first: said in it often, and in few others."""
    said = Counter(word for chunk in reader.chunks(number, 1) for word in _WORD.findall(chunk.text.casefold()))
    often = dict(said.most_common(WEIGHED))
    terms = {term.expression: term for term in words.terms(list(often), forms=False)}
    weighed: list[tuple[float, str, Term]] = []
    for word, times in often.items():
        held = [terms[part] for part in expressions(word) if part in terms]
        # What no other text holds finds nothing; times as BM25 weighs them.
        held = [term for term in held if term.rows > 1]
        if held:
            term = max(held, key=lambda one: one.idf)
            weighed.append((-term.idf * times / (times + 1.2), word, term))
    chosen: dict[str, Term] = {}
    for _, word, term in sorted(weighed, key=lambda item: item[:2])[:TELLING]:
        chosen.setdefault(word, term)
    return chosen
