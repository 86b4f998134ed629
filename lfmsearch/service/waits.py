"""What the indexing waits for: the user's pause, and the machine's power, heat and disk."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

from lfmsearch.config import Config
from lfmsearch.indexing.indexer import Allowed
from lfmsearch.system import power
from lfmsearch.system.atomic import write_private
from lfmsearch.system.paths import Home

# The machine is asked about itself no more often.
_ASKED_SECONDS = 5.0
# Longer than between two keys of somebody who types.
_HELD_SECONDS = 0.5
# Nobody types longer without a pause; a program that searches all the time lets embedding go on in between.
_LONGEST_HELD_SECONDS = 10.0
_REST_SECONDS = 2.0


class Waits:
    """What may be done now, and why not. For several threads."""

    def __init__(self, home: Home, config: Config) -> None:
        self._home, self._config = home, config
        self._lock = threading.Lock()
        self._pause = home.data_dir / "pause.json"
        self._paused_until, self._paused_because = _remembered(self._pause)
        self._override_until = 0.0
        self._verdict = power.Verdict()
        self._asked = float("-inf")
        self._said = Allowed()
        self._held_since = self._held_until = float("-inf")

    def take_up(self, config: Config) -> None:
        """Decide by other settings from now on, without waiting until a cause has been gone for a while."""
        with self._lock:
            self._config = config
            self._verdict = power.Verdict()
            self._asked = float("-inf")

    def pause(self, seconds: float | None, because: str) -> None:
        """Stop all indexing for so many seconds, None until `resume`, also across a restart; `because` is a sentence for a person."""
        with self._lock:
            self._paused_until = float("inf") if seconds is None else time.monotonic() + seconds
            self._paused_because = because or "You paused it."
            until = None if seconds is None else time.time() + seconds
            write_private(self._pause, json.dumps({"until": until, "because": self._paused_because}))

    def resume(self, go_on_anyway_seconds: float | None = None) -> None:
        """End the user's pause; with a number, no policy holds for so many seconds either."""
        with self._lock:
            self._paused_until = 0.0
            self._pause.unlink(missing_ok=True)
            self._override_until = time.monotonic() + (go_on_anyway_seconds or 0.0)
            self._asked = float("-inf")

    def hold(self) -> None:
        """
        Embed nothing for a moment: somebody types, and every search would stop and repeat what is in hand.

        Asked for without end, it rests for _REST_SECONDS after every _LONGEST_HELD_SECONDS.
        """
        with self._lock:
            now = time.monotonic()
            if now >= self._held_until + _REST_SECONDS:
                self._held_since = now
            self._held_until = min(now + _HELD_SECONDS, self._held_since + _LONGEST_HELD_SECONDS)

    def held_for(self) -> float | None:
        """Return for how many seconds embedding is held back, None when it is not."""
        left = self._held_until - time.monotonic()
        return left if left > 0 else None

    def allowed(self) -> Allowed:
        """Return what may be done now."""
        with self._lock:
            return self._allowed()

    def because(self) -> str:
        """Return why something waits, in a sentence; empty when nothing does."""
        with self._lock:
            if time.monotonic() < self._paused_until:
                return self._paused_because
            self._allowed()
            return self._verdict.because

    def changed(self) -> bool:
        """Return whether what may be done is other than when this was last asked."""
        with self._lock:
            now = self._allowed()
            changed, self._said = now != self._said, now
            return changed

    def _allowed(self) -> Allowed:
        now = time.monotonic()
        if now < self._paused_until:
            return Allowed(words=False, meaning=False)
        if now - self._asked > _ASKED_SECONDS:
            self._asked = now
            self._verdict = power.verdict(
                power.read(self._home.index_path),
                self._config,
                now=now,
                override_until=self._override_until,
                before=self._verdict,
            )
        return Allowed(self._verdict.words, self._verdict.meaning and now >= self._held_until)


def _remembered(path: Path) -> tuple[float, str]:
    """The pause that an earlier process was told: until when on the steady clock, and why. None there is (0, "")."""
    try:
        told = json.loads(path.read_text("utf-8"))
        left = float("inf") if told["until"] is None else float(told["until"]) - time.time()
        return time.monotonic() + left, str(told["because"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0, ""
