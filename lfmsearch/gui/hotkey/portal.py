"""
The hotkey on Wayland: the GlobalShortcuts portal, spoken to over a connection of its own in a thread of its own.

The desktop may ask the user, may give other keys than were wished for, and keeps what the user chose: the wish counts the first time.
The app's id is registered first and on the same connection; the portal refuses who has none. It has to be the name of an installed
desktop entry. Which app is asking is all that a desktop without the registry guesses itself.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

from lfmsearch.gui.hotkey import Standing, Told
from lfmsearch.gui.hotkey.combination import Combination
from lfmsearch.gui.hotkey.keysyms import trigger
from lfmsearch.system.menu import APP_ID

log = logging.getLogger(__name__)

SHORTCUT = "quick-find"
_BUS, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SHORTCUTS = DBusAddress(_PATH, _BUS, "org.freedesktop.portal.GlobalShortcuts")
_REGISTRY = DBusAddress(_PATH, _BUS, "org.freedesktop.host.portal.Registry")
# A bus that is there answers at once; a portal may have to be started first.
_PATIENCE = 25.0
_DONE, _CANCELLED = 0, 1


class Connection(Protocol):
    """What is used of jeepney's blocking connection."""

    unique_name: str
    sock: socket.socket
    outgoing_serial: Iterator[int]

    def send(self, message: Message, serial: int | None = None) -> None:
        """Send it under this number."""

    def receive(self, *, timeout: float | None = None) -> Message:
        """Return the next message."""

    def close(self) -> None:
        """End it."""


class PortalHotkey:
    """
    A hotkey by the portal.

    Args:
        told: called in the portal's own thread.
        description: what the desktop calls the shortcut, in the user's language.
        connect: gives a connection to the session's bus.
    """

    def __init__(
        self,
        told: Told,
        description: str = "Show or hide the quick-find",
        connect: Callable[[], Connection] = lambda: open_dbus_connection("SESSION"),
    ) -> None:
        self._told, self._description, self._connect = told, description, connect
        self._listening: _Listening | None = None

    def take(self, combination: Combination) -> None:
        """Ask the desktop for this combination, in a session that takes the place of the one before."""
        self.release()
        self._told.stands(Standing("asking"))
        self._listening = _Listening(self._told, self._description, trigger(combination), self._connect)
        self._listening.start()

    def release(self) -> None:
        """End the session."""
        if self._listening is not None:
            self._listening.end()
            self._listening = None


