"""The offer beside a search box, kept current: asked of the service when the hand slows down."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from lfmsearch.gui.completion import completion, is_begun
from lfmsearch.gui.link import Link
from lfmsearch.gui.searchbox import SearchBox
from lfmsearch.types import Suggestion

# What is typed fast needs no help, and rows come first.
_SLOW_MS = 90
_ASKED = 4


class Completing(QObject):
    """Offers nothing while an input method composes, nor for what stands before the cursor's last word."""

    def __init__(self, box: SearchBox, link: Link, lane: str, parent: QObject) -> None:
        super().__init__(parent)
        self._box, self._link, self._lane = box, link, lane
        self._slowing = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slowing.timeout.connect(self._ask)
        box.edited.connect(self._edited)

    def _edited(self) -> None:
        self._box.offer(None)
        if self._can_go_on():
            self._slowing.start()
        else:
            self._slowing.stop()

    def _can_go_on(self) -> bool:
        line = self._box.line
        at_end = line.cursorPosition() == len(line.text()) and not line.hasSelectedText()
        return at_end and not line.preedit and is_begun(line.text()) and self._link.standing.state == "ready"

    def _ask(self) -> None:
        line = self._box.line
        typed = line.text()

        def show(found: tuple[Suggestion, ...]) -> None:
            if line.text() == typed and line.hasFocus() and self._can_go_on():
                self._box.offer(completion(typed, found))

        self._link.ask(
            lambda client: client.suggest(typed, limit=_ASKED), show, owner=self, lane=self._lane, replaces="suggest"
        )
