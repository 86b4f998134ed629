"""A filter leaves Documents out and changes nothing else: what is found of a part is what looking through all would find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from search.library import TOPICS, Library

from lfmsearch.search.query import parse
from lfmsearch.types import Mode

NOW = datetime(2024, 5, 5, tzinfo=UTC)
ALL = 600


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Six hundred notes about three topics in turn, one in sixty of them Markdown."""
    made = Library(tmp_path_factory.mktemp("filtered"))
    for number in range(ALL):
        ending = "md" if number % 60 == 7 else "txt"
        said = " ".join([TOPICS[number % 3]] * (1 + number % 4) + [f"word{number % 11}", f"word{number % 7}"])
        elsewhere = " elsewhere" * (number % 60 == 8)
        made.put(f"{number}.{ending}", f"{said} and more about {TOPICS[(number // 7) % 3]}{elsewhere}")
    made.embed()
    yield made
    made.close()


@pytest.mark.parametrize("mode", ["both", "words", "meaning"])
@pytest.mark.parametrize("asked", ["animals word3", "money word5 word2", "weather", "elsewhere"])
def test_a_filtered_answer_is_the_whole_ranking_with_the_others_left_out(
    library: Library, asked: str, mode: Mode
) -> None:
    """The same Documents in the same order with the same scores, by each leg and by both."""
    library.ranked(asked)  # makes the Searcher
    assert library.searcher is not None
    everything = library.searcher.rank(parse(asked, now=NOW), mode, limit=ALL)
    markdown = {number for number, _ in library.searcher.rank(parse("type:md", now=NOW), limit=ALL).order}

    filtered = library.searcher.rank(parse(f"{asked} type:md", now=NOW), mode)

    assert len(markdown) == ALL // 60
    assert [number for number, _ in filtered.order] == [number for number, _ in everything.order if number in markdown]
    assert list(filtered.words) == [number for number in everything.words if number in markdown]
    assert list(filtered.meaning) == [number for number in everything.meaning if number in markdown]
