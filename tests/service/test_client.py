"""The client's side: every verb there and back, what it says when the service is not there, another one, or gone."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
from multiprocessing import Pipe

import pytest
from service.engines import (
    EXPLANATION,
    OPENING,
    PASSAGE,
    PICTURE,
    PREVIEW,
    RECENT,
    RESULTS,
    SECONDS,
    SOURCE,
    STATUS,
    SUGGESTED,
    SUMMARY,
    VERSION,
    WHY,
    FakeEngine,
    serving,
)

import lfmsearch
from lfmsearch.errors import MachineError, OtherVersion, ServiceFailed, ServiceNotRunning
from lfmsearch.service import sockets
from lfmsearch.service.client import Client
from lfmsearch.service.pipes import PipeChannel, PipeListener, pipe_name
from lfmsearch.service.protocol import Hello, Reply, encode
from lfmsearch.service.remote import RemoteIndex
from lfmsearch.service.server import Server
from lfmsearch.system import paths
from lfmsearch.system.paths import Home

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Unix sockets")


@pytest.fixture
def engine():
    """Whoever is asked."""
    made = FakeEngine()
    yield made
    made.gate.set()


def connected(home, **options):
    """A client of the same version."""
    return Client.connect(home, SECONDS, **{"version": VERSION, **options})


VERBS = [
    (
        "search",
        ("x",),
        {},
        {"query": "x", "limit": 10, "page": 1, "sort": "relevance", "mode": "both", "facets": False, "rerank": None},
        RESULTS,
    ),
    (
        "search",
        ("y \udcff",),
        {"limit": 3, "page": 2, "sort": "date", "mode": "words", "facets": True, "rerank": False},
        {"query": "y \udcff", "limit": 3, "page": 2, "sort": "date", "mode": "words", "facets": True, "rerank": False},
        RESULTS,
    ),
    ("explain", ("12:3", "rent"), {}, {"hit": "12:3", "query": "rent"}, EXPLANATION),
    ("passage", ("12:3",), {}, {"hit": "12:3", "around": 0}, PASSAGE),
    (
        "picture",
        ("12:3",),
        {"page": 2, "width": 500, "words": ("rent",)},
        {"hit": "12:3", "page": 2, "width": 500, "words": ("rent",)},
        PICTURE,
    ),
    ("resolve", ("12:3",), {}, {"hit": "12:3"}, "/a/\udcff"),
    ("why", ("/a/b.txt",), {}, {"path": "/a/b.txt", "query": None}, WHY),
    ("why", ("12", "x"), {}, {"path": "12", "query": "x"}, WHY),
    ("launch", ("12:3",), {"query": "x"}, {"hit": "12:3", "query": "x"}, OPENING),
    ("similar", ("12:3",), {"limit": 3}, {"hit_or_path": "12:3", "limit": 3, "page": 1}, RESULTS),
    ("suggest", ("fr",), {"cursor": 2}, {"typed": "fr", "cursor": 2, "limit": 8}, SUGGESTED),
    ("recent", (), {}, {"limit": 8}, RECENT),
    ("remember", (), {"query": "x"}, {"query": "x", "hit_or_path": ""}, None),
    ("not_this", ("x", "12"), {"undo": True}, {"query": "x", "hit_or_path": "12", "undo": True}, None),
    ("clear_history", (), {"hit_or_path": "/a"}, {"query": "", "hit_or_path": "/a"}, None),
    ("status", (), {}, {}, STATUS),
    ("sources", (), {}, {}, [SUMMARY, SUMMARY]),
    ("add", ("/a",), {}, {"path": "/a", "kind": "", "include": (), "exclude": ()}, SOURCE),
    (
        "add",
        ("/a/\udcff",),
        {"kind": "mbox", "include": ["*.md"], "exclude": ("b", "c")},
        {"path": "/a/\udcff", "kind": "mbox", "include": ("*.md",), "exclude": ("b", "c")},
        SOURCE,
    ),
    ("change_source", ("/a",), {"exclude": []}, {"path": "/a", "include": None, "exclude": ()}, SOURCE),
    ("remove", ("/a",), {}, {"path": "/a"}, 17),
    ("preview", ("/a",), {"include": ["*"]}, {"path": "/a", "include": ("*",), "exclude": ()}, PREVIEW),
    ("index_now", (), {}, {}, None),
    ("pause", (60, "lunch"), {}, {"seconds": 60.0, "because": "lunch"}, None),
    ("pause", (None, "you"), {}, {"seconds": None, "because": "you"}, None),
    ("resume", (), {}, {"go_on_anyway_seconds": None}, None),
    ("resume", (3600.0,), {}, {"go_on_anyway_seconds": 3600.0}, None),
    ("stop", (), {}, {}, None),
]


@pytest.mark.parametrize(("verb", "given", "named", "asked", "answer"), VERBS)
def test_every_verb_goes_there_and_back(home, engine, verb, given, named, asked, answer):
    """The engine is asked what the client was asked, and the same value comes back."""
    with serving(home, engine), connected(home) as client:
        assert getattr(client, verb)(*given, **named) == answer

    assert engine.asked == [(verb, asked)]


def test_paths_mean_what_they_mean_to_the_client(home, engine, tmp_path, monkeypatch):
    """The service stands in another folder."""
    (tmp_path / "here").mkdir()
    (tmp_path / "12").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    with serving(home, engine), connected(home) as client:
        client.add("here")
        client.remove(tmp_path / "here" / ".." / "there")
        client.preview("~/here")
        client.why("12")
        client.why("13")
        client.resolve("none.txt")

    said = [arguments.get("path", arguments.get("hit")) for _, arguments in engine.asked]
    assert said == [str(tmp_path / name) for name in ("here", "there", "here", "12")] + [
        "13",
        str(tmp_path / "none.txt"),
    ]


def test_without_a_service_that_is_said(home):
    """With the exit code that stands for it."""
    with pytest.raises(ServiceNotRunning, match="not running") as caught:
        Client.connect(home)

    assert caught.value.exit_code == 3
    assert "service start" in caught.value.hint


def test_a_socket_nobody_listens_at_is_no_service(home):
    """What a killed one leaves."""
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(os.fspath(home.socket_path))

    with pytest.raises(ServiceNotRunning):
        Client.connect(home)


def test_a_service_of_another_version_is_told_from_ones_own(home, engine):
    """The way out is said; how it is and its end can be asked for all the same."""
    with serving(home, engine), connected(home, version="1.0") as client:
        with pytest.raises(OtherVersion, match=rf"{VERSION}, this is 1\.0") as caught:
            client.search("x")
        with pytest.raises(OtherVersion):
            client.subscribe(print)
        assert client.status() == STATUS
        client.stop()

    assert "lfmsearch service stop && lfmsearch service start" in caught.value.hint
    assert [verb for verb, _ in engine.asked] == ["status", "stop"]


def test_connect_refuses_another_version_at_once(home, engine):
    """Before a program builds on it."""
    with serving(home, engine), pytest.raises(OtherVersion):
        lfmsearch.connect(home)


def test_connect_gives_the_index_of_the_running_service(home, engine):
    """With the verbs of an Index."""
    with (
        Server(engine, home.socket_path, lfmsearch.__version__),
        lfmsearch.connect() as index,
    ):
        assert isinstance(index, RemoteIndex)
        assert [hit.title for hit in index.search("invoice", limit=3)] == ["Rechnung 請求書"]
        assert index.add("/a") == SOURCE
        assert index.sources() == [SUMMARY, SUMMARY]


def stub(home, *said: bytes, then=lambda connection: None):
    """Something else at the address, which says this to one client; returns what ends it."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(os.fspath(home.socket_path))
    listening.listen()

    def serve():
        connection, _ = listening.accept()
        with connection:
            for data in said:
                connection.sendall(data)
            then(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()

    def end():
        thread.join(SECONDS)
        listening.close()

    return end


HELLO = encode(Hello(VERSION, 1, 1, "/"))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (b"SSH-2.0-OpenSSH\r\n", "not a service"),
        (b"", "ended the connection"),
        (encode(Reply(1, "x")), "ended the connection"),
    ],
)
def test_what_is_no_service_is_told_from_one(home, said, message):
    """Nothing is asked of it."""
    end = stub(home, said)
    with pytest.raises(ServiceFailed, match=message):
        Client.connect(home, SECONDS)
    end()


