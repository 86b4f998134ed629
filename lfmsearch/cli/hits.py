"""Hits as a person reads them: the title, where it lies, and the passage with the match lit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lfmsearch.cli import wording
from lfmsearch.cli.output import shown
from lfmsearch.types import Hit

if TYPE_CHECKING:
    from rich.text import Text

MARKS = {"file": "▤", "mail": "✉", "note": "✎", "attachment": "⤷"}
MATCHED = {"words": "by words", "meaning": "by meaning", "both": "by words and meaning"}


def for_terminal(hit: Hit, number: int, *, explain: bool, why: Sequence[str] = ()) -> list[Text]:
    """
    Return the lines of one Hit for a terminal, for `output.hanging`. A `number` above 9 names nothing: not shown. `why` is more to say
    of it.
    """
    from rich.style import Style
    from rich.text import Text

    link = Style(link=hit.uri) if hit.uri else Style()
    title = Text.assemble(
        (f"{number}  " if number <= 9 else "   ", "bold cyan"),
        (f"{MARKS[hit.kind]} ", "cyan"),
        (_title(hit), Style(bold=True) + link),
    )
    facts = [
        _elsewhere(hit),
        _inside(hit),
        str(hit.locator),
        wording.day(hit.date.astimezone()) if hit.date else "",
        _people(hit),
    ]
    place = Text(style="dim")
    place.append(shown(wording.place(hit.path)), link)
    place.append("".join(f" · {shown(fact)}" for fact in facts if fact))
    place.append(f" · {hit.id}")
    if not hit.available:
        place.append(" · not connected now", "yellow")
    lines = [title, place]
    if hit.snippet.text:
        passage = Text(shown(hit.snippet.text))
        for start, end in hit.snippet.highlights:
            passage.stylize("bold yellow", start, end)
        lines.append(passage)
    if explain:
        lines += [Text(said, style="dim italic") for said in (explained(hit), *why)]
    return lines


def for_pipe(hit: Hit, number: int, *, explain: bool, why: Sequence[str] = ()) -> list[str]:
    """Return the lines of one Hit for other programs and files: the same facts in a fixed order, nothing shortened."""
    facts = [
        hit.kind,
        _elsewhere(hit),
        _inside(hit),
        str(hit.locator),
        hit.date.isoformat() if hit.date else "",
        "; ".join(map(str, hit.people)),
    ]
    lines = [
        f"{number}. {_title(hit)}",
        f"   {shown(hit.path)}",
        f"   {' | '.join(part for part in (hit.id, *facts, '' if hit.available else 'not connected now') if part)}",
    ]
    lines += [f"   {hit.snippet.text}"] if hit.snippet.text else []
    lines += [f"   {said}" for said in (explained(hit), *why)] if explain else []
    return lines


def explained(hit: Hit) -> str:
    """Return how it was found: its rank in each leg, and what was measured there."""
    parts = [f"score {hit.score:.3f}", MATCHED[hit.matched]]
    if hit.words_part is not None and hit.meaning_part is not None:
        parts.append(f"{hit.words_part:.3f} of words + {hit.meaning_part:.3f} of meaning")
    if hit.words_rank is not None:
        parts.append(f"words: rank {hit.words_rank}" + (f", BM25 {hit.bm25:.2f}" if hit.bm25 is not None else ""))
    if hit.meaning_rank is not None:
        parts.append(
            f"meaning: rank {hit.meaning_rank}" + (f", cosine {hit.cosine:.3f}" if hit.cosine is not None else "")
        )
    if abs(hit.lift) >= 0.001:
        parts.append(
            f"lifted {hit.lift:+.3f} as recent or opened" if hit.lift > 0 else f"lowered {hit.lift:+.3f} as you said"
        )
    if hit.late_rank is not None:
        parts.append(f"late interaction: rank {hit.late_rank}, MaxSim {hit.late_score:.2f}")
    return "; ".join(parts)


def _title(hit: Hit) -> str:
    return " ".join(shown(hit.title).split()) or "(no title)"


def _elsewhere(hit: Hit) -> str:
    """In how many files more it lies: copies, and mails in several folders."""
    more = len(hit.places) - 1
    return f"and in {wording.count(more, 'more place')}" if more > 0 else ""


def _inside(hit: Hit) -> str:
    """Where an attachment was found; a file inside an archive is as much inside it."""
    name = " ".join(hit.name.split())
    return f"{name} in “{' '.join(hit.inside.split())}”".lstrip() if hit.inside else name


def _people(hit: Hit) -> str:
    names = [person.name or person.address for person in hit.people[:2]]
    more = len(hit.people) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
