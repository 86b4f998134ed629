"""
Results as JSON: the `search` document of the public contract, the same from the command line and the service.

Values are str, int, float, bool, None, list and dict. Paths that are not UTF-8 keep their lone surrogates (U+DC80 and on),
which JSON can escape and Python reads back byte for byte.
"""

from __future__ import annotations

from typing import Any

from lfmsearch.types import Answer, Coverage, Explanation, Facet, Filter, Hit, Query, Recent, Results


def results_json(results: Results) -> dict[str, Any]:
    """Return the whole answer."""
    return {
        "query": results.query.raw,
        "parsed": query_json(results.query),
        "took_ms": {stage: round(took, 1) for stage, took in results.took_ms.items()},
        "coverage": coverage_json(results.coverage),
        "model": results.model or None,
        "reranker": results.reranker or None,
        "total": results.total,
        "related": results.total if results.related is None else results.related,
        "notices": list(results.notices),
        "relaxations": [{"typed": one.typed, "query": one.query, "total": one.total} for one in results.relaxations],
        "meant": results.meant or None,
        "facets": [facet_json(facet) for facet in results.facets],
        "hits": [hit_json(hit) for hit in results.hits],
    }


def facet_json(facet: Facet) -> dict[str, Any]:
    """Return one value and how many Documents have it."""
    return {
        "field": facet.field,
        "value": facet.value,
        "label": facet.label,
        "typed": facet.typed,
        "count": facet.count,
    }


def recent_json(recent: Recent) -> dict[str, Any]:
    """Return what was searched for, opened and changed lately."""
    return {
        "remembering": recent.remembering,
        "searches": list(recent.searches),
        "opened": [hit_json(hit) for hit in recent.opened],
        "changed": [hit_json(hit) for hit in recent.changed],
    }


def query_json(query: Query) -> dict[str, Any]:
    """Return the query as it was read."""
    return {
        "text": query.text,
        "words": list(query.words),
        "any_of": [list(group) for group in query.any_of],
        "phrases": list(query.phrases),
        "without": list(query.without),
        "filters": [filter_json(item) for item in query.filters],
    }


def filter_json(item: Filter) -> dict[str, str]:
    """Return one filter in its normal form."""
    return {"field": item.field, "op": item.op, "value": item.value}


def coverage_json(coverage: Coverage) -> dict[str, int]:
    """Return how much of the index answers."""
    return {"documents": coverage.documents, "words": coverage.words, "meaning": coverage.meaning}


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return one Hit; dates are ISO 8601 with offset, highlights character offsets into the snippet."""
    words = {"rank": hit.words_rank, "bm25": hit.bm25, "part": hit.words_part} if hit.words_rank is not None else None
    meaning = (
        {"rank": hit.meaning_rank, "cosine": hit.cosine, "part": hit.meaning_part}
        if hit.meaning_rank is not None
        else None
    )
    rerank = {"rank": hit.late_rank, "score": hit.late_score} if hit.late_rank is not None else None
    return {
        "rank": hit.rank,
        "id": hit.id,
        "kind": hit.kind,
        "type": hit.type,
        "title": hit.title,
        "path": hit.path,
        "uri": hit.uri,
        "locator": hit.locator.as_json(),
        "people": [str(person) for person in hit.people],
        "date": hit.date.isoformat() if hit.date else None,
        "parent": hit.parent,
        "inside": hit.inside or None,
        "name": hit.name or None,
        "thread": hit.thread,
        "places": list(hit.places),
        "available": hit.available,
        "snippet": hit.snippet.text,
        "highlights": [[start, end] for start, end in hit.snippet.highlights],
        "score": hit.score,
        "matched": hit.matched,
        "related": hit.related,
        "why": {"words": words, "meaning": meaning, "lift": round(hit.lift, 4), "rerank": rerank},
    }


def explanation_json(found: Explanation) -> dict[str, Any]:
    """Return why a passage was found; spans are character offsets into `query` and `passage`."""
    return {
        "hit": found.hit,
        "method": found.method,
        "model": found.model or None,
        "query": found.query,
        "passage": found.passage,
        "words": [_answer_json(answer) for answer in found.words],
        "uncovered": list(found.uncovered),
        "highlights": [[start, end] for start, end in found.lit],
        "sentence": [found.sentence_start, found.sentence_end],
        "cosine": found.cosine,
        "score": found.score,
        "rest": found.rest,
    }


def _answer_json(answer: Answer) -> dict[str, Any]:
    return {
        "word": answer.word,
        "span": [answer.start, answer.end],
        "covered": answer.covered,
        "by": answer.by or None,
        "by_span": [answer.by_start, answer.by_end] if answer.by else None,
        "score": answer.score,
        "likeness": answer.likeness,
    }
