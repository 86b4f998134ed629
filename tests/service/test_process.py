"""The service as a process: started, seen, killed, stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from lfmsearch.service import main
from lfmsearch.service.client import Client
from lfmsearch.service.starting import is_running, start, stop
from lfmsearch.system.paths import Home

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX"),
    # Python complains of a child that outlives whoever started it, which is what a service does.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def home(tmp_path, monkeypatch) -> Iterator[Home]:
    monkeypatch.setenv("LFMSEARCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LFMSEARCH_GIVE_WAY", "false")
    home = Home.find()
    yield home
    stop(home)


def pid(home: Home) -> int:
    with Client.connect(home) as client:
        return client.service.pid


def answers(home: Home, seconds: float = 60.0) -> bool:
    """Whether a service answers in the end."""
    end = time.monotonic() + seconds
    while not is_running(home) and time.monotonic() < end:
        time.sleep(0.05)
    return is_running(home)


def test_a_killed_service_is_back_by_itself(home):
    """It is another process, and the only one."""
    assert start(home)
    killed = pid(home)

    os.kill(killed, signal.SIGKILL)
    while is_running(home):
        time.sleep(0.01)

    assert answers(home)
    assert pid(home) != killed
    assert not start(home)


def test_a_service_that_is_stopped_stays_so(home):
    """Also one that is about to start again after a crash."""
    start(home)
    os.kill(pid(home), signal.SIGKILL)
    while is_running(home):
        time.sleep(0.01)

    stop(home)
    time.sleep(2.0)  # longer than the first pause

    assert not is_running(home)


def test_whoever_starts_a_service_that_cannot_be_hears_why(home):
    """With the sentence of the setting at fault."""
    home.create()
    home.config_path.write_text("contexts = 'many'\n")

    with pytest.raises(Exception, match="contexts"):
        start(home)
    home.config_path.unlink()


def test_stopping_where_nothing_was_ever_made_makes_nothing(home):
    """There is no service, and no home for one."""
    assert not stop(home)
    assert not home.data_dir.exists()


def test_what_does_not_end_in_time_is_left(home):
    """Nothing holds the end of the process up, whatever is in hand."""
    code = """if True:
        import threading, time
        from lfmsearch.service import engine, main
        from lfmsearch.system.paths import Home
        engine.Engine.__exit__ = lambda *_: time.sleep(600)
        main.run(Home.find())"""
    with subprocess.Popen((sys.executable, "-c", code)) as process:
        assert answers(home)
        with Client.connect(home) as client:
            client.stop()

        assert process.wait(60) == 0
    assert main._LAST_SECONDS < 2


def test_a_service_whose_home_was_deleted_ends(home):
    """Nobody could reach it any more, also not to stop it."""
    code = """if True:
        from lfmsearch.service import main
        from lfmsearch.system.paths import Home
        main._LOOK_SECONDS = 0.1
        main.run(Home.find())"""
    with subprocess.Popen((sys.executable, "-c", code)) as process:
        assert answers(home)
        shutil.rmtree(home.data_dir)

        assert process.wait(60) == 0
