"""One child process, watched: what it says, how long it takes, how much memory it holds."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, cast

from lfmsearch.extract import frames, job, seatbelt
from lfmsearch.system.program import module

# On Windows, the python.exe of a virtual environment only starts another: that one is to be watched and contained.
PYTHON = str(getattr(sys, "_base_executable", "") or sys.executable) if sys.platform == "win32" else sys.executable
LEAN = ("-S", "-s", "-P")
"""Flags for a Python that loads nothing of a site's or the user's."""
WORKER = module("lfmsearch.extract.worker", *LEAN, python=PYTHON)
"""The command line of the worker."""
# Frames kept for the consumer before the child has to wait: enough to parse ahead while it writes, little beside one
# large Document.
_AHEAD_BYTES = 8 << 20
# A burst of memory is seen within this time; at the 2 GB/s a machine can fill, it has then taken 200 MB more than
# allowed.
_WATCH_S = 0.1


class Child:
    """
    A running worker. Owns the process, a thread that takes what it says and one that watches it.

    The clock of a path runs only while the child has work and the consumer's buffer has room, and starts anew with
    every frame,
    so that a mailbox of any size passes and a single endless message does not.
    """

    def __init__(self, command: Sequence[str], *, settings: dict[str, Any], memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._changed = threading.Condition()
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._held = 0
        self._deadlines: deque[float] = deque()
        self._since = time.monotonic()
        self._stalled = False
        self._ended = False
        self.cause = ""
        """Why it was killed: a sentence, empty when it was not."""
        environment = _environment()
        contained, self.holding = seatbelt.wrapped(command, environment)
        """Measures of the sandbox that this process has taken; the child adds its own."""
        self._process = subprocess.Popen(
            contained,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(os.sep).absolute(),
            env=environment,
            bufsize=1 << 18,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._job = job.contain(self._process.pid, memory_bytes=memory_bytes, programs=bool(settings["limits"]["ocr"]))
        if self._job:
            self.holding += self._job.measures
        self._input = cast("BinaryIO", self._process.stdin)
        # Written by a thread of its own: a mailbox's past may be larger than a pipe, and the child may have to be listened to
        # before it reads on.
        self._unsaid: SimpleQueue[bytes | None] = SimpleQueue()
        threading.Thread(target=self._write, name=f"extract-say-{self._process.pid}", daemon=True).start()
        threading.Thread(target=self._take, name=f"extract-{self._process.pid}", daemon=True).start()
        threading.Thread(target=self._watch, name=f"extract-watch-{self._process.pid}", daemon=True).start()
        self._say(frames.LIMITS, settings)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def give(self, kind: bytes, request: dict[str, Any], *, deadline_s: float) -> int:
        """Hand over one path without waiting; a child that is gone takes no notice. Return the bytes of the request."""
        with self._changed:
            if not self._deadlines:
                self._since = time.monotonic()
            self._deadlines.append(deadline_s)
            self._changed.notify_all()
        return self._say(kind, request)

    def next(self) -> tuple[bytes, Any] | None:
        """Wait for the next frame; None when there will be none. Raises ValueError when the child talks nonsense."""
        with self._changed:
            while not self._frames and not self._ended:
                self._changed.wait()
            if not self._frames:
                return None
            kind, body = self._frames.popleft()
            self._held -= len(body)
            self._changed.notify_all()
        return kind, frames.value(body)

    def wait_until_ready(self, seconds: float) -> None:
        """Return when the child has begun to speak or is gone, at the latest after `seconds`. Takes no frame."""
        with self._changed:
            self._changed.wait_for(lambda: self._frames or self._ended, timeout=seconds)

    def close(self) -> int:
        """End the process now, whatever it does, and return its exit code."""
        with self._changed:
            self._frames.clear()
            self._held = 0
            self._changed.notify_all()
        # A child with nothing to do leaves by itself when its stdin ends; one in the middle of something is not
        # waited for.
        self._process.kill()
        self._unsaid.put(None)
        if self._job:
            self._job.close()
        return self._process.wait()

    def exit_code(self) -> int:
        """Wait for the process to be gone, after `next` returned None, and return its exit code."""
        return self._process.wait()

    def _say(self, kind: bytes, value: dict[str, Any]) -> int:
        data = frames.frame(kind, value)
        self._unsaid.put(data)
        return len(data)

    def _write(self) -> None:
        """Move requests to the pipe, in a thread of its own."""
        with suppress(OSError, ValueError), self._input as pipe:  # it is gone; `next` will say so
            while (data := self._unsaid.get()) is not None:
                pipe.write(data)
                pipe.flush()

    def _take(self) -> None:
        """Move frames from the pipe to the buffer, in a thread of its own."""
        with cast("BinaryIO", self._process.stdout) as output:
            while len(header := output.read(frames.HEADER.size)) == frames.HEADER.size:
                kind, length = frames.HEADER.unpack(header)
                if length > frames.LONGEST or len(body := output.read(length)) < length:
                    break
                with self._changed:
                    self._frames.append((kind, body))
                    self._held += length
                    if kind == frames.END and self._deadlines:
                        self._deadlines.popleft()
                    self._changed.notify_all()
                    while self._held > _AHEAD_BYTES:
                        self._stalled = True
                        self._changed.wait()
                    self._stalled = False
                    self._since = time.monotonic()
        with self._changed:
            self._ended = True
            self._deadlines.clear()
            self._changed.notify_all()
        self._process.kill()  # after nonsense it still runs

    def _watch(self) -> None:
        """Kill the child when it takes too long or too much, in a thread of its own."""
        import psutil

        try:
            process = psutil.Process(self._process.pid)
        except psutil.Error:
            return
        while True:
            with self._changed:
                while not self._deadlines and not self._ended:
                    self._changed.wait()
                if self._ended:
                    return
                limit = self._deadlines[0]
                late = not self._stalled and time.monotonic() - self._since > limit
            try:
                large = process.memory_info().rss > self._memory_bytes
            except psutil.Error:
                return
            if late or large:
                self.cause = (
                    f"Reading it took longer than {limit:g} seconds."
                    if late
                    else f"Reading it took more memory than allowed ({self._memory_bytes / (1 << 30):.3g} GB)."
                )
                self._process.kill()
                return
            with self._changed:
                self._changed.wait_for(lambda: self._ended, timeout=_WATCH_S)


def _environment() -> dict[str, str]:
    """What Python needs and nothing of the user's: where modules lie, the time zone, where some builds find
    libraries.
    """
    kept = ("TZ", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    # Absolute and as this process has it, so that `-S` (no site, no .pth files: 30 ms) finds the same modules.
    found["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if Path(entry).is_absolute())
    found["PYTHONUTF8"] = "1"
    return found
