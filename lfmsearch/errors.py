"""
Every error lfmsearch raises on purpose.

LfmsearchError
├── UserError            the request cannot be met; the message says how to change it
│   ├── BadQuery         BadConfig        SourceNotFound    HitNotFound
│   └── LicenceNotAccepted                Offline           UnknownModel
├── MachineError         the world is at fault: disk full, no memory, model missing
│   ├── IndexTooNew      IndexLocked      IndexDamaged      DiskFull
│   ├── ModelMissing     BadModel         DownloadFailed
│   ├── ServiceNotRunning                 ServiceFailed     OtherVersion
│   └── NoDisplay
└── ExtractError         this one file gave no text; the message is the reason shown to the user

A message says what happened and to what; `hint` says what to do. Anything else that is raised is a bug.
"""

from __future__ import annotations

from typing import ClassVar


class LfmsearchError(Exception):
    """
    Base of all of them.

    Args:
        message: one sentence for the user, without a traceback's words.
        hint: what to do about it; may be empty.
    """

    kind: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UserError(LfmsearchError):
    """The request cannot be met as it stands."""

    kind = "usage"
    exit_code = 2


class BadQuery(UserError):
    """A search was written in a way that has no meaning."""

    kind = "bad-query"


class BadConfig(UserError):
    """A setting does not exist or its value does not fit."""

    kind = "bad-config"


class SourceNotFound(UserError):
    """The path is not one of the user's Sources, or is not there."""

    kind = "source-not-found"


class HitNotFound(UserError):
    """The id names no Document of this index."""

    kind = "hit-not-found"


class UnknownModel(UserError):
    """The catalogue has no model of that name."""

    kind = "unknown-model"


class LicenceNotAccepted(UserError):
    """A model's licence must be accepted before its first byte is fetched."""

    kind = "licence-not-accepted"


class Offline(UserError):
    """Something would have to be fetched, and downloads are forbidden."""

    kind = "offline"


class MachineError(LfmsearchError):
    """The request was fine; the machine could not do it."""

    kind = "machine"


class IndexTooNew(MachineError):
    """A later lfmsearch wrote this index."""

    kind = "index-too-new"


class IndexLocked(MachineError):
    """Another lfmsearch is writing to this index."""

    kind = "index-locked"


class IndexDamaged(MachineError):
    """The index file does not hold what it should."""

    kind = "index-damaged"


class DiskFull(MachineError):
    """There is no room left where the index or a model has to go."""

    kind = "disk-full"


class ModelMissing(MachineError):
    """No model file is here that could answer."""

    kind = "model-missing"


class BadModel(MachineError):
    """A model file is damaged, of the wrong kind, or not what it says."""

    kind = "bad-model"


class DownloadFailed(MachineError):
    """A download did not arrive whole; what came is kept for the next try."""

    kind = "download-failed"


class ServiceNotRunning(MachineError):
    """No service answers for this home, or it ended before it did."""

    kind = "service-not-running"
    exit_code = 3


class ServiceFailed(MachineError):
    """The service is there and does not do what it should."""

    kind = "service-failed"


class OtherVersion(MachineError):
    """The service that runs is of another version of lfmsearch."""

    kind = "other-version"


class NoDisplay(MachineError):
    """There is no screen to open a window on."""

    kind = "no-display"


class ExtractError(LfmsearchError):
    """This one file gave no text. The message is shown to the user as the reason."""

    kind = "extract"
