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
    failed: str = "failed",
) -> None:
    """
    Run `command` to its end, showing `title` and the time taken; raise StepError if it ends badly.

    `share` gives the done share (0 to 1) that a line of its output tells of, or None; `failed` is what a bad end is
    called.
    """
    lines: list[str] = []
    done = 0.0
    line = Line(title)
    line.show(done)
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
            for output in process.stdout:
                record.write(output)
                lines.append(output.rstrip())
                if share and (seen := share(output)) is not None:
                    done = max(done, seen)

        reader = threading.Thread(target=read, name="output")
        reader.start()
        try:
            while reader.is_alive():
                line.show(done)
                reader.join(timeout=1.0)
        except BaseException:
            process.terminate()
            raise
        reader.join()
        code = process.wait()

    if code:
        line.end(failed)
        raise StepError(title, [output for output in lines if output][-TAIL:], log)
    line.end()


def spoken(seconds: float) -> str:
    """Return a duration as a person says it: `8 s`, `3 min 20 s`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


class Line:
    """The one line of a step, from its first `show` to its `end`: redrawn on a terminal, a line a minute elsewhere."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._terminal = sys.stderr.isatty()
        self._started = time.monotonic()
        self._next_beat = 0.0

    def show(self, done: float) -> None:
        """Show the time taken and the done share, 0 to 1; 0 when nobody knows."""
        elapsed = time.monotonic() - self._started
        text = f"{self._title}: {spoken(elapsed)}"
        if done:
            text += f", {done:.0%}"
        if 0.1 < done < 1.0:  # earlier, the first few files say nothing about the rest
            text += f", about {spoken(elapsed / done - elapsed)} left"
        if self._terminal:
            self._write(f"\r{text}\033[K")
        elif elapsed >= self._next_beat:
            self._write(f"  {text}\n" if self._next_beat else f"{self._title} …\n")
            self._next_beat += BEAT_S

    def end(self, word: str = "done") -> None:
        """Say how it ended; the cursor is on a new line after that."""
        before, after = ("\r", "\033[K") if self._terminal else ("", "")
        self._write(f"{before}{self._title}: {word} in {spoken(time.monotonic() - self._started)}.{after}\n")

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
