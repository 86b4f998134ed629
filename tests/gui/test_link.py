"""The connection to the service: found, started, lost, found again."""

from __future__ import annotations

import threading

import shiboken6
from PySide6.QtCore import QObject
from service.engines import RESULTS, STATUS, SUMMARY, VERSION, FakeEngine, serving

from lfmsearch.errors import BadQuery, ServiceFailed
from lfmsearch.gui.link import Link


def test_it_finds_the_service_and_knows_its_status(link) -> None:
    """The window can say at once how far the index is."""
    assert link.standing.state == "ready"
    assert link.status == STATUS


def test_questions_are_answered_in_this_thread(link, qtbot) -> None:
    """A view is changed where it was made."""
    seen = []

    link.ask(lambda client: client.search("invoice"), lambda found: seen.append((found, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [(RESULTS, threading.get_ident())]


def test_an_error_of_the_service_is_told_to_who_asked(link, engine, qtbot) -> None:
    """A query that cannot be read gives its sentence."""
    engine.error = BadQuery("There is no field “foo”.")
    seen = []

    link.ask(lambda client: client.search("foo:bar"), seen.append, failed=lambda error: seen.append(error.message))
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == ["There is no field “foo”."]


def test_events_of_the_service_arrive(link, engine, qtbot) -> None:
    """What the service does is seen while it does it."""
    with qtbot.waitSignal(link.happened) as told:
        engine.tell(event="progress", step="read", done=3, total=9)

    assert told.args == [{"event": "progress", "step": "read", "done": 3, "total": 9}]


def test_a_change_is_followed_by_a_new_status(link, engine, qtbot) -> None:
    """Counts on the screen do not grow old."""
    with qtbot.waitSignal(link.status_changed):
        engine.tell(event="changed", added=1)


def test_where_no_service_runs_it_is_started(home, qtbot) -> None:
    """Nobody has to know that there is a service."""
    engine, servers = FakeEngine(), []

    def starts(_):
        if not servers:
            servers.append(serving(home, engine))
            servers[0].__enter__()

    link = Link(home, starts=starts, version=VERSION)
    with qtbot.waitSignal(link.status_changed):
        link.begin()

    assert link.standing.state == "ready"
    link.close()
    servers[0].__exit__(None, None, None)


def test_a_service_that_went_is_started_again(home, qtbot) -> None:
    """The window says that it has gone, brings it back, and answers as before."""
    servers, said = [], []

    def starts(_):
        if not servers:
            servers.append(serving(home, FakeEngine()))
            servers[-1].__enter__()

    link = Link(home, starts=starts, version=VERSION)
    link.standing_changed.connect(lambda standing: said.append(standing.state))
    with qtbot.waitSignal(link.status_changed):
        link.begin()

    servers.pop().__exit__(None, None, None)
    qtbot.waitUntil(lambda: said == ["ready", "gone", "ready"])

    answered = []
    link.ask(lambda client: client.search("x"), answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [RESULTS]
    link.close()
    servers.pop().__exit__(None, None, None)


def test_a_service_of_another_version_is_named(home, engine, qtbot) -> None:
    """What it answers could mean something else; the user is told what to do."""
    link = Link(home, starts=lambda _: False, version="0.0.1")

    with qtbot.waitSignal(link.standing_changed):
        link.begin()

    assert link.standing.state == "other"
    assert VERSION in link.standing.message
    assert "lfmsearch service stop" in link.standing.hint
    link.close()


def test_a_service_that_does_not_start_is_said_and_tried_again(home, qtbot) -> None:
    """The reason is shown, not a spinner."""
    tries = []

    def starts(_):
        tries.append(1)
        raise ServiceFailed("The service ended at once.", "lfmsearch doctor")

    link = Link(home, starts=starts, version=VERSION)
    with qtbot.waitSignal(link.standing_changed):
        link.begin()
    qtbot.waitUntil(lambda: len(tries) > 1)

    assert link.standing.state == "failed"
    assert link.standing.message == "The service ended at once."
    link.close()


def test_what_a_view_asks_as_it_opens_waits_for_the_service(home, engine, qtbot) -> None:
    """Before the service is there nothing fails and nothing is lost; for a view that is gone by then nothing is asked."""
    made = Link(home, starts=lambda _: False, version=VERSION)
    answers: list[object] = []
    closed = QObject()
    made.ask(lambda client: client.sources(), answers.append, failed=answers.append, waits=True)
    made.ask(lambda client: client.sources(), answers.append, failed=answers.append, owner=closed, waits=True)
    shiboken6.delete(closed)

    made.begin()
    qtbot.waitUntil(lambda: len(answers) == 1)

    assert answers == [[SUMMARY, SUMMARY]]
    made.close()
