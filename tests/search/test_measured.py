"""What the scores of an index mean is measured once, kept beside it, and draws a line through answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from search.library import Library, TopicEmbedder

from lfmsearch.search.measured import Measured, measure
from lfmsearch.system.paths import Home

MATTERS = ("boilers", "gardens", "taxes", "trains", "kittens", "lentils", "weddings", "roofs", "glossaries", "bicycles")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A Home of its own."""
    made = Home.at(tmp_path / "home")
    made.create()
    return made


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Fifty notes, each about a matter of its own."""
    made = Library(tmp_path)
    for number in range(50):
        matter = f"{MATTERS[number % 10]}{chr(97 + number // 10) * 2}"
        made.put(f"about {matter}.md", f"Somebody explained {matter} patiently during that evening, mostly with money.")
    made.embed()
    yield made
    made.close()


def measured(library: Library, home: Home) -> bool:
    return measure(library.searching, home, lambda _: TopicEmbedder())


def drawn(library: Library, home: Home) -> None:
    """Let the library's Searcher know what was measured."""
    library.ranked("evening")
    calibration = Measured(home.measured_path).of("R")
    assert calibration is not None
    assert library.searcher is not None
    library.searcher.lines = calibration.lines


def test_it_is_measured_once_and_again_when_the_index_has_grown_by_half(library: Library, home: Home) -> None:
    """A second look finds it still holds."""
    assert measured(library, home)
    assert not measured(library, home)
    for number in range(30):
        library.put(
            f"later note {number}.md", f"Another sentence nobody expected about topic number {number} appears here."
        )
    assert not measured(library, home)  # these have no meaning yet
    library.embed()
    assert measured(library, home)


def test_nothing_is_kept_when_it_is_interrupted(library: Library, home: Home) -> None:
    """The next time measures all of it."""
    assert not measure(library.searching, home, lambda _: TopicEmbedder(), lambda: True)
    assert not home.measured_path.exists()


def test_a_small_index_is_not_measured(tmp_path: Path, home: Home) -> None:
    """Ten texts tell nothing of what is usual."""
    library = Library(tmp_path)
    library.put("one.md", "The zebra paid.")
    library.embed()

    assert not measured(library, home)
    library.close()


def test_what_nobody_wrote_finds_nothing_that_is_related(library: Library, home: Home) -> None:
    """What comes nearest is there for who asks, marked as loosely related."""
    measured(library, home)
    drawn(library, home)

    _, ranking = library.ranked("blorptex quandified", "words")
    assert ranking.related_count == 0
    hits = library.search("blorptex patiently", "words")
    assert hits
    assert not any(hit.related for hit in hits)


def test_what_holds_every_word_stands_above_the_line(library: Library, home: Home) -> None:
    """Also a common one, whatever it weighs; others come below it."""
    measured(library, home)
    drawn(library, home)

    assert all(hit.related for hit in library.search("patiently", "words"))
    hits = library.search("explained boilersaa", "words")
    assert hits[0].related
    assert hits[0].title == "about boilersaa"
    assert [hit.related for hit in hits] == sorted((hit.related for hit in hits), reverse=True)
    assert [hit.related for hit in library.search('"explained boilersaa"')] == [True]


def test_one_guessed_word_is_a_slip_and_two_are_nonsense(library: Library, home: Home) -> None:
    """Most words that nobody wrote are near to one that somebody did."""
    measured(library, home)
    drawn(library, home)

    assert library.search("somebody patienly", "words")[0].related
    hits = library.search("somebdy patienly", "words")
    assert hits
    assert not any(hit.related for hit in hits)


def test_the_loosely_related_come_last_also_by_date(library: Library, home: Home) -> None:
    """The newest of them is no answer."""
    measured(library, home)
    drawn(library, home)
    library.put("new.md", "Patiently.", moment=9_999_999_999)

    hits = library.search("somebody explained gardensbb evening patiently", "words", sort="date", limit=60)

    assert [hit.related for hit in hits] == sorted((hit.related for hit in hits), reverse=True)


def test_without_a_file_or_for_another_model_nothing_is_known(library: Library, home: Home) -> None:
    """Then everything found counts as related."""
    assert Measured(home.measured_path).of("R") is None
    measured(library, home)
    assert Measured(home.measured_path).of("S") is None
