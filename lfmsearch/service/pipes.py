"""
The transport on Windows: a named pipe.

`multiprocessing.connection` does what differs from a socket; its `recv`, which would run what it is sent, is never called.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from lfmsearch.errors import ServiceFailed

# A pipe has no way to wake a reader; it looks so often whether it should end.
_LOOK_SECONDS = 0.25
# Of one message: the largest line, and the events that were waiting with it.
_LARGEST = 128 << 20


class Pipe(Protocol):
    """What is used of a `multiprocessing.connection.Connection`."""

    def send_bytes(self, buf: bytes, /) -> None:
        """Send one message."""

    def recv_bytes(self, maxlength: int, /) -> bytes:
        """Wait for one message."""

    def poll(self, timeout: float, /) -> bool:
        """Wait so long for a message."""

    def close(self) -> None:
        """Give it back."""


class PipeChannel:
    """
    A connected named pipe.

    Args:
        pipe: the connection.
        same_user: whether the other end is this user on this machine.
    """

    def __init__(self, pipe: Pipe, same_user: Callable[[Pipe], bool]) -> None:
        self._pipe, self._same_user = pipe, same_user
        self._ended = threading.Event()

    @classmethod
    def to(cls, name: str, family: str = "AF_PIPE", same_user: Callable[[Pipe], bool] | None = None) -> PipeChannel:
        """Connect to a listening pipe. Raises OSError."""
        from multiprocessing.connection import Client

        return cls(Client(name, family), same_user or _same_user_server)

    def read(self, timeout: float | None = None) -> bytes:
        """As in Channel."""
        until = None if timeout is None else time.monotonic() + timeout
        try:
            while not self._ended.is_set():
                if self._pipe.poll(_LOOK_SECONDS):
                    return self._pipe.recv_bytes(_LARGEST)
                if until is not None and time.monotonic() > until:
                    raise TimeoutError
        except TimeoutError:
            raise
        except (OSError, EOFError):
            pass
        return b""

    def write(self, data: bytes) -> None:
        """As in Channel, but without an end of its patience: a pipe has none."""
        if self._ended.is_set():
            raise ConnectionError("The connection is over.")
        try:
            self._pipe.send_bytes(data)
        except (OSError, ValueError) as error:
            raise ConnectionError("The other end takes nothing.") from error

    def end(self) -> None:
        """As in Channel: whoever reads sees it within a moment, and closes."""
        self._ended.set()

    def close(self) -> None:
        """As in Channel."""
        self._ended.set()
        self._pipe.close()

    def is_own_user(self) -> bool:
        """As in Channel."""
        return self._same_user(self._pipe)


class PipeListener:
    """A named pipe. The name is taken by the first to ask for it, and free when its process has ended."""

    def __init__(self, name: str, family: str = "AF_PIPE", same_user: Callable[[Pipe], bool] | None = None) -> None:
        from multiprocessing.connection import Listener as Accepting

        self._name, self._family = name, family
        self._closed = threading.Event()
        self._same_user = same_user or _same_user_client
        try:
            self._listener = Accepting(name, family)
        except OSError as error:
            raise ServiceFailed(
                "A service of this home is already running.", "Stop it with `lfmsearch service stop`."
            ) from error

    def accept(self) -> PipeChannel | None:
        """As in Listener."""
        while not self._closed.is_set():
            try:
                pipe: Any = self._listener.accept()
            except (OSError, EOFError):  # it has gone again
                continue
            if self._closed.is_set():
                pipe.close()
                break
            return PipeChannel(pipe, self._same_user)
        return None

    def close(self) -> None:
        """As in Listener: only a connection wakes who waits for one."""
        from multiprocessing.connection import Client

        if self._closed.is_set():
            return
        self._closed.set()
        with contextlib.suppress(OSError, EOFError):
            Client(self._name, self._family).close()
        self._listener.close()


def pipe_name(path: Path) -> str:
    """Return the name of the pipe that stands for a socket at `path`."""
    return rf"\\.\pipe\lfmsearch-{hashlib.sha256(str(path).encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _same_user_client(pipe: Any) -> bool:
    return _same_user(pipe, "GetNamedPipeClientProcessId", "GetNamedPipeClientComputerNameW")


def _same_user_server(pipe: Any) -> bool:
    return _same_user(pipe, "GetNamedPipeServerProcessId", None)


def _same_user(pipe: Any, process_of: str, computer_of: str | None) -> bool:
    """Whether the process at the other end is this user's. A pipe can be reached from other machines, which have no name here."""
    import ctypes

    import psutil

    kernel32: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle, number = ctypes.c_void_p(pipe.fileno()), ctypes.c_ulong()
    if computer_of is not None and getattr(kernel32, computer_of)(handle, ctypes.create_unicode_buffer(256), 512):
        return False  # only of a local client there is no name to tell
    if not getattr(kernel32, process_of)(handle, ctypes.byref(number)):
        return False
    try:
        return bool(psutil.Process(number.value).username() == psutil.Process().username())
    except psutil.Error:
        return False
