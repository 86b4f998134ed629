"""The first run: nothing is read before it is chosen, and results come while the rest is still being set up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot
from service.engines import MODEL, STORE, FakeEngine

from lfmsearch.errors import DownloadFailed
from lfmsearch.gui.firstrun import FirstRun
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.link import Link
from lfmsearch.gui.setup.model import ModelCard, facts_of, title_of
from lfmsearch.gui.setup.places import Choice, permission_row, shown_path, suggested
from lfmsearch.gui.theme import Theme


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody with a folder of documents and one of downloads, and no desktop."""
    for name in ("Documents", "Downloads"):
        (tmp_path / "nora" / name).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "nora"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nora" / ".config"))
    return tmp_path / "nora"


@pytest.fixture
def first_run(person: Path, link: Link, theme: Theme, qtbot: QtBot) -> FirstRun:
    view = FirstRun(link, theme, HeldHotkey())
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: any(choice.kind for choice, _ in view.places.offered()))
    return view


def switch(view: FirstRun, choice: Choice) -> QCheckBox:
    return dict(view.places.offered())[choice]


def added(engine: FakeEngine) -> list[tuple[str, str]]:
    return [(asked["path"], asked["kind"]) for verb, asked in engine.asked if verb == "add"]


def test_documents_are_suggested_and_downloads_are_offered(person: Path) -> None:
    """What is not there is not offered; where a desktop names the home itself, neither."""
    assert suggested() == [(str(person / "Documents"), True), (str(person / "Downloads"), False)]


def test_nothing_is_read_before_the_button_says_so(
    first_run: FirstRun, engine: FakeEngine, person: Path, qtbot
) -> None:
    """Counting looks at names and sizes; mail and notes are found and left alone until they are chosen."""
    documents, mail = Choice(str(person / "Documents")), Choice(STORE.path, STORE.kind)
    assert {verb for verb, _ in engine.asked} <= {"status", "preview", "discover", "models", "subscribe"}
    assert first_run.places.chosen() == [documents]
    assert not switch(first_run, mail).isChecked()

    switch(first_run, mail).click()
    first_run.next.click()

    qtbot.waitUntil(lambda: len(added(engine)) == 2)
    assert added(engine) == [(documents.path, ""), (STORE.path, "thunderbird")]


def test_who_chooses_nothing_may_go_on(first_run: FirstRun, engine: FakeEngine, person: Path, qtbot: QtBot) -> None:
    """The button says so, and nothing is added."""
    switch(first_run, Choice(str(person / "Documents"))).click()
    assert first_run.next.text() == "Choose later"

    for _ in range(2):
        first_run.next.click()
    with qtbot.waitSignal(first_run.finished):
        first_run.next.click()

    assert added(engine) == []


def test_each_place_says_what_reading_it_takes(first_run: FirstRun, qtbot: QtBot) -> None:
    """Files, size and time, from names and sizes alone."""
    labels = lambda: " ".join(row.detail.text() for row in first_run.places.findChildren(type(permission_row("x"))))  # noqa: E731

    qtbot.waitUntil(lambda: "3 file" in labels())

    assert "2 kB" in labels()
    assert "12 file" in labels()  # Thunderbird's


def test_a_model_is_shown_with_its_terms_before_it_is_fetched(link: Link, engine: FakeEngine, qtbot: QtBot) -> None:
    """Size, host and licence stand there; a click accepts and fetches, and the bar moves."""
    card = ModelCard(link)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(lambda: bool(card.name.text()))

    assert "379 MB" in card.facts.text()
    assert "huggingface.co" in card.facts.text()
    assert "Free for private use." in card.terms.text()
    assert not any(verb == "fetch_model" for verb, _ in engine.asked)
    card.fetch.click()
    qtbot.waitUntil(lambda: ("fetch_model", {"name": MODEL.id, "accept_licence": True}) in engine.asked)
    told = {"event": "model", "id": MODEL.id, "message": "", "hint": ""}
    engine.tell(**told, state="fetching", done=100_000_000, total=400_000_000)
    qtbot.waitUntil(lambda: card.bar.value() == 250)
    assert "100 MB of 400 MB" in card.says.text()
    assert card.stop.isVisible()
    assert not card.fetch.isVisible()

    refused = {"message": "huggingface.co refused it.", "hint": "Take the file by other means."}
    engine.tell(**{**told, **refused}, state="failed", done=0, total=0)
    qtbot.waitUntil(lambda: "Take the file by other means." in card.says.text())
    assert card.fetch.isVisible()


def test_a_download_that_cannot_begin_says_why(link: Link, engine: FakeEngine, qtbot: QtBot) -> None:
    """Offline, say; the other ways stay there."""
    card = ModelCard(link)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(lambda: bool(card.name.text()))
    engine.error = DownloadFailed("No network.", "Try again later.")

    card.fetch.click()

    qtbot.waitUntil(lambda: "No network. Try again later." in card.says.text())
    assert card.file.isVisible()


def test_models_of_one_name_are_told_apart() -> None:
    """By the kind of their file."""
    assert title_of(MODEL) == "LFM2.5-Embedding-350M · Q8_0"
    assert facts_of(MODEL) == "379 MB · huggingface.co · en, de, ja".replace("en, de", "English, German")


def test_paths_stand_apart_from_names_that_run_the_other_way(person: Path) -> None:
    """Below the home they begin with ~."""
    assert shown_path(str(person / "Documents")) == "\u2066~/Documents\u2069"
    assert shown_path("/srv/x") == "\u2066/srv/x\u2069"
