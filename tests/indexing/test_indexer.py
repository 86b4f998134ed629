"""A whole update on a real tree: what is read, what is embedded, what is found afterwards."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from indexing.running import CountingEmbedder, ReadHere, opened, sound, told, update
from indexing.tree import THINGS, dated, plant

from lfmsearch.bench.equal import differences
from lfmsearch.store.reader import Reader
from lfmsearch.store.scope import EVERYTHING
from lfmsearch.store.vectors import Vectors
from lfmsearch.store.words import Words


class Place:
    """An index and the tree it follows."""

    def __init__(self, folder: Path) -> None:
        self.index, self.tree = folder / "index.db", plant(folder / "tree")
        self.embedder, self.pool = CountingEmbedder(), ReadHere()

    def update(self, *, embedder: bool = True, **how: object):  # type: ignore[no-untyped-def]
        """Bring it up to date; `embedder.texts` and `pool.paths` then say what that took."""
        self.embedder, self.pool = CountingEmbedder(), ReadHere()
        folders = how.pop("folders", (self.tree,))
        return update(self.index, *folders, embedder=self.embedder if embedder else None, pool=lambda: self.pool, **how)  # type: ignore[misc,arg-type]

    def found(self, word: str) -> list[str]:
        """Names of the files found by a word."""
        with closing(opened(self.index)) as connection:
            words = Words(connection)
            matches = words.ranked(words.terms([word]), EVERYTHING, 99)
            documents = Reader(connection).documents([match.document_id for match in matches])
            return sorted(os.path.basename(path) for document in documents.values() for path, *_ in document.places)

    def meant(self) -> set[str]:
        """Names of all files that answer to meaning."""
        with closing(opened(self.index)) as connection:
            active = Reader(connection).active_generation()
            assert active is not None
            vectors = Vectors(connection, active.id, active.dimensions)
            matches = vectors.best(vectors.scores(_anything()), EVERYTHING, 99)
            documents = Reader(connection).documents([match.document_id for match in matches])
            return {os.path.basename(path) for document in documents.values() for path, *_ in document.places}


def _anything():  # type: ignore[no-untyped-def]
    import numpy as np

    return np.ones(16, dtype=np.float32)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A tree that is indexed."""
    made = Place(tmp_path)
    report = made.update()
    assert report.complete
    assert report.added == len(THINGS)
    return made


def test_the_first_update_makes_everything_findable(place: Place) -> None:
    """By words, by name, by meaning; the model is loaded once."""
    assert place.embedder.loaded == 1
    assert place.found("roses") == ["garden.md"]
    assert place.found("okapi") == ["inbox.mbox"]
    assert place.found("sunset") == ["sunset.jpg"]
    assert place.found("heating") == ["copy of landlord.txt", "landlord.txt"]
    assert place.meant() == {"garden.md", "diary.md", "landlord.txt", "copy of landlord.txt", "inbox.mbox"}
    assert len(place.embedder.texts) == len(set(place.embedder.texts))
    assert sound(place.index) == []


def test_an_unchanged_tree_is_not_read_nor_embedded_and_loads_no_model(place: Place) -> None:
    """The second update is a walk."""
    report = place.update()

    assert (report.complete, report.added, report.changed, report.removed, report.embedded) == (True, 0, 0, 0, 0)
    assert place.pool.paths == []
    assert place.embedder.loaded == 0


def test_a_file_that_was_moved_or_renamed_embeds_nothing(place: Place) -> None:
    """It is read again for its card, and found under its new name and no other."""
    (place.tree / "notes/garden.md").rename(place.tree / "letters/allotment.md")
    (place.tree / "mail").rename(place.tree / "post")

    place.update()

    assert place.embedder.texts == []
    assert place.found("allotment") == ["allotment.md"]
    assert place.found("garden.md") == []
    assert place.found("okapi") == ["inbox.mbox"]
    assert place.meant() >= {"allotment.md", "inbox.mbox"}


def test_an_edited_file_embeds_only_what_changed(place: Place) -> None:
    """One paragraph of many is one passage to embed."""
    diary = place.tree / "notes/diary.md"
    diary.write_text(diary.read_text().replace("On day 2 the boiler was heard.", "On day 2 there was peace.", 3))

    report = place.update()

    assert 1 <= len(place.embedder.texts) <= 2
    assert report.changed == 1
    assert all("Day 2" in text for text in place.embedder.texts)
    assert place.found("peace") == ["diary.md"]


def test_a_copy_embeds_nothing(place: Place) -> None:
    """It is the same Document in one more place."""
    shutil.copy(place.tree / "notes/diary.md", place.tree / "letters/diary too.md")

    place.update()

    assert place.embedder.texts == []
    assert place.found("boiler") == ["diary too.md", "diary.md"]


