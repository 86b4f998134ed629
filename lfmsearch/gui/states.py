"""What is said about the state of things: one sentence in a footer, or a page where there are no rows. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lfmsearch.errors import BadQuery, LfmsearchError
from lfmsearch.gui.link import Standing
from lfmsearch.gui.measures import number, time
from lfmsearch.gui.words import said, told, translate
from lfmsearch.search.chips import Chip
from lfmsearch.types import Relaxation, Results, Status

# Relaxations are counted up to so many.
_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Offer:
    """
    Something that can be done about a state.

    Args:
        does: `drop` (a chip, named by `what`), `search` (for `what`), `loose` (show what is only loosely related), or a place of the
            app: `sources`, `models`, `problems`, `resume`, `retry`.
    """

    label: str
    does: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands where rows would be."""

    title: str
    detail: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The state in one line; `tone` is `quiet`, `busy` or `trouble`."""

    text: str
    tone: str = "quiet"


def line_of(standing: Standing, status: Status | None, progress: Mapping[str, Any] | None = None) -> Line:
    """
    Return the state in one line: what is wrong, else what is being done and how far, else how much is there.

    Args:
        progress: the last event of that name, None where nothing is being done.
    """
    if standing.state == "starting":
        return Line(translate("State", "Starting…"), "busy")
    if standing.state == "gone":
        return Line(translate("State", "The service has ended. Starting it again…"), "trouble")
    if standing.state in ("failed", "other"):
        return Line(said(standing.message), "trouble")
    if status is None:
        return Line("")
    if status.paused_because and status.state == "paused":
        return Line(translate("State", "Paused: {0}").format(_reason(status.paused_because)), "quiet")
    if progress is not None and status.state != "idle":
        return Line(_progress(progress), "busy")
    if status.state == "scanning":
        return Line(translate("State", "Looking through your folders"), "busy")
    if pending := status.files.get("pending", 0):
        return Line(translate("State", "%n file(s) still to be read", "", pending), "busy")
    documents, problems = status.coverage.documents, status.problem_count  # names: lupdate understands no more
    held = translate("State", "%n document(s)", "", documents).replace(str(documents), number(documents))
    if not status.model and status.coverage.documents:
        return Line(translate("State", "{0}, by words only: there is no model yet").format(held))
    if problems:
        count = translate("State", "%n could not be read", "", problems)
        return Line(f"{held} · {count}")
    return Line(held)


def page_of(
    standing: Standing,
    status: Status | None,
    results: Results | None,
    error: LfmsearchError | None,
    chips: Sequence[Chip],
) -> Page | None:
    """Return what stands in place of rows that are not there; None while an answer is still to come."""
    if standing.state == "gone":
        return Page(
            translate("State", "The search service has ended"),
            translate("State", "It is being started again. Your index is safe."),
        )
    if standing.state in ("failed", "other"):
        return Page(said(standing.message), said(standing.hint), (Offer(translate("State", "Try again"), "retry"),))
    if error is not None:
        title = said(error.message) if isinstance(error, BadQuery) else translate("State", "The search failed")
        detail = said(error.hint) if isinstance(error, BadQuery) else told(error)
        return Page(title, detail)
    if status is not None and not status.by_source:
        return Page(
            translate("State", "Nothing is searched yet"),
            translate("State", "Choose the folders, mails and notes that may be found. Nothing is read before you do."),
            (Offer(translate("State", "Choose what to search…"), "sources"),),
        )
    if results is None:
        return None
    return _nothing(status, results, chips)


def _nothing(status: Status | None, results: Results, chips: Sequence[Chip]) -> Page:
    """Nothing was found: what stands in the way, and what is not there yet."""
    offers = [
        Offer(_without(relaxation), "search", relaxation.query)
        for relaxation in results.relaxations
        if relaxation.total
    ]
    if not results.relaxations:
        offers = [Offer(translate("State", "Without {0}").format(chip.typed), "drop", chip.typed) for chip in chips]
    if results.meant:
        offers.insert(
            0, Offer(translate("State", "Did you mean “{0}”?").format(results.meant), "search", results.meant)
        )
    details = [said(notice) for notice in results.notices]
    if loose := len(results.hits) if results.related == 0 else 0:
        details.insert(0, translate("State", "%n document(s) are only loosely related to it.", "", loose))
        offers.insert(0, Offer(translate("State", "Show them"), "loose"))
    if status is not None and (pending := status.files.get("pending", 0)):
        details.append(translate("State", "%n file(s) have not been read yet; it may be in one of them.", "", pending))
    elif status is not None and (blank := status.coverage.documents - status.coverage.meaning) > 0 and status.model:
        details.append(translate("State", "%n document(s) can be found by words only so far.", "", blank))
    elif status is not None and not status.model:
        details.append(translate("State", "Without a model only the words themselves are looked for."))
        offers.append(Offer(translate("State", "Get a model…"), "models"))
    problems = status.problem_count if status is not None else 0
    if problems:
        offers.append(Offer(translate("State", "%n file(s) could not be read…", "", problems), "problems"))
    if not chips:
        details.append(translate("State", "Try fewer or other words."))
    return Page(translate("State", "Nothing found"), " ".join(details), tuple(offers))


def _without(relaxation: Relaxation) -> str:
    found = number(relaxation.total) if relaxation.total < _COUNTED else f"{number(_COUNTED)}+"
    return translate("State", "Without {0}: {1}").format(relaxation.typed, found)


def coverage_of(status: Status | None) -> str:
    """Return how much of what is there can be found so far, while that is not all of it; else nothing."""
    if status is None:
        return ""
    pending = status.files.get("pending", 0)
    read = status.files.get("indexed", 0)
    if pending:
        return translate("State", "{0} of {1} files read so far, newest first").format(
            number(read), number(read + pending)
        )
    if status.model and status.coverage.meaning < status.coverage.documents:
        return translate("State", "All found by words; {0} of {1} by meaning so far").format(
            number(status.coverage.meaning), number(status.coverage.documents)
        )
    return ""


def _progress(progress: Mapping[str, Any]) -> str:
    step = {
        "scan": translate("State", "Looking through your folders"),
        "read": translate("State", "Reading"),
        "embed": translate("State", "Learning meanings"),
        "tidy": translate("State", "Tidying up"),
    }.get(str(progress.get("step")), translate("State", "Indexing"))
    done, total, eta = progress.get("done") or 0, progress.get("total"), progress.get("eta")
    parts = [step]
    if total:
        parts.append(translate("State", "{0} of {1}").format(number(int(done)), number(int(total))))
    elif done:
        parts.append(number(int(done)))
    if eta is not None and total and eta >= 5:
        parts.append(time(float(eta)))
    return " · ".join(parts)


def _reason(because: str) -> str:
    """Why something waits, after a colon; German begins a sentence there with a capital."""
    shown = said(because)
    return because[:1].lower() + because[1:] if shown == because and because[1:2].islower() else shown


def examples() -> tuple[str, str, str]:
    """Return three things to ask, in the user's language: a question, something narrowed down, words."""
    return (
        translate("Example", "what did the plumber charge us last spring"),
        translate("Example", "contract kind:mail has:attachment"),
        translate("Example", "warranty for the washing machine"),
    )
