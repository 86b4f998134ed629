"""
The messages between a service and its clients, as lines of JSON. Pure.

    service → client   {"hello": {"version": "0.1.0", "protocol": 1, "pid": 4711, "home": "/…"}}
    client → service   {"request": {"id": 1, "verb": "search", "arguments": {"query": "invoice", "limit": 5}}}
    service → client   {"reply": {"id": 1, "result": {…}, "error": null}}
    service → client   {"reply": {"id": 2, "result": null, "error": {"kind": "bad-query", "message": "…", "hint": "…"}}}
    service → client   {"event": {"event": "progress", "fields": {…}}}

The service speaks first. Requests are answered in order; events come between answers once a client has asked for them with
`subscribe`. A connection that is refused gets a reply with the id 0 in place of the greeting. One message is one line in UTF-8, in
which single surrogates (names of files that are not text) stand as they are.

The greeting, `stop` and `status` keep their form in all versions; everything else is for clients of the service's own version.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache

from lfmsearch import errors
from lfmsearch.errors import LfmsearchError, ServiceFailed
from lfmsearch.service.values import BadValueError, from_plain, to_plain

PROTOCOL = 1
"""Raised whenever a message changes its form."""

LARGEST_FRAME = 64 << 20
"""A line may have so many bytes: the text of the largest Document there is fits well."""

ACROSS_VERSIONS = frozenset({"status", "stop"})
"""What may be asked of a service of any version."""

REFUSED = 0
"""The id of the reply that takes the place of a greeting."""

BUG = "bug"
"""The kind of a fault that was raised by nobody on purpose."""


class BadMessageError(ValueError):
    """
    A line is no message.

    Args:
        message: what is wrong with it.
        request: the id of the request it was meant to be; None where even that cannot be read.
    """

    def __init__(self, message: str, request: int | None = None) -> None:
        super().__init__(message)
        self.request = request


@dataclass(frozen=True, slots=True)
class Hello:
    """Who answers: its version, that of its messages, its process, and the folder of its index."""

    version: str
    protocol: int
    pid: int
    home: str


@dataclass(frozen=True, slots=True)
class Request:
    """One verb with its arguments. `id` is the client's own, from 1."""

    id: int
    verb: str
    arguments: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """An error as it crosses: the kind of its class in `lfmsearch.errors`, its sentence and its hint."""

    kind: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to the request `id`: the plain form of a result, or what went wrong."""

    id: int
    result: object = None
    error: Fault | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its name (`progress`, `changed`, `state`, `problem`) and what belongs to it."""

    event: str
    fields: dict[str, object] = field(default_factory=dict)


Message = Hello | Request | Reply | Event
_MESSAGES: dict[str, type[Message]] = {"hello": Hello, "request": Request, "reply": Reply, "event": Event}


def encode(message: Message) -> bytes:
    """
    Return a message as a line, its end included.

    Raises:
        TypeError: it holds something that has no plain form.
        ServiceFailed: it is larger than a message may be.
    """
    plain = {type(message).__name__.lower(): to_plain(message)}
    line = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(line) > LARGEST_FRAME:
        raise ServiceFailed(f"This is more than fits into a message: {len(line) >> 20} MB.", "Ask for less at once.")
    return line + b"\n"


def decode(line: bytes) -> Message:
    """
    Return the message that a line holds. What a service says may have fields that are not known here; a request may not.

    Raises:
        BadMessageError: it holds none.
    """
    try:
        value = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise BadMessageError(f"This is not a line of JSON: {type(error).__name__}.") from None
    if not isinstance(value, dict) or len(value) != 1 or not _MESSAGES.keys() >= value.keys():
        raise BadMessageError("This is no message: it should be an object with one of " + ", ".join(_MESSAGES) + ".")
    ((name, body),) = value.items()
    try:
        message: Message = from_plain(_MESSAGES[name], body, lenient=name != "request")
    except BadValueError as error:
        asked = body.get("id") if name == "request" and isinstance(body, dict) else None
        raise BadMessageError(str(error), asked if type(asked) is int else None) from None
    return message


class Lines:
    """
    Bytes as they arrive, cut into lines.

    Args:
        largest: a line that is longer is refused before it is whole.
    """

    def __init__(self, largest: int = LARGEST_FRAME) -> None:
        self._largest = largest
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """
        Take what has arrived and return the lines that are whole now, without their ends.

        Raises:
            BadMessageError: a line is too long.
        """
        *whole, rest = data.split(b"\n")
        if whole:
            whole[0] = bytes(self._rest) + whole[0]
            self._rest.clear()
        self._rest += rest
        if len(self._rest) > self._largest or any(len(line) > self._largest for line in whole):
            raise BadMessageError(f"A message of more than {self._largest} bytes is refused.")
        return whole


def fault_of(error: BaseException) -> Fault:
    """Return an error as it crosses. What is not one of `lfmsearch.errors` is a bug, and says so."""
    if isinstance(error, LfmsearchError):
        return Fault(error.kind, error.message, error.hint)
    message = f"The service failed in a way it should not: {type(error).__name__}: {error}"
    return Fault(BUG, message, "Please report it, with what lfmsearch doctor says.")


def error_of(fault: Fault) -> LfmsearchError:
    """Return the error that a fault was made of, of the same class; one that is not known here is a ServiceFailed."""
    return _errors().get(fault.kind, ServiceFailed)(fault.message, fault.hint)


@cache
def _errors() -> dict[str, type[LfmsearchError]]:
    classes = [value for value in vars(errors).values() if isinstance(value, type)]
    return {value.kind: value for value in classes if issubclass(value, LfmsearchError)}
