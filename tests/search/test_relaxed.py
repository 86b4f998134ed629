"""Which condition of a query keeps the rest away, and how much there is without it."""

from __future__ import annotations

from datetime import UTC, datetime

from lfmsearch.search.query import parse
from lfmsearch.search.relaxed import relaxations
from lfmsearch.types import Query

NOW = datetime(2024, 5, 15, tzinfo=UTC)


def found_without(typed: str, **there: int) -> list[tuple[str, str, int]]:
    """What the conditions of a query keep away, where a query finds as much as `there` says of the fields it does not have."""

    def count(query: Query) -> int:
        fields = {item.field for item in query.filters} | ({"phrase"} if query.phrases else set())
        fields |= {"without"} if query.without else set()
        return sum(number for name, number in there.items() if not (set(name.split("_")) & fields))

    answer = relaxations(typed, parsed=lambda text: parse(text, now=NOW), count=count, found=0)
    return [(one.typed, one.query, one.total) for one in answer]


def test_the_condition_in_the_way_is_named_with_what_it_keeps_away() -> None:
    """The one that keeps most away first; one that changes nothing is not named."""
    assert found_without("rent type:pdf from:anna kind:mail", type=12, **{"from": 3}) == [
        ("type:pdf", "rent from:anna kind:mail", 12),
        ("from:anna", "rent type:pdf kind:mail", 3),
    ]


def test_values_of_one_field_are_one_condition() -> None:
    """They mean either, so leaving out one of them only narrows more; two bounds of a date are one as well."""
    assert found_without("rent type:pdf type:doc", type=2) == [("type:pdf type:doc", "rent", 2)]
    assert found_without("after:2024 rent before:2025", date=2) == [("after:2024 before:2025", "rent", 2)]


def test_phrases_lose_their_quotes_and_exclusions_go() -> None:
    """What OR joins is no condition."""
    assert found_without('"old lease" rent', phrase=5) == [('"old lease"', "old lease rent", 5)]
    assert found_without("rent -draft", without=4) == [("-draft", "rent", 4)]
    assert found_without('rent "old lease" OR "new lease"', phrase=5) == []


def test_together_they_may_be_in_the_way() -> None:
    """When no condition alone keeps anything away, all of them do."""
    assert found_without("rent type:pdf from:anna", type_from=7) == [("type:pdf from:anna", "rent", 7)]


def test_without_its_only_condition_nothing_may_be_left_to_look_for() -> None:
    """Then nothing is said."""
    assert found_without("type:pdf", type=7) == []
