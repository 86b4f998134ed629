"""What is like a Document: by its vectors, by its links, by its words where there are no vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from search.library import Library

from lfmsearch.errors import HitNotFound
from lfmsearch.search.similar import document_meant, similar
from lfmsearch.store.kin import Kin, link_name
from lfmsearch.store.vectors import Vectors
from lfmsearch.store.words import Words


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    made = Library(tmp_path)
    yield made
    made.close()


def like(library: Library, number: int) -> list[str]:
    """The titles of what is like a Document, best first."""
    active = library.reader.active_generation()
    vectors = Vectors(library.connection, active.id, active.dimensions) if active else None
    _, ranking = similar(library.reader, Kin(library.connection), Words(library.searching), vectors, number)
    found = library.reader.documents([document for document, _ in ranking.order])
    return [found[document].title for document, _ in ranking.order]


def test_what_says_the_same_comes_first_and_nothing_is_embedded(library: Library) -> None:
    """A letter about animals is like another about animals; the vectors that are there answer."""
    one = library.put("one.md", "animals animals and weather")
    library.put("near.md", "animals animals animals")
    library.put("far.md", "money money")
    library.embed()

    assert like(library, one) == ["near", "far"]
    assert library.embedder.asked == []


def test_every_part_of_a_long_text_has_its_say(library: Library) -> None:
    """A book on two matters is like what speaks of both before what speaks of one; its mean alone would say so too late."""
    book = library.put("book.md", "animals animals animals", "money money money")
    library.put("both.md", "animals animals animals", "money money money and more")
    library.put("middle.md", "animals money")
    library.put("one.md", "animals animals animals animals")
    library.embed()

    assert like(library, book)[0] == "both"


def test_what_belongs_to_it_is_left_out(library: Library) -> None:
    """Its copy of another kind and the rest of its conversation are no finds."""
    mail = library.put("mail.eml", "animals", thread="t1", key="mid:1")
    library.put("reply.eml", "animals", thread="t1", key="mid:2")
    library.put("copy.eml", "animals", key="mid:1", kind="attachment")
    library.put("other.eml", "animals", thread="t2", key="mid:3")
    library.embed()

    assert like(library, mail) == ["other"]


@pytest.mark.parametrize("link", ["Boiler", "boiler.md", "rooms/Boiler", "../rooms/boiler.md"])
def test_a_link_lifts_in_both_directions(library: Library, link: str) -> None:
    """By title or by path, with or without ending: what is linked stands above what is as near, from either end."""
    note = library.put("house.md", "animals animals weather", links=(link,))
    library.put("aaa.md", "animals weather")
    boiler = library.put("rooms/boiler.md", "animals weather", title="Boiler")
    library.put("zzz.md", "animals weather")
    library.embed()

    assert like(library, note)[0] == "Boiler"
    assert like(library, boiler)[0] == "house"


def test_a_link_with_a_folder_means_that_folder(library: Library) -> None:
    """Of two notes of one name, the one in the named folder is meant."""
    note = library.put("house.md", "animals", links=("attic/boiler.md",))
    library.put("cellar/boiler.md", "animals weather", title="of the cellar")
    library.put("attic/boiler.md", "animals weather", title="of the attic")
    library.embed()

    found = Kin(library.connection).linked(library.reader.documents([note])[note])

    assert [document.title for document in library.reader.documents(sorted(found)).values()] == ["of the attic"]


def test_telling_words_answer_where_there_are_no_vectors(library: Library) -> None:
    """Without meaning, what shares its rarest words comes first."""
    one = library.put("one.md", "The zebra and the quagga were seen in the garden.")
    library.put("near.md", "A zebra met a quagga.")
    for name in ("some", "more", "most"):
        library.put(f"{name}.md", f"The garden and {name} of it were seen in the spring.")

    assert like(library, one)[0] == "near"


def test_a_path_means_its_one_document(library: Library) -> None:
    """What is not indexed is said; an id that is gone as well."""
    one = library.put("one.md", "animals")

    assert document_meant(library.reader, str(library.folder / "one.md")) == one
    assert document_meant(library.reader, f"{one}:1") == one
    with pytest.raises(HitNotFound, match="is not in the index"):
        document_meant(library.reader, str(library.folder / "two.md"))
    with pytest.raises(HitNotFound, match="There is no document 99"):
        document_meant(library.reader, "99")


def test_names_of_links_are_compared_without_case_accents_and_endings() -> None:
    """`Café.md`, `notes/cafe` and `cafe` are one name."""
    assert {link_name(text) for text in ("Café.md", "notes/cafe", "cafe", r"notes\Cafe.org")} == {"cafe"}
    assert link_name("archive.zip") == "archive.zip"
