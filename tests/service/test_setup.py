"""What a service answers to somebody who sets it up."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from service.test_engine import House, engine, found, house, until  # noqa: F401 - fixtures

from lfmsearch import config
from lfmsearch.config import Config
from lfmsearch.errors import DownloadFailed, Offline, UserError
from lfmsearch.indexing.late import late_of
from lfmsearch.models import fetch
from lfmsearch.models.loaded import LoadedModel
from lfmsearch.service.engine import Engine
from lfmsearch.service.setup import Setup
from lfmsearch.system.paths import Home

Q8 = "lfm2.5-embedding-350m-q8_0"


class Told(Setup):
    """A Setup that remembers what it told."""

    def __init__(self, home: Home, **settings: Any) -> None:
        made = Config(**settings)
        model = LoadedModel(home.models_dir, home.calibration_path, contexts=0)
        super().__init__(home, made, model, late_of(home, made, home.models_dir), models_dir=home.models_dir)
        self.events: list[dict[str, Any]] = []
        self.ended = threading.Event()

    def tell(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        if event["state"] != "fetching":
            self.ended.set()

    def last(self) -> dict[str, Any]:
        assert self.ended.wait(30)
        return self.events[-1]


@pytest.fixture
def setup(home: Home) -> Told:
    return Told(home)


def test_models_are_offered_with_what_one_decides_by(setup: Told) -> None:
    """Name, size, host and licence, before anything is fetched; the starter is told apart."""
    offers = {offer.id: offer for offer in setup.models()}

    first = offers[Q8]
    assert next(iter(offers)) == Q8
    assert (first.bytes, first.host, first.is_here, first.answers) == (379_216_640, "huggingface.co", False, False)
    assert first.licence == "LFM Open License v1.0"
    assert "10 million" in first.licence_summary
    assert first.licence_url.startswith("https://")
    assert [offer.id for offer in offers.values() if offer.is_starter] == ["all-minilm-l6-v2"]


def test_a_fetched_model_tells_how_far_it_is_and_when_it_is_there(setup: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """In steps a person can see, with its id; then it is there."""

    def pull(spec: Any, models_dir: Path, *, accept_licence: bool, offline: bool, progress: Any) -> None:
        assert (spec.id, accept_licence, offline) == (Q8, True, False)
        for done in range(0, 4 << 20, 1 << 18):
            progress(done, 4 << 20)
        progress(4 << 20, 4 << 20)

    monkeypatch.setattr(fetch, "pull", pull)
    setup.fetch_model(Q8, accept_licence=True)

    assert setup.last()["state"] == "ready"
    steps = [event["done"] >> 20 for event in setup.events if event["total"]]
    assert steps == [0, 1, 2, 3, 4]
    assert {event["id"] for event in setup.events} == {Q8}


@pytest.mark.parametrize(
    ("settings", "error", "says"),
    [
        ({"offline": True}, Offline, "switched off"),
        ({}, None, "LFM Open License"),
        ({}, DownloadFailed("huggingface.co refused it.", "Take the file by other means."), "refused"),
    ],
)
def test_what_went_wrong_is_told_with_what_to_do(
    home: Home, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], error: Any, says: str
) -> None:
    """Downloads that are forbidden, a licence that was not accepted, a hub that cannot be reached."""
    setup = Told(home, **settings)
    if isinstance(error, Exception):

        def refuse(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(fetch, "pull", refuse)

    setup.fetch_model(Q8, accept_licence=error is not None)

    assert setup.last()["state"] == "failed"
    assert says in setup.last()["message"]
    assert setup.last()["hint"]


def test_a_download_can_be_stopped_and_only_one_runs(setup: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopping takes a moment, and the next one may begin after it."""
    runs = threading.Event()

    def pull(*_: object, progress: Any, **__: object) -> None:
        done = 0
        while True:
            progress(done := done + (1 << 20), 1 << 40)
            runs.set()

    monkeypatch.setattr(fetch, "pull", pull)
    setup.fetch_model(Q8, accept_licence=True)
    assert runs.wait(30)

    with pytest.raises(UserError, match="Another model"):
        setup.fetch_model(Q8, accept_licence=True)
    setup.cancel_model()

    assert setup.last()["state"] == "cancelled"


