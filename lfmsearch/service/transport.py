"""
A stream of bytes between two processes of one user on one machine: a Unix socket, on Windows a named pipe. Never a TCP port.

Both ends make sure that the other one is the same user.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

from lfmsearch.errors import ServiceFailed, ServiceNotRunning

# Whoever takes nothing for so long has stopped listening.
PATIENCE = 10.0


class Channel(Protocol):
    """One connection. `read` by one thread, `write` by one at a time, `end` by any."""

    def read(self, timeout: float | None = None) -> bytes:
        """
        Return what has arrived, at least a byte; empty when the connection is over. With a timeout only while nobody writes.

        Raises:
            TimeoutError: nothing came.
        """

    def write(self, data: bytes) -> None:
        """Send all of it. Raises ConnectionError when the other end is gone or takes nothing any more."""

    def end(self) -> None:
        """End the connection; who reads or writes is woken."""

    def close(self) -> None:
        """End it and give it back; for the thread that reads, as the last thing it does."""

    def is_own_user(self) -> bool:
        """Return whether the other end runs as the same user on this machine."""


class Listener(Protocol):
    """Where connections arrive."""

    def accept(self) -> Channel | None:
        """Wait for the next one; None once it is closed."""

    def close(self) -> None:
        """Free the address and wake `accept`, which ends."""


def listen(path: Path, *, patience: float = PATIENCE) -> Listener:
    """
    Listen at the address of a Home.

    Args:
        patience: seconds after which a client that takes nothing has stopped listening.

    Raises:
        ServiceFailed: a service of this Home already listens.
        MachineError: this system cannot listen there.
    """
    if sys.platform == "win32":
        from lfmsearch.service.pipes import PipeListener, pipe_name

        return PipeListener(pipe_name(path))
    from lfmsearch.service.sockets import SocketListener

    return SocketListener(path, patience)


def connect(path: Path, *, timeout: float) -> Channel:
    """
    Connect to the service that listens at `path`.

    Raises:
        ServiceNotRunning: nobody listens.
        ServiceFailed: it takes no connection within `timeout` seconds, or it is not this user's.
    """
    try:
        channel = _connected(path, timeout)
    except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError):
        raise ServiceNotRunning("The service is not running.", "Start it with `lfmsearch service start`.") from None
    except TimeoutError:
        raise ServiceFailed("The service takes no connections.", "Try again, or start it anew.") from None
    except OSError as error:
        raise ServiceFailed(f"The service cannot be asked at {path}: {error.strerror or error}.") from error
    if not channel.is_own_user():
        channel.close()
        raise ServiceFailed("What answers for the service runs as another user.", f"Look at who owns {path}.")
    return channel


def _connected(path: Path, timeout: float) -> Channel:
    if sys.platform == "win32":
        from lfmsearch.service.pipes import PipeChannel, pipe_name

        return PipeChannel.to(pipe_name(path))
    from lfmsearch.service.sockets import SocketChannel

    return SocketChannel.to(path, timeout)
