"""History over a real index: what was opened is found again, whatever became of the index, and nothing when it is off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lfmsearch import config
from lfmsearch.errors import HitNotFound
from lfmsearch.index import Index
from lfmsearch.system.paths import Home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three notes."""
    path = tmp_path / "things"
    path.mkdir()
    for name in ("boiler", "rent", "garden"):
        (path / f"{name}.md").write_text(f"# {name.title()}\n\nAbout the {name}.\n")
    return path


@pytest.fixture
def index(home: Home, folder: Path) -> Iterator[Index]:
    """An index of them, by words."""
    with Index.open(home) as opened:
        opened.add(folder)
        opened.update(words_only=True)
        yield opened


def test_what_was_searched_and_opened_comes_back(index: Index, folder: Path) -> None:
    """A hit or a path; beside them what changed last."""
    [hit] = index.search("boiler").hits
    index.remember(query="boiler", hit_or_path=hit.id)
    index.remember(hit_or_path=str(folder / "rent.md"))

    found = index.recent()

    assert found.searches == ("boiler",)
    assert [hit.title for hit in found.opened] == ["Rent", "Boiler"]
    assert {hit.title for hit in found.changed} == {"Boiler", "Rent", "Garden"}
    assert index.recent(limit=1).opened == found.opened[:1]


def test_history_outlives_the_index_and_forgets_what_is_gone(index: Index, home: Home, folder: Path) -> None:
    """After a rebuild ids differ, and the same things are meant; what is deleted is not shown."""
    index.remember(hit_or_path=str(folder / "rent.md"))
    index.remember(hit_or_path=str(folder / "boiler.md"))
    index.close()
    home.index_path.unlink()
    (folder / "boiler.md").unlink()
    (folder / "rent.md").rename(folder / "lease.md")

    with Index.open(home) as again:
        again.update(words_only=True)
        opened = again.recent().opened

    assert [hit.path for hit in opened] == [str(folder / "lease.md")]


def test_what_was_opened_is_lifted_and_what_was_unwanted_lowered(index: Index, folder: Path) -> None:
    """As Documents of this index."""
    rent, boiler = (index.documents_at(str(folder / f"{name}.md"))[0] for name in ("rent", "boiler"))
    index.remember(hit_or_path=str(rent))
    index.not_this("house", str(boiler))

    assert index.opened_lifts("house") == {rent: pytest.approx(0.5, abs=0.01), boiler: -1.0}
    index.not_this("house", str(boiler), undo=True)
    assert set(index.opened_lifts("house")) == {rent}


def test_what_was_opened_comes_first_of_what_is_as_good(index: Index, folder: Path) -> None:
    """And says why; what is called as was typed stays first."""
    for name in ("one", "other", "third"):
        (folder / f"{name}.md").write_text(f"The plumber came {name}.\n")
    index.update(words_only=True)
    index.remember(hit_or_path=str(folder / "third.md"))
    index.not_this("plumber", str(folder / "one.md"))

    found = index.search("plumber").hits

    assert [Path(hit.path).stem for hit in found] == ["third", "other", "one"]
    assert found[0].lift > found[1].lift >= 0 > found[2].lift
    index.remember(hit_or_path=str(folder / "garden.md"))
    assert index.search("rent").hits[0].title == "Rent"


def test_nothing_is_remembered_when_it_is_off(index: Index, home: Home, folder: Path) -> None:
    """At once, also for an index that is open; what is there can still be cleared."""
    index.remember(query="rent")
    config.put(home, "history", "false")

    index.remember(query="boiler", hit_or_path=str(folder / "rent.md"))

    assert index.recent().searches == ("rent",)
    assert not index.recent().remembering
    index.clear_history()
    assert not home.history_path.exists()


def test_what_cannot_be_found_again_is_not_remembered(index: Index, tmp_path: Path) -> None:
    """A path outside the index is left out; a hit that is none is said."""
    index.remember(hit_or_path=str(tmp_path))
    assert index.recent().opened == ()
    with pytest.raises(HitNotFound):
        index.remember(hit_or_path="99")
    with pytest.raises(HitNotFound):
        index.not_this("rent", "99")
