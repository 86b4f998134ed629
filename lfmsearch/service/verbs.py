"""
What a service can be asked: each verb with its arguments and its answer.

The signatures below are the only place where a verb is described: the server checks requests by them, the client reads answers by
them, and mypy holds the Engine and the client to them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, get_type_hints

from lfmsearch.errors import UserError
from lfmsearch.service.erasing import Extent
from lfmsearch.service.offers import LeftOut, ModelCost, ModelOffer, StoreOffer
from lfmsearch.service.values import BadValueError, from_plain
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

Listener = Callable[[dict[str, Any]], None]
"""Told of each event: a dictionary of plain values with `event` (progress, changed, state, problem, model) and what belongs to it."""


class Answering(Protocol):
    """
    The verbs that have one answer. Each means what the verb of that name means in `lfmsearch.Index`.

    Paths are absolute: a service does not know in which folder its client stands.
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
        """Return the Documents that answer `query`, best first."""

    def similar(self, hit_or_path: str, *, limit: int = 10, page: int = 1) -> Results:
        """Return the Documents like the one that a Hit or a path means, best first."""

    def suggest(self, typed: str, *, cursor: int | None = None, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return ways to go on typing a query: fields, and values that occur in the index."""

    def explain(self, hit: str, query: str) -> Explanation:
        """Return why the passage of a Hit answers a query."""

    def passage(self, hit: str, *, around: int = 0) -> Passage:
        """Return a Document's text, or so much around the passage, and where in it the passage of a Hit lies."""

    def picture(self, hit: str, *, page: int = 0, width: int = 800, words: Sequence[str] = ()) -> Picture:
        """Return how the page of a Hit looks, with words marked; 0 is the page of its passage."""

    def resolve(self, hit: str) -> str:
        """Return the path of the file a Hit lies in; a path is returned as it is."""

    def why(self, path: str, query: str | None = None) -> Why:
        """Return where a file, or the file of a Hit, stands."""

    def launch(self, hit: str, *, query: str = "") -> Opening:
        """Open what a Hit points at and return what was done; it is remembered, with the search it was found by."""

    def recent(self, *, limit: int = 8) -> Recent:
        """Return the last searches, the Documents last opened, and those that changed last."""

    def remember(self, *, query: str = "", hit_or_path: str = "") -> None:
        """Remember a search that was meant, a Document that was opened, or both."""

    def not_this(self, query: str, hit_or_path: str, *, undo: bool = False) -> None:
        """Remember that a Document is not what `query` is for, so that it comes lower there; `undo` takes it back."""

    def clear_history(self, *, query: str = "", hit_or_path: str = "") -> None:
        """Forget one search, or all about one Document; with neither, everything."""

    def status(self) -> Status:
        """Return the state of the index and of the service. Answered at once, whatever else is going on."""

    def sources(self) -> list[SourceSummary]:
        """Return the Sources and what the index holds of them."""

    def add(self, path: str, *, kind: str = "", include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Source:
        """Make a folder or file a Source; it is read in the background."""

    def change_source(
        self, path: str, *, include: Sequence[str] | None = None, exclude: Sequence[str] | None = None
    ) -> Source:
        """Give a Source other patterns; None leaves them as they are."""

    def remove(self, path: str) -> int:
        """Give up a Source and erase what came from it alone; return how many Documents left."""

    def preview(self, path: str, *, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Preview:
        """Return what indexing a place would take."""

    def read_again(self, paths: Sequence[str]) -> None:
        """Read these files again, soon."""

    def problems(self, *, offset: int = 0, limit: int = 200) -> list[Problem]:
        """Return the Files that could not be read, or only in part, the newest first."""

    def discover(self) -> list[StoreOffer]:
        """Return the mail and notes of this machine, mail first. Reads names and sizes alone."""

    def left_out(self) -> list[LeftOut]:
        """Return what is left out of every Source unless a pattern asks for it, by reason."""

    def models(self) -> list[ModelOffer]:
        """Return the models that are here or can be fetched, in the order in which they are offered."""

    def fetch_model(self, name: str, *, accept_licence: bool) -> None:
        """Begin to fetch a model whose licence was accepted; `model` events tell how far it is."""

    def cancel_model(self) -> None:
        """Stop fetching; what arrived is kept for the next try."""

    def import_model(self, path: str) -> None:
        """Begin to take in a model file the user has; `model` events tell when it is there."""

    def cost_of_model(self, name: str) -> ModelCost:
        """Return what it takes to let a model that is here answer; measures it for some seconds."""

    def use_model(self, name: str) -> None:
        """Let this model answer from now on; `auto` leaves the choice."""

    def erase(self, extent: Extent) -> None:
        """Delete the index, which is built anew, or everything lfmsearch has made; the user's own files stay."""

    def index_now(self) -> None:
        """Look through all Sources again, now."""

    def pause(self, seconds: float | None, because: str) -> None:
        """Stop indexing for so long, None until `resume`; `because` is shown in the status."""

    def resume(self, go_on_anyway_seconds: float | None = None) -> None:
        """Go on indexing; with a number also where a policy (battery, heat) would wait, for so long."""

    def stop(self) -> None:
        """End the service. Nothing done so far is lost."""


class Engine(Answering, Protocol):
    """What a Server serves. All of it may be called by several threads at once."""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of events from now on, in any thread; return what ends it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a verb: its type, and whether it must be given."""

    kind: Any
    required: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb as it crosses: its arguments by name, and the type of its answer."""

    name: str
    parameters: dict[str, Parameter]
    answer: Any


@cache
def verbs() -> dict[str, Verb]:
    """Return every verb by its name. `subscribe` has no arguments here: the events come to the client that asked."""
    methods = {name: method for name, method in vars(Answering).items() if not name.startswith("_")}
    found = {name: _verb(name, method) for name, method in methods.items() if inspect.isfunction(method)}
    return {**found, "subscribe": Verb("subscribe", {}, None)}


def arguments_of(name: str, given: Mapping[str, object]) -> dict[str, Any]:
    """
    Return the arguments of a request as the Engine takes them.

    Raises:
        UserError: there is no such verb, or an argument is missing, unknown, or not of its kind.
    """
    verb = verbs().get(name)
    if verb is None:
        raise UserError(f"The service has no verb “{name}”.", f"It knows {', '.join(sorted(verbs()))}.")
    for argument in given:
        if argument not in verb.parameters:
            raise UserError(f"“{name}” takes no argument “{argument}”.")
    for argument, parameter in verb.parameters.items():
        if parameter.required and argument not in given:
            raise UserError(f"“{name}” needs the argument “{argument}”.")
    read = {}
    for argument, value in given.items():
        try:
            read[argument] = from_plain(verb.parameters[argument].kind, value)
        except BadValueError as error:
            raise UserError(f"The argument “{argument}” of “{name}” does not fit. {error}") from None
    return read


def _verb(name: str, method: Callable[..., Any]) -> Verb:
    hints = get_type_hints(method)
    parameters = {
        parameter.name: Parameter(hints[parameter.name], parameter.default is parameter.empty)
        for parameter in inspect.signature(method).parameters.values()
        if parameter.name != "self"
    }
    return Verb(name, parameters, hints["return"])