def test_a_service_that_says_nothing_is_not_waited_for_for_ever(home):
    """Neither at the greeting nor at an answer."""
    gate = threading.Event()
    end = stub(home, then=lambda _: gate.wait(SECONDS))
    with pytest.raises(ServiceFailed, match="says nothing"):
        Client.connect(home, 0.05)
    gate.set()
    end()
    home.socket_path.unlink()

    gate.clear()
    end = stub(home, HELLO, then=lambda _: gate.wait(SECONDS))
    with connected(home, patience=0.05) as client, pytest.raises(ServiceFailed, match="not answered"):
        client.status()
    gate.set()
    end()


@pytest.mark.parametrize("last", [b"", b'{"reply": {"id": 1, "res', b"nonsense\n"])
def test_a_service_that_dies_in_the_middle_of_a_request_is_said(home, last):
    """Whoever waits for it hears so, and so does whoever asks after that."""

    def die(connection):
        connection.recv(1)
        connection.sendall(last)

    end = stub(home, HELLO, then=die)
    with connected(home) as client:
        with pytest.raises(ServiceNotRunning, match="ended before it answered"):
            client.search("x")
        with pytest.raises(ServiceNotRunning):
            client.status()
        with pytest.raises(ServiceNotRunning):
            client.events()
        client.stop()  # it is, after all
    end()


