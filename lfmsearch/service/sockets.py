"""The transport on Linux and macOS: a Unix socket that its owner alone may connect to."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import struct
import time
from pathlib import Path

from lfmsearch.errors import MachineError, ServiceFailed
from lfmsearch.system.paths import private_socket_folder

# As `transport.PATIENCE`, for a client whose service takes nothing.
PATIENCE = 10.0
_READ_BYTES = 64 << 10
_WAITING = 128  # connections that the system holds until they are accepted


class SocketChannel:
    """A connected Unix socket."""

    def __init__(self, connected: socket.socket, patience: float) -> None:
        self._socket = connected
        connected.settimeout(None)
        # Not `settimeout`, which would end waiting for a message too. A `timeval` is two longs, with padding on a Mac.
        seconds, rest = divmod(patience, 1)
        span = struct.pack("ll", int(seconds), int(rest * 1_000_000))
        with contextlib.suppress(OSError):  # a Mac refuses when the other end has gone again
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, span)

    @classmethod
    def to(cls, path: Path, timeout: float) -> SocketChannel:
        """Connect to a listening socket. Raises OSError, TimeoutError."""
        until = time.monotonic() + timeout
        while True:
            made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                made.settimeout(timeout)
                made.connect(os.fspath(path))
                return cls(made, PATIENCE)
            except BlockingIOError:  # more are waiting already than the system holds
                made.close()
                if time.monotonic() > until:
                    raise TimeoutError from None
                time.sleep(0.01)
            except OSError:
                made.close()
                raise

    def read(self, timeout: float | None = None) -> bytes:
        """As in Channel. With a timeout only while no other thread writes."""
        if timeout is not None:
            self._socket.settimeout(timeout)
        try:
            return self._socket.recv(_READ_BYTES)
        except TimeoutError:
            raise
        except OSError:
            return b""
        finally:
            if timeout is not None:
                with contextlib.suppress(OSError):
                    self._socket.settimeout(None)

    def write(self, data: bytes) -> None:
        """As in Channel."""
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise ConnectionError(f"The other end takes nothing: {error.strerror or error}.") from error

    def end(self) -> None:
        """As in Channel."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """As in Channel."""
        self.end()
        self._socket.close()

    def is_own_user(self) -> bool:
        """As in Channel."""
        user = peer_user(self._socket)
        return user is None or user == os.getuid()


def peer_user(connected: socket.socket) -> int | None:
    """Return the id of the user at the other end of a Unix socket; None on a system that does not tell."""
    if hasattr(socket, "SO_PEERCRED"):  # Linux: struct ucred {pid_t pid; uid_t uid; gid_t gid}
        credentials = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", credentials)[1])
    if hasattr(socket, "LOCAL_PEERCRED"):  # macOS, FreeBSD: struct xucred {u_int version; uid_t uid; …}
        return int(struct.unpack_from("2I", connected.getsockopt(0, socket.LOCAL_PEERCRED, 76))[1])
    return None


class SocketListener:
    """
    A Unix socket that its owner alone may connect to.

    A lock beside it says whether its service lives, so that a socket left by a dead process is replaced and a live one never, also
    when two begin at once.
    """

    def __init__(self, path: Path, patience: float) -> None:
        import filelock

        private_socket_folder(path)
        self._path, self._patience, self._closed = path, patience, False
        self._lock = filelock.FileLock(f"{path}.lock", timeout=0, mode=0o600)
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise ServiceFailed(
                "A service of this home is already running.", "Stop it with `lfmsearch service stop`."
            ) from None
        try:
            self._socket = _listening(path)
        except OSError as error:
            self._lock.release()
            raise MachineError(
                f"The service cannot listen at {path}: {error.strerror or error}.",
                "Choose a home on a disk that takes sockets with LFMSEARCH_HOME=DIR.",
            ) from error
        self._ear, self._wake = socket.socketpair()

    def accept(self) -> SocketChannel | None:
        """As in Listener."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            selector.register(self._ear, selectors.EVENT_READ)
            while not self._closed:
                selector.select()
                with contextlib.suppress(BlockingIOError, ConnectionError):  # it has gone again
                    if not self._closed:
                        return SocketChannel(self._socket.accept()[0], self._patience)
        # Here and not in `close`: a selector does not see that what it waits for is closed.
        self._socket.close()
        self._ear.close()
        return None

    def close(self) -> None:
        """As in Listener."""
        if self._closed:
            return
        self._closed = True
        self._path.unlink(missing_ok=True)
        self._wake.close()  # `_ear` becomes readable
        self._lock.release()


def _listening(path: Path) -> socket.socket:
    """A listening socket that nobody could connect to before it had its mode: until `listen` connections are refused."""
    path.unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        made.bind(os.fspath(path))
        path.chmod(0o600)
        made.listen(_WAITING)
        made.settimeout(0)
    except OSError:
        made.close()
        raise
    return made
