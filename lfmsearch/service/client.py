"""
The client's side of a connection: the verbs of the service as methods, and its events.

    with Client.connect(Home.find()) as client:
        client.search("invoice")
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from lfmsearch.errors import ServiceNotRunning
from lfmsearch.service.erasing import Extent
from lfmsearch.service.offers import LeftOut, ModelCost, ModelOffer, StoreOffer
from lfmsearch.service.session import Session
from lfmsearch.system.opening import Opening
from lfmsearch.types import (
    Explanation,
    Mode,
    Passage,
    Picture,
    Preview,
    Problem,
    Recent,
    Results,
    Source,
    SourceSummary,
    Status,
    Suggestion,
    Why,
)


class Client(Session):
    """
    The verbs of `service.verbs.Answering`, asked of the service of a Home.

    Every verb raises ServiceNotRunning when the service has ended, OtherVersion when it is of another version (all but `status`
    and `stop`), ServiceFailed when it stays silent, and what the Engine raises.
    """

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        page: int = 1,
        sort: str = "relevance",
        mode: Mode = "both",
        facets: bool = False,
        rerank: bool | None = None,
        quick: bool = False,
    ) -> Results:
        """Return the Documents that answer `query`, best first. Folders in it are relative to where this process stands."""
        query = _settled(query)
        return self.ask(
            Results,
            "search",
            query=query,
            limit=limit,
            page=page,
            sort=sort,
            mode=mode,
            facets=facets,
            rerank=rerank,
            quick=quick,
        )

    def similar(self, hit_or_path: str, *, limit: int = 10, page: int = 1) -> Results:
        """Return the Documents like the one that a Hit or a path means, best first."""
        return self.ask(Results, "similar", hit_or_path=_hit_or_path(hit_or_path), limit=limit, page=page)

    def suggest(self, typed: str, *, cursor: int | None = None, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return ways to go on typing a query: fields, and values that occur in the index."""
        return self.ask(tuple[Suggestion, ...], "suggest", typed=typed, cursor=cursor, limit=limit)

    def explain(self, hit: str, query: str) -> Explanation:
        """Return why the passage of a Hit answers a query."""
        return self.ask(Explanation, "explain", hit=hit, query=query)

    def passage(self, hit: str, *, around: int = 0) -> Passage:
        """Return a Document's text, or so much around the passage, and where in it the passage of a Hit lies."""
        return self.ask(Passage, "passage", hit=hit, around=around)

    def picture(self, hit: str, *, page: int = 0, width: int = 800, words: Sequence[str] = ()) -> Picture:
        """Return how the page of a Hit looks, with words marked; 0 is the page of its passage."""
        return self.ask(Picture, "picture", hit=hit, page=page, width=width, words=list(words))

    def resolve(self, hit: str) -> str:
        """Return the path of the file a Hit lies in; a path is returned as it is."""
        return self.ask(str, "resolve", hit=_hit_or_path(hit))

    def why(self, path: str, query: str | None = None) -> Why:
        """Return where a file, or the file of a Hit, stands."""
        return self.ask(Why, "why", path=_hit_or_path(path), query=query)

    def launch(self, hit: str, *, query: str = "") -> Opening:
        """Open what a Hit points at and return what was done; it is remembered, with the search it was found by."""
        return self.ask(Opening, "launch", hit=hit, query=query)

    def recent(self, *, limit: int = 8) -> Recent:
        """Return the last searches, the Documents last opened, and those that changed last."""
        return self.ask(Recent, "recent", limit=limit)

    def remember(self, *, query: str = "", hit_or_path: str = "") -> None:
        """Remember a search that was meant, a Document that was opened, or both."""
        self.tell("remember", query=query, hit_or_path=_hit_or_path(hit_or_path))

    def not_this(self, query: str, hit_or_path: str, *, undo: bool = False) -> None:
        """Remember that a Document is not what `query` is for, so that it comes lower there; `undo` takes it back."""
        self.tell("not_this", query=query, hit_or_path=_hit_or_path(hit_or_path), undo=undo)

    def clear_history(self, *, query: str = "", hit_or_path: str = "") -> None:
        """Forget one search, or all about one Document; with neither, everything."""
        self.tell("clear_history", query=query, hit_or_path=_hit_or_path(hit_or_path))

    def status(self) -> Status:
        """Return the state of the index and of the service. Of another version's status, what is known here."""
        return self.ask(Status, "status")

    def sources(self) -> list[SourceSummary]:
        """Return the Sources and what the index holds of them."""
        return self.ask(list[SourceSummary], "sources")

    def add(
        self, path: str | os.PathLike[str], *, kind: str = "", include: Sequence[str] = (), exclude: Sequence[str] = ()
    ) -> Source:
        """Make a folder or file a Source; it is read in the background."""
        return self.ask(Source, "add", path=_absolute(path), kind=kind, include=list(include), exclude=list(exclude))

    def change_source(
        self,
        path: str | os.PathLike[str],
        *,
        include: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
    ) -> Source:
        """Give a Source other patterns; None leaves them as they are."""
        return self.ask(
            Source, "change_source", path=_absolute(path), include=_listed(include), exclude=_listed(exclude)
        )

    def remove(self, path: str | os.PathLike[str]) -> int:
        """Give up a Source and erase what came from it alone; return how many Documents left."""
        return self.ask(int, "remove", path=_absolute(path))

    def preview(
        self, path: str | os.PathLike[str], *, include: Sequence[str] = (), exclude: Sequence[str] = ()
    ) -> Preview:
        """Return what indexing a place would take."""
        return self.ask(Preview, "preview", path=_absolute(path), include=list(include), exclude=list(exclude))

    def read_again(self, paths: Sequence[str | os.PathLike[str]]) -> None:
        """Read these files again, soon."""
        self.tell("read_again", paths=[_absolute(path) for path in paths])

    def problems(self, *, offset: int = 0, limit: int = 200) -> list[Problem]:
        """Return the Files that could not be read, or only in part, the newest first."""
        return self.ask(list[Problem], "problems", offset=offset, limit=limit)

    def discover(self) -> list[StoreOffer]:
        """Return the mail and notes of this machine, mail first. Reads names and sizes alone."""
        return self.ask(list[StoreOffer], "discover")

    def left_out(self) -> list[LeftOut]:
        """Return what is left out of every Source unless a pattern asks for it, by reason."""
        return self.ask(list[LeftOut], "left_out")

    def models(self) -> list[ModelOffer]:
        """Return the models that are here or can be fetched, in the order in which they are offered."""
        return self.ask(list[ModelOffer], "models")

    def fetch_model(self, name: str, *, accept_licence: bool) -> None:
        """Begin to fetch a model whose licence was accepted; `model` events tell how far it is."""
        self.tell("fetch_model", name=name, accept_licence=accept_licence)

    def cancel_model(self) -> None:
        """Stop fetching; what arrived is kept for the next try."""
        self.tell("cancel_model")

    def import_model(self, path: str | os.PathLike[str]) -> None:
        """Begin to take in a model file the user has; `model` events tell when it is there."""
        self.tell("import_model", path=_absolute(path))

    def cost_of_model(self, name: str) -> ModelCost:
        """Return what it takes to let a model that is here answer; measures it for some seconds."""
        return self.ask(ModelCost, "cost_of_model", name=name)

    def use_model(self, name: str) -> None:
        """Let this model answer from now on; `auto` leaves the choice."""
        self.tell("use_model", name=name)

    def erase(self, extent: Extent) -> None:
        """Delete the index, which is built anew, or everything lfmsearch has made; the user's own files stay."""
        self.tell("erase", extent=extent)

    def index_now(self) -> None:
        """Look through all Sources again, now."""
        self.tell("index_now")

    def pause(self, seconds: float | None, because: str) -> None:
        """Stop indexing for so long, None until `resume`; `because` is shown in the status."""
        self.tell("pause", seconds=seconds, because=because)

    def resume(self, go_on_anyway_seconds: float | None = None) -> None:
        """Go on indexing; with a number also where a policy (battery, heat) would wait, for so long."""
        self.tell("resume", go_on_anyway_seconds=go_on_anyway_seconds)

    def stop(self) -> None:
        """End the service. It may be gone before it has answered, which is as well."""
        try:
            self.tell("stop")
        except ServiceNotRunning:
            return


def _listed(patterns: Sequence[str] | None) -> list[str] | None:
    return None if patterns is None else list(patterns)


def _absolute(path: str | os.PathLike[str]) -> str:
    """The path as this process means it: the service stands in another folder."""
    return os.path.abspath(Path(path).expanduser())


def _settled(query: str) -> str:
    if ":" not in query and "：" not in query:
        return query
    from lfmsearch.search.chips import settled

    return settled(query, str(Path.cwd()))


def _hit_or_path(text: str) -> str:
    if not text:
        return ""
    if os.path.lexists(text):
        return _absolute(text)
    from lfmsearch.search.ids import is_hit

    return text if is_hit(text) else _absolute(text)