class _Listening(threading.Thread):
    """One session, from its making to its end."""

    def __init__(self, told: Told, description: str, wished: str, connect: Callable[[], Connection]) -> None:
        super().__init__(name="lfmsearch-hotkey", daemon=True)
        self._told, self._description, self._wished, self._connect = told, description, wished, connect
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._ended = False
        self._unread: deque[Message] = deque()  # came while a reply was waited for
        self._tokens = (f"lfmsearch_{secrets.token_hex(6)}_{number}" for number in itertools.count())

    def end(self) -> None:
        """Wake the thread, which ends. What it says afterwards reaches nobody."""
        with self._lock:
            self._ended = True
            if self._connection is not None:
                with contextlib.suppress(OSError):
                    self._connection.sock.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        """Bind, then hear until the end."""
        try:
            connection = self._connect()
        except (OSError, KeyError, ValueError, TypeError) as error:  # no bus, or an address nobody understands
            self._stands(Standing("unavailable", reason=f"The session bus cannot be reached: {error}"))
            return
        with self._lock:
            self._connection = connection
        try:
            self._bind(connection)
            while not self._ended:
                self._take(self._next(connection))
        except _RefusedError as refusal:
            self._stands(refusal.standing)
        except (OSError, TimeoutError, ValueError, KeyError, IndexError) as error:
            log.info("the hotkey's session ended: %s", type(error).__name__)
            self._stands(Standing("unavailable", reason=f"The desktop ended the session: {type(error).__name__}"))
        finally:
            with self._lock:
                self._connection = None
            connection.close()

    def _bind(self, connection: Connection) -> None:
        heard = MatchRule(type="signal", sender=_BUS)
        self._call(connection, message_bus.AddMatch(heard))
        registered = self._call(connection, new_method_call(_REGISTRY, "Register", "sa{sv}", (APP_ID, {})))
        if registered.header.message_type is MessageType.error:
            log.info("the portal does not register the app: %s", _error(registered))
        made = self._request(
            connection,
            "CreateSession",
            "a{sv}",
            lambda options: (options,),
            session_handle_token=("s", next(self._tokens)),
        )
        session = made["session_handle"][1]
        wish = {"description": ("s", self._description), "preferred_trigger": ("s", self._wished)}
        bound = self._request(
            connection,
            "BindShortcuts",
            "oa(sa{sv})sa{sv}",
            lambda options: (session, [(SHORTCUT, wish)], "", options),
        )
        self._stands(Standing("held", shown=_shown(bound.get("shortcuts", ("", []))[1])))

    def _request(
        self,
        connection: Connection,
        method: str,
        signature: str,
        arguments: Callable[[dict[str, Any]], tuple[Any, ...]],
        **options: tuple[str, object],
    ) -> dict[str, Any]:
        """Make a call that is answered by a signal of its request object, and return what that says."""
        token = next(self._tokens)
        sender = connection.unique_name.lstrip(":").replace(".", "_")
        path = f"{_PATH}/request/{sender}/{token}"
        options["handle_token"] = ("s", token)
        call = new_method_call(_SHORTCUTS, method, signature, arguments(dict(options)))
        reply = self._call(connection, call)
        if reply.header.message_type is MessageType.error:
            raise _RefusedError(Standing("unavailable", reason=_error(reply)))
        while True:  # the user may take their time over the dialog
            message = self._next(connection)
            if _signal(message) == "Response" and message.header.fields.get(HeaderFields.path) in (path, reply.body[0]):
                break
        code, results = message.body
        if code == _CANCELLED:
            raise _RefusedError(Standing("off"))
        if code != _DONE:
            raise _RefusedError(Standing("unavailable", reason=f"{method} ended with {code}"))
        found: dict[str, Any] = results
        return found

    def _call(self, connection: Connection, call: Message) -> Message:
        """The reply to a call; signals that come before it are kept for `_next`."""
        serial = next(connection.outgoing_serial)
        connection.send(call, serial=serial)
        until = time.monotonic() + _PATIENCE
        while True:
            message = connection.receive(timeout=max(0.0, until - time.monotonic()))
            if message.header.fields.get(HeaderFields.reply_serial) == serial:
                return message
            self._unread.append(message)

    def _next(self, connection: Connection) -> Message:
        return self._unread.popleft() if self._unread else connection.receive()

    def _take(self, message: Message) -> None:
        name = _signal(message)
        if name == "Activated" and message.body[1] == SHORTCUT:
            token = message.body[3].get("activation_token", ("s", ""))[1]
            if not self._ended:
                self._told.pressed(str(token))
        elif name == "ShortcutsChanged":
            self._stands(Standing("held", shown=_shown(message.body[1])))

    def _stands(self, standing: Standing) -> None:
        if not self._ended:
            self._told.stands(standing)


class _RefusedError(Exception):
    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.reason)
        self.standing = standing


def _signal(message: Message) -> str:
    is_signal = message.header.message_type is MessageType.signal
    return str(message.header.fields.get(HeaderFields.member, "")) if is_signal else ""


def _shown(shortcuts: list[tuple[str, dict[str, tuple[str, str]]]]) -> str:
    """The keys as the desktop words them; empty where it gives none."""
    said = dict(shortcuts).get(SHORTCUT, {})
    return said.get("trigger_description", ("s", ""))[1]


def _error(reply: Message) -> str:
    name = str(reply.header.fields.get(HeaderFields.error_name, "error"))
    return f"{name}: {reply.body[0]}" if reply.body else name
