"""
The service as a child that is started again when it crashes, with growing pauses.

systemd and launchd do this by themselves; this is for a service that was started by hand, by a desktop's autostart or by Windows.
Nothing heavy is imported here: whoever waits for another takes no more than Python does.
"""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from lfmsearch.errors import LfmsearchError, ServiceNotRunning, UserError

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
# Who ran for so long before the crash is at its first crash again.
CALM_SECONDS = 600.0
# What a process says that ended by an error of ours: a setting that cannot be read, another writer. To start it again is no help.
_OWN_ERRORS = frozenset(error.exit_code for error in (LfmsearchError, UserError, ServiceNotRunning))


def pause_after(crashes: int) -> float:
    """Return how many seconds to wait after so many crashes in a row, at least one. Pure."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(crashes - 1, 20))


def keep(
    command: Sequence[str],
    *,
    given_up: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[threading.Event, float], bool] = threading.Event.wait,
) -> int:
    """
    Run a command until it ends by itself or this process is told to end (SIGTERM, SIGINT), and return its exit code.

    An end by a signal, or with a code other than 0, is a crash. Only the first start is given up when it ends with an error of
    ours: whoever started it is waiting to hear of that. Used by the main thread.

    Args:
        given_up: asked before each further start: whether the service was stopped meanwhile.
        clock, wait: others only in tests.
    """
    ending = threading.Event()
    child: subprocess.Popen[bytes] | None = None

    def end(number: int, _: FrameType | None) -> None:
        ending.set()
        if child is not None and child.poll() is None:
            child.send_signal(number)

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    crashes, first = 0, True
    while True:
        began = clock()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        if ending.is_set():  # told so before there was a child to tell
            child.terminate()
        code = child.wait()
        if code == 0 or ending.is_set() or (first and code in _OWN_ERRORS):
            return code
        first = False
        crashes = 1 if clock() - began >= CALM_SECONDS else crashes + 1
        if wait(ending, pause_after(crashes)) or given_up():
            return 0
