"""An answer as JSON."""

from __future__ import annotations

import json
from datetime import datetime

from lfmsearch.search.wire import results_json
from lfmsearch.types import Coverage, Filter, Hit, Locator, Person, Query, Results, Snippet

HIT = Hit(
    rank=1,
    id="12:3",
    kind="mail",
    type="eml",
    title="Rent",
    path="/m/\udcff.eml",
    uri="file:///m/%FF.eml",
    locator=Locator(page=3),
    snippet=Snippet("the rent is due", ((4, 8),)),
    score=0.83,
    matched="both",
    people=(Person("Anna Rossi", "anna@example.org", "from"),),
    date=datetime.fromisoformat("2024-03-01T09:12:00+01:00"),
    places=("/m/\udcff.eml",),
    words_rank=2,
    meaning_rank=1,
    bm25=3.5,
    cosine=0.71,
    words_part=0.4,
    meaning_part=0.3,
)
RESULTS = Results(
    query=Query("rent from:anna", "rent", words=("rent",), filters=(Filter("from", "=", "anna"),)),
    hits=(HIT,),
    took_ms={"total": 41.23, "embed": 18.0},
    coverage=Coverage(1200, 1200, 1150),
    total=1,
    model="lfm2.5-embedding-350m-q8_0",
)


def test_an_answer_is_the_document_of_the_contract() -> None:
    """Every key has the name, the type and the place that programs rely on."""
    document = results_json(RESULTS)

    assert document["query"] == "rent from:anna"
    assert document["parsed"]["text"] == "rent"
    assert document["parsed"]["filters"] == [{"field": "from", "op": "=", "value": "anna"}]
    assert document["took_ms"] == {"total": 41.2, "embed": 18.0}
    assert document["coverage"] == {"documents": 1200, "words": 1200, "meaning": 1150}
    assert document["reranker"] is None
    assert document["hits"] == [
        {
            "rank": 1,
            "id": "12:3",
            "kind": "mail",
            "type": "eml",
            "title": "Rent",
            "path": "/m/\udcff.eml",
            "uri": "file:///m/%FF.eml",
            "locator": {"page": 3},
            "people": ["Anna Rossi <anna@example.org>"],
            "date": "2024-03-01T09:12:00+01:00",
            "parent": None,
            "inside": None,
            "name": None,
            "thread": None,
            "places": ["/m/\udcff.eml"],
            "available": True,
            "snippet": "the rent is due",
            "highlights": [[4, 8]],
            "score": 0.83,
            "matched": "both",
            "related": True,
            "why": {
                "words": {"rank": 2, "bm25": 3.5, "part": 0.4},
                "meaning": {"rank": 1, "cosine": 0.71, "part": 0.3},
                "lift": 0.0,
                "rerank": None,
            },
        }
    ]


def test_an_answer_survives_json() -> None:
    """What is read back is what was written, a name that is no text included."""
    document = results_json(RESULTS)

    assert json.loads(json.dumps(document)) == document


def test_words_alone_have_no_model() -> None:
    """A leg that did not take part is null, and so is the model."""
    document = results_json(Results(RESULTS.query, (), {"total": 1.0}, Coverage()))

    assert document["model"] is None
    assert document["hits"] == []
