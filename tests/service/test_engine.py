"""The service's heart on real folders: what is saved is found, what is deleted is not, and nothing is ever in the way."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from extract.build import pdf

from lfmsearch.config import Config
from lfmsearch.errors import ExtractError, IndexLocked, MachineError
from lfmsearch.index import Index
from lfmsearch.service.engine import Engine
from lfmsearch.system.paths import Home

SOON = 30.0  # bounds a wait; what is waited for takes a second


def until(holds: Callable[[], object], seconds: float = SOON) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


class House:
    """A folder, and the service that watches it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "things"
        self.folder.mkdir()
        self.home = Home.at(folder / "home")
        self.events: list[dict[str, object]] = []

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def engine(self, **settings: object) -> Engine:
        # At idle priority a busy machine would never let it come to its work.
        return Engine(self.home, Config(**{"give_way": False, **settings}))  # type: ignore[arg-type]


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.write("lease.txt", "The rent is nine hundred.")
    return house


@pytest.fixture
def engine(house: House) -> Iterator[Engine]:
    with house.engine() as engine:
        engine.subscribe(house.events.append)
        engine.add(str(house.folder))
        until(lambda: found(engine, "rent"))
        until(lambda: engine.status().state == "idle")
        yield engine


def found(engine: Engine, word: str) -> list[str]:
    return [Path(hit.path).name for hit in engine.search(word, mode="words").hits]


def test_what_is_saved_is_found_and_what_is_deleted_is_not(house: House, engine: Engine) -> None:
    """Without anybody asking for it."""
    path = house.write("letters/visit.txt", "The plumber came.")
    until(lambda: found(engine, "plumber") == ["visit.txt"])

    path.write_text("The carpenter came.")
    until(lambda: found(engine, "carpenter") == ["visit.txt"])
    assert found(engine, "plumber") == []

    path.unlink()
    until(lambda: not found(engine, "carpenter"))


def test_a_renamed_folder_is_found_under_its_new_name(house: House, engine: Engine) -> None:
    """Its files are moved, not new ones."""
    house.write("old/a.txt", "A zebra.")
    until(lambda: found(engine, "zebra"))

    (house.folder / "old").rename(house.folder / "new")

    until(lambda: [hit.path for hit in engine.search("zebra", mode="words").hits] == [str(house.folder / "new/a.txt")])
    assert engine.status().documents["file"] == 2


def test_a_paused_service_still_answers_and_goes_on_where_it_was(house: House, engine: Engine) -> None:
    """The pause is said with its reason; what was saved meanwhile is found after it."""
    engine.pause(None, "A film is on.")
    house.write("later.txt", "A walrus.")
    time.sleep(1)

    assert found(engine, "rent") == ["lease.txt"]
    assert found(engine, "walrus") == []
    assert engine.status().paused_because == "A film is on."

    engine.resume()
    until(lambda: found(engine, "walrus"))
    assert engine.status().paused_because is None


def test_a_removed_source_is_erased_when_the_call_returns(house: House, engine: Engine) -> None:
    """No search returns what its owner took back."""
    assert engine.remove(str(house.folder)) == 1
    assert found(engine, "rent") == []
    assert engine.sources() == []


def test_an_unplugged_folder_keeps_its_documents(house: House, engine: Engine) -> None:
    """It is gone as a whole: that is a drive, not a deletion. Back again, it is current at once."""
    away = house.folder.with_name("away")
    house.folder.rename(away)
    time.sleep(1.5)
    assert engine.status().documents["file"] == 1

    (away / "new.txt").write_text("An okapi.")
    away.rename(house.folder)
    until(lambda: found(engine, "okapi"))
    assert found(engine, "rent") == ["lease.txt"]


def test_only_one_writes_to_a_home(house: House, engine: Engine) -> None:
    """A second service, and the foreground command, are told."""
    with pytest.raises(IndexLocked), house.engine():
        pass
    with Index.open(house.home) as index, pytest.raises(IndexLocked):
        index.update()


def test_events_tell_what_happens(house: House, engine: Engine) -> None:
    """Progress, what changed, and the state at the end."""
    house.write("b.txt", "A heron.")
    until(lambda: found(engine, "heron"))
    until(lambda: any(event.get("added") for event in house.events if event["event"] == "changed"))

    assert {event["event"] for event in house.events} >= {"progress", "changed", "state"}


def test_it_ends_in_the_middle_of_work_and_the_next_one_goes_on(house: House) -> None:
    """Thousands of files are waiting; leaving takes no longer than what is in hand."""
    for number in range(600):
        house.write(f"many/{number:03}.txt", f"Number {number} of the herd.")
    engine = house.engine()
    with engine:
        engine.add(str(house.folder))
        until(lambda: engine.status().files["indexed"] > 20)
    with house.engine() as again:
        until(lambda: again.status().files["indexed"] == 601)
        assert again.status().files["pending"] == 0