def test_an_answer_that_cannot_be_read_is_said(home, engine):
    """It is not handed on as something else."""
    engine.answers["remove"] = "many"
    with serving(home, engine), connected(home) as client:
        with pytest.raises(ServiceFailed, match="cannot be read"):
            client.remove("/a")
        assert client.status() == STATUS


def test_a_service_of_another_user_is_not_asked(home, engine, monkeypatch, caplog):
    """Whoever took the address would read along. (This one, in the same process, refuses as well, and logs it.)"""
    with serving(home, engine):
        monkeypatch.setattr(sockets, "peer_user", lambda _: os.getuid() + 1)
        with pytest.raises(ServiceFailed, match="another user"):
            Client.connect(home)
        monkeypatch.undo()


def test_several_threads_share_a_client(home, engine):
    """Each gets its own answer."""
    with serving(home, engine), connected(home) as client:
        engine.resolve = lambda hit: f"/{hit}"
        wrong = []

        def ask(number):
            wrong.extend(turn for turn in range(50) if client.resolve(f"{number}:{turn}") != f"/{number}:{turn}")

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(SECONDS)

    assert wrong == []


def test_events_arrive_in_order_and_end_with_the_service(home, engine):
    """Also while something is asked; the last one says that it has gone."""
    with serving(home, engine) as server, connected(home) as client:
        events = client.events()
        engine.tell(event="state", state="scanning")
        assert client.status() == STATUS
        engine.tell(event="problem", path="/a/\udcff")
        engine.tell(event="state", state="idle")
        heard = [next(events) for _ in range(3)]
        server.close()

        assert list(events) == [{"event": "gone"}]
    assert heard == [
        {"event": "state", "state": "scanning"},
        {"event": "problem", "path": "/a/\udcff"},
        {"event": "state", "state": "idle"},
    ]


def test_a_listener_is_told_in_a_thread_of_its_own_and_may_ask(home, engine):
    """A verb in a listener does not wait for itself; two listeners hear the same."""
    answers, other = [], []
    heard, both = threading.Event(), threading.Event()
    with serving(home, engine), connected(home) as client:

        def listen(event):
            answers.append((event["event"], client.status().state))
            heard.set()

        def listen_too(event):
            other.append(event["event"])
            both.set()

        end = client.subscribe(listen)
        client.subscribe(listen_too)
        engine.tell(event="changed")
        assert heard.wait(SECONDS)
        assert both.wait(SECONDS)

        end()
        both.clear()
        engine.tell(event="state", state="idle")
        assert both.wait(SECONDS)
    assert answers == [("changed", "reading")]
    assert other[:2] == ["changed", "state"]


def test_closing_a_client_ends_its_events(home, engine):
    """Without saying that the service has gone."""
    with serving(home, engine):
        client = connected(home)
        events = client.events()
        client.close()
        client.close()

        assert list(events) == []


def test_importing_the_client_loads_nothing_heavy():
    """It is on the way of every command."""
    heavy = ("numpy", "apsw", "llama_cpp", "huggingface_hub", "rich", "filelock", "multiprocessing")
    script = f"import sys, lfmsearch.service.remote; print(*(set(sys.modules) & set({heavy!r})))"

    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split() == []
    )


