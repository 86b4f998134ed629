"""A question that takes longer than a keystroke, asked over a connection of its own."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from store.filled import Filled, file

from lfmsearch.store.apart import Apart
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


def waited(apart: Apart[int]) -> int | None:
    assert apart._thread is not None
    apart._thread.join(SECONDS)
    assert not apart.is_asking
    return apart.said()


def documents(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM document").get)


def test_the_answer_is_given_once_it_is_there(index: Path) -> None:
    """And once only; asked again, it is another answer."""
    apart = Apart(index, documents)
    assert apart.said() is None

    apart.begin()
    assert waited(apart) == 1
    assert apart.said() is None

    apart.begin()
    assert waited(apart) == 1
    apart.close()


def test_while_it_is_asked_there_is_no_answer_and_no_second_question(index: Path) -> None:
    """The thread that asks for it goes on meanwhile."""
    asked, answered = [], threading.Event()

    def slowly(connection: Connection) -> int:
        asked.append(connection)
        answered.wait(SECONDS)
        return documents(connection)

    apart = Apart(index, slowly)
    apart.begin()
    apart.begin()

    assert apart.is_asking
    assert apart.said() is None
    answered.set()
    assert waited(apart) == 1
    assert len(asked) == 1


def test_closing_breaks_the_question_off(index: Path) -> None:
    """However long it would take."""
    begun = threading.Event()

    def endlessly(connection: Connection) -> int:
        begun.set()
        return int(connection.execute(ENDLESS).get)

    apart = Apart(index, endlessly)
    apart.begin()
    assert begun.wait(SECONDS)

    closing = threading.Thread(target=apart.close, daemon=True)
    closing.start()
    closing.join(SECONDS)

    assert not closing.is_alive()
    assert apart.said() is None
    apart.close()


def test_an_index_that_went_away_gives_no_answer(tmp_path: Path) -> None:
    """The search that asks next meets it, and says so."""
    apart = Apart(tmp_path / "gone" / "index.db", documents)

    apart.begin()

    assert waited(apart) is None
