"""The service's side: who is answered, in which order, how fast, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from service.engines import RESULTS, SECONDS, STATUS, VERSION, FakeEngine, serving

from lfmsearch.errors import BadQuery, MachineError, ServiceFailed
from lfmsearch.service import sockets
from lfmsearch.service.client import Client
from lfmsearch.service.server import Server

posix = pytest.mark.skipif(os.name == "nt", reason="Unix sockets")
pytestmark = posix


@pytest.fixture
def engine():
    """Whoever is asked."""
    made = FakeEngine()
    yield made
    made.gate.set()


class Raw:
    """A client that says what it wants, byte by byte."""

    def __init__(self, home) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(SECONDS)
        self.socket.connect(os.fspath(home.socket_path))
        self.file = self.socket.makefile("rb")

    def say(self, data: bytes) -> None:
        self.socket.sendall(data)

    def ask(self, number: int, verb: str, **arguments: object) -> None:
        message = {"request": {"id": number, "verb": verb, "arguments": arguments}}
        self.say(json.dumps(message).encode() + b"\n")

    def hear(self) -> dict:
        """The next message, {} at the end of the connection."""
        try:
            return json.loads(self.file.readline() or b"{}")
        except ConnectionError:
            return {}

    def close(self) -> None:
        self.file.close()
        self.socket.close()


@contextlib.contextmanager
def raw(home) -> Iterator[Raw]:
    """A raw client that has been greeted, or what came instead is its `first`."""
    client = Raw(home)
    try:
        client.first = client.hear()
        yield client
    finally:
        client.close()


def connected(home) -> Client:
    """A client of the same version."""
    return Client.connect(home, SECONDS, version=VERSION)


def eventually(condition: Callable[[], bool]) -> None:
    """Wait until it holds; fail when it never does."""
    until = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.005)


def test_the_service_says_who_it_is(home, engine):
    """Before anything is asked."""
    with serving(home, engine), raw(home) as client:
        assert client.first == {
            "hello": {"version": VERSION, "protocol": 1, "pid": os.getpid(), "home": str(home.data_dir)}
        }


def test_the_socket_is_for_its_owner_alone(home, engine):
    """Whatever the umask says."""
    before = os.umask(0)
    try:
        with serving(home, engine):
            mode = os.lstat(home.socket_path).st_mode
    finally:
        os.umask(before)

    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600
    assert not home.socket_path.exists()


def test_nobody_can_connect_before_the_socket_has_its_mode(home, engine, monkeypatch):
    """Until then connections are refused."""
    seen = []

    change = Path.chmod

    def chmod(path, mode):
        with socket.socket(socket.AF_UNIX) as early, pytest.raises(ConnectionRefusedError):
            early.connect(os.fspath(path))
        seen.append(mode)
        change(path, mode)

    monkeypatch.setattr(Path, "chmod", chmod)
    with serving(home, engine):
        assert seen[-1:] == [0o600]


def test_another_user_is_refused(home, engine, monkeypatch, caplog):
    """Without a word, and without the engine being asked."""
    monkeypatch.setattr(sockets, "peer_user", lambda _: os.getuid() + 1)

    with serving(home, engine) as server, raw(home) as client:
        assert client.first == {}
        assert server.client_count == 0

    assert "another user" in caplog.text


def test_the_user_at_the_other_end_is_known():
    """By the system, not by what it says."""
    one, other = socket.socketpair()
    with one, other:
        assert sockets.peer_user(one) in (os.getuid(), None)


def test_a_socket_left_by_a_dead_process_is_replaced(home, engine):
    """Killed in the middle, it leaves its file; the next one takes its place."""
    script = f"""
