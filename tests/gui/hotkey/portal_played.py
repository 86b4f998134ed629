"""A desktop's portal, played on a bus of its own."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PATH = "/org/freedesktop/portal/desktop"
NAME = "org.freedesktop.portal.Desktop"
SHORTCUTS = DBusAddress(PATH, interface="org.freedesktop.portal.GlobalShortcuts")

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow own="*"/><allow eavesdrop="true"/></policy></busconfig>
"""


@contextlib.contextmanager
def bus(folder: Path) -> Iterator[str]:
    """A message bus that nobody else is on: its address."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no dbus-daemon here")
    config = folder / "bus.conf"
    config.write_text(CONFIG.format(folder=folder))
    command = [daemon, f"--config-file={config}", "--print-address", "--nofork"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@dataclass
class Portal:
    """
    A portal.

    Args:
        keys: how it words the keys it gives.
        response: what it answers to BindShortcuts: 0 done, 1 cancelled by the user, 2 something else.
        needs_app: whether it refuses sessions of programs that have not registered.
        hasty: whether its answers come before the replies to the calls.
    """

    address: str
    keys: str = "Ctrl+Alt+Leertaste"
    response: int = 0
    needs_app: bool = True
    has_registry: bool = True
    knows_shortcuts: bool = True
    hasty: bool = False
    registered: dict[str, str] = field(default_factory=dict)
    bound: list[Any] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Portal:
        self._connection = open_dbus_connection(self.address)
        self._connection.send_and_get_reply(message_bus.RequestName(NAME))
        self._sending = threading.Lock()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(2)
        self._thread.join(10)
        self._connection.close()

    def press(self, token: str = "") -> None:
        """The user presses the keys."""
        ((session, client),) = self.sessions.items()
        options = {"activation_token": ("s", token)} if token else {}
        self._say("Activated", "osta{sv}", (session, "quick-find", 1, options), client)

    def change(self, keys: str) -> None:
        """The user gives it other keys in the desktop's own settings."""
        ((session, client),) = self.sessions.items()
        shortcuts = [("quick-find", {"trigger_description": ("s", keys)})]
        self._say("ShortcutsChanged", "oa(sa{sv})", (session, shortcuts), client)

    def _say(self, name: str, signature: str, body: tuple[Any, ...], to: str, emitter: DBusAddress = SHORTCUTS) -> None:
        message = new_signal(emitter, name, signature, body)
        message.header.fields[HeaderFields.destination] = to
        with self._sending:
            self._connection.send(message)

    def _serve(self) -> None:
        connection: DBusConnection = self._connection
        while True:
            try:
                call = connection.receive()
            except (OSError, ValueError):
                return
            if call.header.message_type is MessageType.method_call:
                self._answer(call)

    def _answer(self, call: Message) -> None:
        sender = str(call.header.fields[HeaderFields.sender])
        member = str(call.header.fields[HeaderFields.member])
        if member == "Register" and self.has_registry:
            self.registered[sender] = call.body[0]
            self._reply(new_method_return(call))
        elif member == "CreateSession" and self.knows_shortcuts:
            if self.needs_app and sender not in self.registered:
                self._reply(new_error(call, "org.freedesktop.portal.Error.NotAllowed", "s", ("An app id is required",)))
                return
            token = call.body[0]["session_handle_token"][1]
            session = f"{PATH}/session/{_part(sender)}/{token}"
            self.sessions = {session: sender}
            self._request(call, sender, call.body[0], 0, {"session_handle": ("s", session)})
        elif member == "BindShortcuts":
            self.bound.append(call.body[1])
            given = [(name, {"trigger_description": ("s", self.keys)}) for name, _ in call.body[1]]
            self._request(call, sender, call.body[3], self.response, {"shortcuts": ("a(sa{sv})", given)})
        else:
            self._reply(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"No {member} here",)))

    def _request(self, call: Message, sender: str, options: dict[str, Any], code: int, results: dict[str, Any]) -> None:
        path = f"{PATH}/request/{_part(sender)}/{options['handle_token'][1]}"
        request = DBusAddress(path, interface="org.freedesktop.portal.Request")
        if not self.hasty:
            self._reply(new_method_return(call, "o", (path,)))
        self._say("Response", "ua{sv}", (code, results), sender, request)
        if self.hasty:
            self._reply(new_method_return(call, "o", (path,)))

    def _reply(self, message: Message) -> None:
        with self._sending:
            self._connection.send(message)


def _part(sender: str) -> str:
    return sender.lstrip(":").replace(".", "_")