def test_a_file_that_is_no_model_is_refused(setup: Told, tmp_path: Path) -> None:
    """By its header; the user's file stays as it is."""
    page = tmp_path / "page.gguf"
    page.write_text("<html>")

    setup.import_model(str(page))

    assert setup.last()["state"] == "failed"
    assert page.read_text() == "<html>"


@pytest.mark.starter
def test_a_model_that_was_taken_in_answers_and_its_cost_is_known(
    house: House,  # noqa: F811
    engine: Engine,  # noqa: F811
    starter_models: Path,
) -> None:
    """Taken in from a file while the service runs, it makes the vectors; choosing it again costs nothing."""
    (file,) = starter_models.glob("all-minilm-l6-v2*.gguf")

    engine.import_model(str(file))
    until(lambda: any(event.get("state") == "ready" for event in house.events), 120)
    until(lambda: engine.status().coverage.meaning == 1, 120)  # this machine is measured first

    (offer,) = [offer for offer in engine.models() if offer.answers]
    assert offer.is_here
    assert engine.cost_of_model(offer.id).passages == 0
    engine.use_model(offer.id)
    assert config.load(house.home).model == offer.id


def test_problems_are_named_page_by_page_and_read_again_when_asked(house: House, engine: Engine) -> None:  # noqa: F811
    """A file that could not be read is read again at the user's word, though it has not changed."""
    broken = house.write("a.pdf", "%PDF-1.7\nand no more")
    shutil.copy(broken, house.folder / "b.pdf")
    until(lambda: len(engine.problems()) == 2)
    first, second = engine.problems()
    until(lambda: engine.status().state == "idle")
    house.events.clear()

    assert engine.problems(offset=1, limit=5) == [second]
    assert engine.problems(limit=1) == [first]
    engine.read_again([str(broken)])

    until(lambda: any(event.get("step") == "read" for event in house.events))
    until(lambda: len(engine.problems()) == 2)


def test_what_is_left_out_is_said_with_the_reason(setup: Told) -> None:
    """Names by pattern, places by path; each reason once."""
    said = setup.left_out()

    assert ".git" in next(each.patterns for each in said if each.reason == "it belongs to version control")
    assert len({each.reason for each in said}) == len(said)
    assert any(each.places for each in said)


def test_the_mail_and_notes_of_this_machine_are_offered(
    setup: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by themselves, with what they hold, and not read."""
    vault = tmp_path / "Notes"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "a.md").write_text("A note.")
    config_dir = tmp_path / ".config" / "obsidian"
    config_dir.mkdir(parents=True)
    (config_dir / "obsidian.json").write_text('{"vaults": {"1": {"path": "' + str(vault) + '"}}}')
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    (offer,) = [each for each in setup.discover() if each.kind == "obsidian"]

    assert (offer.title, offer.holds, offer.path, offer.files) == ("Obsidian", "note", str(vault), 1)
    assert not offer.added


def test_an_index_that_is_erased_is_built_anew(house: House, engine: Engine) -> None:  # noqa: F811
    """Sources and settings stay; searching goes on meanwhile."""
    house.events.clear()

    engine.erase("index")

    until(lambda: any(event.get("added") == 1 for event in house.events))
    assert found(engine, "rent") == ["lease.txt"]
    assert [summary.source.path for summary in engine.sources()] == [str(house.folder)]


def test_everything_that_is_erased_is_gone_and_the_users_files_are_not(house: House, engine: Engine) -> None:  # noqa: F811
    """Index, Sources, settings, models and history; what stays is a log that names nothing."""
    config.put(house.home, "theme", "dark")
    (house.home.models_dir / "own.gguf").write_bytes(b"x")

    engine.erase("everything")

    assert engine.sources() == []
    assert found(engine, "rent") == []
    assert (house.folder / "lease.txt").read_text() == "The rent is nine hundred."
    left = {path.name for path in house.home.data_dir.rglob("*") if path.is_file()}
    assert left <= {"index.db", "index.db-wal", "index.db-shm", "index.lock", "window.lock"}
