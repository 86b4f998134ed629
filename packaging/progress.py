"""Run a command that takes long: one live line on a terminal, a line a minute elsewhere, its output in a log."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

TAIL = 15  # lines of a failed command shown: a compiler's error with its context, still one screen
BEAT_S = 60.0  # where nobody watches a cursor, a line a minute shows that the work is alive and keeps a log short


class StepError(Exception):
    """A command ended badly. `tail` are its last lines, `log` is where all of them are."""

    def __init__(self, title: str, tail: list[str], log: Path) -> None:
        super().__init__(f"{title}: failed.")
        self.tail = tail
        self.log = log


def run(
    command: Sequence[str],
    *,
    title: str,
    log: Path,
    env: dict[str, str] | None = None,
    share: Callable[[str], float | None] | None = None,
) -> None:
    """
    Run `command` to its end, showing `title` and the time taken; raise StepError if it ends badly.

    `share` gives the done share (0 to 1) that a line of its output tells of, or None.
    """
    started = time.monotonic()
    lines: list[str] = []
    done = 0.0
    log.parent.mkdir(parents=True, exist_ok=True)

    with (
        log.open("w", encoding="utf-8") as record,
        subprocess.Popen(
            command, env=env, text=True, errors="replace", stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process,
    ):  # fmt: skip

        def read() -> None:
            nonlocal done
            assert process.stdout is not None
            for line in process.stdout:
                record.write(line)
                lines.append(line.rstrip())
                if share and (seen := share(line)) is not None:
                    done = max(done, seen)

        reader = threading.Thread(target=read, name="output")
        reader.start()
        try:
            live = _Line(title)
            while reader.is_alive():
                live.show(time.monotonic() - started, done)
                reader.join(timeout=1.0)
        except BaseException:
            process.terminate()
            raise
        reader.join()
        code = process.wait()

    if code:
        live.end(time.monotonic() - started, "failed")
        raise StepError(title, [line for line in lines if line][-TAIL:], log)
    live.end(time.monotonic() - started, "done")


def spoken(seconds: float) -> str:
    """Return a duration as a person says it: `8 s`, `3 min 20 s`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


class _Line:
    """The one line of a step; owns the cursor until `end`."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._terminal = sys.stderr.isatty()
        self._next_beat = 0.0

    def show(self, elapsed: float, done: float) -> None:
        text = f"{self._title}: {spoken(elapsed)}"
        if done:
            text += f", {done:.0%}"
        if 0.1 < done < 1.0:  # earlier, the first few files say nothing about the rest
            text += f", about {spoken(elapsed / done - elapsed)} left"
        if self._terminal:
            self._write(f"\r{text}\033[K")
        elif elapsed >= self._next_beat:
            self._write(f"{self._title} …\n" if not self._next_beat else f"  {text}\n")
            self._next_beat += BEAT_S

    def end(self, elapsed: float, word: str) -> None:
        start = "\r" if self._terminal else ""
        finish = "\033[K" if self._terminal else ""
        self._write(f"{start}{self._title}: {word} in {spoken(elapsed)}.{finish}\n")

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
