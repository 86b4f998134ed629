"""Starting the service's process and ending it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from lfmsearch.errors import ServiceFailed, ServiceNotRunning
from lfmsearch.service.client import Client
from lfmsearch.system.log import tail
from lfmsearch.system.paths import Home
from lfmsearch.system.program import command

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
    return True


def start(home: Home) -> bool:
    """
    Start the service of a Home unless it runs, and return when it answers: whether it was started.

    Raises:
        ServiceFailed: it ended at once, or says nothing; the message says why as far as it is known.
    """
    if is_running(home):
        return False
    process = subprocess.Popen(
        command("service", "run"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=os.path.expanduser("~"),
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if not _until(lambda: process.poll() is not None or is_running(home), _START_SECONDS):
        process.kill()
        raise ServiceFailed("The service was started and does not answer.", "lfmsearch doctor says what is wrong.")
    if process.poll() is not None and not is_running(home):
        said = process.stderr.read().decode("utf-8", "replace").strip() if process.stderr else ""
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
        return False
    if not _until(lambda: not is_running(home), _STOP_SECONDS):
        raise ServiceFailed("The service was told to stop and still answers.", "End the process yourself.")
    return True


def _until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_SECONDS)
    return True
