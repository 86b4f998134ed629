"""What a search can be narrowed to: kind, date, place, person, with what each would leave. No widgets."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lfmsearch.gui.telling import printable
from lfmsearch.gui.words import translate
from lfmsearch.search.chips import Chip, typed_form
from lfmsearch.types import Facet

# More than these are found by typing.
_YEARS, _PLACES, _PEOPLE, _FORMATS = 4, 6, 6, 5


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
    facets: Sequence[Facet] | None, *, places: Sequence[str], chips: Sequence[Chip], now: datetime
) -> list[Section]:
    """
    Return the filters beside an answer. What is switched on is there in any case, so that it can be switched off.

    Args:
        facets: of the answer; None where there is none, and nothing can be counted.
        places: the paths of the Sources.
    """
    on = {chip.typed for chip in chips}
    narrowed = {chip.field for chip in chips if not chip.excluded}
    counts = {(facet.field, facet.value): facet.count for facet in facets or ()}

    def choice(label: str, typed: str, field: str, value: str) -> Choice:
        # Beside a field that is narrowed already the others would add, and the answer does not say how many.
        is_known = facets is not None and (field not in narrowed or typed in on)
        return Choice(label, typed, counts.get((field, value), 0) if is_known else None, is_on=typed in on)

    def counted(field: str, most: int) -> list[Choice]:
        of_field = [facet for facet in facets or () if facet.field == field][:most]
        labels = Counter(facet.label for facet in of_field)
        return [
            Choice(
                facet.label if labels[facet.label] == 1 else facet.value,
                facet.typed,
                facet.count,
                is_on=facet.typed in on,
            )
            for facet in of_field
        ]

    kinds = [
        choice(label, f"kind:{kind}", "kind", kind)
        for kind, label in (
            ("file", translate("Filter", "Files")),
            ("mail", translate("Filter", "Mails")),
            ("note", translate("Filter", "Notes")),
            ("attachment", translate("Filter", "Attachments")),
        )
    ]
    lately = [
        Choice(label, typed, is_on=typed in on)
        for label, typed in (
            (translate("Filter", "Last 7 days"), "date:7d"),
            (translate("Filter", "Last 30 days"), "date:30d"),
        )
    ]
    years = [one for one in counted("date", 2 * _YEARS) if len(one.typed) == len("date:2024")][:_YEARS]
    years = years or [choice(str(year), f"date:{year}", "date", str(year)) for year in (now.year, now.year - 1)]
    folders = counted("in", _PLACES) or [
        Choice(printable(os.path.basename(path) or path), typed_form("in", path), is_on=typed_form("in", path) in on)
        for path in places[:_PLACES]
    ]
    found = [
        Section(translate("Filter", "Kind"), tuple(kinds)),
        Section(translate("Filter", "Date"), (*lately, *years)),
        Section(translate("Filter", "Place"), tuple(folders)),
        Section(translate("Filter", "Person"), tuple(counted("from", _PEOPLE))),
        Section(translate("Filter", "Type"), tuple(counted("type", _FORMATS))),
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