def test_a_deleted_file_is_gone_from_words_and_meaning(place: Place) -> None:
    """And what was in it alone leaves nothing behind."""
    shutil.rmtree(place.tree / "notes")
    (place.tree / "letters/landlord.txt").unlink()

    report = place.update()

    assert report.removed == 4
    assert place.found("roses") == place.found("boiler") == []
    assert place.found("heating") == ["copy of landlord.txt"]
    assert place.meant() == {"copy of landlord.txt", "inbox.mbox"}
    assert place.embedder.texts == []


def test_the_name_of_a_deleted_copy_finds_nothing(place: Place) -> None:
    """The copy that stays is not found by a path that is no more."""
    (place.tree / "letters/copy of landlord.txt").unlink()

    place.update()

    assert place.found("copy") == []
    assert place.found("landlord") == ["landlord.txt"]


def test_deletion_does_not_wait_for_what_is_still_to_be_read(place: Place) -> None:
    """A run that is stopped before it reads anything has already forgotten."""
    (place.tree / "notes/garden.md").unlink()
    (place.tree / "new.txt").write_text("Something new.")

    def reading_began() -> bool:
        return bool(place.pool.paths)

    place.update(cancelled=reading_began)

    assert place.found("roses") == []


def test_what_is_left_out_later_is_gone(place: Place) -> None:
    """A rule that comes after the reading counts as if it had always been there."""
    place.update(exclude=("letters/", "*.mbox"))

    assert place.found("heating") == place.found("okapi") == []
    assert place.meant() == {"garden.md", "diary.md"}


def test_a_source_that_is_removed_is_gone(place: Place) -> None:
    """With all that lay in it alone."""
    other = plant(place.tree.parent / "other", {"a.txt": "A quagga."})
    place.update(folders=(place.tree, other))

    place.update(folders=(other,))

    assert place.found("roses") == []
    assert place.meant() == {"a.txt"}


def test_a_source_that_is_not_connected_keeps_what_is_known(place: Place) -> None:
    """An unplugged drive is no deletion, whatever waits to be read on it."""
    away = place.tree.rename(place.tree.parent / "away")
    with closing(opened(place.index)):
        report = place.update()

    assert any("is not there now" in notice for notice in report.notices)
    assert place.found("roses") == ["garden.md"]
    away.rename(place.tree)
    place.update()
    assert place.embedder.texts == []


