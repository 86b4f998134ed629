"""
One app for each home: the first one holds a lock and listens; whoever comes later tells it to show itself and ends.

The lock comes first, since listening for this user alone takes the address over from whoever has it.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from lfmsearch.system import summons
from lfmsearch.system.paths import Home, private_socket_folder

# A line of ours has a few dozen bytes; tokens of activation may have a hundred.
_LONGEST = 4096
# How long a start or an end takes, on a slow machine.
_PATIENCE_MS = 3000


class Instance(QObject):
    """
    The claim of this process to be the app of a Home.

    Signals:
        asked (str, str): somebody asks the app to `show`, `toggle` or `quit`; the second is the token that lets a window come to
            the front, or empty.
    """

    asked = Signal(str, str)

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._lock = QLockFile(os.fspath(home.data_dir / "window.lock"))
        self._lock.setStaleLockTime(0)  # it is stale when its process has ended, however old it is
        self._connections: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._met)

    def claim(self, what: summons.What | None = "show", token: str = "") -> bool:
        """
        Become the app of the Home, or tell the one that is to do `what` (None for nothing); return whether this process is the app.

        The Home's folders must be there. Raises MachineError when the folder of the socket cannot be made.
        """
        if not self._lock.tryLock(0):
            if what is None or summons.send(self._home.window_address, what, token):
                return False
            # It holds the lock and does not listen: it begins or ends just now.
            if not self._lock.tryLock(_PATIENCE_MS):
                summons.send(self._home.window_address, what, token)
                return False
        address = self._home.window_address
        if os.name != "nt":
            private_socket_folder(Path(address))
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(address)
        self._server.listen(address)
        return True

    def release(self) -> None:
        """Give it up; the next process that asks is the app."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _met(self) -> None:
        while connection := self._server.nextPendingConnection():
            self._connections.append(connection)
            connection.readyRead.connect(self._read)
            connection.disconnected.connect(self._read)
        self._read()

    @Slot()
    def _read(self) -> None:
        """Read what has come on any connection. Those that are over are given back when nothing of theirs is on the stack."""
        asked = [said for connection in self._connections if (said := _said(connection)) is not None]
        over = [each for each in self._connections if each.state() == QLocalSocket.LocalSocketState.UnconnectedState]
        self._connections = [each for each in self._connections if each not in over]
        for connection in over:
            connection.deleteLater()
        for what, token in asked:
            self.asked.emit(what, token)


def _said(connection: QLocalSocket) -> tuple[summons.What, str] | None:
    """What a connection asks for, which is answered and ended; None as long as it has said nothing."""
    if not connection.canReadLine():
        if connection.bytesAvailable() > _LONGEST:
            connection.abort()
        return None
    said = summons.read(bytes(connection.readLine().data()))
    if said is not None:
        connection.write(summons.HEARD)
        connection.flush()
    connection.disconnectFromServer()
    return said
