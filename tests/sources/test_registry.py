import os
import stat

import pytest

from lfmsearch.config import Config
from lfmsearch.errors import BadConfig, SourceNotFound
from lfmsearch.sources import registry
from lfmsearch.system.paths import Home
from lfmsearch.types import Source


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "home")


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


def test_an_added_source_is_read_back_with_its_patterns(home, documents):
    """Sources outlive the program, in the order they were added, in a file for their owner alone."""
    added = registry.add(home, str(documents), include=("*.pem",), exclude=("Old/", 'quote"d'))

    assert added == Source(str(documents), "folder", ("*.pem",), ("Old/", 'quote"d'))
    assert registry.sources(home) == (added,)
    assert stat.S_IMODE(home.sources_path.stat().st_mode) == 0o600 or os.name == "nt"


def test_adding_twice_keeps_one_source_and_joins_the_patterns(home, documents):
    """The same place, also through a link, is one Source."""
    link = documents.parent / "link"
    link.symlink_to(documents)
    registry.add(home, str(documents), exclude=("Old/",))

    registry.add(home, str(link), exclude=("Old/", "*.bak"))

    assert registry.sources(home) == (Source(str(documents), "folder", (), ("Old/", "*.bak")),)


def test_comments_stay_when_sources_change(home, documents):
    """What the user wrote beside their Sources is theirs."""
    home.create()
    home.sources_path.write_text(f'# my places\n[[source]]\npath = "{documents}" # all of it\n')
    other = documents.parent / "Mail"
    other.mkdir()

    registry.add(home, str(other))
    registry.change(home, str(documents), exclude=("Old/",))
    registry.remove(home, str(other))

    text = home.sources_path.read_text()
    assert "# my places" in text
    assert "# all of it" in text
    assert registry.sources(home) == (Source(str(documents), "folder", (), ("Old/",)),)


def test_the_last_source_can_be_removed_and_another_added(home, documents):
    """An empty list is a list."""
    registry.add(home, str(documents))

    removed = registry.remove(home, str(documents))

    assert removed.path == str(documents)
    assert registry.sources(home) == ()
    registry.add(home, str(documents))
    assert len(registry.sources(home)) == 1


def test_a_source_that_went_away_can_still_be_removed(home, documents):
    """Its folder need not be there to strike it."""
    registry.add(home, str(documents))
    documents.rmdir()

    registry.remove(home, str(documents))

    assert registry.sources(home) == ()


def test_what_is_not_there_is_no_source(home, tmp_path):
    """The message names what was typed."""
    with pytest.raises(SourceNotFound, match="nothing at"):
        registry.add(home, str(tmp_path / "missing"))
    with pytest.raises(SourceNotFound, match="not one of your Sources"):
        registry.remove(home, str(tmp_path))
    assert not home.sources_path.exists()


def test_the_kind_is_found_out(tmp_path):
    """A Maildir by its three folders, an mbox by its first bytes."""
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    (tmp_path / "archive").write_bytes(b"From anna@example.org Mon Jan  1 00:00:00 2024\n")
    (tmp_path / "note.md").write_text("From me")

    assert registry.kind_of(str(tmp_path / "Maildir")) == "maildir"
    assert registry.kind_of(str(tmp_path / "archive")) == "mbox"
    assert registry.kind_of(str(tmp_path)) == "folder"
    (tmp_path / "note.md").write_text("a note")
    assert registry.kind_of(str(tmp_path / "note.md")) == "file"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]\n", "not valid TOML"),
        ("[[source]]\n", "has no path"),
        ('[[source]]\npath = "Documents"\n', "relative path"),
        ('[[source]]\npath = "/x"\nexlude = []\n', "unknown key 'exlude'"),
        ('[[source]]\npath = "/x"\nkind = "cupboard"\n', "kind 'cupboard'"),
        ('[[source]]\npath = "/x"\nexclude = "Old/"\n', "exclude is not a list"),
        ('source = "/x"\n', "not a list"),
    ],
)
def test_a_fault_in_the_file_is_named(home, text, said):
    """Edited by hand, it may be wrong: one clear sentence, and nothing is written over."""
    home.create()
    home.sources_path.write_text(text)

    with pytest.raises(BadConfig, match=said):
        registry.sources(home)
    assert home.sources_path.read_text() == text


def test_the_inner_of_two_overlapping_sources_owns_what_lies_in_it(home, documents):
    """The outer one leaves it out and says so."""
    inner = documents / "Work"
    inner.mkdir()
    both = (Source(str(documents)), Source(str(inner)))

    owner = registry.owner(both, str(inner / "a.md"))
    verdict = registry.rules_for(both[0], home, Config(), both).verdict(str(inner / "a.md"))

    assert owner == both[1]
    assert registry.owner(both, str(documents / "Workshop.md")) == both[0]
    assert registry.owner(both, "/elsewhere") is None
    assert str(verdict) == "Excluded by a place set apart: it is a Source of its own."


def test_lfmsearch_never_indexes_its_own_folders(tmp_path):
    """A home inside a Source is left out."""
    home = Home.at(tmp_path / "home")

    rules = registry.rules_for(Source(str(tmp_path)), home, Config())

    assert not rules.verdict(str(home.index_path)).included


@pytest.mark.parametrize("text", ["source = []\n", 'source = [{ path = "/elsewhere" }]\n'])
def test_a_list_written_by_hand_takes_another_source(home, documents, text):
    """TOML has more than one way to write a list; all are understood."""
    home.create()
    home.sources_path.write_text(text)

    registry.add(home, str(documents), exclude=("Old/",))

    assert registry.sources(home)[-1] == Source(str(documents), "folder", (), ("Old/",))
    assert len(registry.sources(home)) == 1 + text.count("path")