def test_a_drive_that_goes_while_its_files_are_read_loses_nothing(place: Place) -> None:
    """They are read again when it is back, without being touched."""
    before = told(place.index)
    for name in THINGS:
        path = place.tree / name
        dated(path, int(path.stat().st_mtime) + 1)

    class Unplugged(ReadHere):
        def read(self, paths):  # type: ignore[no-untyped-def]
            place.tree.rename(place.tree.parent / "away")
            return super().read(paths)

    update(place.index, place.tree, embedder=CountingEmbedder(), pool=Unplugged)
    assert place.found("roses") == ["garden.md"]
    (place.tree.parent / "away").rename(place.tree)
    place.update()

    after = told(place.index)
    assert [path for path, *_ in after["files"]] == [path for path, *_ in before["files"]]
    assert after["chunks"] == before["chunks"]
    assert {state for _, _, state, *_ in after["files"]} == {"indexed", "skipped"}


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are of POSIX")
def test_a_file_that_may_not_be_read_is_read_once_it_may(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of permissions changes neither size nor time: it is asked for at every run."""
    secret = place.tree / "letters/secret.txt"
    secret.write_text("A wombat.")
    denied = {str(secret)}
    really = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) not in denied and really(path, mode))

    class Denied(ReadHere):
        def read(self, paths):  # type: ignore[no-untyped-def]
            from lfmsearch.types import Outcome

            for path in paths:
                yield path.path, Outcome("failed", "It could not be read: Permission denied.")

    report = update(place.index, place.tree, pool=Denied)
    assert report.failed == 1
    assert place.found("secret") == ["secret.txt"]
    place.update()
    assert place.pool.paths == []
    denied.clear()
    place.update()

    assert place.found("wombat") == ["secret.txt"]


def test_words_only_embeds_nothing_and_meaning_catches_up(place: Place) -> None:
    """The second pass needs no reading."""
    (place.tree / "new.txt").write_text("A quagga.")

    place.update(embedder=False)
    assert place.found("quagga") == ["new.txt"]
    assert "new.txt" not in place.meant()
    place.update()

    assert place.pool.paths == []
    assert place.embedder.texts == ["A quagga."]


def test_another_model_embeds_everything_once_and_the_old_vectors_go(place: Place) -> None:
    """And nothing is read for it."""
    count = len(told(place.index)["vectors"])

    place.update(recipe="R2")

    assert place.pool.paths == []
    assert len(place.embedder.texts) == count
    assert told(place.index)["generations"] == [("R2", "active")]
    assert {recipe for recipe, *_ in told(place.index)["vectors"]} == {"R2"}


def test_a_model_that_was_given_up_half_way_is_dropped(place: Place) -> None:
    """Back at the old one, nothing is embedded and nothing is left of the new one."""
    embedder = CountingEmbedder()
    update(
        place.index,
        place.tree,
        embedder=embedder,
        recipe="R2",
        pool=ReadHere,
        cancelled=lambda: len(embedder.texts) > 2,
    )
    assert ("R2", "building") in told(place.index)["generations"]

    place.update()

    assert place.embedder.texts == []
    assert told(place.index)["generations"] == [("R", "active")]
    assert {recipe for recipe, *_ in told(place.index)["vectors"]} == {"R"}


def test_the_first_of_every_document_is_embedded_before_the_second_of_any(tmp_path: Path) -> None:
    """Newest Document first in each round."""
    things = {
        f"{name}.md": "\n\n".join(f"# Part {n}\n\n" + f"{name} {n}. " * 60 for n in range(3))
        for name in ("new", "mid", "old")
    }
    plant(tmp_path / "tree", things)
    embedder = CountingEmbedder()

    update(tmp_path / "index.db", tmp_path / "tree", embedder=embedder, pool=ReadHere)

    order = [text.split("\n")[1].split(".")[0] for text in embedder.texts]
    assert order == [f"{name} {n}" for n in range(3) for name in ("new", "mid", "old")]


def test_files_are_read_newest_first(place: Place, tmp_path: Path) -> None:
    """What was touched last is what will be looked for."""
    pool = ReadHere()

    update(tmp_path / "again.db", place.tree, pool=lambda: pool)

    assert [os.path.relpath(path, place.tree) for path in pool.paths] == list(THINGS)


def test_a_source_inside_another_is_read_once(place: Place) -> None:
    """A folder made a Source of its own keeps its Documents and vectors."""
    place.update(folders=(place.tree, place.tree / "notes"))

    assert place.embedder.texts == []
    assert place.found("roses") == ["garden.md"]
    place.update(folders=(place.tree, place.tree / "notes"))
    assert place.pool.paths == []


def test_the_children_read_the_same_as_this_process(place: Place, tmp_path: Path) -> None:
    """The seam used above hides nothing: through the real Pool the index is the same."""
    update(tmp_path / "pool.db", place.tree, embedder=CountingEmbedder())

    assert differences(tmp_path / "pool.db", place.index) == 0


def test_cancelled_at_any_moment_and_finished_is_as_if_undisturbed(place: Place, tmp_path: Path) -> None:
    """Wherever the work is stopped, the next run goes on, and no passage is embedded twice."""
    expected = told(place.index)
    once = len(expected["vectors"])
    calls = 0

    def counting() -> bool:
        nonlocal calls
        calls += 1
        return False

    update(tmp_path / "counted.db", place.tree, embedder=CountingEmbedder(), pool=ReadHere, cancelled=counting)
    assert calls > 30

    for stop in range(calls):
        index = tmp_path / f"stopped {stop}.db"
        embedder = CountingEmbedder()
        left = iter(range(stop))
        report = update(
            index, place.tree, embedder=embedder, pool=ReadHere, cancelled=lambda left=left: next(left, None) is None
        )
        assert sound(index) == []
        assert all(tries == 0 for *_, tries in told(index)["files"]), stop
        assert told(index)["attempts"] == [], stop
        finished = update(index, place.tree, embedder=embedder, pool=ReadHere)

        assert finished.complete, stop
        assert not report.complete, stop
        assert told(index) == expected, stop
        assert len(embedder.texts) == once, stop
        for name in index.parent.glob(f"{index.name}*"):
            name.unlink()


def test_a_changed_reader_reads_its_own_files_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of the Markdown reader is no reason to read letters and mails again; what no reader took is tried."""
    from dataclasses import replace

    from lfmsearch.extract import formats

    changed = tuple(replace(item, version=99) if item.name == "md" else item for item in formats.FORMATS)
    before = told(place.index)
    monkeypatch.setattr(formats, "FORMATS", changed)
    monkeypatch.setattr(formats, "everything", lambda: "all-new")

    place.update()

    read = {os.path.relpath(path, place.tree) for path in place.pool.paths}
    assert read == {"notes/garden.md", "notes/diary.md", "notes/empty.txt", "pictures/sunset.jpg"}
    assert told(place.index)["chunks"] == before["chunks"]
    assert place.embedder.texts == []
