"""What is shown of a Document, and what is not shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from search.library import Library, names

from lfmsearch.search import hits


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Nothing in it yet."""
    made = Library(tmp_path)
    yield made
    made.close()


def test_the_passage_shown_is_the_one_with_the_words(library: Library) -> None:
    """Of a long text, not its beginning; the word is lit."""
    library.put("long.txt", "Beginning.", "Middle.", "The zebra stands here.", "End.")
    library.put("other.txt", "Nothing.")

    (hit,) = library.search("zebra")

    assert hit.id.endswith(":3")
    assert hit.snippet.text == "The zebra stands here."
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.highlights] == ["zebra"]
    assert (hit.matched, hit.words_rank, hit.meaning_rank) == ("words", 1, None)


def test_by_meaning_the_nearest_passage_is_shown(library: Library) -> None:
    """Also far down, beyond the first page of words."""
    number = library.put("long.txt", *["Nothing."] * 40, "animals animals", "The end.")
    library.put("other.txt", "weather")
    library.embed()

    hit = library.search("animals", "meaning")[0]

    assert hit.id == f"{number}:41"
    assert hit.matched == "meaning"
    assert hit.cosine == pytest.approx(1.0, abs=0.02)


def test_of_a_passage_in_parts_the_best_part_counts(library: Library) -> None:
    """A worse part stored after it does not hide it."""
    number = library.put("long.txt", "weather money", "animals animals animals")
    library.embed(parts=3)

    assert library.search("animals", "meaning")[0].id == f"{number}:2"


def test_a_document_known_by_name_alone_has_no_snippet(library: Library) -> None:
    """Its card is nothing to read."""
    library.put("zebra picture.jpg")

    (hit,) = library.search("zebra")

    assert hit.id.endswith(":0")
    assert str(hit.snippet) == ""


def test_what_is_gone_from_the_disk_is_left_out_and_the_page_filled(library: Library) -> None:
    """Ranks go on without gaps."""
    for n in range(8):
        library.put(f"{n}.txt", f"zebra {n}")
    everything = names(library.search("zebra"))
    for name in everything[1:3]:
        (library.folder / f"{name}.txt").unlink()

    first = library.search("zebra", limit=4)
    second = library.search("zebra", start=4, limit=4)

    assert names(first) + names(second) == [everything[0], *everything[3:]]
    assert [hit.rank for hit in (*first, *second)] == list(range(1, 7))


def test_a_copy_is_shown_once_at_a_place_that_is_there(library: Library) -> None:
    """With all its places named."""
    library.put("a.txt", "zebra", key="b2:same")
    library.put("b.txt", "zebra", key="b2:same")
    (library.folder / "a.txt").unlink()

    (hit,) = library.search("zebra")

    assert hit.path == str(library.folder / "b.txt")
    assert hit.places == (str(library.folder / "a.txt"), str(library.folder / "b.txt"))
    assert hit.available


def test_what_lies_in_a_source_that_is_away_is_shown_and_marked(library: Library) -> None:
    """It is not deleted, it is elsewhere."""
    library.put("a.txt", "zebra")
    shutil.rmtree(library.folder)

    (hit,) = library.search("zebra")

    assert not hit.available
    assert hit.snippet.text == "zebra"


def test_sorted_by_date_the_newest_comes_first(library: Library) -> None:
    """Over everything found, not only over the first page."""
    for n, moment in enumerate([30, 10, 20, 40]):
        library.put(f"{moment}.txt", "zebra " * (n + 1), moment=moment)

    assert names(library.search("zebra", sort="date", limit=3)) == ["40", "30", "20"]
    assert names(library.search("zebra", sort="date", start=3)) == ["10"]


def test_scores_lie_between_nothing_and_one(library: Library) -> None:
    """The best has 1."""
    for n in range(5):
        library.put(f"{n}.txt", "zebra " * (n + 1) + "money")
    library.embed()

    scores = [hit.score for hit in library.search("zebra money")]

    assert scores[0] == 1.0
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_every_page_of_a_list_is_whole(library: Library) -> None:
    """Pages put together are the list, for any size of page."""
    for n in range(11):
        library.put(f"{n}.txt", f"zebra {'x ' * n}")
    whole = names(library.search("zebra", limit=99))

    for size in (1, 3, 4, 11, 50):
        pages = [library.search("zebra", start=start, limit=size) for start in range(0, 11, size)]
        assert [title for page in pages for title in names(page)] == whole


@pytest.mark.parametrize(
    ("member", "title", "name"),
    [
        ("@4711/2:lease.pdf", "The lease", "lease.pdf"),
        ("2:lease.pdf", "lease.pdf", ""),
        ("letters/lease.pdf", "The lease", "lease.pdf"),
        ("@4711", "The lease", ""),
        ("", "The lease", ""),
    ],
)
def test_an_attachment_is_told_by_the_name_of_its_file_too(member: str, title: str, name: str) -> None:
    """It is what a person saw in the mail, where its own title is another."""
    assert hits._name(member, title) == name