# Where it is asked


def test_the_socket_lies_in_the_home(home):
    """In the one folder of LFMSEARCH_HOME."""
    assert home.socket_path == home.data_dir / "service.sock"


def test_the_homes_of_the_system_lie_in_the_runtime_folder(tmp_path, monkeypatch):
    """One socket for each index; a runtime folder that others can read is none."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    one, other = (Home(tmp_path / "c", tmp_path / name, tmp_path / "log") for name in ("d1", "d2"))
    monkeypatch.setattr(paths, "_LONGEST_SOCKET", 1000)

    assert one.socket_path.parent == runtime / "lfmsearch"
    assert one.socket_path != other.socket_path

    runtime.chmod(0o755)
    assert not one.socket_path.is_relative_to(runtime)


def test_a_path_too_long_for_a_socket_is_replaced_by_a_short_one(tmp_path, engine, monkeypatch):
    """In a private folder, another for each home, which works."""
    monkeypatch.setattr(paths, "_SHARED_TEMP", tmp_path)
    home, other = Home.at(tmp_path / ("long" * 50)), Home.at(tmp_path / ("other" * 50))
    assert home.socket_path.parent.parent == tmp_path
    assert home.socket_path != other.socket_path
    with serving(home, engine), connected(home) as client:
        assert client.status() == STATUS
    assert stat.S_IMODE(home.socket_path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("how", ["open", "link", "file"])
def test_a_folder_in_the_shared_place_that_is_not_private_is_not_used(tmp_path, engine, monkeypatch, how):
    """Somebody else may have made it."""
    monkeypatch.setattr(paths, "_SHARED_TEMP", tmp_path)
    home = Home.at(tmp_path / ("long" * 50))
    folder = home.socket_path.parent
    if how == "open":
        folder.mkdir()
        folder.chmod(0o755)
    elif how == "link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "elsewhere")
    else:
        folder.write_text("")

    with pytest.raises(MachineError, match=r"not a private folder|could not be made"):
        Server(engine, home.socket_path, VERSION).start()


# Windows


def test_bytes_cross_a_pipe():
    """As they were, each end seeing the other's end."""
    left, right = (PipeChannel(end, lambda _: True) for end in Pipe())
    left.write(b"one\ntwo")

    assert right.read() == b"one\ntwo"
    with pytest.raises(TimeoutError):
        right.read(0.01)
    left.close()
    assert right.read() == b""
    right.close()
    with pytest.raises(ConnectionError):
        right.write(b"x")


def test_a_reader_of_a_pipe_is_woken_by_its_end():
    """Within a moment."""
    left, right = (PipeChannel(end, lambda _: False) for end in Pipe())
    read = []
    reading = threading.Thread(target=lambda: read.append(left.read()))
    reading.start()
    left.end()
    reading.join(SECONDS)

    assert read == [b""]
    assert not left.is_own_user()
    left.close()
    right.close()


def test_a_pipe_is_listened_at_and_its_name_can_be_taken_once(tmp_path):
    """With a Unix socket in place of the pipe, which the same library offers."""
    name = os.fspath(tmp_path / "pipe")
    listener = PipeListener(name, "AF_UNIX", lambda _: True)
    accepted, first = [], threading.Event()

    def accept():
        while (channel := listener.accept()) is not None:
            accepted.append(channel)
            first.set()

    accepting = threading.Thread(target=accept)
    accepting.start()
    client = PipeChannel.to(name, "AF_UNIX", lambda _: True)
    client.write(b"hello")
    assert first.wait(SECONDS)
    with pytest.raises(ServiceFailed, match="already running"):
        PipeListener(name, "AF_UNIX", lambda _: True)

    listener.close()
    listener.close()
    accepting.join(SECONDS)

    (channel,) = accepted
    assert channel.read() == b"hello"
    client.close()
    channel.close()
    with pytest.raises(FileNotFoundError):
        PipeChannel.to(name, "AF_UNIX", lambda _: True)


def test_pipes_are_named_by_the_home(tmp_path):
    """Two homes never meet."""
    one, other = (pipe_name(Home.at(tmp_path / name).socket_path) for name in "ab")

    assert one.startswith("\\\\.\\pipe\\lfmsearch-")
    assert one != other
