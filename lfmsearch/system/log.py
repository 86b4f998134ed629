"""
The log of a process: what happened, when and in which thread, and nothing of what the user's documents say.

Messages are constants of ours; of the values put into them only numbers, times, paths (`Path`, as a code) and words of
ours (`Ours`) are written. Others' messages are dropped. Of an exception its kind and the lines of code it went through
are written, never its words: those may quote a document.
"""

from __future__ import annotations

import contextlib
import datetime
import enum
import errno
import hashlib
import logging
import logging.handlers
import os
import re
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any

FILES = 5
FILE_BYTES = 1_000_000
# Deep recursion repeats itself; the ends tell it all.
_FRAMES = 20
# What an ending of a file looks like; another one may be a part of its name.
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")
_PACKAGE = __name__.partition(".")[0]


class Ours(str):
    """A word of ours, such as the name of a state, a format or a model: no text of a document, no query, no path."""

    __slots__ = ()


@contextlib.contextmanager
def open_log(folder: Path, name: str, *, paths: bool = False) -> Iterator[Path]:
    """
    Write what is logged, and what nobody catches in any thread, to `folder`/`name`.log while the context lasts.

    At most FILES files of FILE_BYTES, the older ones called `name`.log.1 and so on; each is its owner's alone (0600), as is
    `folder`, which is made when it is missing. A log that cannot be written is given up in silence: work goes on.

    Args:
        folder: of logs.
        name: of the process: `service`.
        paths: whether paths are written; else each is given as `code_of` says.

    Raises:
        OSError: the log cannot be opened.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.log"
    handler = _Private(path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8")
    handler.setFormatter(_Line(paths=paths))
    handler.addFilter(_wanted)
    root, own = logging.getLogger(), logging.getLogger(_PACKAGE)
    root.addHandler(handler)
    level = own.level
    own.setLevel(logging.INFO)
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    sys.excepthook = lambda _, error, trace: _uncaught(error, trace)
    sys.unraisablehook = lambda args: _uncaught(args.exc_value, args.exc_traceback)
    threading.excepthook = lambda args: _uncaught(args.exc_value, args.exc_traceback)
    try:
        yield path
    finally:
        sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
        own.setLevel(level)
        root.removeHandler(handler)
        with contextlib.suppress(OSError):  # a full disk: the last lines are lost
            handler.close()


def tail(folder: Path, name: str, count: int) -> list[str]:
    """Return the last lines of a log, the newest last; none where there is no log."""
    lines: deque[str] = deque(maxlen=count)
    for number in reversed(range(FILES)):
        path = folder / (f"{name}.log.{number}" if number else f"{name}.log")
        with contextlib.suppress(FileNotFoundError), path.open(encoding="utf-8", errors="replace") as file:
            lines.extend(line.rstrip("\n") for line in file)
    return list(lines)


def code_of(path: str | PurePath) -> str:
    """Return what stands for a path in the log: eight hex digits of its SHA-256, and its ending. Equal paths have equal codes."""
    text = os.fspath(path)
    ending = _ENDING.fullmatch(os.path.splitext(text)[1])
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:8] + (ending[0] if ending else "")


class _Private(logging.handlers.RotatingFileHandler):
    def _open(self) -> Any:
        return open(  # private from the first moment
            self.baseFilename, self.mode, encoding=self.encoding, errors="replace", opener=_private
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say nothing: the way of `logging` is to print the values of the record, and the text of documents with them."""


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _wanted(record: logging.LogRecord) -> bool:
    """Other people's modules have little to say to us below a warning."""
    return _is_ours(record) or record.levelno >= logging.WARNING


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == _PACKAGE or record.name.startswith(f"{_PACKAGE}.")


class _Line(logging.Formatter):
    """One line an event: time, level, thread, logger, message, what was raised."""

    def __init__(self, *, paths: bool) -> None:
        super().__init__()
        self._paths = paths

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds")
        parts = [when.replace("+00:00", "Z"), record.levelname, f"[{record.threadName}]", record.name]
        if _is_ours(record):
            parts.append(self._message(record))
        line = " ".join(parts)
        if record.exc_info and record.exc_info[1] is not None:
            line += f": {self._raised(record.exc_info[1])}"
        return "".join(char if char.isprintable() else "?" for char in line)

    def _message(self, record: logging.LogRecord) -> str:
        if type(record.msg) is not str:  # an exception, say
            return self._safe(record.msg)
        try:
            if isinstance(record.args, dict):
                return record.msg % {key: self._kept(value) for key, value in record.args.items()}
            return record.msg % tuple(self._kept(value) for value in record.args or ()) if record.args else record.msg
        except (TypeError, ValueError, KeyError):  # `%d` with a text
            return record.msg

    def _kept(self, value: object) -> object:
        """A number stays one, so that `%d` and `%.1f` take it."""
        return value if type(value) in (int, float, bool) else self._safe(value)

    def _safe(self, value: object) -> str:
        if value is None or isinstance(value, (int, float, Ours, datetime.date, datetime.timedelta)):
            return str(value.value if isinstance(value, enum.Enum) else value)
        if isinstance(value, PurePath):
            return str(value) if self._paths else code_of(value)
        if isinstance(value, BaseException):
            return self._raised(value)
        return f"<{type(value).__name__}>"

    def _raised(self, error: BaseException) -> str:
        """The kinds of errors from the first to the last, each with the way it took, innermost call first."""
        chain: list[BaseException] = []
        last: BaseException | None = error
        while last is not None and last not in chain:
            chain.append(last)
            last = last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        return ", then ".join(self._one(link) for link in reversed(chain))

    def _one(self, error: BaseException) -> str:
        name = type(error).__name__
        if isinstance(error, OSError) and error.errno is not None:
            name += f" {errno.errorcode.get(error.errno, error.errno)}"
            if isinstance(error.filename, (str, bytes)):
                name += f" {self._safe(Path(os.fsdecode(error.filename)))}"
        inner = f" ({'; '.join(map(self._raised, error.exceptions))})" if isinstance(error, BaseExceptionGroup) else ""
        way = _way(error.__traceback__)
        return f"{name}{inner} at {way}" if way else f"{name}{inner}"


def _way(trace: TracebackType | None) -> str:
    frames: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{_place(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    frames.reverse()
    if len(frames) > _FRAMES:
        frames[_FRAMES // 2 : -_FRAMES // 2] = ["…"]
    return " < ".join(frames)


def _place(file: str) -> str:
    """A module's file from its package on: where Python is installed may tell the user's name."""
    parts = PurePath(file).parts
    for mark in ("site-packages", "dist-packages"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) + 1 :])
    # A checkout of ours, else the standard library.
    return "/".join(parts[-1 - parts[::-1].index(_PACKAGE) :]) if _PACKAGE in parts else parts[-1]


def _uncaught(error: BaseException | None, trace: TracebackType | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        logging.getLogger(_PACKAGE).critical("uncaught", exc_info=(type(error), error, trace))
