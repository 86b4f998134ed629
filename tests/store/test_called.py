"""What is called as was typed, and what may have been meant by a name with a slip in it."""

from __future__ import annotations

import pytest
from store.filled import Filled, file

from lfmsearch.store.called import called_by, misnamed, with_called
from lfmsearch.store.scope import EVERYTHING


@pytest.mark.parametrize(
    ("text", "title"),
    [("the lease", "The Lease"), ("The-Lease.txt", "The Lease"), ("lease", ""), ("le bail", "The Lease")],
)
def test_the_whole_title_or_file_name_is_known_from_its_words(filled: Filled, text: str, title: str) -> None:
    """Whatever its case and the signs between; an alias as well."""
    filled.put("/home/anna/the-lease.txt", file("The Lease", aliases=("Le bail",)), texts=["rent"])
    filled.put("/home/anna/b.txt", file("The lease of the garden"), texts=["the lease, le bail"])

    called = filled.reader.documents(called_by(filled.searching, text, EVERYTHING)).values()

    assert [document.title for document in called] == ([title] if title else [])


@pytest.fixture
def named(filled: Filled) -> Filled:
    """Some files with short names and common endings."""
    for name in ("home.md", "2025-05-20.md", "boiler.pdf", "talk in Seoul.pptx", "mode.js"):
        filled.put(f"/home/anna/{name}", file(name), texts=[f"about {len(name)} things"])
    filled.put("/home/anna/servers.txt", file("servers"), texts=["Written with node.js and an ease.pdf."])
    return filled


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hme.md", "home md"),
        ("2025-05-20.dm", "2025 05 20 md"),
        ("boilr.pdf", "boiler pdf"),
        ("talk in spoul.pptx", "talk in seoul pptx"),
    ],
)
def test_a_file_name_with_a_slip_may_mean_one_that_is_there(named: Filled, typed: str, meant: str) -> None:
    """In a short word, in the ending, anywhere in a name of several words."""
    assert meant in misnamed(named.searching, typed)


@pytest.mark.parametrize("typed", ["node.js", "ease.pdf", "the boiler", "hme", "1.0.21.1.1.1.1.1.1", ""])
def test_no_other_name_is_guessed_for_what_stands_somewhere_or_is_no_file_name(named: Filled, typed: str) -> None:
    """Whoever looks for “node.js” does not want “mode.js” first."""
    assert list(misnamed(named.searching, typed)) == []


def test_all_that_may_have_been_meant_come_first(named: Filled) -> None:
    """Nobody knows which of two names as near was."""
    named.put("/home/anna/hm.md", file("hm.md"), texts=["about nothing"])

    found = with_called(named.searching, [], [["hme.md"], misnamed(named.searching, "hme.md")], EVERYTHING)

    titles = {document.title for document in named.reader.documents([one.document_id for one in found]).values()}
    assert titles == {"home.md", "hm.md"}
    assert all(one.exact for one in found)
