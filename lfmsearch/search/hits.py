"""Rankings become Hits: which passage of a Document to show, and what of it is lit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime

from lfmsearch.search.searcher import Ranking
from lfmsearch.search.snippet import fold, snippet
from lfmsearch.sources.stores import uri_of
from lfmsearch.store.reader import Reader
from lfmsearch.store.rows import StoredChunk, StoredDocument
from lfmsearch.system.opening import file_uri
from lfmsearch.types import Hit, Locator, Query, Snippet

# A word of the query is lit when it weighs at least this share of its weightiest: in “how do I get my money back” that is money.
LIT_SHARE = 0.3
# What a word of the query that stands in a passage weighs beside its cosine, when the passage to show is chosen.
WORD_WEIGHT = 0.5


def hits(
    reader: Reader, query: Query, ranking: Ranking, *, start: int, limit: int, sort: str = "relevance"
) -> list[Hit]:
    """
    Return the Hits from place `start` (from 0) of a Ranking, at most `limit`.

    What was deleted since the last indexing is left out, and the list goes on with what comes next; what lies in a Source that is not
    connected is shown and marked.

    Args:
        sort: `relevance`, or `date` for the newest first.
    """
    order = list(ranking.order)
    if sort == "date":
        moments = {
            number: document.moment for number, document in reader.documents([number for number, _ in order]).items()
        }
        order.sort(key=lambda item: -moments.get(item[0], 0))
    if (related := ranking.related) is not None:
        order.sort(key=lambda item: item[0] not in related)  # whatever the order, the loosely related come last
    best = max((score for _, score in order), default=0.0) or 1.0
    lit = _lit_words(query, ranking)
    found: list[Hit] = []
    passed = position = 0
    while len(found) < limit and position < len(order):
        part = order[position : position + limit]
        position += len(part)
        documents = reader.documents([number for number, _ in part])
        there = [
            (documents[number], score) for number, score in part if number in documents and _is_there(documents[number])
        ]
        skipped = min(start - passed, len(there))
        passed += skipped
        shown = there[skipped : skipped + limit - len(found)]
        passages = _passages(reader, lit, query.phrases, [document.id for document, _ in shown], ranking)
        inside_of = [document.parent for document, _ in shown if document.parent is not None]
        parents = reader.documents(inside_of) if inside_of else {}
        for document, score in shown:
            inside = parents[document.parent].title if document.parent in parents else ""
            rank, share = start + len(found) + 1, max(0.0, min(score / best, 1.0))
            found.append(_hit(query, lit, document, passages.get(document.id), ranking, rank, share, inside))
    return found


def _lit_words(query: Query, ranking: Ranking) -> list[str]:
    """The words worth lighting: those that tell Documents of this index apart."""
    weights: dict[str, float] = {}
    forms: dict[str, list[str]] = {}
    for term in ranking.terms:
        if term.rows:
            weights[term.word] = max(weights.get(term.word, 0.0), term.idf)
            forms.setdefault(term.word, []).extend(filter(None, (term.meant, *term.forms)))
    least = LIT_SHARE * max(weights.values(), default=0.0)
    words = [*query.words, *(word for group in query.any_of for word in group)]
    lit = [word for word in words if weights.get(word, -1.0) >= least]
    return list(dict.fromkeys([*lit, *(form for word in lit for form in forms.get(word, ()))]))


def _passages(
    reader: Reader, words: Sequence[str], phrases: Sequence[str], documents: Sequence[int], ranking: Ranking
) -> dict[int, StoredChunk]:
    """Choose the Chunk to show of each Document: the one that holds most of the words and is nearest in meaning."""
    cosines: dict[tuple[int, int], float] = {}
    if ranking.comparison is not None and documents:
        for part in ranking.comparison.chunks_of(documents):  # of a passage embedded in parts, the best one counts
            key = part.document_id, part.ordinal
            cosines[key] = max(part.cosine, cosines.get(key, -1.0))
    wanted = [*(word.rstrip("*") for word in words), *phrases]
    beginnings = [fold(word)[: max(4, len(word) - 2)] for word in wanted]
    chosen: dict[int, StoredChunk] = {}
    for document in documents:
        match, near = ranking.words.get(document), ranking.meaning.get(document)
        first, last = reader.page(match.page_id) if match else (1, 1)
        chunks = reader.chunks(document, first, last)
        if near is not None and not first <= near.ordinal <= last:
            chunks += reader.chunks(document, near.ordinal, near.ordinal)
        if not chunks:
            chunks = reader.chunks(document, 0, 0)
        worth = {
            chunk.ordinal: WORD_WEIGHT * _held(chunk, beginnings) + cosines.get((document, chunk.ordinal), 0.0)
            for chunk in chunks
        }
        if chunks:
            chosen[document] = max(chunks, key=lambda chunk: (worth[chunk.ordinal], -chunk.ordinal))
    return chosen


def _held(chunk: StoredChunk, beginnings: Sequence[str]) -> float:
    """The share of words and phrases, given without their endings, that stand in a Chunk."""
    text = fold(chunk.text)
    return sum(beginning in text for beginning in beginnings) / len(beginnings) if beginnings else 0.0


def _hit(
    query: Query,
    lit: Sequence[str],
    document: StoredDocument,
    chunk: StoredChunk | None,
    ranking: Ranking,
    rank: int,
    score: float,
    inside: str,
) -> Hit:
    match, near = ranking.words.get(document.id), ranking.meaning.get(document.id)
    parts = ranking.parts.get(document.id)
    late = ranking.late.get(document.id)
    place = document.place
    own = "" if document.kind == "attachment" else uri_of(place.store, place.path, place.member, document.content_key)
    return Hit(
        rank=rank,
        id=f"{document.id}:{chunk.ordinal}" if chunk else str(document.id),
        kind=document.kind,
        type=document.type,
        title=document.title,
        path=place.path,
        uri=own or file_uri(place.path),
        locator=chunk.locator if chunk else Locator(),
        snippet=snippet(chunk.text, lit, phrases=query.phrases) if chunk and chunk.ordinal else Snippet(""),
        score=score,
        matched="both" if match and near else "words" if match else "meaning",
        people=document.people,
        date=document.date or datetime.fromtimestamp(document.moment).astimezone(),
        parent=str(document.parent) if document.parent is not None else None,
        inside=inside,
        name=_name(place.member, document.title) if document.kind in ("attachment", "file") else "",
        thread=document.thread or None,
        places=tuple(dict.fromkeys(each.path for each in document.places)),
        available=any(os.path.lexists(each.path) for each in document.places),
        words_rank=ranking.words_rank(document.id),
        meaning_rank=ranking.meaning_rank(document.id),
        bm25=match.score if match else None,
        cosine=near.cosine if near else None,
        lift=ranking.parts[document.id].lift if document.id in ranking.parts else 0.0,
        related=ranking.is_related(document.id),
        words_part=parts.words if parts else None,
        meaning_part=parts.meaning if parts else None,
        late_rank=late.rank if late else None,
        late_score=late.score if late else None,
    )


def _name(member: str, title: str) -> str:
    """The name of the file that lies at a member: the last of `@4711/2:lease.pdf` and `letters/lease.pdf`, none of `@4711`."""
    name = member.rsplit("/", 1)[-1]
    name = name.partition(":")[2] if name[:1].isdigit() and ":" in name else name
    return "" if name.startswith("@") or name == title else name


def _is_there(document: StoredDocument) -> bool:
    """Whether a Document may be shown: one of its places is there, or lies in a Source that is not connected now."""
    return any(os.path.lexists(each.path) or not os.path.lexists(each.source) for each in document.places)
