"""Starting the service's process and ending it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lfmsearch.errors import IndexLocked, ServiceFailed, ServiceNotRunning
from lfmsearch.service.client import Client
from lfmsearch.service.keeping import keep
from lfmsearch.store.lock import writer_lock
from lfmsearch.system.log import tail
from lfmsearch.system.paths import Home
from lfmsearch.system.program import command, lasting_folder

# A cold start on a slow disk, with an index to open; it answers in a second where nothing is slow.
_START_SECONDS = 30.0
_STOP_SECONDS = 10.0
_LOOK_SECONDS = 0.05


def is_running(home: Home) -> bool:
    """Return whether a service of this Home answers, of whatever version."""
    try:
        Client.connect(home).close()
    except ServiceNotRunning:
        return False
    except ServiceFailed:  # it is there, and is just ending or says nothing
        return True
    return True


def start(home: Home) -> bool:
    """
    Start the service of a Home unless it runs, and return when it answers: whether it was started.

    Raises:
        ServiceFailed: it ended at once, or says nothing; the message says why as far as it is known.
    """
    if is_running(home):
        return False
    home.create()
    _mark(home).unlink(missing_ok=True)
    process = subprocess.Popen(
        command("service", "run", "--keep"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=lasting_folder(),
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if not _until(lambda: process.poll() is not None or is_running(home), _START_SECONDS):
        process.kill()
        raise ServiceFailed("The service was started and does not answer.", "lfmsearch doctor says what is wrong.")
    if process.poll() is not None and not is_running(home):
        said = process.communicate()[1].decode("utf-8", "replace").strip()
        last = said or "".join(tail(home.log_dir, "service", 1))
        raise ServiceFailed(f"The service ended at once. {last}".strip(), "lfmsearch doctor says what is wrong.")
    if process.stderr:
        process.stderr.close()
    return True


def stop(home: Home) -> bool:
    """
    End the service of a Home and return when it is gone: whether there was one.

    Raises:
        ServiceFailed: it does not end.
    """
    try:
        with Client.connect(home) as client:
            client.stop()
    except ServiceNotRunning:
        if home.data_dir.is_dir():
            _mark(home).touch(mode=0o600)  # it may just be waiting to start again after a crash
        return False
    # It is not gone before it has let go of the index: whoever starts it anew needs that.
    if not _until(lambda: not is_running(home) and _is_free(home), _STOP_SECONDS):
        raise ServiceFailed("The service was told to stop and still answers.", "End the process yourself.")
    return True


def kept(home: Home) -> int:
    """Be the service in a process of its own, started again when it crashes; return its exit code. Used by the main thread."""
    return keep(command("service", "run"), given_up=lambda: is_given_up(home))


def _is_free(home: Home) -> bool:
    try:
        with writer_lock(home.lock_path):
            return True
    except IndexLocked:
        return False


def is_given_up(home: Home) -> bool:
    """Return whether a service that crashed is not to be started again: it was stopped meanwhile, or its home was deleted."""
    return _mark(home).exists() or not home.data_dir.is_dir()


def _mark(home: Home) -> Path:
    return home.data_dir / "service.stopped"


def _until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_SECONDS)
    return True