import os, signal
from service.engines import FakeEngine, VERSION
from lfmsearch.service.server import Server
from pathlib import Path
Server(FakeEngine(), Path({os.fspath(home.socket_path)!r}), VERSION).start()
os.kill(os.getpid(), signal.SIGKILL)
"""
    tests = os.path.dirname(os.path.dirname(__file__))
    ended = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": tests}, check=False, timeout=60
    )
    assert ended.returncode == -9
    assert home.socket_path.is_socket()

    with serving(home, engine), connected(home) as client:
        assert client.status() == STATUS


def test_a_live_service_is_never_replaced(home, engine):
    """The second one is told, and the first answers on."""
    with serving(home, engine):
        with pytest.raises(ServiceFailed, match="already running"):
            Server(FakeEngine(), home.socket_path, VERSION).start()

        with connected(home) as client:
            assert client.status() == STATUS
    with serving(home, engine), connected(home) as client:
        assert client.status() == STATUS


def test_a_place_that_takes_no_socket_is_said(home, engine):
    """A sentence instead of a number."""
    home.socket_path.mkdir()
    with pytest.raises(MachineError, match="cannot listen"):
        Server(engine, home.socket_path, VERSION).start()
    home.socket_path.rmdir()

    with serving(home, engine), connected(home) as client:
        assert client.status() == STATUS


def test_requests_of_one_client_are_answered_in_order(home, engine):
    """Also when all were sent before the first answer."""
    engine.gate.clear()
    with serving(home, engine), raw(home) as client:
        client.ask(1, "search", query="slow")
        client.ask(2, "status")
        client.ask(3, "search", query="x", colour="red")
        client.ask(4, "remove", path="/a")
        assert engine.searching.wait(SECONDS)
        engine.gate.set()

        replies = [client.hear()["reply"] for _ in range(4)]

    assert [reply["id"] for reply in replies] == [1, 2, 3, 4]
    assert replies[2]["error"]["kind"] == "usage"
    assert [verb for verb, _ in engine.asked] == ["search", "status", "remove"]


def test_one_client_does_not_wait_for_another(home, engine):
    """`status` answers while a search runs."""
    engine.gate.clear()
    with serving(home, engine), connected(home) as slow, connected(home) as quick:
        found = []
        searching = threading.Thread(target=lambda: found.append(slow.search("x")))
        searching.start()
        assert engine.searching.wait(SECONDS)

        assert quick.status() == STATUS
        assert found == []

        engine.gate.set()
        searching.join(SECONDS)
    assert found == [RESULTS]


def test_a_thousand_quick_requests_are_all_answered(home, engine):
    """By four clients at once, each its own."""
    wrong = []

    def ask_often(number):
        with connected(home) as client:
            for turn in range(250):
                engine_said = client.search(f"{number}.{turn}")
                if engine_said != RESULTS:
                    wrong.append((number, turn))

    with serving(home, engine):
        threads = [threading.Thread(target=ask_often, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(SECONDS * 3)

    assert wrong == []
    asked = [arguments["query"] for _, arguments in engine.asked]
    assert len(asked) == 1000
    for number in range(4):
        assert [query for query in asked if query[0] == str(number)] == [f"{number}.{turn}" for turn in range(250)]


def test_a_request_may_arrive_in_pieces(home, engine):
    """A line is a request when it has ended, not before."""
    with serving(home, engine), raw(home) as client:
        for piece in (b'{"request": {"id"', b': 1, "verb": "sta', b'tus"}}'):
            client.say(piece)
        assert engine.asked == []
        client.say(b"\n")

        assert client.hear()["reply"]["id"] == 1


def test_a_client_that_leaves_in_the_middle_of_a_line_leaves_nothing(home, engine):
    """Half a request is none."""
    with serving(home, engine) as server:
        with raw(home) as client:
            client.say(b'{"request": {"id": 1, "verb": "stop"')
        eventually(lambda: server.client_count == 0)

    assert engine.asked == []


@pytest.mark.parametrize(
    "garbage", [b"GET / HTTP/1.1\r\n\r\n", b"\x00\xff\n", b'{"reply": {"id": 1}}\n', b"[" * 99_999 + b"\n"]
)
def test_nonsense_ends_that_connection_alone(home, engine, garbage):
    """The others do not notice."""
    with serving(home, engine), connected(home) as other, raw(home) as client:
        client.say(garbage)
        assert client.hear() == {}

        assert other.status() == STATUS


def test_a_misshapen_request_is_answered_and_the_next_one_too(home, engine):
    """The connection stays."""
    with serving(home, engine), raw(home) as client:
        client.say(b'{"request": {"id": 7, "verb": "status", "colour": "red"}}\n')
        client.ask(8, "explode")
        client.ask(9, "status")

        replies = [client.hear()["reply"] for _ in range(3)]

    assert [(reply["id"], reply["error"] and reply["error"]["kind"]) for reply in replies] == [
        (7, "usage"),
        (8, "usage"),
        (9, None),
    ]


def test_a_bug_ends_neither_the_connection_nor_the_service(home, engine, caplog):
    """The log names it without the text it was about."""
    engine.error = RuntimeError("secret text of a letter")
    with serving(home, engine), connected(home) as client:
        with pytest.raises(ServiceFailed, match="RuntimeError: secret"):
            client.status()
        engine.error = None
        assert client.status() == STATUS

    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_an_answer_without_a_plain_form_is_such_a_bug(home, engine, caplog):
    """Said to the client, who would wait for ever."""
    engine.answers["remove"] = b"bytes"
    with serving(home, engine), connected(home) as client:
        with pytest.raises(ServiceFailed, match="no plain form"):
            client.remove("/a")
        assert client.status() == STATUS

    assert "TypeError" in caplog.text


def test_one_client_too_many_is_refused_in_words(home, engine):
    """And let in when there is room again."""
    with serving(home, engine, most_clients=2) as server, connected(home):
        with connected(home), pytest.raises(ServiceFailed, match="already talks to 2 programs"):
            connected(home)
        eventually(lambda: server.client_count == 1)

        with connected(home) as client:
            assert client.status() == STATUS


def test_events_come_at_most_ten_times_a_second(home, engine):
    """The latest progress wins, problems all come."""
    with serving(home, engine), raw(home) as client:
        client.ask(1, "subscribe")
        assert client.hear()["reply"]["error"] is None
        eventually(lambda: bool(engine.listeners))
        started = time.monotonic()
        for number in range(5_000):
            engine.tell(event="progress", done=number)
            if number % 100 == 0:
                engine.tell(event="problem", number=number)
        engine.tell(event="state", state="idle")
        events = []
        while not events or events[-1]["event"] != "state":
            events.append(client.hear()["event"])
        took = time.monotonic() - started

    progress = [event["fields"]["done"] for event in events if event["event"] == "progress"]
    assert len(progress) <= 2 + took / 0.1
    assert progress == sorted(progress)
    assert progress[-1] == 4_999
    assert [event["fields"]["number"] for event in events if event["event"] == "problem"] == [*range(0, 5_000, 100)]


def test_who_has_not_subscribed_hears_no_events(home, engine):
    """And who has gone is not told any more."""
    with serving(home, engine), raw(home) as quiet:
        with raw(home) as client:
            client.ask(1, "subscribe")
            client.ask(2, "subscribe")
            client.hear()
            client.hear()
            assert len(engine.listeners) == 1
        eventually(lambda: not engine.listeners)

        engine.tell(event="state", state="idle")
        quiet.ask(1, "status")
        assert "reply" in quiet.hear()


def test_a_client_that_takes_nothing_is_given_up_and_holds_nobody_up(home, engine):
    """The engine tells its events without waiting; the others go on hearing them."""
    with serving(home, engine, patience=4.0) as server, raw(home) as stuck, connected(home) as other:
        stuck.ask(1, "subscribe")
        stuck.hear()
        heard = other.events()
        slowest = 0.0
        for number in range(200):
            started = time.monotonic()
            engine.tell(event="problem", text="x" * 20_000, number=number)
            slowest = max(slowest, time.monotonic() - started)

        assert [next(heard)["number"] for _ in range(200)] == list(range(200))
        eventually(lambda: server.client_count == 1)
        assert other.status() == STATUS
    # It would have been the patience if it had waited.
    assert slowest < 3.5


def test_closing_takes_less_than_a_second_with_clients_connected(home, engine):
    """Idle ones, one that listens, one in the middle of a search that does not end, one that takes nothing."""
    engine.gate.clear()
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(serving(home, engine, patience=60))
        for _ in range(5):
            stack.enter_context(raw(home))
        listening, busy, stuck = (stack.enter_context(raw(home)) for _ in range(3))
        listening.ask(1, "subscribe")
        listening.hear()
        busy.ask(1, "search", query="x")
        assert engine.searching.wait(SECONDS)
        stuck.ask(1, "subscribe")
        stuck.hear()
        engine.tell(event="problem", text="x" * 5_000_000)

        started = time.monotonic()
        server.close()
        took = time.monotonic() - started

        assert took < 10  # a second; for ever, if it waited for who does not read
        assert not home.socket_path.exists()
        assert busy.hear() == {}
        server.close()


def test_a_request_in_hand_is_answered_before_the_end(home, engine):
    """If that is soon."""
    engine.gate.clear()
    with serving(home, engine) as server, raw(home) as busy, raw(home) as idle:
        busy.ask(1, "search", query="x")
        busy.ask(2, "status")
        assert engine.searching.wait(SECONDS)
        closing = threading.Thread(target=server.close)
        closing.start()
        assert idle.hear() == {}  # so it is closing
        engine.gate.set()

        assert busy.hear()["reply"]["id"] == 1
        assert busy.hear() == {}
        closing.join(SECONDS)
    assert engine.asked == [("search", engine.asked[0][1])]


def test_stop_is_answered_also_when_it_closes_the_server_itself(home, engine):
    """Whoever asked for it hears that it was done."""
    with serving(home, engine) as server, raw(home) as client:
        engine.stop = server.close
        client.ask(1, "stop")

        assert client.hear() == {"reply": {"id": 1, "result": None, "error": None}}
        assert client.hear() == {}


def test_an_error_of_ours_keeps_its_class(home, engine):
    """So that whoever asks can tell them apart."""
    engine.error = BadQuery("There is no field “form”.", "Did you mean “from”?")
    with serving(home, engine), connected(home) as client, pytest.raises(BadQuery, match="no field") as caught:
        client.search("form:x")

    assert caught.value.hint == "Did you mean “from”?"
