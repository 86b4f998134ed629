"""
The service's side of the connections: whoever of this user connects is answered by the Engine.

Requests of one client are answered in order, one after the other; clients do not wait for each other, so `status` answers one
while another searches. What must not run at the same time the Engine keeps apart: it makes searches wait for each other.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from lfmsearch.errors import LfmsearchError
from lfmsearch.service.outbox import Outbox
from lfmsearch.service.protocol import (
    PROTOCOL,
    REFUSED,
    BadMessageError,
    Event,
    Fault,
    Hello,
    Lines,
    Message,
    Reply,
    Request,
    decode,
    encode,
    fault_of,
)
from lfmsearch.service.transport import PATIENCE, Channel, Listener, listen
from lfmsearch.service.verbs import Engine, arguments_of

log = logging.getLogger(__name__)

MOST_CLIENTS = 32
# A request in hand may end within this time when the service ends; all of `close` takes less than a second.
_LAST_WORDS_SECONDS = 0.5
_CLOSE_SECONDS = 0.9
# The system has run out of something (file numbers); it may get it back.
_RETRY_SECONDS = 0.5


class Server:
    """
    Serves an Engine at a socket. A context manager: it listens inside.

    Args:
        engine: what answers.
        socket_path: `Home.socket_path`.
        version: of lfmsearch, told to clients.
        home: the folder of the index, told to clients.
        most_clients: one more is refused in words.
        patience: seconds after which a client that takes nothing is given up.
    """

    def __init__(
        self,
        engine: Engine,
        socket_path: Path,
        version: str,
        *,
        home: str = "",
        most_clients: int = MOST_CLIENTS,
        patience: float = PATIENCE,
    ) -> None:
        self._engine, self._path = engine, socket_path
        self._hello = Hello(version, PROTOCOL, os.getpid(), home)
        self._most, self._patience = most_clients, patience
        self._listener: Listener | None = None
        self._accepting: threading.Thread | None = None
        self._clients: set[_Conversation] = set()
        self._changed = threading.Condition()
        self._closing = threading.Event()

    def start(self) -> None:
        """
        Listen, and answer in threads of its own from now on.

        Raises:
            ServiceFailed: a service of this home already runs.
            MachineError: it cannot listen at its path.
        """
        listener = self._listener = listen(self._path, patience=self._patience)
        self._accepting = threading.Thread(target=self._accept, args=(listener,), name="lfmsearch-accept", daemon=True)
        self._accepting.start()

    @property
    def client_count(self) -> int:
        """How many are connected now."""
        with self._changed:
            return len(self._clients)

    def close(self) -> None:
        """
        End all connections, within a second. A request in hand may be answered first, if that is soon. Idempotent.

        Whoever calls this in answer to a request (`stop`) still gets its reply out.
        """
        until = time.monotonic() + _CLOSE_SECONDS
        with self._changed:
            if self._closing.is_set():
                return
            self._closing.set()
            clients = list(self._clients)
        if self._listener is not None:
            self._listener.close()
        for client in clients:
            client.end_when_idle()
        with self._changed:
            self._changed.wait_for(lambda: not self._others(), _LAST_WORDS_SECONDS)
            left = self._others()
        for client in left:
            client.end()
        with self._changed:
            self._changed.wait_for(lambda: not self._others(), max(0.0, until - time.monotonic()))
        if self._accepting is not None:
            self._accepting.join(max(0.0, until - time.monotonic()))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _others(self) -> list[_Conversation]:
        return [client for client in self._clients if client.thread is not threading.current_thread()]

    def _accept(self, listener: Listener) -> None:
        while True:
            try:
                channel = listener.accept()
            except OSError as error:
                log.warning("No connection could be accepted: %s.", error.strerror)
                time.sleep(_RETRY_SECONDS)
                continue
            if channel is None:
                return
            try:
                self._welcome(channel)
            except (OSError, RuntimeError) as error:  # it has gone again; no more threads to be had
                log.warning("A connection could not be served: %s.", type(error).__name__)
                channel.close()

    def _welcome(self, channel: Channel) -> None:
        if not channel.is_own_user():
            log.warning("A connection of another user was refused.")
            channel.close()
            return
        client = _Conversation(channel, self._engine, self._hello, self._closing, self._gone)
        with self._changed:
            full = len(self._clients) >= self._most
            if not full and not self._closing.is_set():
                client.thread.start()
                self._clients.add(client)
                return
        with contextlib.suppress(ConnectionError):
            message = f"The service already talks to {self._most} programs." if full else "The service is ending."
            channel.write(encode(Reply(REFUSED, error=Fault("service-failed", message, "Close one, or try again."))))
        channel.close()

    def _gone(self, client: _Conversation) -> None:
        with self._changed:
            self._clients.discard(client)
            self._changed.notify_all()


class _Conversation:
    """One client: a thread that answers it, and once it has subscribed a second that tells it of events."""

    def __init__(
        self,
        channel: Channel,
        engine: Engine,
        hello: Hello,
        closing: threading.Event,
        gone: Callable[[_Conversation], None],
    ) -> None:
        self._channel, self._engine, self._hello, self._gone = channel, engine, hello, gone
        self.thread = threading.Thread(target=self._run, name="lfmsearch-client", daemon=True)
        self._writing = threading.Lock()
        self._state = threading.Lock()
        self._closing, self._busy = closing, False
        self._outbox: Outbox | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    def end_when_idle(self) -> None:
        """End it now if nothing is in hand; else the thread ends it after the answer, since the service is closing."""
        with self._state:
            if not self._busy:
                self._channel.end()

    def end(self) -> None:
        """End it now."""
        self._channel.end()

    def _run(self) -> None:
        try:
            self._send(self._hello)
            self._answer_all()
        except ConnectionError:
            pass
        except BadMessageError:
            log.info("A connection was ended: what came was no request.")
        finally:
            if self._outbox is not None:
                self._unsubscribe()
                self._outbox.close()
            self._channel.close()
            self._gone(self)

    def _answer_all(self) -> None:
        lines = Lines()
        while data := self._channel.read():
            for line in lines.feed(data):
                with self._state:
                    if self._closing.is_set():
                        return
                    self._busy = True
                self._send_reply(self._reply(line))
                with self._state:
                    self._busy = False
                    if self._closing.is_set():
                        return

    def _reply(self, line: bytes) -> Reply:
        try:
            request = decode(line)
        except BadMessageError as error:
            if error.request is None:
                raise
            return Reply(error.request, error=Fault("usage", f"The service cannot read this request. {error}"))
        if not isinstance(request, Request):
            raise BadMessageError("Only requests are taken.")
        try:
            return Reply(request.id, self._result(request))
        except LfmsearchError as error:
            return Reply(request.id, error=fault_of(error))
        except Exception as error:  # noqa: BLE001 - a bug in one answer ends neither the connection nor the service
            _log_bug(request.verb, error)
            return Reply(request.id, error=fault_of(error))

    def _result(self, request: Request) -> object:
        arguments = arguments_of(request.verb, request.arguments)
        if request.verb == "subscribe":
            self._subscribe()
            return None
        answer: object = getattr(self._engine, request.verb)(**arguments)
        return answer

    def _subscribe(self) -> None:
        if self._outbox is None:
            outbox = self._outbox = Outbox()
            self._unsubscribe = self._engine.subscribe(outbox.put)
            threading.Thread(target=self._push, args=(outbox,), name="lfmsearch-events", daemon=True).start()

    def _push(self, outbox: Outbox) -> None:
        try:
            while events := outbox.take():
                self._send(
                    *(Event(event["event"], {k: v for k, v in event.items() if k != "event"}) for event in events)
                )
        except ConnectionError:
            pass
        except Exception as error:  # noqa: BLE001 - an event that cannot be told is a bug of the Engine
            _log_bug("subscribe", error)
        self._channel.end()

    def _send_reply(self, reply: Reply) -> None:
        try:
            self._send(reply)
        except (LfmsearchError, TypeError) as error:  # the answer is too large, or has no plain form
            if isinstance(error, TypeError):
                _log_bug("The form of an answer", error)
            self._send(Reply(reply.id, error=fault_of(error)))

    def _send(self, *messages: Message) -> None:
        data = b"".join(map(encode, messages))
        with self._writing:
            self._channel.write(data)


def _log_bug(where: str, error: BaseException) -> None:
    """Where it happened and of what kind it is; not its message, which may hold text of a document."""
    log.error("%s failed: %s\n%s", where, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
