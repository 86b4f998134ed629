"""An Engine that remembers what it was asked, for the tests of the service's two ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any

from lfmsearch.service.offers import LeftOut, ModelCost, ModelOffer, StoreOffer
from lfmsearch.service.server import Server
from lfmsearch.system.opening import Opening
from lfmsearch.system.paths import Home
from lfmsearch.types import (
    Answer,
    Attachment,
    Coverage,
    Explanation,
    Facet,
    Filter,
    Hit,
    Locator,
    Part,
    Passage,
    Person,
    Picture,
    Preview,
    Problem,
    Query,
    Recent,
    Relaxation,
    Results,
    Snippet,
    Source,
    SourceSummary,
    Status,
    Suggestion,
    Why,
)

VERSION = "9.8.7"
SECONDS = 20.0  # no test waits so long unless something is broken

ANNA = Person("Anna Ròssi", "anna@example.org", "from")
MOMENT = datetime(2024, 3, 1, 9, 12, 0, 5, timezone(timedelta(hours=-3, minutes=-30)))
HIT = Hit(
    rank=1,
    id="12:3",
    kind="mail",
    type="eml",
    title="Rechnung 請求書",
    path="/home/a/\udcff.eml",
    uri="mid:1@example.org",
    locator=Locator(page=3, sheet="Rent"),
    snippet=Snippet("the invoice\nof the plumber", ((4, 11), (19, 26))),
    score=0.83,
    matched="both",
    people=(ANNA,),
    date=MOMENT,
    places=("/home/a/\udcff.eml", "/b"),
    words_rank=2,
    cosine=0.71,
)
RESULTS = Results(
    query=Query("invoice from:anna", "invoice", ("invoice",), (("a", "b"),), filters=(Filter("from", "=", "anna"),)),
    hits=(HIT,),
    took_ms={"total": 41.25, "embed": 18.0},
    coverage=Coverage(12, 12, 7),
    total=30,
    model="some-model",
    notices=("Meaning is not ready yet.",),
    relaxations=(Relaxation("type:pdf", "invoice", 12),),
    meant="invoices",
    facets=(Facet("kind", "mail", "mail", "kind:mail", 3),),
)
EXPLANATION = Explanation(
    hit="12:3",
    method="late",
    model="m",
    query="rent \udcff",
    passage="Rent.",
    words=(Answer("rent", 0, 4, covered=True, by="Rent", by_start=0, by_end=4, score=1.5, likeness=0.75),),
    score=2.0,
    rest=0.5,
    sentence_end=5,
    cosine=None,
)
PASSAGE = Passage(
    "Title",
    "/a/b.txt",
    "one\ntwo\r\n\u2028three",
    4,
    7,
    Locator(line=2),
    (ANNA,),
    MOMENT,
    "mail",
    "eml",
    12,
    ("lease",),
    "",
    "",
    (Attachment("3:1", "a.pdf", "pdf", 9),),
    (Part(0), Part(4, Locator(line=2), "Title › Head")),
    5,
    7,
)
PICTURE = Picture("iVBORw0KGgo=", 8, 4, 2, 3, ((1, 2, 3, 4), (5, 6, 7, 8)))
SUGGESTED = (Suggestion(0, 3, "from:anna@example.org", "from", "Anna Ròssi", 3),)
RECENT = Recent(("rent", "Rechnung 請求書"), (HIT,), (), remembering=False)
WHY = Why("/a/b.txt", "indexed", "It is.", 1, None, 4, {"words": 3, "meaning": None})
OPENING = Opening("uri", "mid:1", otherwise=Opening("copy", "a.pdf", "It could run."))
SOURCE = Source("/a", "folder", ("*.md",), ("tmp/",))
SUMMARY = SourceSummary(SOURCE, 4, 5, 1, available=True)
PREVIEW = Preview(3, 2_000, {"md": (2, 1_500), "": (1, 500)}, 1.5, 1, (("/a/x", "No permission."),))
STORE = StoreOffer("thunderbird", "Thunderbird", "mail", "/home/a/.thunderbird", False, "", 12, 3_400_000, True)
MODEL = ModelOffer(
    "lfm2.5-embedding-350m-q8_0",
    "LFM2.5-Embedding-350M",
    "embed",
    is_here=False,
    answers=False,
    bytes=379_216_640,
    languages=("en", "de", "ja"),
    licence="LFM Open License v1.0",
    licence_url="https://example.org/licence",
    licence_summary="Free for private use.",
    host="huggingface.co",
    is_starter=False,
)
LEFT_OUT = LeftOut("it belongs to version control", (".git", ".hg/"), ("/proc",))
STATUS = Status(
    version=VERSION,
    state="reading",
    files={"indexed": 3},
    documents={"file": 4},
    coverage=Coverage(4, 4, 0),
    by_source=({"path": "/a", "documents": 4, "available": True},),
    by_year={"2024": {"documents": 4}},
    chunks=9,
    generation={"active": None, "done": 1},
    model="",
    index_bytes=4096,
    problems=(Problem("/a/x.pdf", "It is damaged.", "2024-03-01T09:12:00+01:00", "when it changes"),),
    problem_count=1,
    service="running",
    watching={"live": 3, "polled": 1},
)


class FakeEngine:
    """Answers every verb with the value above, writes down what it was asked, raises `error`, and waits for `gate` in a search."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.listeners: list[Callable[[dict[str, Any]], None]] = []
        self.error: BaseException | None = None
        self.answers: dict[str, object] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.searching = threading.Event()
        self.stopped = threading.Event()

    def search(self, query, *, limit=10, page=1, sort="relevance", mode="both", facets=False, rerank=None, quick=False):
        self.searching.set()
        assert self.gate.wait(SECONDS)
        asked = {"query": query, "limit": limit, "page": page, "sort": sort, "mode": mode, "facets": facets}
        return self._answer("search", RESULTS, **asked, rerank=rerank)

    def suggest(self, typed, *, cursor=None, limit=8):
        return self._answer("suggest", SUGGESTED, typed=typed, cursor=cursor, limit=limit)

    def explain(self, hit, query):
        return self._answer("explain", EXPLANATION, hit=hit, query=query)

    def passage(self, hit, *, around=0):
        return self._answer("passage", PASSAGE, hit=hit, around=around)

    def picture(self, hit, *, page=0, width=800, words=()):
        return self._answer("picture", PICTURE, hit=hit, page=page, width=width, words=words)

    def resolve(self, hit):
        return self._answer("resolve", "/a/\udcff", hit=hit)

    def why(self, path, query=None):
        return self._answer("why", WHY, path=path, query=query)

    def launch(self, hit, *, query=""):
        return self._answer("launch", OPENING, hit=hit, query=query)

    def similar(self, hit_or_path, *, limit=10, page=1):
        return self._answer("similar", RESULTS, hit_or_path=hit_or_path, limit=limit, page=page)

    def recent(self, *, limit=8):
        return self._answer("recent", RECENT, limit=limit)

    def remember(self, *, query="", hit_or_path=""):
        return self._answer("remember", None, query=query, hit_or_path=hit_or_path)

    def not_this(self, query, hit_or_path, *, undo=False):
        return self._answer("not_this", None, query=query, hit_or_path=hit_or_path, undo=undo)

    def clear_history(self, *, query="", hit_or_path=""):
        return self._answer("clear_history", None, query=query, hit_or_path=hit_or_path)

    def status(self):
        return self._answer("status", STATUS)

    def sources(self):
        return self._answer("sources", [SUMMARY, SUMMARY])

    def add(self, path, *, kind="", include=(), exclude=()):
        return self._answer("add", SOURCE, path=path, kind=kind, include=include, exclude=exclude)

    def change_source(self, path, *, include=None, exclude=None):
        return self._answer("change_source", SOURCE, path=path, include=include, exclude=exclude)

    def remove(self, path):
        return self._answer("remove", 17, path=path)

    def preview(self, path, *, include=(), exclude=()):
        return self._answer("preview", PREVIEW, path=path, include=include, exclude=exclude)

    def index_now(self):
        self._answer("index_now", None)

    def erase(self, extent):
        self._answer("erase", None, extent=extent)

    def read_again(self, paths):
        self._answer("read_again", None, paths=paths)

    def problems(self, *, offset=0, limit=200):
        return self._answer("problems", list(STATUS.problems), offset=offset, limit=limit)

    def discover(self):
        return self._answer("discover", [STORE])

    def left_out(self):
        return self._answer("left_out", [LEFT_OUT])

    def models(self):
        return self._answer("models", [MODEL])

    def fetch_model(self, name, *, accept_licence):
        self._answer("fetch_model", None, name=name, accept_licence=accept_licence)

    def cancel_model(self):
        self._answer("cancel_model", None)

    def import_model(self, path):
        self._answer("import_model", None, path=path)

    def cost_of_model(self, name):
        return self._answer("cost_of_model", ModelCost(9, 1.5, 9216), name=name)

    def use_model(self, name):
        self._answer("use_model", None, name=name)

    def pause(self, seconds, because):
        self._answer("pause", None, seconds=seconds, because=because)

    def resume(self, go_on_anyway_seconds=None):
        self._answer("resume", None, go_on_anyway_seconds=go_on_anyway_seconds)

    def stop(self):
        self._answer("stop", None)
        self.stopped.set()

    def subscribe(self, listener):
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, **event: Any) -> None:
        """Tell all listeners of an event."""
        for listener in list(self.listeners):
            listener(event)

    def _answer(self, verb: str, value: object, **arguments: Any) -> Any:
        self.asked.append((verb, arguments))
        if self.error is not None:
            raise self.error
        return self.answers.get(verb, value)


@contextmanager
def serving(home: Home, engine: FakeEngine, **options: Any) -> Iterator[Server]:
    """A Server for `home` that answers with `engine`."""
    with Server(engine, home.socket_path, VERSION, home=str(home.data_dir), **options) as server:
        yield server
