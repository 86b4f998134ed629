"""A Query becomes a ranking: which leg says what, and that filters bind both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from search.library import Library

from lfmsearch.types import Mode


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three letters: one says the word, one means it, one neither."""
    made = Library(tmp_path)
    made.put("word.md", "The zebra paid.", moment=3)
    made.put("meant.txt", "All about animals and animals.", moment=1)
    made.put("other.txt", "The weather of weather.", moment=2)
    made.embed()
    yield made
    made.close()


def test_both_legs_speak_and_each_says_what_it_found(library: Library) -> None:
    """A word and a meaning: each finds its own, and the list holds both."""
    _, ranking = library.ranked("zebra animals")

    titles = library.reader.documents([number for number, _ in ranking.order])
    assert {titles[number].title for number in ranking.words} == {"word", "meant"}
    assert len(ranking.meaning) == 3
    first = ranking.order[0][0]
    assert titles[first].title == "meant"
    assert ranking.words_rank(first) is not None
    assert ranking.meaning_rank(first) == 1
    assert ranking.meaning_rank(999) is None
    assert set(ranking.took_ms) == {"embed", "words", "meaning"}


def test_each_leg_can_be_asked_alone(library: Library) -> None:
    """By words nothing is embedded; by meaning no word is looked up."""
    assert library.titles("zebra", "words") == ["word"]
    assert library.embedder.asked == []
    assert library.titles("animals", "meaning")[0] == "meant"
    _, ranking = library.ranked("zebra", "meaning")
    assert ranking.words == {}


@pytest.mark.parametrize("mode", ["both", "words", "meaning"])
def test_filters_bind_both_legs(library: Library, mode: str) -> None:
    """What is out of scope is found by neither."""
    for query, allowed in (
        ("zebra animals type:md", {"word"}),
        ("zebra animals -type:md", {"meant", "other"}),
        ('animals "about animals"', {"meant"}),
        ("animals zebra weather -paid", {"meant", "other"}),
    ):
        assert set(library.titles(query, mode)) <= allowed, query  # type: ignore[arg-type]
        assert library.titles(query, mode) or mode != "both"  # type: ignore[arg-type]


def test_filters_alone_list_the_newest_first(library: Library) -> None:
    """There is nothing to rank by but time."""
    assert library.titles("kind:file") == ["word", "other", "meant"]


def test_a_query_without_vectors_answers_by_words(tmp_path: Path) -> None:
    """Before anything is embedded."""
    library = Library(tmp_path)
    library.put("word.md", "The zebra paid.")

    assert library.titles("zebra animals") == ["word"]
    library.close()


def test_what_has_no_vector_yet_is_found_by_its_words(library: Library) -> None:
    """Meaning follows; words are there at once."""
    library.put("new.txt", "A new zebra.")

    assert "new" in library.titles("zebra")


def test_a_word_nobody_wrote_still_finds_by_meaning(library: Library) -> None:
    """The list is that of meaning alone, nearest first."""
    assert library.titles("animalsanimals")[0] == "meant"


def test_the_title_typed_in_full_is_first_and_so_it_is_with_a_slip(library: Library) -> None:
    """Whatever speaks of it more often, and however near in meaning."""
    library.put("The garden plan.md", "animals")
    library.put("b.md", "the garden plan, garden plan, plan of the garden")
    library.put("c.md", "money money, the plan of a garden")
    library.embed()

    for typed in ("the garden plan", "The Garden Plan.md", "the gardne plan"):
        assert library.titles(typed)[0] == "The garden plan", typed


def test_a_word_that_is_nowhere_is_told_with_the_one_it_was_taken_for(library: Library) -> None:
    """So that it may be asked for."""
    library.put("a.md", "the plumber came")

    _, ranking = library.ranked("plumbre", "words")

    assert {term.meant for term in ranking.terms} == {"plumber"}
    assert ranking.words


@pytest.mark.parametrize("mode", ["both", "words", "meaning"])
def test_accents_in_quotes_are_meant(tmp_path: Path, mode: Mode) -> None:
    """`"résumé"` finds no `resume`, in either normal form; without quotes, or without accents, both are found."""
    library = Library(tmp_path)
    library.put("cv.txt", "Mein re\u0301sume\u0301 vom Mai")
    library.put("verb.txt", "We resume in May")
    library.put("longer.txt", "Le résuméur")
    library.embed()

    assert library.titles('"résumé"', mode) == ["cv"]
    assert library.titles('"résumé vom Mai"', mode) == ["cv"]
    assert set(library.titles('"resume"', mode)) == {"cv", "verb"}
    assert {"cv", "verb"} <= set(library.titles("résumé", mode))
    library.close()
