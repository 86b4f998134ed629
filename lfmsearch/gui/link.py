"""The connection to the service, as the views see it: there or not, its events, its status, and what it answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lfmsearch.errors import LfmsearchError, OtherVersion, ServiceNotRunning
from lfmsearch.gui.background import Background
from lfmsearch.service.client import Client
from lfmsearch.service.starting import start
from lfmsearch.system.paths import Home
from lfmsearch.types import Status

T = TypeVar("T")
Failed = Callable[[LfmsearchError], None]

# How long to wait before the next try; it doubles.
_FIRST_RETRY, _LONGEST_RETRY = 0.25, 8.0
# While it works the service tells of itself ten times a second; counts are read from it no more often than this.
_STATUS_MS = 1000
_ANYWAY_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Standing:
    """
    How the service stands to us.

    Args:
        state: `starting` until it first answers, `ready`, `gone` when it has ended and is started again, `other` when it is of another
            version, `failed` when it does not start (it is tried again).
        message, hint: the sentences for the user of what went wrong; empty otherwise.
    """

    state: Literal["starting", "ready", "gone", "other", "failed"] = "starting"
    message: str = ""
    hint: str = ""


class Link(QObject):
    """
    Keeps the service of a Home running and answers for it. All methods are for the GUI thread, and so are the signals.

    Args:
        home: whose service.
        starts: starts the service unless it runs, and returns when it answers.
        version: this lfmsearch's own; read from the package when empty.
    """

    standing_changed = Signal(object)
    """A Standing."""
    happened = Signal(dict)
    """What the service tells: `event` (progress, changed, state, problem) and what belongs to it."""
    status_changed = Signal(object)
    """A Status; after every change, but at most once a second."""

    _told = Signal(dict)

    def __init__(
        self,
        home: Home,
        parent: QObject | None = None,
        *,
        starts: Callable[[Home], object] = start,
        version: str = "",
    ) -> None:
        super().__init__(parent)
        self.home = home
        self.standing = Standing()
        self.status: Status | None = None
        self._starts, self._version = starts, version
        self._background = Background(self)
        self._clients: dict[str, Client] = {}
        self._put_off: list[Callable[[], None]] = []
        self._ended, self._hurry = threading.Event(), threading.Event()
        self._refreshing = QTimer(self, singleShot=True, interval=_STATUS_MS)
        self._refreshing.timeout.connect(self.refresh)
        self._told.connect(self._hear)
        self._keeping = threading.Thread(target=self._keep, name="lfmsearch-link", daemon=True)

    def begin(self) -> None:
        """Look for the service, start it where there is none, and stay with it."""
        self._keeping.start()

    def close(self) -> None:
        """End the connection; the service goes on."""
        self._ended.set()
        self._hurry.set()
        for client in list(self._clients.values()):
            client.close()
        self._background.close()
        if self._keeping.ident is not None:
            self._keeping.join(2.0)

    def ask(
        self,
        question: Callable[[Client], T],
        then: Callable[[T], None],
        *,
        failed: Failed = lambda _: None,
        owner: QObject | None = None,
        lane: str = "questions",
        replaces: str = "",
        waits: bool = False,
    ) -> None:
        """
        Put a question to the service: `link.ask(lambda client: client.search("invoice"), show)`.

        Args:
            question: called in another thread, with a connection of this lane's own.
            then: called with the answer in the GUI thread.
            failed: called there in its place with what went wrong; ServiceNotRunning while there is no service.
            owner: when it is gone by then, neither is called.
            lane: questions of one lane are answered in order, those of several beside each other.
            replaces: a question of the same name that still waits is dropped.
            waits: put off until the service is there, instead of failing while it starts; for what is asked as a view opens.
        """
        if waits and self.standing.state != "ready":
            self._put_off.append(
                lambda: (
                    self.ask(question, then, failed=failed, owner=owner, lane=lane, replaces=replaces)
                    if owner is None or shiboken6.isValid(owner)
                    else None
                )
            )
            return
        self._run(lambda: question(self._client(lane)), then, failed, owner, lane, replaces)

    def do(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        failed: Failed = lambda _: None,
        owner: QObject | None = None,
    ) -> None:
        """Do something that may take a moment and needs no service, as `ask` does."""
        self._run(work, then, failed, owner, "own", "")

    def _run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Failed,
        owner: QObject | None,
        lane: str,
        replaces: str,
    ) -> None:
        def failure(error: Exception) -> None:
            if not isinstance(error, LfmsearchError):
                raise error
            failed(error)

        self._background.run(work, then, failed=failure, owner=owner, lane=lane, replaces=replaces)

    def pause(self, seconds: float | None) -> None:
        """Stop indexing for so long, None until `resume`: the user wants it."""
        self.ask(lambda client: client.pause(seconds, "You paused it."), lambda _: self.refresh(), owner=self)

    def resume(self, *, anyway: bool = False) -> None:
        """Go on indexing; `anyway` for an hour also where a policy (battery, heat) would wait."""
        seconds = _ANYWAY_SECONDS if anyway else None
        self.ask(lambda client: client.resume(seconds), lambda _: self.refresh(), owner=self)

    def refresh(self) -> None:
        """Read the status now."""
        self._refreshing.stop()
        self.ask(lambda client: client.status(), self._take_status, owner=self, lane="status", replaces="status")

    def retry(self) -> None:
        """Try at once to reach a service that is not there."""
        self._hurry.set()

    # In the lanes' threads

    def _client(self, lane: str) -> Client:
        client = self._clients.get(lane)
        if client is None or client.is_over:
            client = Client.connect(self.home, version=self._version)
            self._clients[lane] = client
        return client

    # In the keeping thread

    def _keep(self) -> None:
        """Stay connected, and tell of it. A service that ended is started again."""
        wait = _FIRST_RETRY
        while not self._ended.is_set():
            try:
                self._starts(self.home)
                self._follow()
                wait = _FIRST_RETRY
            except OtherVersion as error:
                self._say(Standing("other", error.message, error.hint))
            except ServiceNotRunning as error:  # it went between two steps
                self._say(Standing("gone", error.message, error.hint))
            except LfmsearchError as error:
                self._say(Standing("failed", error.message, error.hint))
            self._hurry.wait(wait)
            self._hurry.clear()
            wait = min(2 * wait, _LONGEST_RETRY)

    def _follow(self) -> None:
        """Tell of what the service tells, until it ends."""
        with Client.connect(self.home, version=self._version) as client:
            client.check_version()
            events = client.events()
            self._clients["events"] = client
            self._say(Standing("ready"))
            for event in events:
                if self._ended.is_set():
                    return
                self._told.emit(event)
        self._say(Standing("gone"))

    def _say(self, standing: Standing) -> None:
        if not self._ended.is_set():
            self._told.emit({"event": "standing", "standing": standing})

    # In the GUI thread again

    @Slot(dict)
    def _hear(self, event: dict[str, Any]) -> None:
        if event["event"] == "standing":
            self.standing = event["standing"]
            if self.standing.state == "ready":
                self.refresh()
                put_off, self._put_off = self._put_off, []
                for ask in put_off:
                    ask()
            self.standing_changed.emit(self.standing)
        elif event["event"] != "gone":
            if not self._refreshing.isActive():
                self._refreshing.start()
            self.happened.emit(event)

    def _take_status(self, status: Status) -> None:
        self.status = status
        self.status_changed.emit(status)
