"""A question that takes longer than a keystroke, asked over a connection of its own."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from store.filled import Filled, file

from lfmsearch.store.background import BackgroundLookup
from lfmsearch.store.connection import Connection

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
SECONDS = 30


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """One Document."""
    path = tmp_path / "index.db"
    filled = Filled(path)
    filled.put("/1", file("", key="b2:1"), texts=["boiler"])
    filled.close()
    return path


def waited(background: BackgroundLookup[int]) -> int | None:
    assert background._thread is not None
    background._thread.join(SECONDS)
    assert not background.is_running
    return background.result()


def documents(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM document").get)


def test_the_answer_is_given_once_it_is_there(index: Path) -> None:
    """And once only; asked again, it is another answer."""
    background = BackgroundLookup(index, documents)
    assert background.result() is None

    background.start()
    assert waited(background) == 1
    assert background.result() is None

    background.start()
    assert waited(background) == 1
    background.close()


def test_while_it_is_asked_there_is_no_answer_and_no_second_question(index: Path) -> None:
    """The thread that asks for it goes on meanwhile."""
    asked, answered = [], threading.Event()

    def slowly(connection: Connection) -> int:
        asked.append(connection)
        answered.wait(SECONDS)
        return documents(connection)

    background = BackgroundLookup(index, slowly)
    background.start()
    background.start()

    assert background.is_running
    assert background.result() is None
    answered.set()
    assert waited(background) == 1
    assert len(asked) == 1


def test_closing_breaks_the_question_off(index: Path) -> None:
    """However long it would take."""
    begun = threading.Event()

    def endlessly(connection: Connection) -> int:
        begun.set()
        return int(connection.execute(ENDLESS).get)

    background = BackgroundLookup(index, endlessly)
    background.start()
    assert begun.wait(SECONDS)

    closing = threading.Thread(target=background.close, daemon=True)
    closing.start()
    closing.join(SECONDS)

    assert not closing.is_alive()
    assert background.result() is None
    background.close()


def test_an_index_that_went_away_gives_no_answer(tmp_path: Path) -> None:
    """The search that asks next meets it, and says so."""
    background = BackgroundLookup(tmp_path / "gone" / "index.db", documents)

    background.start()

    assert waited(background) is None
