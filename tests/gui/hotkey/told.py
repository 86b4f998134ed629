"""Who is told of a hotkey in tests, and remembers."""

from __future__ import annotations

import threading

from lfmsearch.gui.hotkey import Standing


class Memory:
    """What was said, in order; `wait` gives a thread the time to say it."""

    def __init__(self) -> None:
        self.said: list[Standing] = []
        self.tokens: list[str] = []
        self._changed = threading.Condition()

    def pressed(self, token: str) -> None:
        with self._changed:
            self.tokens.append(token)
            self._changed.notify_all()

    def stands(self, standing: Standing) -> None:
        with self._changed:
            self.said.append(standing)
            self._changed.notify_all()

    def wait(self, holds: object) -> bool:
        """Wait until `holds()` is true; nobody waits longer than ten seconds."""
        assert callable(holds)
        with self._changed:
            return self._changed.wait_for(holds, 10)
