"""Results to be shown, and an Engine that has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.engines import HIT, OPENING, RESULTS, STATUS, FakeEngine

from lfmsearch.types import Answer, Explanation, Hit, Query, Recent, Relaxation, Results, Snippet

STATUS_IDLE = replace(STATUS, state="idle", model="some-model", problem_count=0, problems=())


def hit(key: str, **fields: object) -> Hit:
    """A Hit of the document called `key`."""
    made = replace(
        HIT, id=f"{key}:1", title=f"Title {key}", snippet=Snippet(f"the invoice of {key}", ((4, 11),)), people=()
    )
    path = f"/home/a/{key}.txt"
    return replace(made, **{"kind": "file", "path": path, "places": (path,), "thread": None, **fields})


def results(*hits: Hit, total: int = 0) -> Results:
    """An answer."""
    return replace(
        RESULTS,
        query=Query("invoice", "invoice", ("invoice",)),
        hits=hits,
        total=total or len(hits),
        notices=(),
        meant="",
        facets=(),
    )


EXPLANATION = Explanation(
    hit="a:1",
    method="meaning",
    model="some-model",
    query="invoice plumber",
    passage="The bill came. The invoice of a.",
    words=(Answer("invoice", 0, 7, True, "invoice", 19, 26), Answer("plumber", 8, 15, False)),
    sentence_start=15,
    sentence_end=32,
    cosine=0.7,
)


class Library(FakeEngine):
    """Answers words and meaning apart, by the query."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, Sequence[Hit]] = {}
        self.both: dict[str, Sequence[Hit]] = {}
        self.relaxations: tuple[Relaxation, ...] = ()
        self.related: int | None = None
        self.answers["status"] = STATUS_IDLE

    def similar(self, hit_or_path, *, limit=10, page=1):
        return self._answer("similar", results(), hit_or_path=hit_or_path, limit=limit, page=page)

    def explain(self, hit, query):
        return self._answer("explain", EXPLANATION, hit=hit, query=query)

    def recent(self, *, limit=8):
        return self._answer("recent", Recent(), limit=limit)

    def not_this(self, query, hit_or_path, *, undo=False):
        return self._answer("not_this", None, query=query, hit_or_path=hit_or_path, undo=undo)

    def launch(self, hit, *, query=""):
        return self._answer("launch", OPENING, hit=hit, query=query)

    def search(self, query, *, limit=10, mode="both", **more):
        super().search(query, limit=limit, mode=mode, **more)
        found = self.words if mode == "words" else self.both
        shown = found.get(query.removesuffix("*"), ())[:limit]
        return replace(results(*shown), relaxations=() if shown else self.relaxations, related=self.related)
