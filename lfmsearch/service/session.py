"""
A connection to a service: what is asked is answered, and what happens is told.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from lfmsearch.errors import OtherVersion, ServiceFailed, ServiceNotRunning
from lfmsearch.service.outbox import Outbox
from lfmsearch.service.protocol import (
    ACROSS_VERSIONS,
    PROTOCOL,
    BadMessageError,
    Event,
    Hello,
    Lines,
    Message,
    Reply,
    Request,
    decode,
    encode,
    error_of,
)
from lfmsearch.service.transport import Channel, connect
from lfmsearch.service.values import BadValueError, from_plain
from lfmsearch.service.verbs import Listener
from lfmsearch.system.paths import Home

T = TypeVar("T")

# Longer than any verb takes, also `preview` of a large disk: what is still silent then will not speak again.
PATIENCE = 600.0
# Ctrl-C on Windows waits for a wait to end.
_LOOK_SECONDS = 0.5


class Session:
    """
    A connection to the service of a Home. A context manager; it may be used by several threads, and is answered in order.

    Args:
        version: this lfmsearch's own.
        patience: seconds to wait for an answer.
    """

    def __init__(self, channel: Channel, lines: Lines, hello: Hello, version: str, patience: float = PATIENCE) -> None:
        self.service, self.version = hello, version
        self._channel, self._lines, self._patience = channel, lines, patience
        self._numbers = itertools.count(1)
        self._state, self._writing = threading.Lock(), threading.Lock()
        self._waiting: dict[int, _Answer] = {}
        self._outboxes: list[Outbox] = []
        self._subscribed = self._over = self._closed = False
        self._reading = threading.Thread(target=self._read, name="lfmsearch-answers", daemon=True)

    @classmethod
    def connect(
        cls, home: Home | None = None, timeout: float = 5.0, *, version: str = "", patience: float = PATIENCE
    ) -> Self:
        """
        Connect to the service of a Home, the user's own when None, and hear who it is.

        Raises:
            ServiceNotRunning: there is none.
            ServiceFailed: it says nothing for `timeout` seconds, refuses, or is not this user's.
        """
        if not version:
            from lfmsearch import __version__ as version

        channel = connect((home or Home.find()).socket_path, timeout=timeout)
        lines = Lines()
        try:
            hello, rest = _greeting(channel, lines, timeout)
        except BaseException:
            channel.close()
            raise
        client = cls(channel, lines, hello, version, patience)
        client._take(rest)
        client._reading.start()
        return client

    @property
    def is_own_version(self) -> bool:
        """Whether the service is of this version."""
        return self.service.version == self.version and self.service.protocol == PROTOCOL

    @property
    def is_over(self) -> bool:
        """Whether the connection has ended, from whichever side; nothing more is answered."""
        return self._over

    def check_version(self) -> None:
        """Raise OtherVersion when the service is of another version."""
        if not self.is_own_version:
            raise OtherVersion(
                f"The service that runs is lfmsearch {self.service.version}, this is {self.version}.",
                "Start it anew: lfmsearch service stop && lfmsearch service start",
            )

    def close(self) -> None:
        """End the connection, and with it all events. Idempotent."""
        self._closed = True
        self._channel.end()
        if threading.current_thread() is not self._reading:
            self._reading.join(1.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Events

    def events(self) -> Iterator[dict[str, Any]]:
        """
        Return the events from now on: dictionaries with `event` and what belongs to it, at most ten times a second.

        Ends when this client is closed. When the service ends the last one is `{"event": "gone"}`.
        """
        outbox = self._subscription()
        return self._told(outbox)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of the events from now on, in a thread of its own; return what ends it. The last is as in `events`."""
        outbox = self._subscription()

        def tell() -> None:
            for event in self._told(outbox):
                listener(event)

        threading.Thread(target=tell, name="lfmsearch-told", daemon=True).start()
        return lambda: self._forget(outbox)

    def _subscription(self) -> Outbox:
        outbox = Outbox()
        with self._state:
            if self._over:
                raise _gone()
            self._outboxes.append(outbox)
        try:
            if not self._subscribed:
                self.tell("subscribe")
                self._subscribed = True
        except BaseException:
            self._forget(outbox)
            raise
        return outbox

    def _told(self, outbox: Outbox) -> Iterator[dict[str, Any]]:
        try:
            while events := outbox.take():
                yield from events
        finally:
            self._forget(outbox)

    def _forget(self, outbox: Outbox) -> None:
        outbox.close()
        with self._state:
            if outbox in self._outboxes:
                self._outboxes.remove(outbox)

    # Asking

    def ask(self, kind: type[T], verb: str, /, **arguments: object) -> T:
        """Return the answer to a verb, of the type it has in `service.verbs`. Raises as every verb of `Client` does."""
        reply = self._replied(verb, arguments)
        try:
            answer: T = from_plain(kind, reply.result, lenient=not self.is_own_version)
        except BadValueError as error:
            raise ServiceFailed(f"The service's answer cannot be read. {error}") from None
        return answer

    def tell(self, verb: str, /, **arguments: object) -> None:
        """Ask for a verb that answers nothing, and return when it is done."""
        self._replied(verb, arguments)

    def _replied(self, verb: str, arguments: dict[str, object]) -> Reply:
        if verb not in ACROSS_VERSIONS:
            self.check_version()
        number, answer = next(self._numbers), _Answer()
        line = encode(Request(number, verb, arguments))
        with self._state:
            if self._over:
                raise _gone()
            self._waiting[number] = answer
        try:
            self._write(line)
            reply = self._answered(answer)
        finally:
            with self._state:
                self._waiting.pop(number, None)
        if reply.error is not None:
            raise error_of(reply.error)
        return reply

    def _write(self, line: bytes) -> None:
        try:
            with self._writing:
                self._channel.write(line)
        except ConnectionError:
            raise _gone() from None

    def _answered(self, answer: _Answer) -> Reply:
        until = time.monotonic() + self._patience
        while not answer.there.wait(min(_LOOK_SECONDS, max(0.0, until - time.monotonic()))):
            if time.monotonic() >= until:
                message = f"The service has not answered within {self._patience:g} seconds."
                raise ServiceFailed(message, "Start it anew: lfmsearch service stop && lfmsearch service start")
        if answer.reply is None:
            raise _gone()
        return answer.reply

    def _read(self) -> None:
        try:
            while data := self._channel.read():
                self._take([decode(line) for line in self._lines.feed(data)])
        except BadMessageError:
            pass  # whoever waits hears that the service has gone; there is nothing to be had from it
        finally:
            self._channel.close()
            with self._state:
                self._over = True
                waiting, outboxes = list(self._waiting.values()), list(self._outboxes)
            for answer in waiting:
                answer.there.set()
            for outbox in outboxes:
                if not self._closed:
                    outbox.put({"event": "gone"})
                outbox.close()

    def _take(self, messages: Sequence[Message]) -> None:
        for message in messages:
            with self._state:
                answer = self._waiting.get(message.id) if isinstance(message, Reply) else None
                outboxes = list(self._outboxes)
            if isinstance(message, Reply) and answer is not None:
                answer.reply = message
                answer.there.set()
            elif isinstance(message, Event):
                for outbox in outboxes:
                    outbox.put({"event": message.event, **message.fields})


class _Answer:
    """What one request waits for. `there` without a reply: there will be none."""

    def __init__(self) -> None:
        self.there = threading.Event()
        self.reply: Reply | None = None


def _greeting(channel: Channel, lines: Lines, timeout: float) -> tuple[Hello, list[Message]]:
    """Who answers, and what it said besides."""
    until = time.monotonic() + timeout
    try:
        while data := channel.read(max(0.001, until - time.monotonic())):
            if messages := [decode(line) for line in lines.feed(data)]:
                first, *rest = messages
                if isinstance(first, Hello):
                    return first, rest
                if isinstance(first, Reply) and first.error is not None:
                    raise error_of(first.error)
                break
    except TimeoutError:
        raise ServiceFailed(
            f"The service says nothing for {timeout:g} seconds.", "Stop the process that holds it, and start it anew."
        ) from None
    except BadMessageError as error:
        raise ServiceFailed(f"What answers is not a service of lfmsearch. {error}") from None
    raise ServiceFailed("The service ended the connection before it said anything.", "Try again.")


def _gone() -> ServiceNotRunning:
    return ServiceNotRunning(
        "The service ended before it answered.", "Start it again with `lfmsearch service start`, and ask again."
    )
