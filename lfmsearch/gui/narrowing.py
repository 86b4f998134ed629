"""What a search can be narrowed to: kind, date, place, person, with what each would leave. No widgets."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lfmsearch.gui.telling import printable
from lfmsearch.gui.words import translate
from lfmsearch.search.chips import Chip, typed_form
from lfmsearch.types import Hit

# More people than this are found by typing their name.
_PEOPLE: Final = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """
    One line of the filters.

    Args:
        typed: the operator it stands for, `kind:mail`.
        count: Documents of the answer it would leave; None where that is not known.
        is_on: whether it is among the chips.
    """

    label: str
    typed: str
    count: int | None = None
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Choices of one kind."""

    title: str
    choices: tuple[Choice, ...]


def sections(
    hits: Sequence[Hit], *, is_whole: bool, places: Sequence[str], chips: Sequence[Chip], now: datetime
) -> list[Section]:
    """
    Return the filters beside an answer. What is switched on is there in any case, so that it can be switched off.

    Args:
        hits: the answer.
        is_whole: whether these are all its Documents, so that they can be counted.
        places: the paths of the Sources.
    """
    on = {chip.typed for chip in chips}

    def choice(label: str, typed: str, holds: Callable[[Hit], bool]) -> Choice:
        count = sum(map(holds, hits)) if is_whole else None
        return Choice(label, typed, count, is_on=typed in on)

    kinds = [
        choice(label, f"kind:{kind}", lambda hit, kind=kind: hit.kind == kind)  # type: ignore[misc]
        for kind, label in (
            ("file", translate("Filter", "Files")),
            ("mail", translate("Filter", "Mails")),
            ("note", translate("Filter", "Notes")),
            ("attachment", translate("Filter", "Attachments")),
        )
    ]
    dates = [choice(label, typed, _since(start, end)) for label, typed, start, end in _periods(now)]
    folders = [
        choice(printable(os.path.basename(path) or path), typed_form("in", path), _below(path)) for path in places
    ]
    people = [
        choice(name, typed_form("from", name), lambda hit, name=name: name in _writers(hit))  # type: ignore[misc]
        for name in _people(hits)
    ]
    found = [
        Section(translate("Filter", "Kind"), tuple(kinds)),
        Section(translate("Filter", "Date"), tuple(dates)),
        Section(translate("Filter", "Place"), tuple(folders)),
        Section(translate("Filter", "Person"), tuple(people)),
    ]
    return [_with_others(section, chips) for section in found if section.choices]


def _with_others(section: Section, chips: Iterable[Chip]) -> Section:
    """Add a chip of the section's field that none of its lines stands for."""
    fields = {choice.typed.partition(":")[0] for choice in section.choices}
    known = {choice.typed for choice in section.choices}
    more = [
        Choice(chip.told, chip.typed, is_on=True)
        for chip in chips
        if chip.typed not in known and not chip.excluded and chip.typed.partition(":")[0] in fields
    ]
    return Section(section.title, (*section.choices, *more))


def _periods(now: datetime) -> list[tuple[str, str, datetime, datetime]]:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    year = today.replace(month=1, day=1)
    before = year.replace(year=year.year - 1)
    far = now + timedelta(days=36_500)
    return [
        (translate("Filter", "Today"), "date:today", today, far),
        (translate("Filter", "Last 7 days"), "date:7d", now - timedelta(days=7), far),
        (translate("Filter", "Last 30 days"), "date:30d", now - timedelta(days=30), far),
        (str(year.year), f"date:{year.year}", year, far),
        (str(before.year), f"date:{before.year}", before, year),
        (
            translate("Filter", "Earlier"),
            f"before:{before.year}",
            datetime.min.replace(tzinfo=now.tzinfo) + timedelta(days=2),
            before,
        ),
    ]


def _since(start: datetime, end: datetime) -> Callable[[Hit], bool]:
    return lambda hit: hit.date is not None and start <= hit.date < end


def _below(path: str) -> Callable[[Hit], bool]:
    folder = path.rstrip(os.sep) + os.sep
    return lambda hit: any(place == path or place.startswith(folder) for place in hit.places or (hit.path,))


def _writers(hit: Hit) -> set[str]:
    return {person.name or person.address for person in hit.people if person.role in ("from", "author")}


def _people(hits: Sequence[Hit]) -> list[str]:
    counted = Counter(name for hit in hits for name in _writers(hit) if hit.kind in ("mail", "attachment"))
    return [name for name, _ in counted.most_common(_PEOPLE)]