def test_words_are_answered_while_a_question_waits_for_a_model(engine: Engine) -> None:
    """What is shown at every key does not stand in line behind the answer to the last one."""
    with engine._searching:  # as while a model reads a question
        assert found(engine, "rent") == ["lease.txt"]


def test_searches_from_many_threads_while_it_indexes(house: House, engine: Engine) -> None:
    """Each gets its answer; none of them stops the indexing."""
    for number in range(200):
        house.write(f"herd/{number}.txt", f"Gnu number {number}.")
    wrong: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(20):
                assert found(engine, "rent") == ["lease.txt"]
                engine.status()
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    until(lambda: engine.status().documents["file"] == 201)
    shutil.rmtree(house.folder / "herd")
    until(lambda: engine.status().documents["file"] == 1)


def test_a_page_is_drawn_at_the_passage_with_its_words_marked(engine, house):
    """The page is that of the hit; a child that is kept draws it, and a Source added later is read by another."""
    (house.folder / "lease.pdf").write_bytes(pdf("The rent", "The deposit", "The keys"))
    until(lambda: engine.search("deposit type:pdf").hits)

    hit = engine.search("deposit type:pdf").hits[0]
    picture = engine.picture(hit.id, words=["deposit"])

    assert (picture.page, picture.pages, len(picture.marks)) == (2, 3, 1)
    assert engine.picture(hit.id, page=3, words=["deposit"]).marks == ()


def test_what_is_not_drawn_says_so(engine):
    """A text is shown by its text."""
    until(lambda: engine.search("rent").hits)

    with pytest.raises(ExtractError, match="by its text alone"):
        engine.picture(engine.search("rent").hits[0].id)


def test_the_status_says_how_far_it_is_and_what_is_in_hand(house: House) -> None:
    """While it works: a step, counts, and where it is; nothing once it is idle."""
    for number in range(600):
        house.write(f"many/{number:03}.txt", f"Number {number} of the herd.")
    with house.engine() as engine:
        engine.add(str(house.folder))
        until(lambda: (status := engine.status()).progress is not None and status.progress.step == "read")
        progress = engine.status().progress
        if progress is not None:  # it may just have ended
            assert progress.total is None or progress.done <= progress.total
        until(lambda: engine.status().files["indexed"] == 601 and engine.status().state == "idle")

        assert engine.status().progress is None


def test_a_removed_source_is_gone_at_once_however_much_is_left_to_do(house: House, engine: Engine) -> None:
    """It waits for its erasure, not for the reading of everything else."""
    other = house.folder.with_name("other")
    for number in range(1_500):
        (other / f"{number // 100}").mkdir(parents=True, exist_ok=True)
        (other / f"{number // 100}" / f"{number}.txt").write_text(f"Gnu number {number}.")
    engine.add(str(other))
    until(lambda: engine.status().files["pending"])

    assert engine.remove(str(house.folder)) >= 1
    assert found(engine, "rent") == []
    assert engine.status().files["pending"] > 0


def test_a_damaged_index_is_kept_aside_and_built_again(house: House) -> None:
    """Of the index nothing is lost but time, and nobody has to do anything."""
    with house.engine() as engine:
        engine.add(str(house.folder))
        until(lambda: found(engine, "rent"))
    with house.home.index_path.open("r+b") as file:
        file.write(b"no index at all ")

    with house.engine() as engine:
        until(lambda: found(engine, "rent"))
    assert len(list(house.home.data_dir.glob("index.damaged-*.db"))) == 1


def test_what_stops_the_indexing_is_said_until_it_is_mended(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A model that cannot be loaded, say: words go on answering, and the status names it."""
    monkeypatch.setattr("lfmsearch.service.engine._FIRST_RETRY", 0.2)
    broken = threading.Event()
    broken.set()
    whole = Engine._watch

    def watch(engine: Engine, indexer: object) -> None:
        if broken.is_set():
            raise MachineError("The disk is on fire.")
        whole(engine, indexer)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "_watch", watch)
    with house.engine() as engine:
        engine.add(str(house.folder))
        until(lambda: engine.status().paused_because == "The disk is on fire.")
        broken.clear()
        until(lambda: found(engine, "rent"))
        until(lambda: engine.status().paused_because is None)


def test_hits_in_an_unplugged_folder_say_that_it_is_not_connected(house: House, engine: Engine) -> None:
    """They stay, since nothing was deleted."""
    house.folder.rename(house.folder.with_name("away"))
    engine.count_anew()

    hit = engine.search("rent", mode="words").hits[0]

    assert not hit.available
    assert engine.status().by_source[0]["available"] is False


def test_after_a_rest_everything_answers_again(house: House, engine: Engine) -> None:
    """What was given back is opened anew by whoever asks."""
    assert not engine.rest_after(3600)
    assert engine.rest_after(0)
    assert not engine.rest_after(0)  # there is nothing more to give

    assert found(engine, "rent") == ["lease.txt"]
    assert engine.status().documents["file"] == 1
    assert engine.rest_after(0)
